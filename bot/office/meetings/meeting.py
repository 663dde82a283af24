"""A meeting as it is planned, and its sittings: the single times at which it is held."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.office.times.rules import Rule


@dataclass(frozen=True, slots=True)
class Plan:
    """What a meeting is: the first start and end, aware, and all that its card shows.

    ``rule`` repeats it; ``leads`` say how long before a sitting people are reminded, longest first.
    """

    title: str
    start: datetime
    end: datetime | None = None
    rule: Rule | None = None
    room: str = ""
    people: str = ""
    notes: str = ""
    leads: tuple[timedelta, ...] = ()


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting that is kept: its plan, whose it is, and the chat that it is announced in."""

    id: int
    plan: Plan
    organizer_id: int  # Telegram user id
    chat_id: int


@dataclass(frozen=True, slots=True)
class Sitting:
    """One time at which a meeting is held."""

    id: int
    meeting: Meeting
    start: datetime
    end: datetime | None
    cancelled: bool = False
