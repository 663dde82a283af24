"""What is talked of with one person alone, and the numbers of roles in buttons."""

from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any

from telegram import Message
from telegram.constants import ChatType

from bot.chat.sending import place_of, send
from bot.chat.state import Context
from bot.permissions import GIVEN, Role

ONLY_PRIVATE = "请在与我的私聊中办理。"
NO_ROLE = 0

Conversation = Callable[[Message, Context], Coroutine[Any, Any, None]]


def in_private(conversation: Conversation) -> Conversation:
    """Lead a conversation in private only; in a group it is said where to go."""

    @wraps(conversation)
    async def _converse(message: Message, context: Context) -> None:
        if message.chat.type == ChatType.PRIVATE:
            await conversation(message, context)
        else:
            await send(context, place_of(message), ONLY_PRIVATE)

    return _converse


def number_of(role: Role) -> int:
    """Return the number that stands for a role in a button."""
    return GIVEN.index(role) + 1


def role_of(number: int) -> Role | None:
    """Return the role that a number of a button stands for, or None when it was made up."""
    return GIVEN[number - 1] if 0 < number <= len(GIVEN) else None
