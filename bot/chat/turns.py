"""Presses on buttons that wait for their turn in a chat."""

from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, Concatenate

from telegram import CallbackQuery, MaybeInaccessibleMessage

from bot.chat.state import Context

Reaction = Callable[Concatenate[CallbackQuery, MaybeInaccessibleMessage, Context, ...], Coroutine[Any, Any, None]]


def in_turn(reaction: Reaction) -> Reaction:
    """Let a press wait until what happens in its chat has come to an end, so that it finds things as they are shown."""

    @wraps(reaction)
    async def _react(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *numbers: int) -> None:
        async with context.state.turns.take(message.chat.id):
            await reaction(query, message, context, *numbers)

    return _react
