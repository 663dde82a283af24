"""What a group was shown by its briefings: the article of each day, and the documents as they were then.

Both are noted when a briefing is worded. They count only if that day's briefing went out, so that a message that never
arrived neither uses an article up nor hides a change.
"""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import Connection, delete, or_, select, update

from bot.office.briefing import Seen
from bot.reminders.model import Kind, State
from bot.storage.reminders import WITHDRAWN
from bot.storage.tables import deliveries, occurrences, readings, reminders, seen_documents
from bot.storage.upsert import add_missing


def planned(connection: Connection, chat_id: int, since: datetime) -> dict[int, datetime]:
    """Return when the briefings of a chat were or are due, by their day's ordinal."""
    columns = (occurrences.c.subject, occurrences.c.due_at)
    wanted = select(*columns).join_from(deliveries, occurrences).join(reminders)
    wanted = wanted.where(
        reminders.c.kind == Kind.BRIEFING,
        deliveries.c.chat_id == chat_id,
        deliveries.c.reason != WITHDRAWN,
        occurrences.c.due_at >= since,
    )
    return {row.subject: row.due_at for row in connection.execute(wanted)}


def sent_days(connection: Connection, chat_id: int) -> frozenset[date]:
    """Return the days whose briefing went out to a chat."""
    wanted = select(occurrences.c.subject).join_from(deliveries, occurrences).join(reminders)
    wanted = wanted.where(
        reminders.c.kind == Kind.BRIEFING, deliveries.c.chat_id == chat_id, deliveries.c.state == State.SENT
    )
    return frozenset(map(date.fromordinal, connection.scalars(wanted)))


def last_shown(connection: Connection, chat_id: int, before: date) -> dict[str, date]:
    """Return when each article was last shown to a chat, by its key."""
    sent = sent_days(connection, chat_id)
    wanted = select(readings).where(readings.c.chat_id == chat_id, readings.c.shown_on < before)
    return {row.passage: row.shown_on for row in connection.execute(wanted) if row.shown_on in sent}


def show(connection: Connection, chat_id: int, passage: str, day: date) -> None:
    """Note the article of a day, in place of another one noted for it."""
    old = or_(readings.c.passage == passage, readings.c.shown_on == day)
    connection.execute(delete(readings).where(readings.c.chat_id == chat_id, old))
    add_missing(connection, readings, [{"chat_id": chat_id, "passage": passage, "shown_on": day}])


def last_seen(connection: Connection, chat_id: int, before: date) -> dict[str, Seen] | None:
    """Return the documents, by file, as a chat was last told of them, or None when it never was."""
    sent = sent_days(connection, chat_id)
    seen = select(seen_documents).where(seen_documents.c.chat_id == chat_id, seen_documents.c.seen_on < before)
    rows = connection.execute(seen.order_by(seen_documents.c.seen_on.desc()))
    packed = next((row.documents for row in rows if row.seen_on in sent), None)
    return None if packed is None else {file: Seen(*values) for file, values in packed.items()}


def forget_document(connection: Connection, file: str) -> None:
    """Forget that any chat was told of a document."""
    for row in connection.execute(select(seen_documents)).all():
        if file in row.documents:
            left = {name: seen for name, seen in row.documents.items() if name != file}
            key = (seen_documents.c.chat_id == row.chat_id, seen_documents.c.seen_on == row.seen_on)
            connection.execute(update(seen_documents).where(*key).values(documents=left))


def see(connection: Connection, chat_id: int, documents: Mapping[str, Seen], day: date) -> None:
    """Note the documents of a day; of the days before, only the last one that was told of is still needed."""
    told = [each for each in sent_days(connection, chat_id) if each < day]
    old = or_(seen_documents.c.seen_on == day, seen_documents.c.seen_on < max(told, default=date.min))
    connection.execute(delete(seen_documents).where(seen_documents.c.chat_id == chat_id, old))
    packed = {file: [seen.digest, seen.title] for file, seen in documents.items()}
    add_missing(connection, seen_documents, [{"chat_id": chat_id, "seen_on": day, "documents": packed}])
