"""Outlines with their versions, of which one counts, and the messages that show them.

Numbers of versions are never used twice, so that a button under one is never one under another.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Update, delete, func, insert, select, update

from bot.storage.citations import day_of, pack, unpack_citation
from bot.storage.tables import outline_messages, outline_versions, outlines
from knowledge.outlines import Length, Origin, Outline, OutlinePart, Point, Request

FIRST = 1


@dataclass(frozen=True, slots=True)
class KeptOutline:
    """The version of an outline that counts; ``before`` and ``after`` are those that one can go to from it."""

    id: int
    user_id: int
    chat_id: int
    number: int
    outline: Outline
    before: int | None = None
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Title:
    """An outline as a list shows it."""

    id: int
    title: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Showing:
    """Which version of which outline a message shows, since when, and in how many messages that is done."""

    outline_id: int
    number: int
    shown_at: datetime
    together: int


def add(connection: Connection, outline: Outline, *, user_id: int, chat_id: int, at: datetime) -> int:
    """Keep an outline as its first version; return its id."""
    values = {"user_id": user_id, "chat_id": chat_id, "title": outline.title, "changed_at": at}
    adding = insert(outlines).values(**values, current=FIRST, last=FIRST).returning(outlines.c.id)
    outline_id = int(connection.scalars(adding).one())
    _add_version(connection, outline_id, FIRST, before=None, outline=outline, words="", at=at)
    return outline_id


def add_version(connection: Connection, kept: KeptOutline, outline: Outline, words: str, *, at: datetime) -> bool:
    """Keep a version made by ``words`` of one that counts; tell whether that one still counted."""
    number = outlines.c.last + 1
    change = _counting(kept).values(current=number, last=number, title=outline.title, changed_at=at)
    made = connection.scalar(change.returning(outlines.c.last))
    if made is None:
        return False
    _add_version(connection, kept.id, made, before=kept.number, outline=outline, words=words, at=at)
    return True


def turn_to(connection: Connection, kept: KeptOutline, other: KeptOutline, *, at: datetime) -> bool:
    """Let another version count instead of one that does; tell whether that one still counted."""
    change = _counting(kept).values(current=other.number, title=other.outline.title, changed_at=at)
    return connection.execute(change).rowcount > 0


def find(connection: Connection, outline_id: int, number: int | None = None) -> KeptOutline | None:
    """Return the version of an outline that counts, or another one by its number; None when there is none."""
    owner = (outlines.c.id, outlines.c.user_id, outlines.c.chat_id)
    version = (outline_versions.c.number, outline_versions.c.before, outline_versions.c.content)
    wanted = outlines.c.current if number is None else number
    both = select(*owner, *version).join_from(outlines, outline_versions)
    row = connection.execute(both.where(outlines.c.id == outline_id, outline_versions.c.number == wanted)).one_or_none()
    if row is None:
        return None
    made_of_it = (outline_versions.c.outline_id == outline_id, outline_versions.c.before == row.number)
    after = connection.scalar(select(func.max(outline_versions.c.number)).where(*made_of_it))
    return KeptOutline(row.id, row.user_id, row.chat_id, row.number, _unpack(row.content), row.before, after)


def there(connection: Connection, outline_id: int) -> KeptOutline:
    """Return the version that counts of an outline that was just kept."""
    kept = find(connection, outline_id)
    if kept is None:
        raise LookupError("the outline is gone that was just kept")
    return kept


def titles(connection: Connection, user_id: int, chat_id: int | None = None) -> tuple[Title, ...]:
    """Return someone's outlines, or only those of one chat, last changed first."""
    wanted = select(outlines.c.id, outlines.c.title, outlines.c.changed_at).where(outlines.c.user_id == user_id)
    if chat_id is not None:
        wanted = wanted.where(outlines.c.chat_id == chat_id)
    rows = connection.execute(wanted.order_by(outlines.c.changed_at.desc(), outlines.c.id.desc()))
    return tuple(Title(row.id, row.title, row.changed_at) for row in rows)


def forget(connection: Connection, outline_id: int) -> bool:
    """Remove an outline with its versions; tell whether it was still there."""
    return connection.execute(delete(outlines).where(outlines.c.id == outline_id)).rowcount > 0


def sweep(connection: Connection, *, before: datetime) -> int:
    """Remove what was last changed before a moment; return how many outlines that were."""
    return connection.execute(delete(outlines).where(outlines.c.changed_at < before)).rowcount


def note_shown(connection: Connection, kept: KeptOutline, chat_id: int, *, ids: Sequence[int], at: datetime) -> None:
    """Note which messages of a chat show a version together."""
    for message_id in ids:
        key = (outline_messages.c.chat_id == chat_id, outline_messages.c.message_id == message_id)
        values = {"outline_id": kept.id, "number": kept.number, "together": len(ids), "shown_at": at}
        if not connection.execute(update(outline_messages).where(*key).values(**values)).rowcount:
            place = {"chat_id": chat_id, "message_id": message_id}
            connection.execute(insert(outline_messages).values(**place, **values))


def shown_in(connection: Connection, chat_id: int, message_id: int) -> Showing | None:
    """Return what a message of a chat shows, or None when that is no outline."""
    key = (outline_messages.c.chat_id == chat_id, outline_messages.c.message_id == message_id)
    return _showing(connection.execute(select(outline_messages).where(*key)).one_or_none())


def last_shown(connection: Connection, chat_id: int, user_id: int) -> Showing | None:
    """Return what was last shown to someone of their outlines in a chat, or None."""
    wanted = select(outline_messages).join_from(outline_messages, outlines)
    theirs = (outline_messages.c.chat_id == chat_id, outlines.c.user_id == user_id)
    newest = wanted.where(*theirs).order_by(outline_messages.c.shown_at.desc(), outline_messages.c.message_id.desc())
    return _showing(connection.execute(newest.limit(1)).one_or_none())


def _showing(row: Row[Any] | None) -> Showing | None:
    return None if row is None else Showing(row.outline_id, row.number, row.shown_at, row.together)


def _counting(kept: KeptOutline) -> Update:
    return update(outlines).where(outlines.c.id == kept.id, outlines.c.current == kept.number)


def _add_version(
    connection: Connection,
    outline_id: int,
    number: int,
    *,
    before: int | None,
    outline: Outline,
    words: str,
    at: datetime,
) -> None:
    values = {"outline_id": outline_id, "number": number, "before": before, "words": words, "made_at": at}
    connection.execute(insert(outline_versions).values(**values, content=pack(outline)))


def _unpack(packed: Mapping[str, Any]) -> Outline:
    lists = {
        "request": _unpack_request(packed["request"]),
        "parts": tuple(map(_unpack_part, packed["parts"])),
        "attachments": tuple(packed["attachments"]),
        "grounds": tuple(map(unpack_citation, packed["grounds"])),
    }
    return Outline(**{**packed, **lists})


def _unpack_request(packed: Mapping[str, Any]) -> Request:
    facts = tuple((name, words) for name, words in packed["facts"])
    return Request(**{**packed, "day": day_of(packed["day"]), "length": Length(packed["length"]), "facts": facts})


def _unpack_part(packed: Mapping[str, Any]) -> OutlinePart:
    return OutlinePart(**{**packed, "points": tuple(map(_unpack_point, packed["points"]))})


def _unpack_point(packed: Mapping[str, Any]) -> Point:
    return Point(packed["text"], Origin(packed["origin"]), tuple(map(unpack_citation, packed["citations"])))
