"""How fast messages may go out: Telegram's limits in all, in one chat, in one group, and pauses that it asks for.

Bookkeeping in seconds of a steady clock that is handed in. It is a cache: after a restart Telegram itself says when to
wait.
"""

from collections import defaultdict, deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

SECOND = 1.0
MINUTE = 60.0


@dataclass(frozen=True, slots=True)
class Limits:
    """Messages a second in all and in one chat, and messages a minute in one group."""

    per_second: int = 30
    per_chat_second: int = 1
    per_group_minute: int = 20


class Pace:
    """What went out lately, and what may therefore go out now."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._all: deque[float] = deque()
        self._chats: defaultdict[int, deque[float]] = defaultdict(deque)
        self._holds: dict[int, float] = {}
        self._is_pressed = False

    def note(self, chat_id: int, now: float) -> None:
        """Count a message that goes out now."""
        self._all.append(now)
        self._chats[chat_id].append(now)

    def hold(self, chat_id: int, until: float) -> None:
        """Leave a chat alone until then."""
        self._holds[chat_id] = max(until, self._holds.get(chat_id, 0))

    def wait(self, now: float) -> float:
        """Return the seconds until one more message may go out at all; 0 for now."""
        return _wait(self._all, self._limits.per_second, SECOND, now)

    @asynccontextmanager
    async def turn(self, steady: Callable[[], float], sleep: Callable[[float], Awaitable[None]]) -> AsyncIterator[None]:
        """Wait until a reminder may go out; answers stand back until it is noted."""
        self._is_pressed = True
        try:
            while pause := self.wait(steady()):
                await sleep(pause)
            yield
        finally:
            self._is_pressed = False

    def wait_to_answer(self, chat_id: int, now: float) -> float:
        """Return the seconds until an answer may go to a chat: behind reminders, and within a group's limit."""
        # A moment only, after which it asks again.
        pause = max(self.wait(now), SECOND / self._limits.per_second if self._is_pressed else 0.0)
        return max(pause, self._wait_in_group(chat_id, now))

    def wait_for(self, chat_id: int, now: float) -> float:
        """Return the seconds until one more message may go to a chat, other chats left out; 0 for now."""
        sent = self._chats.get(chat_id, deque())
        recent = deque(moment for moment in sent if moment > now - SECOND)
        waits = [_wait(recent, self._limits.per_chat_second, SECOND, now), self._holds.get(chat_id, 0) - now]
        return max(0.0, self._wait_in_group(chat_id, now), *waits)

    def busy(self, now: float) -> frozenset[int]:
        """Return the chats that nothing may go to now."""
        self._forget(now)
        return frozenset(chat_id for chat_id in {*self._chats, *self._holds} if self.wait_for(chat_id, now) > 0)

    def _wait_in_group(self, chat_id: int, now: float) -> float:
        if chat_id >= 0 or chat_id not in self._chats:
            return 0.0
        return _wait(self._chats[chat_id], self._limits.per_group_minute, MINUTE, now)

    def _forget(self, now: float) -> None:
        self._holds = {chat_id: until for chat_id, until in self._holds.items() if until > now}
        for chat_id in [each for each, sent in self._chats.items() if not sent or sent[-1] <= now - MINUTE]:
            del self._chats[chat_id]


def _wait(sent: deque[float], count: int, window: float, now: float) -> float:
    while sent and sent[0] <= now - window:
        sent.popleft()
    return 0.0 if len(sent) < count else sent[len(sent) - count] + window - now
