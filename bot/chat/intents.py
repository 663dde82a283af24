"""What someone wants who writes without a command: what they are in the middle of, an errand, else a question."""

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Message

from bot.chat.asking import ask
from bot.chat.state import Context

# Deals with a message and returns True, or leaves it to the next.
Intent = Callable[[Message, Context], Coroutine[Any, Any, bool]]

# In this order: what was begun goes before what is new.
INTENTS: tuple[Intent, ...] = ()


async def understand(message: Message, context: Context) -> None:
    """Do what a message asks for."""
    for intent in INTENTS:
        if await intent(message, context):
            return
    await ask(message, context)
