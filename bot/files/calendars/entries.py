"""One entry of a calendar file."""

from dataclasses import dataclass
from datetime import datetime, timedelta

CANCELLED = "已取消："  # for the programs that do not show it themselves


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing at one time, aware; an all-day one lasts from midnight to midnight.

    ``uid`` stays the same for as long as the thing does, and ``revision`` grows with every change: by the two a
    program knows what it already has. ``alarms`` say how long before the start to remind, longest first. ``rule`` is
    a repetition as calendar files write it (FREQ=WEEKLY;BYDAY=MO).
    """

    uid: str
    title: str
    start: datetime
    end: datetime | None = None
    place: str = ""
    notes: str = ""
    alarms: tuple[timedelta, ...] = ()
    cancelled: bool = False
    rule: str = ""
    revision: int = 0
