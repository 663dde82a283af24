"""Trouble on request: calls that are refused, dropped or delayed, and Telegram's limits on how much one may send."""

from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.sandbox.calls import Call
from bot.sandbox.refusals import Refusal, too_many_requests

ANY_METHOD = "*"
# The methods that count against the limits; edits count like new messages.
COUNTED = frozenset({"sendmessage", "senddocument", "sendphoto", "editmessagetext", "editmessagereplymarkup"})


class Moment(StrEnum):
    """When a connection breaks: before the call is carried out or after."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(slots=True)
class Fault:
    """Trouble for the next calls of a method, in one chat or any; exactly one of the last three is set."""

    method: str
    times: int
    chat_id: int | None
    refusal: Refusal | None = None
    drop: Moment | None = None
    delay: float | None = None

    def meets(self, call: Call) -> bool:
        """Tell whether this call is to have the trouble."""
        if self.method != ANY_METHOD and self.method.lower() != call.method.lower():
            return False
        return self.times > 0 and self.chat_id in (None, call.integer("chat_id"))


@dataclass(slots=True)
class Faults:
    """The troubles that were asked for, in that order."""

    planned: list[Fault] = field(default_factory=list)

    def take(self, call: Call) -> Fault | None:
        """Return the trouble that this call has, and count it."""
        fault = next((fault for fault in self.planned if fault.meets(call)), None)
        if fault:
            fault.times -= 1
        return fault


@dataclass(frozen=True, slots=True)
class Limit:
    """So many messages in so many seconds."""

    messages: int
    seconds: float


@dataclass(slots=True)
class FloodControl:
    """Telegram's limits: in all, in one chat, in one group; a refused call does not count."""

    now: Callable[[], datetime]
    in_all: Limit = Limit(30, 1)
    in_a_chat: Limit = Limit(1, 1)
    in_a_group: Limit = Limit(20, 60)
    _sent: dict[tuple[str, int], deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def check(self, call: Call) -> None:
        """Count a call, or refuse it with the seconds to wait."""
        if call.method.lower() not in COUNTED:
            return
        chat_id, moment = call.integer("chat_id"), self.now().timestamp()
        windows = [(("all", 0), self.in_all), (("chat", chat_id), self.in_a_chat)]
        windows += [(("group", chat_id), self.in_a_group)] if chat_id < 0 else []
        wait = max(self._wait(self._sent[key], limit, moment) for key, limit in windows)
        if wait > 0:
            raise too_many_requests(int(wait) + 1)
        for key, _ in windows:
            self._sent[key].append(moment)

    @staticmethod
    def _wait(sent: deque[float], limit: Limit, moment: float) -> float:
        while sent and sent[0] <= moment - limit.seconds:
            sent.popleft()
        return 0 if len(sent) < limit.messages else sent[0] + limit.seconds - moment
