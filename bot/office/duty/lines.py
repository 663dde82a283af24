"""A roster line by line, as tables, pictures and calendars show it: one line a shift, officers of one time together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from bot.office.calendar import Calendar, DayKind, weekday
from bot.office.duty.shifts import Shift
from bot.office.people import Person

HEADER = ("日期", "星期", "班次", "带班领导", "电话", "值班员", "电话", "备注")
MISSING = "无"  # among several telephone numbers


@dataclass(frozen=True, slots=True)
class RosterLine:
    """A shift in words; ``kind`` is None in a year whose days off are not known."""

    start: datetime
    end: datetime
    day: date
    weekday: str
    hours: str
    leader: str
    leader_phone: str
    officer: str
    officer_phone: str
    kind: DayKind | None
    remark: str = ""

    @property
    def cells(self) -> tuple[date | str, ...]:
        """Return the line as it stands below HEADER."""
        return (
            self.day,
            self.weekday,
            self.hours,
            self.leader,
            self.leader_phone,
            self.officer,
            self.officer_phone,
            self.remark,
        )


def roster_lines(shifts: Iterable[Shift], *, calendar: Calendar, zone: ZoneInfo) -> tuple[RosterLine, ...]:
    """Return the lines of shifts, earliest first."""
    ordered = sorted(shifts, key=_watch)
    return tuple(_line(list(group), calendar, zone) for _, group in groupby(ordered, key=_watch))


def unknown_years(lines: Iterable[RosterLine], calendar: Calendar) -> str:
    """Return the remark on years whose days off the lines cannot show, or ""."""
    remarks = (calendar.remark(line.day) for line in lines if line.kind is None)
    return "，".join(dict.fromkeys(remarks))


def _watch(shift: Shift) -> tuple[datetime, datetime, int]:
    return shift.start, shift.end, shift.leader.id


def _line(shifts: Sequence[Shift], calendar: Calendar, zone: ZoneInfo) -> RosterLine:
    """Return the line of shifts that differ in their officers only."""
    shift = shifts[0]
    day = shift.day(zone)
    is_known = calendar.knows(day.year)
    officers = [each.officer for each in shifts]
    return RosterLine(
        start=shift.start,
        end=shift.end,
        day=day,
        weekday=weekday(day),
        hours=_hours(shift.start.astimezone(zone), shift.end.astimezone(zone)),
        leader=shift.leader.name,
        leader_phone=shift.leader.phone,
        officer="、".join(officer.name for officer in officers),
        officer_phone=_phones(officers),
        kind=calendar.kind(day) if is_known else None,
        remark=calendar.remark(day) if is_known else "",
    )


def _hours(start: datetime, end: datetime) -> str:
    """Return hours as people write them: 08:30—次日08:30."""
    return f"{start:%H:%M}—{'次日' if end.date() > start.date() else ''}{end:%H:%M}"


def _phones(people: Sequence[Person]) -> str:
    """Return the numbers of people, one for each where any has one."""
    if not any(person.phone for person in people):
        return ""
    return "、".join(person.phone or MISSING for person in people)
