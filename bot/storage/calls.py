"""The log of telephone calls and faxes, as rows."""

from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from bot.office.duty.calling import Call, CallKind, Entry
from bot.storage.tables import calls


def add(connection: Connection, call: Call) -> Call:
    """Keep a call; return it with its number."""
    values = {"kind": call.kind, "received_at": call.received_at, "logged_by": call.logged_by} | asdict(call.entry)
    call_id = connection.scalars(insert(calls).values(**values).returning(calls.c.id)).one()
    return Call(call_id, call.kind, call.received_at, call.entry, call.logged_by)


def find(connection: Connection, call_id: int) -> Call | None:
    """Return a call by its number, or None."""
    row = connection.execute(select(calls).where(calls.c.id == call_id)).one_or_none()
    return None if row is None else _call(row)


def between(connection: Connection, start: datetime, end: datetime) -> tuple[Call, ...]:
    """Return the calls from ``start`` to before ``end``, earliest first."""
    wanted = select(calls).where(calls.c.received_at >= start, calls.c.received_at < end)
    return tuple(map(_call, connection.execute(wanted.order_by(calls.c.received_at, calls.c.id))))


def _call(row: Any) -> Call:
    entry = Entry(**{field.name: row._mapping[field.name] for field in fields(Entry)})
    return Call(row.id, CallKind(row.kind), row.received_at, entry, row.logged_by)
