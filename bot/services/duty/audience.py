"""Who hears what of a shift: its two people where they can be reached, the groups that want to, administrators else."""

from collections.abc import Iterable

from bot.office.duty.shifts import Shift
from bot.office.people import Person
from bot.services.office import Office
from bot.storage import Connection
from bot.storage.chats import ChatStore
from bot.storage.groups import settings_of


class Audience:
    """The chats of an office as far as duty goes; every call reads the rows."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._chats = ChatStore(office.engine)

    def groups(self, connection: Connection) -> tuple[int, ...]:
        """Return the served groups that want to hear of duty."""
        return tuple(each for each in self._office.groups() if settings_of(connection, each).pushes_duty)

    def reachable_groups(self, connection: Connection) -> tuple[int, ...]:
        """Return those of them that the bot can write to."""
        return self._open(self.groups(connection))

    def reachable(self, people: Iterable[Person | None]) -> tuple[int, ...]:
        """Return the accounts of those who are known by theirs and have not shut the bot out."""
        return self._open(accounts_of(people))

    def admins(self) -> tuple[int, ...]:
        """Return the administrators."""
        return tuple(sorted(self._office.admins()))

    def of_shift(self, connection: Connection, shift: Shift) -> tuple[int, ...]:
        """Return who is told of a shift: its people and the groups, and the administrators when nobody would hear."""
        people, groups = (shift.officer, shift.leader), self.groups(connection)
        is_heard = bool(self._open(groups) or self.reachable(people))
        return (*accounts_of(people), *groups, *(() if is_heard else self.admins()))

    def witnesses(self, connection: Connection, shift: Shift) -> tuple[int, ...]:
        """Return who else sees that an officer is reminded: the groups, without any the leader, or administrators."""
        return self.reachable_groups(connection) or self.reachable([shift.leader]) or self.admins()

    def _open(self, chats: Iterable[int]) -> tuple[int, ...]:
        return tuple(each for each in chats if self._chats.silent_since(each) is None)


def accounts_of(people: Iterable[Person | None]) -> tuple[int, ...]:
    """Return the accounts of people as far as they are known, each once."""
    return tuple(dict.fromkeys(person.user_id for person in people if person and person.user_id))
