"""Who sees which documents: in a group what is opened to it, in private what is opened to a role or to one's groups.

What is said in a group all its members read, so there it does not matter who asks.
"""

from collections.abc import Callable, Iterable

from bot.office.acts import COMMAND_LINE, Act, Actor
from bot.office.errors import OfficeError
from bot.permissions import Role
from bot.services.gates import check_unmarked
from bot.services.office import Office
from bot.storage import collections
from bot.storage.audit import note_act
from bot.storage.collections import Collection
from knowledge.audience import EVERYBODY, EVERYTHING, PUBLIC, Audience

LONGEST = 20  # characters of a name
EVERYBODYS = 0  # the number of the collection that is open to all
# Who can be let read a collection; an administrator, who moves documents, sees them all.
READERS = (Role.DIRECTOR, Role.LEADER, Role.STAFF)


class CollectionFault(OfficeError):
    """A collection cannot be made or removed; the sentence says why."""


class AudienceService:
    """Collections, and what follows from them for chats and people."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def of_chat(self, chat_id: int) -> Audience:
        """Return what all members of a group may see."""
        return self._seen(lambda each: chat_id in each.chats)

    def of_person(self, role: Role, chats: Iterable[int] = ()) -> Audience:
        """Return what someone of a role may see in private; ``chats`` are the groups that they are in."""
        if role is Role.STRANGER:
            return EVERYBODY
        if role is Role.ADMIN:
            return EVERYTHING
        groups = frozenset(chats)
        return self._seen(lambda each: role.name in each.roles or not groups.isdisjoint(each.chats))

    def chats(self) -> frozenset[int]:
        """Return the groups that closed collections are opened to."""
        return frozenset(chat_id for each in self.all() for chat_id in each.chats)

    def all(self) -> tuple[Collection, ...]:
        """Return all collections."""
        with self._office.begin() as connection:
            return collections.everyone(connection)

    def places(self) -> tuple[tuple[int, str], ...]:
        """Return the number and the name of everybody's collection, which is 0, and of all others."""
        return ((EVERYBODYS, PUBLIC), *((each.id, each.name) for each in self.all()))

    def name_of(self, number: int) -> str | None:
        """Return the name of a collection by its number, or None when there is none."""
        return dict(self.places()).get(number)

    def find(self, collection_id: int) -> Collection | None:
        """Return a collection, or None when there is none."""
        with self._office.begin() as connection:
            return collections.find(connection, collection_id)

    def add(self, name: str, *, by: Actor = COMMAND_LINE) -> Collection:
        """Make a collection that only administrators see; raise OfficeError."""
        tidied = " ".join(name.split())
        check_unmarked([tidied])
        if not 0 < len(tidied) <= LONGEST:
            raise CollectionFault(f"名称应当为1至{LONGEST}个字。")
        with self._office.begin() as connection:
            number = collections.add(connection, tidied)
            if number is None:
                raise CollectionFault(f"已经有“{tidied}”。")
            note_act(connection, Act.SET_COLLECTION, by=by, at=self._office.now(), subject=tidied)
            return Collection(number, tidied)

    def remove(self, collection: Collection, *, by: Actor = COMMAND_LINE) -> None:
        """Remove a collection; raise CollectionFault while documents are in it."""
        with self._office.begin() as connection:
            if not collections.remove(connection, collection):
                raise CollectionFault(f"“{collection.name}”里还有文件，请先移出后再删除。")
            note_act(connection, Act.SET_COLLECTION, by=by, at=self._office.now(), subject=collection.name)

    def toggle(self, collection: Collection, reader: Role | int, *, by: Actor = COMMAND_LINE) -> Collection:
        """Let a role or a group read a collection that did not, or read it no more that did; return it as it is now."""
        with self._office.begin() as connection:
            if isinstance(reader, Role):
                collections.toggle_role(connection, collection.id, reader.name)
            else:
                collections.toggle_chat(connection, collection.id, reader)
            note_act(connection, Act.SET_COLLECTION, by=by, at=self._office.now(), subject=collection.name)
            return collections.find(connection, collection.id) or collection

    def _seen(self, is_reader: Callable[[Collection], bool]) -> Audience:
        return Audience(frozenset(each.name for each in self.all() if is_reader(each)))
