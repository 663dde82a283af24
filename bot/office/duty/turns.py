"""Turns that people had, days on which they take none, and the books by which the next turn is given."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from bot.office.calendar import DAY, Calendar, DayKind
from bot.office.duty.shifts import Shift, Tier
from bot.office.people import Person

Lists = Mapping[Tier, Mapping[DayKind, Sequence[Person]]]
# The list that serves instead of an empty one.
_NEXT_LIST = {DayKind.HOLIDAY: DayKind.WEEKEND, DayKind.WEEKEND: DayKind.WORKING}


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


def turns(shifts: Iterable[Shift], zone: ZoneInfo) -> tuple[Turn, ...]:
    """Return the turns of shifts; who leads several officers at one time has one."""
    found = {
        (tier, shift.person(tier).id, shift.start): Turn(shift.person(tier).id, tier, shift.day(zone))
        for shift in shifts
        for tier in Tier
    }
    return tuple(found.values())


class Ledger:
    """Who had how many turns of each list and when, and who can take a day."""

    def __init__(self, calendar: Calendar, lists: Lists, past: Iterable[Turn], absences: Iterable[Absence]) -> None:
        self._calendar = calendar
        self._lists = lists
        self._absences = tuple(absences)
        self._counts: Counter[tuple[Tier, DayKind, int]] = Counter()
        self._latest: dict[tuple[Tier, DayKind, int], date] = {}
        self._taken: set[tuple[int, date]] = set()
        for turn in past:
            self.enter(turn)

    def enter(self, turn: Turn) -> None:
        """Count a turn for its list."""
        key = turn.tier, self.list_of(turn.tier, turn.day), turn.person_id
        self._counts[key] += 1
        self._latest[key] = max(turn.day, self._latest.get(key, turn.day))
        self._taken.add((turn.person_id, turn.day))

    def welcome(self, first: date) -> None:
        """Let people new to a list begin with as many turns as the others have at least, not from nothing.

        In a first round that is not over yet nobody is new, nor is anybody who was away before ``first``.
        """
        were_away = {absence.person_id for absence in self._absences if absence.first < first}
        for tier, lists in self._lists.items():
            for kind, people in lists.items():
                self._level(tier, kind, [person.id for person in people], were_away)

    def _level(self, tier: Tier, kind: DayKind, people: Sequence[int], were_away: set[int]) -> None:
        """Give the people of a list who have no turn yet the fewest that anybody has."""
        counts = {person: self._counts[tier, kind, person] for person in people}
        served = [count for count in counts.values() if count]
        if max(served, default=0) > 1:
            new = (person for person, count in counts.items() if not count and person not in were_away)
            self._counts.update({(tier, kind, person): min(served) for person in new})

    def list_of(self, tier: Tier, day: date) -> DayKind:
        """Return the kind of the list that serves a day: its own, or for an empty one the next; raise YearUnknown."""
        kind = self._calendar.kind(day)
        lists = self._lists.get(tier, {})
        while not lists.get(kind) and kind in _NEXT_LIST:
            kind = _NEXT_LIST[kind]
        return kind

    def candidates(self, tier: Tier, day: date) -> list[Person]:
        """Return who can take a day, the one whose turn it is first."""
        kind = self.list_of(tier, day)
        people = self._lists.get(tier, {}).get(kind, ())
        # Sorting keeps the order of the list where all else is equal.
        return sorted(
            (person for person in people if not self._is_away(person, day)),
            key=lambda person: (
                self.is_tired(person, day),
                self._counts[tier, kind, person.id],
                self._latest.get((tier, kind, person.id), date.min),
            ),
        )

    def is_tired(self, person: Person, day: date) -> bool:
        """Tell whether someone has the day before."""
        return (person.id, day - DAY) in self._taken

    def _is_away(self, person: Person, day: date) -> bool:
        return any(each.person_id == person.id and each.first <= day <= each.last for each in self._absences)
