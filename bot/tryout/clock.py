"""The clock of the try-out: the real one, which can be moved forward; what falls due on the way arrives in order."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.reminders.model import OPEN
from bot.storage import Engine
from bot.storage.reminders import ReminderStore

# The furthest that the clock goes at once, so that plans can be extended on the way.
STRIDE = timedelta(hours=6)
FURTHEST = timedelta(days=31)
LOOK = 0.05  # seconds between two looks
PATIENCE = 60  # looks until what is due should have gone out
SEEN = 500  # deliveries among which the next one is looked for


class Clock:
    """A clock that can be moved forward."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self.ahead = timedelta()

    def now(self) -> datetime:
        """Return the moment by this clock, aware."""
        return self._now() + self.ahead

    def move_to(self, moment: datetime) -> None:
        """Move the clock forward; it never goes back."""
        self.ahead += max(moment - self.now(), timedelta())


class TimeMachine:
    """Moves the clock from one due time to the next, and waits at each for the messages, until all is over."""

    def __init__(self, clock: Clock, engine: Engine, is_over: Callable[[], bool]) -> None:
        self._clock = clock
        self._reminders = ReminderStore(engine)
        self._is_over = is_over
        self._turn = asyncio.Lock()

    async def pass_by(self, duration: timedelta) -> None:
        """Let time go by, a month at most."""
        async with self._turn:
            goal = self._clock.now() + min(duration, FURTHEST)
            while self._clock.now() < goal and not self._is_over():
                await self._step(goal)

    async def pass_to_next(self) -> bool:
        """Let time go by until the next message is due; tell whether there is one within a month."""
        async with self._turn:
            goal = self._clock.now() + FURTHEST
            while self._clock.now() < goal and not self._is_over():
                if await self._step(goal):
                    return True
            return False

    async def _step(self, goal: datetime) -> bool:
        """Go to what is due next, or a stride; tell whether something was due there."""
        await self._settle()
        due = [moment for moment in await asyncio.to_thread(self._waiting) if moment > self._clock.now()]
        reach = min(goal, self._clock.now() + STRIDE)
        is_due = bool(due) and due[0] <= reach
        self._clock.move_to(due[0] if is_due else reach)
        await self._settle()
        return is_due

    async def _settle(self) -> None:
        """Wait until nothing is due any more, or what is due cannot go out."""
        for _ in range(PATIENCE):
            await asyncio.sleep(LOOK)
            if not any(moment <= self._clock.now() for moment in await asyncio.to_thread(self._waiting)):
                return

    def _waiting(self) -> list[datetime]:
        """Return when what waits is to be tried, soonest first; what cannot go out stays behind the clock."""
        return [each.try_at for each in self._reminders.listing(states=OPEN, limit=SEEN)]
