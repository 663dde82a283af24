"""What was done, by whom and when, about a shift, a swap, a meeting: steps that can be looked up afterwards."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

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


def noted(connection: Connection, kind: str, subject: int) -> tuple[Event, ...]:
    """Return the steps about one thing, oldest first."""
    wanted = select(events).where(events.c.kind == kind, events.c.subject == subject).order_by(events.c.id)
    return tuple(Event(row.at, row.kind, row.subject, row.what, row.actor_id) for row in connection.execute(wanted))
