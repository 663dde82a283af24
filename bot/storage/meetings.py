"""Meetings and their sittings, the single times at which they are held.

No row is ever deleted: reminders and answers name a sitting by its number, which must not come to mean another.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, select, update

from bot.office.meetings.meeting import Meeting, Plan, Sitting
from bot.office.times.rules import pack, unpack
from bot.storage.tables import meetings, sittings
from bot.storage.upsert import add_missing

MINUTE = timedelta(minutes=1)

Span = tuple[datetime, datetime | None]


@dataclass(frozen=True, slots=True)
class Stamp:
    """How calendar programs know a meeting again: its ``uid`` stays, its ``revision`` grows."""

    uid: str
    revision: int


def add(connection: Connection, plan: Plan, *, organizer_id: int, chat_id: int, uid: str) -> Meeting:
    """Add a meeting, without sittings yet."""
    values = _packed(plan) | {"organizer_id": organizer_id, "chat_id": chat_id, "uid": uid, "revision": 0}
    meeting_id = connection.scalars(insert(meetings).values(**values).returning(meetings.c.id)).one()
    return Meeting(meeting_id, plan, organizer_id, chat_id)


def find(connection: Connection, meeting_id: int) -> Meeting | None:
    """Return a meeting, or None."""
    row = connection.execute(select(meetings).where(meetings.c.id == meeting_id)).one_or_none()
    return None if row is None else _meeting(row)


def by_uid(connection: Connection, uid: str) -> Meeting | None:
    """Return the meeting that calendar programs know by ``uid``, or None."""
    row = connection.execute(select(meetings).where(meetings.c.uid == uid)).one_or_none()
    return None if row is None else _meeting(row)


def stamp(connection: Connection, meeting_id: int) -> Stamp:
    """Return how calendar programs know a meeting."""
    row = connection.execute(select(meetings.c.uid, meetings.c.revision).where(meetings.c.id == meeting_id)).one()
    return Stamp(row.uid, row.revision)


def change(connection: Connection, meeting_id: int, plan: Plan) -> None:
    """Keep another plan."""
    values = _packed(plan) | {"revision": meetings.c.revision + 1}
    connection.execute(update(meetings).where(meetings.c.id == meeting_id).values(**values))


def revise(connection: Connection, meeting_id: int) -> None:
    """Note that something of a meeting changed which its plan does not tell."""
    grown = {"revision": meetings.c.revision + 1}
    connection.execute(update(meetings).where(meetings.c.id == meeting_id).values(**grown))


def lay_until(connection: Connection, meeting_id: int, day: date | None) -> None:
    """Note up to which day the sittings of a repeated meeting are laid out; None when no more are to be."""
    connection.execute(update(meetings).where(meetings.c.id == meeting_id).values(laid_until=day))


def repeated(connection: Connection, before: date) -> tuple[tuple[Meeting, date], ...]:
    """Return the meetings whose sittings are laid out up to a day before this one, with that day."""
    rows = connection.execute(select(meetings).where(meetings.c.laid_until < before).order_by(meetings.c.id))
    return tuple((_meeting(row), row.laid_until) for row in rows)


def sit(connection: Connection, meeting_id: int, spans: Iterable[Span], *, cancelled: bool = False) -> None:
    """Add sittings; those that there are already stay as they are."""
    common = {"meeting_id": meeting_id, "cancelled": cancelled}
    add_missing(connection, sittings, [common | {"start": start, "end": end} for start, end in spans])


def sitting(connection: Connection, sitting_id: int) -> Sitting | None:
    """Return a sitting, or None."""
    return next(iter(_sittings(connection, _joined().where(sittings.c.id == sitting_id))), None)


def sittings_of(connection: Connection, meeting_id: int) -> tuple[Sitting, ...]:
    """Return all sittings of a meeting, cancelled ones too, in order."""
    return _sittings(connection, _joined().where(sittings.c.meeting_id == meeting_id))


def between(connection: Connection, since: datetime, until: datetime) -> tuple[Sitting, ...]:
    """Return the sittings that begin in a time or go on into it, cancelled ones too, in order."""
    ending = func.coalesce(sittings.c.end, sittings.c.start)
    return _sittings(connection, _joined().where(ending >= since, sittings.c.start < until))


def move(connection: Connection, sitting_id: int, span: Span) -> None:
    """Give a sitting another time."""
    connection.execute(update(sittings).where(sittings.c.id == sitting_id).values(start=span[0], end=span[1]))


def hand_over(connection: Connection, sitting_ids: Iterable[int], meeting_id: int) -> None:
    """Let sittings belong to another meeting."""
    chosen = update(sittings).where(sittings.c.id.in_(tuple(sitting_ids)))
    connection.execute(chosen.values(meeting_id=meeting_id))


def strike(connection: Connection, sitting_id: int) -> bool:
    """Cancel a sitting; tell whether it was not cancelled yet, so that of two presses one counts."""
    live = update(sittings).where(sittings.c.id == sitting_id, sittings.c.cancelled.is_(False))
    return connection.execute(live.values(cancelled=True)).rowcount > 0


def _joined() -> Select[Any]:
    columns = (sittings.c.id, sittings.c.start, sittings.c.end, sittings.c.cancelled)
    named = (column.label(f"of_{column.name}") for column in meetings.c)
    joined = select(*columns, *named).join_from(sittings, meetings)
    return joined.order_by(sittings.c.start, sittings.c.id)


def _sittings(connection: Connection, wanted: Select[Any]) -> tuple[Sitting, ...]:
    return tuple(
        Sitting(row.id, _meeting(row, "of_"), row.start, row.end, row.cancelled) for row in connection.execute(wanted)
    )


def _packed(plan: Plan) -> dict[str, Any]:
    return {
        "title": plan.title,
        "start": plan.start,
        "end": plan.end,
        "rule": plan.rule and pack(plan.rule),
        "room": plan.room,
        "people": plan.people,
        "notes": plan.notes,
        "lead_minutes": [lead // MINUTE for lead in plan.leads],
    }


def _meeting(row: Row[Any], prefix: str = "") -> Meeting:
    values = {name.removeprefix(prefix): value for name, value in row._mapping.items() if name.startswith(prefix)}
    plan = Plan(
        title=values["title"],
        start=values["start"],
        end=values["end"],
        rule=unpack(values["rule"]) if values["rule"] else None,
        room=values["room"],
        people=values["people"],
        notes=values["notes"],
        leads=tuple(timedelta(minutes=minutes) for minutes in values["lead_minutes"]),
    )
    return Meeting(values["id"], plan, values["organizer_id"], values["chat_id"])
