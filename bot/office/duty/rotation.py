"""Turns of duty shared out by lists: one for working days, one for weekends, one for holidays, for either tier.

Each list moves on by its own days only. Of its people who can take a day it is the one with the fewest turns on it, of
several the one whose turn was longest ago, of several the first of the list: with nobody away that is the plain round,
and who was away makes up for it. Nobody has two days running, in whichever tier, where the list has somebody else.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from zoneinfo import ZoneInfo

from bot.office.calendar import DAY, Calendar, DayKind
from bot.office.duty.shifts import Hours, Shift, Tier
from bot.office.errors import NobodyAvailable
from bot.office.people import Person

Lists = Mapping[Tier, Mapping[DayKind, Sequence[Person]]]
# Whose days an empty list leaves to be served from.
_FALLBACK = {DayKind.HOLIDAY: DayKind.WEEKEND, DayKind.WEEKEND: DayKind.WORKING}


@dataclass(frozen=True, slots=True)
class Absence:
    """Days, first to last, on which someone takes no turn."""

    person_id: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn that someone had or has."""

    person_id: int
    tier: Tier
    day: date


@dataclass(frozen=True, slots=True)
class Rotation:
    """Shifts as they were shared out, in order, and what whoever approves them should know."""

    shifts: tuple[Shift, ...]
    remarks: tuple[str, ...] = ()


def rotate(
    first: date,
    last: date,
    *,
    calendar: Calendar,
    lists: Lists,
    past: Iterable[Turn],
    absences: Iterable[Absence],
    hours: Hours,
    zone: ZoneInfo,
) -> Rotation:
    """Return a shift for every day from first to last; raise NobodyAvailable, YearUnknown.

    ``past`` are the turns before ``first``. Who has none of a list's turns there is new to it and begins with as many
    as the others have at least; who was away in that time is not new.
    """
    away = tuple(absences)
    book = _Book(calendar, lists, [turn for turn in past if turn.day < first], away)
    shifts = []
    remarks = list(book.fallbacks())
    for day in _days(first, last):
        officer, leader = _pair(day, book)
        remarks += (f"{day.month}月{day.day}日{person.name}连续值班，没有其他人可排" for person in (leader, officer) if book.is_tired(person, day))
        for tier, person in ((Tier.OFFICER, officer), (Tier.LEADER, leader)):
            book.enter(Turn(person.id, tier, day))
        shifts.append(Shift(*hours.on(day, zone), officer, leader))
    return Rotation(tuple(shifts), tuple(remarks))


def turns(shifts: Iterable[Shift], zone: ZoneInfo) -> tuple[Turn, ...]:
    """Return the turns of shifts, each once; a leader of several officers at a time has one."""
    found = (Turn(shift.person(tier).id, tier, shift.day(zone)) for shift in shifts for tier in Tier)
    return tuple(dict.fromkeys(found))
