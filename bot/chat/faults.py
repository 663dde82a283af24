"""The one handler of whatever goes wrong in a chat: what is done about it, and what is said.

The log gets the kind of a fault and where it arose, never its words: those of a database or of Telegram may hold what
people wrote.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

from telegram import Update
from telegram.error import BadRequest, Conflict, Forbidden, NetworkError, TelegramError

from bot.chat.polling import TokenRevoked
from bot.chat.sending import place_of, send
from bot.chat.state import Context
from bot.errors import SecondPoller, TokenRefused
from bot.log import report

logger = logging.getLogger(__name__)

SORRY = "抱歉，出了点问题，请稍后再试。如果一直这样，请告诉管理员。"
# Telegram's words for presses that came too late, where nobody waits for a reply any more.
TOO_LATE = ("query is too old", "query_id_invalid")

Outcome = Callable[[Update | None, Context, Exception], Awaitable[None]]


async def handle(update: object, context: Context) -> None:
    """Do what is to be done about the fault of an update, or of fetching updates."""
    known = update if isinstance(update, Update) else None
    fault = context.error
    if fault is None:
        return
    outcome = next((outcome for kind, outcome in OUTCOMES if isinstance(fault, kind)), _report)
    await outcome(known, context, fault)


async def _stop(update: Update | None, context: Context, fault: Exception) -> None:
    # ``run`` tells why.
    context.state.fault = SecondPoller() if isinstance(fault, Conflict) else TokenRefused()
    context.application.stop_running()


async def _note_silence(update: Update | None, context: Context, fault: Exception) -> None:
    if update and update.effective_chat:
        now = context.state.canmou.now()
        await asyncio.to_thread(context.state.chats.silence, update.effective_chat.id, since=now)


async def _report_refusal(update: Update | None, context: Context, fault: Exception) -> None:
    if not (isinstance(fault, TelegramError) and fault.message.lower().startswith(TOO_LATE)):
        await _report(update, context, fault)


async def _report_trouble(update: Update | None, context: Context, fault: Exception) -> None:
    logger.warning("Telegram cannot be reached: %s", type(fault).__name__)
    await _apologise(update, context)


async def _report(update: Update | None, context: Context, fault: Exception) -> None:
    report(logger, "an update could not be handled", fault)
    await _apologise(update, context)


async def _apologise(update: Update | None, context: Context) -> None:
    """Say that something went wrong, if that at least goes through."""
    with suppress(TelegramError):
        if update and update.callback_query:
            await update.callback_query.answer(SORRY)
        elif update and update.message and (update.message.text or update.message.caption):
            await send(context, place_of(update.message), SORRY)


# The first that fits counts, so that a kind stands before those it is a special case of.
OUTCOMES: tuple[tuple[type[Exception], Outcome], ...] = (
    (Conflict, _stop),
    (TokenRevoked, _stop),
    (TokenRefused, _stop),
    (Forbidden, _note_silence),
    (BadRequest, _report_refusal),
    (NetworkError, _report_trouble),
)
