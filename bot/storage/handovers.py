"""Notes of hand-over, and the open matters that go from shift to shift until they are closed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, insert, select, update

from bot.office.duty.handing import Handover, Item, Matter, MatterKind
from bot.storage.tables import handovers, matters, people, shifts
from bot.storage.upsert import add_missing


def find(connection: Connection, shift_id: int) -> Handover | None:
    """Return the hand-over of a shift, or None before there is a note."""
    row = connection.execute(select(handovers).where(handovers.c.shift_id == shift_id)).one_or_none()
    return None if row is None else Handover(**row._mapping)


def give(connection: Connection, shift_id: int, note: str, *, by: int, at: datetime) -> bool:
    """Add to a shift's note, or begin it; tell whether it was still time, which it is until someone took over."""
    add_missing(connection, handovers, [{"shift_id": shift_id, "note": ""}])
    is_open = (handovers.c.shift_id == shift_id, handovers.c.confirmed_at.is_(None))
    longer = func.trim(handovers.c.note + "\n" + note, "\n")
    change = update(handovers).where(*is_open).values(note=longer, given_by=by, given_at=at)
    return connection.execute(change).rowcount > 0


def confirm(connection: Connection, shift_id: int, *, by: int, at: datetime) -> bool:
    """Note that the watch was taken over; tell whether it had not been before."""
    is_given = (handovers.c.shift_id == shift_id, handovers.c.given_at.is_not(None), handovers.c.confirmed_at.is_(None))
    change = update(handovers).where(*is_given).values(confirmed_by=by, confirmed_at=at)
    return connection.execute(change).rowcount > 0


def open_matters(connection: Connection, items: Iterable[Item], *, by: int, at: datetime, shift_id: int | None) -> None:
    """Open matters, in the shift in which they came up."""
    for item in items:
        values = {"shift_id": shift_id, "kind": item.kind, "text": item.text, "opened_by": by, "opened_at": at}
        connection.execute(insert(matters).values(**values))


def open_from_call(connection: Connection, call_id: int, item: Item, *, by: int, at: datetime) -> bool:
    """Open the matter of a call; tell whether it had none."""
    values = {"kind": item.kind, "text": item.text, "opened_by": by, "opened_at": at, "call_id": call_id}
    return add_missing(connection, matters, [values]) > 0


def still_open(connection: Connection, now: datetime) -> tuple[Matter, ...]:
    """Return the matters that are open, oldest first, each with the number of shifts that it has been open over."""
    wanted = _matters(now).where(matters.c.closed_at.is_(None)).order_by(matters.c.opened_at, matters.c.id)
    return tuple(map(_matter, connection.execute(wanted)))


def find_matter(connection: Connection, matter_id: int, now: datetime) -> Matter | None:
    """Return an open matter by its number, or None."""
    wanted = _matters(now).where(matters.c.id == matter_id, matters.c.closed_at.is_(None))
    row = connection.execute(wanted).one_or_none()
    return None if row is None else _matter(row)


def close_matter(connection: Connection, matter_id: int, *, by: int, at: datetime) -> bool:
    """Close a matter; tell whether it was open."""
    change = update(matters).where(matters.c.id == matter_id, matters.c.closed_at.is_(None))
    return connection.execute(change.values(closed_by=by, closed_at=at)).rowcount > 0


def _matters(now: datetime) -> Select[Any]:
    # Officers of one time are one watch.
    watched = select(func.count(shifts.c.start.distinct())).where(
        shifts.c.start <= now, shifts.c.end > matters.c.opened_at
    )
    columns = (matters.c[name] for name in ("id", "kind", "text", "opened_by", "opened_at"))
    name = func.coalesce(people.c.name, "").label("opener")
    wanted = select(*columns, watched.correlate(matters).scalar_subquery().label("shifts"), name)
    return wanted.select_from(matters.outerjoin(people, people.c.user_id == matters.c.opened_by))


def _matter(row: Any) -> Matter:
    return Matter(**{**row._mapping, "kind": MatterKind(row.kind)})
