"""Rosters taken in, from a table or shared out by the lists: the shifts and their reminders in one transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from bot.office.acts import COMMAND_LINE, Act, Actor
from bot.office.calendar import DAY
from bot.office.duty.rotation import rotate
from bot.office.duty.shifts import Hours, Shift
from bot.office.duty.tables import Entry, Reading, read_roster
from bot.office.duty.turns import Absence, turns
from bot.office.duty.wording import short_date
from bot.office.people import Person
from bot.services.duty.changes import Changes, Pair, compare
from bot.services.duty.doubts import doubts
from bot.services.duty.planning import Planner
from bot.services.duty.telling import Teller
from bot.services.files import rows_of
from bot.services.office import Office
from bot.storage import Connection, people, rotation, shifts, swaps
from bot.storage.audit import note_act
from bot.storage.events import Event, note

BEGINNING = date(2000, 1, 1)  # of every roster that was ever kept


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a roster changes, who is new by it, and what whoever takes it in should look at again.

    ``unknown`` are those of its people whose account is not known, so that nothing reaches them in private.
    """

    changes: Changes
    newcomers: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


class Rosters:
    """Takes rosters in; a rehearsal tells what would change and keeps nothing."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._planner = Planner(office)
        self._teller = Teller(office)

    def read(self, name: str, content: bytes) -> Reading[Entry]:
        """Return the entries of a file, or the faults of its cells; raise TableFault when it is no table."""
        return read_roster(rows_of(name, content), now=self._office.now(), zone=self._office.zone, hours=self._hours)

    def take_in(
        self, entries: Sequence[Entry], *, by: Actor = COMMAND_LINE, is_rehearsal: bool = False
    ) -> Outcome:
        """Keep the shifts of a table in place of those of its days; a name that nobody has is a new person's."""
        with self._office.begin() as connection:
            before = {person.name for person in people.everyone(connection)}
            known = _put_people(connection, entries)
            wanted = [Shift(each.start, each.end, known[each.officer], known[each.leader]) for each in entries]
            newcomers = tuple(name for name in known if name not in before)
            outcome = self._change(connection, wanted, is_rehearsal=is_rehearsal)
            if is_rehearsal:
                connection.rollback()
            else:
                days = [entry.day for entry in entries]
                self._note_act(connection, Act.IMPORT_ROSTER, by, (min(days), max(days)))
            return replace(outcome, newcomers=newcomers)

    def rotate(
        self, first: date, last: date, *, by: Actor = COMMAND_LINE, is_rehearsal: bool = False
    ) -> Outcome:
        """Share the days out by the lists; raise NobodyAvailable, YearUnknown."""
        calendar, zone = self._office.calendar(), self._office.zone
        with self._office.begin() as connection:
            rotated = rotate(
                first,
                last,
                calendar=calendar,
                lists=rotation.lists(connection),
                past=turns(
                    shifts.between(connection, self._office.midnight(BEGINNING), self._office.midnight(first)), zone
                ),
                absences=_absences(connection),
                hours=self._hours,
                zone=zone,
            )
            outcome = self._change(connection, rotated.shifts, is_rehearsal=is_rehearsal)
            if not is_rehearsal:
                self._note_act(connection, Act.ROTATE, by, (first, last))
            return replace(outcome, remarks=rotated.remarks + outcome.remarks)

    @property
    def _hours(self) -> Hours:
        duty = self._office.config.duty
        return Hours(duty.start, duty.end)

    def _change(self, connection: Connection, wanted: Sequence[Shift], *, is_rehearsal: bool) -> Outcome:
        zone = self._office.zone
        days = [shift.day(zone) for shift in wanted]
        kept = shifts.between(connection, self._office.midnight(min(days)), self._office.midnight(max(days) + DAY))
        changes = compare(kept, wanted, now=self._office.now(), zone=zone)
        overruled = _overruled(connection, (*changes.changed, *changes.relieved), zone)
        if not is_rehearsal:
            changes = self._apply(connection, changes)
        seen = doubts(wanted, turns(wanted, zone), _absences(connection))
        named = {person.name: person for shift in wanted for person in (shift.officer, shift.leader)}
        unknown = tuple(name for name, person in named.items() if person.user_id is None)
        return Outcome(changes, remarks=(*overruled, *seen), unknown=unknown)

    def _apply(self, connection: Connection, changes: Changes) -> Changes:
        for shift in changes.removed:
            self._planner.withdraw(connection, shift.id)
            self._note(connection, shift, "取消")
        shifts.remove(connection, [shift.id for shift in changes.removed])
        changed = [after for _, after in (*changes.changed, *changes.relieved)]
        for shift in changed:
            shifts.change(connection, shift)
            self._note(connection, shift, "改为")
        changes = replace(changes, added=tuple(shifts.add(connection, shift) for shift in changes.added))
        for shift in changes.added:
            self._note(connection, shift, "安排")
        for shift in (*changes.added, *changed):
            self._planner.replan(connection, shift.id)
        self._teller.tell(connection, changes)
        return changes

    def _note_act(self, connection: Connection, act: Act, by: Actor, span: tuple[date, date]) -> None:
        subject = " ".join(day.isoformat() for day in span)
        note_act(connection, act, by=by, at=self._office.now(), subject=subject)

    def _note(self, connection: Connection, shift: Shift, what: str) -> None:
        words = f"{what}：值班员{shift.officer.name}，带班领导{shift.leader.name}"
        note(connection, Event(self._office.now(), "shift", shift.id, words))


def _put_people(connection: Connection, entries: Sequence[Entry]) -> Mapping[str, Person]:
    """Make sure that everybody whom a table names is known, with the telephone number that it gives."""
    officers = [(each.officer, each.officer_phone) for each in entries]
    named = officers + [(each.leader, each.leader_phone) for each in entries]
    phones = dict.fromkeys((name for name, _ in named), "") | {name: phone for name, phone in named if phone}
    return {name: people.put(connection, name, phone=phone) for name, phone in phones.items()}


def _overruled(connection: Connection, changed: Iterable[Pair], zone: ZoneInfo) -> tuple[str, ...]:
    """Return a line for every swap that was approved and that the new roster does not know of."""
    return tuple(
        f"{short_date(before, zone)}的换班（{giver.name}改为{taker.name}）已批准，按新表不再有效"
        for before, after in changed
        for swap in swaps.made_of(connection, before.id)
        for shift, giver, taker in swap.moves
        if shift.id == before.id and before.person(swap.tier).id == taker.id != after.person(swap.tier).id
    )


def _absences(connection: Connection) -> list[Absence]:
    return [Absence(*each) for each in people.all_absences(connection)]
