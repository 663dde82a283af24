"""A shift and its two tiers: who sits at the telephone and who leads."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.office.people import Person

DAY = timedelta(days=1)


class Tier(StrEnum):
    """The two tiers of every shift; the values are what people read."""

    OFFICER = "值班员"
    LEADER = "带班领导"


@dataclass(frozen=True, slots=True)
class Hours:
    """When a shift begins and ends by the office's clock; an end not later than the start is on the next day."""

    start: time
    end: time

    def on(self, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Return the start and the end, aware, of the shift that begins on ``day``."""
        last = day if self.end > self.start else day + DAY
        return datetime.combine(day, self.start, zone), datetime.combine(last, self.end, zone)


@dataclass(frozen=True, slots=True)
class Shift:
    """One turn of duty, from an aware start to an aware end; ``id`` is 0 until it is kept."""

    start: datetime
    end: datetime
    officer: Person
    leader: Person
    id: int = 0

    def person(self, tier: Tier) -> Person:
        """Return who has a tier."""
        return self.officer if tier is Tier.OFFICER else self.leader

    def day(self, zone: ZoneInfo) -> date:
        """Return the date that the shift is entered under, which is that of its start."""
        return self.start.astimezone(zone).date()
