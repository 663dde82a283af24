"""What whoever takes a roster in should look at again, though it is no fault of the table. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from bot.office.calendar import DAY, short_date
from bot.office.duty.shifts import Shift
from bot.office.duty.turns import Absence, Turn


def doubts(shifts: Sequence[Shift], turns: Iterable[Turn], absences: Sequence[Absence]) -> tuple[str, ...]:
    """Return a line for everybody in both tiers at once, for everybody away, and for the days that are missing."""
    turns = tuple(turns)
    names = {person.id: person.name for shift in shifts for person in (shift.officer, shift.leader)}
    found = [*_doubles(shifts), *_away(turns, names, absences), *_gaps(sorted({turn.day for turn in turns}))]
    return tuple(dict.fromkeys(found))


def _doubles(shifts: Iterable[Shift]) -> Iterator[str]:
    for shift in shifts:
        if shift.officer.id == shift.leader.id:
            yield f"{shift.officer.name}同时担任值班员和带班领导"


def _away(turns: Iterable[Turn], names: dict[int, str], absences: Sequence[Absence]) -> Iterator[str]:
    for turn in turns:
        if any(each.person_id == turn.person_id and each.first <= turn.day <= each.last for each in absences):
            yield f"{names[turn.person_id]}{short_date(turn.day)}登记为不排班"


def _gaps(days: Sequence[date]) -> Iterator[str]:
    for before, after in pairwise(days):
        if after - before > DAY:
            first, last = before + DAY, after - DAY
            span = short_date(first) if first == last else f"{short_date(first)}至{short_date(last)}"
            yield f"没有{span}的安排，原有安排保留"
