"""What happened, in order, and waiting for it from any coroutine: what tests await and a page streams.

``Bell`` wakes the waiting; it may be rung from any thread. ``Journal`` keeps the events.
"""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TypeVar

from bot.sandbox.world import CallbackAnswer, CallbackQuery, Member, Message

Found = TypeVar("Found")


class Bell:
    """Wakes every coroutine that waits for the world to change."""

    def __init__(self) -> None:
        self._waiting: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()
        self._lock = threading.Lock()

    def ring(self) -> None:
        """Say that something changed."""
        with self._lock:
            for loop, event in self._waiting:
                loop.call_soon_threadsafe(event.set)

    async def until(self, probe: Callable[[], Found | None], seconds: float | None) -> Found:
        """Return what ``probe`` finds as soon as it finds something; raise TimeoutError after ``seconds``."""
        event = asyncio.Event()
        waiting = (asyncio.get_running_loop(), event)
        with self._lock:
            self._waiting.add(waiting)
        try:
            async with asyncio.timeout(seconds):
                # Registered before the first look, so that nothing is missed in between.
                while (found := probe()) is None:
                    await event.wait()
                    event.clear()
            return found
        finally:
            with self._lock:
                self._waiting.discard(waiting)


class Kind(StrEnum):
    """What can happen."""

    MESSAGE = "message"
    EDIT = "edit"
    DELETE = "delete"
    ACTION = "action"
    PRESS = "press"
    ANSWER = "answer"
    REACTION = "reaction"
    DRAFT = "draft"
    MEMBER = "member"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened in a chat; ``text`` is an action's name or a draft's text."""

    kind: Kind
    chat_id: int
    message: Message | None = None
    query: CallbackQuery | None = None
    answer: CallbackAnswer | None = None
    member: Member | None = None
    text: str = ""


class Journal:
    """All events since the start."""

    def __init__(self, bell: Bell) -> None:
        self.events: list[Event] = []
        self._bell = bell

    def add(self, event: Event) -> None:
        """Write an event down and wake who waits for it."""
        self.events.append(event)
        self._bell.ring()

    def find(self, wanted: Callable[[Event], bool], start: int = 0) -> int | None:
        """Return the place of the first wanted event from ``start`` on."""
        return next((place for place in range(start, len(self.events)) if wanted(self.events[place])), None)

    def _at(self, place: int) -> int | None:
        return place if place < len(self.events) else None

    async def follow(self, start: int = 0) -> AsyncIterator[Event]:
        """Yield the events from ``start`` on as they happen, without end."""
        while True:
            place = await self._bell.until(partial(self._at, start), None)
            yield self.events[place]
            start = place + 1
