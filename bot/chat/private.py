"""What is talked of with one person alone: commands lead there, and presses count nowhere else."""

from collections.abc import Callable
from functools import wraps

from telegram import CallbackQuery, MaybeInaccessibleMessage, Message
from telegram.constants import ChatType

from bot.chat.gate import Conversation
from bot.chat.sending import place_of, send
from bot.chat.state import Context
from bot.chat.turns import Reaction


def in_private(elsewhere: str) -> Callable[[Conversation], Conversation]:
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


def pressed_in_private(elsewhere: str) -> Callable[[Reaction], Reaction]:
    """Let a press count in the private chat alone; ``elsewhere`` is what one hears who pressed in another."""

    def _count(reaction: Reaction) -> Reaction:
        @wraps(reaction)
        async def _react(
            query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *numbers: int
        ) -> None:
            # Buttons can be made up.
            if message.chat.id == query.from_user.id:
                await reaction(query, message, context, *numbers)
            else:
                await query.answer(elsewhere)

        return _react

    return _count
