"""What expressions of time are made of: days, parts of the day, clocks, cycles, lengths.

A token knows where it stands and what it means; a day is worked out only when it is used, because that may need the
calendar.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from bot.office.calendar import Calendar
from bot.office.times.rules import Cycle, Policy


@dataclass(frozen=True, slots=True)
class Frame:
    """What days are counted from: the moment of asking, and for the end of a range the day that it starts on."""

    now: datetime  # by the office's clock
    calendar: Calendar
    start_day: date | None = None

    @property
    def today(self) -> date:
        """Return the day of asking."""
        return self.now.date()

    @property
    def base(self) -> date:
        """Return the day that a weekday or a day of the month follows."""
        return self.start_day or self.today

    def at(self, day: date, minutes: int) -> datetime:
        """Return the moment so many minutes after the beginning of a day; 24:00 is on the next."""
        return datetime.combine(day, time(), self.now.tzinfo) + timedelta(minutes=minutes)


@dataclass(frozen=True, slots=True)
class Found:
    """The day that an expression means; several, or a question, where that is not certain.

    ``later`` is what may be meant when the day has passed.
    """

    days: tuple[date, ...] = ()
    question: str = ""
    later: date | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """A day; ``weekday`` of a bare weekday, which beside a date only confirms it.

    A ``weak`` one (12.3, 国庆节) may be something else unless a time of day stands beside it.
    """

    find: Callable[[Frame], Found]
    weekday: int | None = None
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """A part of the day: 上午, 晚上."""

    name: str


@dataclass(frozen=True, slots=True)
class Clock:
    """A time by the clock; ``exact`` where it is surely of 24 hours (15:00, 03:00)."""

    hour: int
    minute: int
    exact: bool


@dataclass(frozen=True, slots=True)
class Moment:
    """A time counted from now: 两小时后."""

    ahead: timedelta


@dataclass(frozen=True, slots=True)
class Repeat:
    """A cycle; without one a question says what is lacking or cannot be done."""

    cycle: Cycle | None
    question: str = ""


@dataclass(frozen=True, slots=True)
class Since:
    """The day from which something is repeated: 从下周起."""

    find: Callable[[Frame], Found]


@dataclass(frozen=True, slots=True)
class Length:
    """How long something lasts: 开两个小时."""

    length: timedelta


Value = Day | Period | Clock | Moment | Repeat | Since | Length | Policy


class Token(NamedTuple):
    """A value and its place in the text."""

    value: Value
    start: int
    end: int
