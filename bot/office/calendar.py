"""Working days, weekends and holidays as the State Council sets them, year by year.

A year is known or not known; of one that is not, nothing is guessed. Which years there are is handed in: those of
``published`` and the tables that the office took in itself.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.office.errors import YearUnknown

DAY = timedelta(days=1)
SATURDAY = 5
WEEKDAYS = "一二三四五六日"


class DayKind(StrEnum):
    """What a day is to an office; the values are what people read."""

    WORKING = "工作日"
    WEEKEND = "周末"
    HOLIDAY = "节假日"


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day that the State Council names: a day off of a holiday, or a weekend day that is worked for it (调休)."""

    date: date
    is_working: bool
    holiday: str


class Calendar:
    """The office's calendar; ``years`` holds the special days of every known year."""

    def __init__(self, years: Mapping[int, Iterable[SpecialDay]]) -> None:
        self._known = frozenset(years)
        self._special = {day.date: day for days in years.values() for day in days}

    def knows(self, year: int) -> bool:
        """Tell whether the year's days off are published."""
        return year in self._known

    def kind(self, day: date) -> DayKind:
        """Return what a day is; raise YearUnknown."""
        if not self.knows(day.year):
            raise YearUnknown(day.year)
        special = self._special.get(day)
        if special is not None:
            return DayKind.WORKING if special.is_working else DayKind.HOLIDAY
        return DayKind.WEEKEND if day.weekday() >= SATURDAY else DayKind.WORKING

    def is_working(self, day: date) -> bool:
        """Tell whether a day is worked; raise YearUnknown."""
        return self.kind(day) is DayKind.WORKING

    def holiday(self, day: date) -> str:
        """Return the name of the holiday that a day off belongs to, or ""."""
        special = self._special.get(day)
        return special.holiday if special and not special.is_working else ""

    def remark(self, day: date) -> str:
        """Return what is to be said of a day beside its weekday: 调休上班, 国庆节放假, an unknown year, or ""."""
        if not self.knows(day.year):
            return f"{day.year}年放假安排尚未导入"
        special = self._special.get(day)
        if special is None:
            return ""
        return f"{special.holiday}调休上班" if special.is_working else f"{special.holiday}放假"

    def working_days(self, first: date, step: int = 1) -> Iterator[date]:
        """Yield the working days from ``first`` on, or back from it for ``step`` -1, without end; raise YearUnknown."""
        day = first
        while True:
            if self.is_working(day):
                yield day
            day += step * DAY


def weekday(day: date) -> str:
    """Return the weekday as people write it: 周一."""
    return f"周{WEEKDAYS[day.weekday()]}"


def long_date(day: date) -> str:
    """Return a date as people write it: 2026年12月1日（周二）."""
    return f"{day.year}年{day.month}月{day.day}日（{weekday(day)}）"


def short_date(day: date) -> str:
    """Return a date within its year: 12月1日."""
    return f"{day.month}月{day.day}日"


def monday(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - day.weekday() * DAY


def month_of(day: date) -> tuple[date, date]:
    """Return the first and the last day of a day's month."""
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
