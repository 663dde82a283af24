"""Collections of documents and who reads them, as rows."""

from dataclasses import dataclass

from sqlalchemy import Connection, Table, delete, func, insert, select

from bot.storage.tables import collection_chats, collection_roles, collections, documents
from bot.storage.upsert import add_missing


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection and who reads it: roles by name, groups by number; ``count`` documents are in it."""

    id: int
    name: str
    roles: frozenset[str] = frozenset()
    chats: frozenset[int] = frozenset()
    count: int = 0


def everyone(connection: Connection) -> tuple[Collection, ...]:
    """Return all collections, in the order in which they were made."""
    counted = select(documents.c.collection, func.count()).group_by(documents.c.collection)
    counts = {name: count for name, count in connection.execute(counted)}
    roles = connection.execute(select(collection_roles)).all()
    chats = connection.execute(select(collection_chats)).all()
    rows = connection.execute(select(collections).order_by(collections.c.id))
    return tuple(
        Collection(
            id=row.id,
            name=row.name,
            roles=frozenset(each.role for each in roles if each.collection_id == row.id),
            chats=frozenset(each.chat_id for each in chats if each.collection_id == row.id),
            count=counts.get(row.name, 0),
        )
        for row in rows
    )


def find(connection: Connection, collection_id: int) -> Collection | None:
    """Return a collection, or None when there is none."""
    return next((each for each in everyone(connection) if each.id == collection_id), None)


def add(connection: Connection, name: str) -> int | None:
    """Make a collection that nobody reads yet; return its id, None when there is one of that name."""
    if connection.scalar(select(collections.c.id).where(collections.c.name == name)) is not None:
        return None
    return int(connection.scalars(insert(collections).values(name=name).returning(collections.c.id)).one())


def remove(connection: Connection, collection: Collection) -> bool:
    """Remove a collection unless documents are in it; tell whether that was done."""
    held = select(documents.c.id).where(documents.c.collection == collection.name)
    gone = delete(collections).where(collections.c.id == collection.id, ~held.exists())
    return connection.execute(gone).rowcount > 0


def toggle_role(connection: Connection, collection_id: int, role: str) -> None:
    """Let a role read a collection that did not, or read it no more that did."""
    _toggle(connection, collection_roles, collection_id=collection_id, role=role)


def toggle_chat(connection: Connection, collection_id: int, chat_id: int) -> None:
    """Let a group read a collection that did not, or read it no more that did."""
    _toggle(connection, collection_chats, collection_id=collection_id, chat_id=chat_id)


def _toggle(connection: Connection, table: Table, **key: object) -> None:
    own = (table.c[name] == value for name, value in key.items())
    if not connection.execute(delete(table).where(*own)).rowcount:
        add_missing(connection, table, [key])
