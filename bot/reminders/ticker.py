"""The clockwork: APScheduler wakes the delivery loop and has the plans extended; it keeps nothing itself."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

# With an idle bot a reminder is late by at most this and the time to send it.
WAKE = timedelta(seconds=0.25)
EXTEND = timedelta(minutes=10)


class Ticker:
    """Calls ``wake`` four times a second and ``extend`` at the start and every ten minutes."""

    def __init__(self, wake: Callable[[], None], extend: Callable[[], Awaitable[None]]) -> None:
        # A turn that is missed is caught up with the next one, however late.
        defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        self._scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=defaults)
        self._wake = wake
        self._extend = extend
        self._extending = asyncio.Lock()

    async def start(self) -> None:
        """Extend the plans and start to tick."""
        await self._extend_plans()
        self._scheduler.add_job(self._tick, "interval", seconds=WAKE.total_seconds())
        self._scheduler.add_job(self._extend_plans, "interval", seconds=EXTEND.total_seconds())
        self._scheduler.start()

    async def stop(self) -> None:
        """Tick no more; what was begun comes to its end, or it would be cut off and reported as a fault."""
        if not self._scheduler.running:
            return
        self._scheduler.pause()
        # The turn of the event loop in which whatever is due starts.
        await asyncio.sleep(0)
        async with self._extending:
            # The turn in which what has ended is taken off the list of what is under way.
            await asyncio.sleep(0)
        self._scheduler.shutdown(wait=False)
        # The scheduler leaves its end to the next turn.
        await asyncio.sleep(0)

    async def _extend_plans(self) -> None:
        async with self._extending:
            await self._extend()

    async def _tick(self) -> None:
        # A coroutine, so that it runs in the event loop.
        self._wake()
