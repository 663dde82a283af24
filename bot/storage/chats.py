"""What became of chats: groups that moved to another id, and chats that the bot can no longer write to."""

from datetime import datetime

from sqlalchemy import Connection, Engine, Table, Update, exists, func, select, update

from bot.reminders.model import OPEN, State
from bot.storage.tables import (
    answers,
    chats,
    collection_chats,
    deliveries,
    groups,
    guests,
    meetings,
    outlines,
    readings,
    seen_documents,
    swaps,
)
from bot.storage.upsert import add_missing, upsert

# What belongs to a group, whatever its id.
MOVING = (
    *(answers, collection_chats, deliveries, groups, guests, meetings, outlines, readings, seen_documents, swaps),
)
# Of these a chat has one row, for each value of the columns named.
ALONE = {
    collection_chats: ("collection_id",),
    deliveries: ("occurrence_id",),
    groups: (),
    guests: (),
    readings: ("passage",),
    seen_documents: (),
}
MOVED = "the group moved"


class ChatStore:
    """Chats as rows; a chat that nothing happened to has none."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def moves(self) -> dict[int, int]:
        """Return the new id of every group that moved, by its old one."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(chats.c.chat_id, chats.c.moved_to).where(chats.c.moved_to.is_not(None)))
            return {row.chat_id: row.moved_to for row in rows}

    def move(self, old: int, new: int) -> None:
        """Note that a group moved; all that belongs to it moves along."""
        upsert(self._engine, chats, key={"chat_id": old}, values={"moved_to": new})
        with self._engine.begin() as connection:
            for table in MOVING:
                connection.execute(_moves(table, old, new).values(chat_id=new))
            # What is left is to go to the new group by itself.
            left = update(deliveries).where(deliveries.c.chat_id == old, deliveries.c.state.in_(OPEN))
            connection.execute(left.values(state=State.SKIPPED, reason=MOVED))

    def silent_since(self, chat_id: int) -> datetime | None:
        """Return since when the bot cannot write to a chat, or None when it can."""
        with self._engine.connect() as connection:
            return connection.scalar(select(chats.c.silent_since).where(chats.c.chat_id == chat_id))

    def silence(self, chat_id: int, *, since: datetime) -> None:
        """Note that the bot was blocked or thrown out."""
        with self._engine.begin() as connection:
            silence(connection, chat_id, since=since)

    def wake(self, chat_id: int) -> None:
        """Note that the bot may write to a chat again."""
        # Asked of every private message, and hardly ever is there something to write.
        if self.silent_since(chat_id) is not None:
            with self._engine.begin() as connection:
                connection.execute(update(chats).where(chats.c.chat_id == chat_id).values(silent_since=None))


def silence(connection: Connection, chat_id: int, *, since: datetime) -> datetime:
    """Note that the bot cannot write to a chat; return since when."""
    add_missing(connection, chats, [{"chat_id": chat_id}])
    known = func.coalesce(chats.c.silent_since, since)
    change = update(chats).where(chats.c.chat_id == chat_id).values(silent_since=known)
    return connection.scalars(change.returning(chats.c.silent_since)).one() or since


def _moves(table: Table, old: int, new: int) -> Update:
    """Return the change of a group's rows that leaves out those which the new group has already."""
    moving = update(table).where(table.c.chat_id == old)
    if table not in ALONE:
        return moving
    twin = table.alias()
    same = (twin.c[name] == table.c[name] for name in ALONE[table])
    return moving.where(~exists().where(twin.c.chat_id == new, *same))
