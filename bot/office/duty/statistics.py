"""How turns of duty are shared: turns, nights, weekends and holidays of everybody in either tier."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.office.calendar import DAY, Calendar, DayKind
from bot.office.duty.shifts import Shift, Tier
from bot.office.people import Person

MIDNIGHT, MORNING = time(0), time(6)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many turns there were, by the kind of the day that they began on, and how many of all were nights."""

    working: int = 0
    weekends: int = 0
    holidays: int = 0
    nights: int = 0

    @property
    def turns(self) -> int:
        """Return how many turns there were."""
        return self.working + self.weekends + self.holidays

    def __add__(self, other: "Tally") -> "Tally":
        """Return both together."""
        return Tally(
            self.working + other.working,
            self.weekends + other.weekends,
            self.holidays + other.holidays,
            self.nights + other.nights,
        )


@dataclass(frozen=True, slots=True)
class Share:
    """What one person had in one tier."""

    person: Person
    tier: Tier
    tally: Tally


@dataclass(frozen=True, slots=True)
class Statistics:
    """The shares of a span of days: tier by tier, most turns first."""

    first: date
    last: date
    shares: tuple[Share, ...]

    def of(self, tier: Tier) -> tuple[Share, ...]:
        """Return the shares of a tier."""
        return tuple(share for share in self.shares if share.tier is tier)

    def total(self, tier: Tier) -> Tally:
        """Return what a tier had in all."""
        return sum((share.tally for share in self.of(tier)), Tally())

    def spread(self, tier: Tier) -> int:
        """Return by how many turns who had the most is ahead of who had the fewest; 0 is quite fair."""
        counts = [share.tally.turns for share in self.of(tier)]
        return max(counts, default=0) - min(counts, default=0)


def count(
    shifts: Iterable[Shift],
    first: date,
    last: date,
    *,
    calendar: Calendar,
    zone: ZoneInfo,
    people: Mapping[Tier, Sequence[Person]],
) -> Statistics:
    """Return the shares in the shifts entered under first to last; raise YearUnknown.

    ``people`` are counted even without a turn. Who leads several officers at one time has one turn.
    """
    known = {(tier, person.id): person for tier in Tier for person in people.get(tier, ())}
    tallies = dict.fromkeys(known, Tally())
    turns = {_turn(tier, shift) for shift in shifts if first <= shift.day(zone) <= last for tier in Tier}
    for tier, person, start, end in turns:
        known[tier, person.id] = person
        tally = tallies.get((tier, person.id), Tally())
        tallies[tier, person.id] = tally + _tally(start, end, calendar=calendar, zone=zone)
    shares = (Share(known[key], key[0], tally) for key, tally in tallies.items())
    return Statistics(first, last, tuple(sorted(shares, key=_rank)))


def is_night(start: datetime, end: datetime, zone: ZoneInfo) -> bool:
    """Tell whether a shift has any part of an hour between midnight and 06:00 by the office's clock."""
    day = start.astimezone(zone).date()
    nights = (
        (datetime.combine(each, MIDNIGHT, zone), datetime.combine(each, MORNING, zone)) for each in (day, day + DAY)
    )
    return any(start < morning and end > midnight for midnight, morning in nights)


def _turn(tier: Tier, shift: Shift) -> tuple[Tier, Person, datetime, datetime]:
    return tier, shift.person(tier), shift.start, shift.end


def _tally(start: datetime, end: datetime, *, calendar: Calendar, zone: ZoneInfo) -> Tally:
    kind = calendar.kind(start.astimezone(zone).date())
    return Tally(
        working=int(kind is DayKind.WORKING),
        weekends=int(kind is DayKind.WEEKEND),
        holidays=int(kind is DayKind.HOLIDAY),
        nights=int(is_night(start, end, zone)),
    )


def _rank(share: Share) -> tuple[int, int, str, int]:
    return list(Tier).index(share.tier), -share.tally.turns, share.person.name, share.person.id
