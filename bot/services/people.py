"""The people of the office as whole steps: their list taken in, accounts bound to names."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.office.acts import COMMAND_LINE, Act, Actor
from bot.office.duty.tables import Member, Reading, read_people
from bot.office.people import Person
from bot.services.duty import Planner
from bot.services.files import rows_of
from bot.services.office import Office
from bot.storage import Connection, people, rotation
from bot.storage.audit import note_act
from bot.storage.forgetting import LEFT


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What a list of people brought: names that are new, known ones, and known ones that are not on it."""

    added: tuple[str, ...]
    known: tuple[str, ...]
    absent: tuple[str, ...]


class Roll:
    """Takes lists of people in and lets accounts be theirs."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._planner = Planner(office)

    def read(self, name: str, content: bytes) -> Reading[Member]:
        """Return the people of a file, or the faults of its cells; raise TableFault when it is no table."""
        return read_people(rows_of(name, content), now=self._office.now(), zone=self._office.zone)

    def take_in(
        self, members: Sequence[Member], *, by: Actor = COMMAND_LINE, is_rehearsal: bool = False
    ) -> Enrolment:
        """Keep a list: what it says of people, and the rotation in its order; who is not on it takes no turns."""
        with self._office.begin() as connection:
            before = {person.name for person in people.everyone(connection)}
            places = [place for member in members for place in _enrol(connection, member)]
            rotation.put_lists(connection, places)
            note_act(connection, Act.IMPORT_PEOPLE, by=by, at=self._office.now(), subject=len(members))
            if is_rehearsal:
                connection.rollback()
        if not is_rehearsal:
            self._planner.extend()
        return _compared(before, [member.name for member in members])

    def find(self, name: str) -> Person | None:
        """Return who has a name, or None."""
        with self._office.begin() as connection:
            return people.by_name(connection, name)

    def bind(self, person: Person, user_id: int, *, by: Actor = COMMAND_LINE) -> None:
        """Let an account be a person's, and tell it from now on what the person is to hear."""
        with self._office.begin() as connection:
            people.bind(connection, person.id, user_id)
            note_act(connection, Act.BIND, by=by, at=self._office.now(), subject=account_of(person, user_id))
        self._planner.extend()


def account_of(person: Person, user_id: int) -> str:
    """Return how the audit log names a person's account: by numbers, since a person may be forgotten."""
    return f"person:{person.id} account:{user_id}"


def _compared(before: set[str], names: Sequence[str]) -> Enrolment:
    return Enrolment(
        added=tuple(name for name in names if name not in before),
        known=tuple(name for name in names if name in before),
        absent=tuple(sorted(name for name in before - set(names) if not name.startswith(LEFT))),
    )


def _enrol(connection: Connection, member: Member) -> list[rotation.Place]:
    person = people.put(connection, member.name, phone=member.phone, position=member.position)
    if member.user_id is not None:
        people.bind(connection, person.id, member.user_id)
    people.set_absences(connection, person.id, member.absences)
    return [(tier, kind, person.id) for tier in member.tiers for kind in member.kinds]
