"""What became of chats: groups that moved to another id, and chats that the bot can no longer write to."""

from datetime import datetime

from sqlalchemy import Engine, select, update

from bot.storage.tables import answers, chats, deliveries, groups, meetings, seen_documents, swaps
from bot.storage.upsert import upsert

# What belongs to a group, whatever its id.
MOVING = (answers, deliveries, groups, meetings, seen_documents, swaps)


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
                connection.execute(update(table).where(table.c.chat_id == old).values(chat_id=new))

    def silent_since(self, chat_id: int) -> datetime | None:
        """Return since when the bot cannot write to a chat, or None when it can."""
        with self._engine.connect() as connection:
            return connection.scalar(select(chats.c.silent_since).where(chats.c.chat_id == chat_id))

    def silence(self, chat_id: int, *, since: datetime) -> None:
        """Note that the bot was blocked or thrown out."""
        upsert(self._engine, chats, key={"chat_id": chat_id}, values={"silent_since": since})

    def wake(self, chat_id: int) -> None:
        """Note that the bot may write to a chat again."""
        with self._engine.begin() as connection:
            connection.execute(update(chats).where(chats.c.chat_id == chat_id).values(silent_since=None))
