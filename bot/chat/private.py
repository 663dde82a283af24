"""What is talked of with one person alone: commands lead there; that presses count nowhere else, ``rights`` says."""

from collections.abc import Callable
from functools import wraps

from telegram import Message
from telegram.constants import ChatType

from bot.chat.gate import Conversation
from bot.chat.sending import place_of, send
from bot.chat.state import Context

ONLY_PRIVATE = "请在与我的私聊中办理。"


def in_private(elsewhere: str = ONLY_PRIVATE) -> Callable[[Conversation], Conversation]:
    """Lead a conversation in private only; ``elsewhere`` is what a group hears."""

    def _lead(conversation: Conversation) -> Conversation:
        @wraps(conversation)
        async def _converse(message: Message, context: Context) -> None:
            if message.chat.type == ChatType.PRIVATE:
                await conversation(message, context)
            else:
                await send(context, place_of(message), elsewhere)

        return _converse

    return _lead
