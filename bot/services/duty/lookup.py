"""The roster looked up: of days, of somebody, of now; and counted."""

from datetime import date

from bot.office.calendar import DAY
from bot.office.duty.answers import DutyQuery
from bot.office.duty.shifts import Shift, Tier
from bot.office.duty.statistics import Statistics, count, is_night
from bot.office.people import Person
from bot.services.office import Office
from bot.storage import rotation, shifts

Shifts = tuple[Shift, ...]


class Lookup:
    """Looks the roster up as it is now."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def between(self, first: date, last: date) -> Shifts:
        """Return the shifts that are entered under days from first to last."""
        with self._office.begin() as connection:
            return shifts.between(connection, self._office.midnight(first), self._office.midnight(last + DAY))

    def now(self) -> Shifts:
        """Return the shifts that are on."""
        with self._office.begin() as connection:
            return shifts.at(connection, self._office.now())

    def today(self) -> Shifts:
        """Return the shifts of today and before them those of the day before that are still on."""
        today = self._office.today()
        on = {shift.id: shift for shift in (*self.now(), *self.between(today, today))}
        return tuple(sorted(on.values(), key=lambda shift: (shift.start, shift.id)))

    def to_come(self) -> Shifts:
        """Return the next shifts that have not begun, all of one time."""
        now = self._office.now()
        with self._office.begin() as connection:
            found = [shift for shift in shifts.upcoming(connection, now) if shift.start > now]
        return tuple(shift for shift in found if shift.start == found[0].start)

    def of(self, person: Person) -> Shifts:
        """Return the shifts of somebody that have not begun."""
        with self._office.begin() as connection:
            return shifts.upcoming_of(connection, person.id, self._office.now())

    def find(self, query: DutyQuery, person: Person | None) -> Shifts:
        """Return what a question asks for; ``person`` is who asks, and must be known where it is about their own."""
        if query.mine and person is not None:
            return self._own(query, person)
        if query.current:
            return self.now()
        if query.next:
            return self.to_come()
        today = self._office.today()
        found = self.today() if (query.first, query.last) == (today, today) else self.between(query.first, query.last)
        return self._nights(found) if query.night else found

    def statistics(self, first: date, last: date) -> Statistics:
        """Return how turns were shared from first to last; raise YearUnknown."""
        with self._office.begin() as connection:
            lists = rotation.lists(connection)
        taking = {tier: [each for people in lists[tier].values() for each in people] for tier in Tier}
        calendar, zone = self._office.calendar(), self._office.zone
        return count(self.between(first, last), first, last, calendar=calendar, zone=zone, people=taking)

    def _own(self, query: DutyQuery, person: Person) -> Shifts:
        tiers = [query.tier] if query.tier else list(Tier)
        found = self.of(person) if query.next else self.between(query.first, query.last)
        own = tuple(shift for shift in found if person.id in [shift.person(tier).id for tier in tiers])
        return own[:1] if query.next else own

    def _nights(self, found: Shifts) -> Shifts:
        return tuple(shift for shift in found if is_night(shift.start, shift.end, self._office.zone))
