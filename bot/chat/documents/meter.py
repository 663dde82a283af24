"""How far a long piece of work has come, told by editing one message."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from telegram import MaybeInaccessibleMessage
from telegram.error import TelegramError

from bot.chat.sending import edit
from bot.chat.state import Context

PACE = 3.0  # seconds between two edits
UNDER_WAY = "正在收入……已完成{}%"


class Meter:
    """Counts what is done; ``advance`` may be called from any thread."""

    def __init__(self, total: int) -> None:
        self._total = max(total, 1)
        self._done = 0

    def advance(self, count: int) -> None:
        """Note that so much more is done."""
        self._done += count

    @property
    def percent(self) -> int:
        """Return how much is done; all of it is only once the work itself says so."""
        return min(99, self._done * 100 // self._total)


@asynccontextmanager
async def metering(context: Context, message: MaybeInaccessibleMessage, total: int) -> AsyncIterator[Meter]:
    """Show in a message how far the work is, as long as it takes."""
    meter, finished = Meter(total), asyncio.Event()
    showing = asyncio.create_task(_show(context, message, meter, finished))
    try:
        yield meter
    finally:
        finished.set()
        # Not cancelled: an edit that comes after the last word would stand there for good.
        await showing


async def _show(context: Context, message: MaybeInaccessibleMessage, meter: Meter, finished: asyncio.Event) -> None:
    shown = -1
    with suppress(TelegramError):
        while not finished.is_set():
            if meter.percent != shown:
                shown = meter.percent
                await edit(context, message, UNDER_WAY.format(shown), None)
            with suppress(TimeoutError):
                await asyncio.wait_for(finished.wait(), PACE)
