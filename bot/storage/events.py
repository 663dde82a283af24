"""What was done, by whom and when, about a shift, a swap, a meeting: steps that can be looked up afterwards."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, exists, insert, literal, select

from bot.storage.tables import events


@dataclass(frozen=True, slots=True)
class Event:
    """One step; ``actor_id`` is the account of who took it, or None for the clock or a command."""

    at: datetime
    kind: str
    subject: int
    what: str
    actor_id: int | None = None


def note(connection: Connection, event: Event) -> None:
    """Note a step."""
    values = {"at": event.at, "kind": event.kind, "subject": event.subject, "actor_id": event.actor_id}
    connection.execute(insert(events).values(**values, what=event.what))


def note_once(connection: Connection, event: Event) -> None:
    """Note a step unless it is noted, because what tells it comes in several copies and may be tried again."""
    values = asdict(event)
    same = (events.c.kind == event.kind, events.c.subject == event.subject, events.c.what == event.what)
    row = select(*(literal(value, events.c[name].type) for name, value in values.items()))
    connection.execute(insert(events).from_select(list(values), row.where(~exists().where(*same))))


def noted(connection: Connection, kind: str, subject: int) -> tuple[Event, ...]:
    """Return the steps about one thing, oldest first."""
    wanted = select(events).where(events.c.kind == kind, events.c.subject == subject).order_by(events.c.id)
    return tuple(Event(row.at, row.kind, row.subject, row.what, row.actor_id) for row in connection.execute(wanted))
