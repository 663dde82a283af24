"""Shifts with their two people, as they are kept."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, insert, or_, select, update

from bot.office.duty.shifts import Shift, Tier
from bot.office.people import Person
from bot.storage.tables import people, shifts

COLUMNS = {Tier.OFFICER: shifts.c.officer_id, Tier.LEADER: shifts.c.leader_id}
PERSON = ("id", "name", "phone", "user_id", "position")
officers, leaders = people.alias("officers"), people.alias("leaders")


def find(connection: Connection, shift_id: int) -> Shift | None:
    """Return a shift by its number, or None."""
    return next(iter(_load(connection, shifts.c.id == shift_id)), None)


def between(connection: Connection, start: datetime, end: datetime) -> tuple[Shift, ...]:
    """Return the shifts that begin at ``start`` or later and before ``end``, earliest first."""
    return _load(connection, shifts.c.start >= start, shifts.c.start < end)


def at(connection: Connection, moment: datetime) -> tuple[Shift, ...]:
    """Return the shifts that are on at a moment."""
    return _load(connection, shifts.c.start <= moment, shifts.c.end > moment)


def upcoming(connection: Connection, now: datetime, until: datetime | None = None) -> tuple[Shift, ...]:
    """Return the shifts that are on or to come, or of these the ones that begin before ``until``."""
    return _load(connection, shifts.c.end > now, *([] if until is None else [shifts.c.start < until]))


def upcoming_of(connection: Connection, person_id: int, now: datetime) -> tuple[Shift, ...]:
    """Return the shifts of someone, in either tier, that have not begun yet, earliest first."""
    is_theirs = or_(*(column == person_id for column in COLUMNS.values()))
    return _load(connection, is_theirs, shifts.c.start > now)


def add(connection: Connection, shift: Shift) -> Shift:
    """Keep a new shift; return it with its number."""
    made = insert(shifts).values(**_values(shift)).returning(shifts.c.id)
    return Shift(shift.start, shift.end, shift.officer, shift.leader, connection.scalars(made).one())


def change(connection: Connection, shift: Shift) -> None:
    """Give a shift the hours and the people that it has now."""
    connection.execute(update(shifts).where(shifts.c.id == shift.id).values(**_values(shift)))


def assign(connection: Connection, shift_id: int, tier: Tier, person_id: int) -> None:
    """Give one tier of a shift to someone."""
    connection.execute(update(shifts).where(shifts.c.id == shift_id).values({COLUMNS[tier]: person_id}))


def remove(connection: Connection, shift_ids: Iterable[int]) -> None:
    """Forget shifts."""
    connection.execute(delete(shifts).where(shifts.c.id.in_(tuple(shift_ids))))


def _values(shift: Shift) -> dict[str, Any]:
    return {"start": shift.start, "end": shift.end, "officer_id": shift.officer.id, "leader_id": shift.leader.id}


def _load(connection: Connection, *conditions: ColumnElement[bool]) -> tuple[Shift, ...]:
    columns = [each.c[name].label(f"{each.name}_{name}") for each in (officers, leaders) for name in PERSON]
    wanted = (
        select(shifts.c.id, shifts.c.start, shifts.c.end, *columns)
        .join(officers, officers.c.id == shifts.c.officer_id)
        .join(leaders, leaders.c.id == shifts.c.leader_id)
        .where(*conditions)
        .order_by(shifts.c.start, shifts.c.id)
    )
    return tuple(map(_shift, connection.execute(wanted)))


def _shift(row: Any) -> Shift:
    return Shift(row.start, row.end, _person(row, officers.name), _person(row, leaders.name), row.id)


def _person(row: Any, prefix: str) -> Person:
    return Person(*(getattr(row, f"{prefix}_{name}") for name in PERSON))
