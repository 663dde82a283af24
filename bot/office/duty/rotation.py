"""Turns of duty shared out by lists: one for working days, one for weekends, one for holidays, in either tier.

Each list moves on by its own days only. Of its people who can take a day it is the one with the fewest turns on it, of
several the one whose turn was longest ago, of several the first of the list: with nobody away that is the plain round,
and who was away makes up for it. Nobody has two days running, in whichever tier, where the list has somebody else.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product
from zoneinfo import ZoneInfo

from bot.office.calendar import DAY, Calendar
from bot.office.duty.shifts import Hours, Shift, Tier
from bot.office.duty.turns import Absence, Ledger, Lists, Turn
from bot.office.errors import NobodyAvailable
from bot.office.people import Person


@dataclass(frozen=True, slots=True)
class Rotation:
    """Shifts as they are shared out, in order, and what whoever approves them should know."""

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

    ``past`` are turns before ``first``, ``absences`` those of any time: who was away before is not new to a list.
    """
    ledger = Ledger(calendar, lists, (turn for turn in past if turn.day < first), absences)
    ledger.welcome(first)
    shifts = []
    remarks: list[str] = []
    for day in (first + count * DAY for count in range((last - first).days + 1)):
        people = _choose(day, ledger)
        remarks += _remarks(day, people, ledger, calendar)
        for tier, person in people.items():
            ledger.enter(Turn(person.id, tier, day))
        start, end = hours.on(day, zone)
        shifts.append(Shift(start, end, people[Tier.OFFICER], people[Tier.LEADER]))
    return Rotation(tuple(shifts), tuple(dict.fromkeys(remarks)))


def _choose(day: date, ledger: Ledger) -> dict[Tier, Person]:
    """Return two people for a day: those whose turn it is, or the nearest to it where one person is first in both."""
    leaders, officers = (ledger.candidates(tier, day) for tier in (Tier.LEADER, Tier.OFFICER))
    pairs = [
        (ledger.is_tired(leader, day) + ledger.is_tired(officer, day), place + other, place)
        for (place, leader), (other, officer) in product(enumerate(leaders), enumerate(officers))
        if leader.id != officer.id
    ]
    if not pairs:
        raise NobodyAvailable(day, Tier.OFFICER if leaders else Tier.LEADER)
    _, places, place = min(pairs)
    return {Tier.LEADER: leaders[place], Tier.OFFICER: officers[places - place]}


def _remarks(day: date, people: dict[Tier, Person], ledger: Ledger, calendar: Calendar) -> Iterator[str]:
    kind = calendar.kind(day)
    for tier, person in people.items():
        serving = ledger.list_of(tier, day)
        if serving is not kind:
            yield f"{tier}没有{kind}名单，按{serving}名单轮排"
        if ledger.is_tired(person, day):
            yield f"{day.month}月{day.day}日{person.name}连续值班，没有其他人可以安排"
