"""What someone wants who writes without a command: what they are in the middle of, an errand, else a question."""

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Message

from bot.chat.asking import ask
from bot.chat.duty import answer_duty
from bot.chat.errands import Errand, run_errand
from bot.chat.handover import understand_handover
from bot.chat.meetings import understand_correction, understand_wish
from bot.chat.naming import understand_name
from bot.chat.outlines import explain_change, understand_change, understand_outline
from bot.chat.replies import understand_reply
from bot.chat.state import Context
from bot.chat.swaps import understand_swap

# Deals with a message and returns True, or leaves it to the next.
Intent = Callable[[Message, Context], Coroutine[Any, Any, bool]]

# In this order: what was begun goes before what is new.
INTENTS: tuple[Intent, ...] = (
    understand_reply,
    understand_correction,
    understand_outline,
    understand_change,
    understand_handover,
    understand_swap,
    understand_name,
    answer_duty,
    understand_wish,
)


async def understand(message: Message, context: Context) -> None:
    """Do what a message asks for."""
    for intent in INTENTS:
        if await intent(message, context):
            return
    errand = await run_errand(message, context)
    if errand is not Errand.TAKEN and not await explain_change(message, context):
        # A message is read to a language model once at the most.
        await ask(message, context, may_word=errand is Errand.NONE)
