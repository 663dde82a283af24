"""The clockwork: APScheduler wakes the delivery loop and has the plans extended; it keeps nothing itself."""

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

    async def start(self) -> None:
        """Extend the plans and start to tick."""
        await self._extend()
        self._scheduler.add_job(self._tick, "interval", seconds=WAKE.total_seconds())
        self._scheduler.add_job(self._extend, "interval", seconds=EXTEND.total_seconds())
        self._scheduler.start()

    def stop(self) -> None:
        """Tick no more."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def _tick(self) -> None:
        # A coroutine, so that it runs in the event loop.
        self._wake()
