"""Swaps as rows: one open request for a turn at a time, and steps of which exactly one counts."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, exists, insert, literal, or_, select, union, update

from bot.office.duty.shifts import Tier
from bot.office.duty.swapping import OPEN, State, Swap
from bot.office.people import Person
from bot.storage import people, shifts
from bot.storage.tables import rotation, swaps
from bot.storage.tables import shifts as roster

_NAMES = (
    "shift_id",
    "return_shift_id",
    "tier",
    "giver_id",
    "taker_id",
    "state",
    "chat_id",
    "asked_by",
    "asked_at",
    "changed_at",
)


def add(connection: Connection, swap: Swap) -> int | None:
    """Keep a request and return its number; None when there is an open one for the same turn."""
    # PostgreSQL lets two transactions look at once; whoever has the shift's row goes first.
    connection.execute(select(roster.c.id).where(roster.c.id == swap.shift.id).with_for_update())
    values = (
        swap.shift.id,
        swap.in_return.id if swap.in_return else None,
        swap.tier,
        swap.giver.id,
        swap.taker.id,
        swap.state,
        swap.chat_id,
        swap.asked_by,
        swap.asked_at,
        swap.asked_at,
    )
    columns = [literal(value, swaps.c[name].type) for name, value in zip(_NAMES, values, strict=True)]
    row = select(*columns).where(~exists().where(*_is_open(swap.shift.id, swap.tier)))
    made: int | None = connection.scalar(insert(swaps).from_select(_NAMES, row).returning(swaps.c.id))
    return made


def find(connection: Connection, swap_id: int) -> Swap | None:
    """Return a request by its number, or None."""
    row = connection.execute(select(swaps).where(swaps.c.id == swap_id)).one_or_none()
    return None if row is None else _swap(connection, row)


def open_of(connection: Connection, shift_id: int, tier: Tier) -> Swap | None:
    """Return the open request for a turn, or None."""
    row = connection.execute(select(swaps).where(*_is_open(shift_id, tier))).one_or_none()
    return None if row is None else _swap(connection, row)


def all_open(connection: Connection) -> tuple[Swap, ...]:
    """Return every open request, oldest first."""
    wanted = select(swaps).where(swaps.c.state.in_(OPEN)).order_by(swaps.c.id)
    found = (_swap(connection, row) for row in connection.execute(wanted).all())
    return tuple(filter(None, found))


def made_of(connection: Connection, shift_id: int) -> tuple[Swap, ...]:
    """Return the swaps of a shift that were approved and not undone, oldest first."""
    is_of_shift = or_(swaps.c.shift_id == shift_id, swaps.c.return_shift_id == shift_id)
    wanted = select(swaps).where(is_of_shift, swaps.c.state == State.DONE).order_by(swaps.c.id)
    found = (_swap(connection, row) for row in connection.execute(wanted).all())
    return tuple(filter(None, found))


def move(connection: Connection, swap: Swap, to: State, at: datetime) -> bool:
    """Bring a request into another state; tell whether it was still in the one that it was seen in."""
    change = update(swaps).where(swaps.c.id == swap.id, swaps.c.state == swap.state)
    return connection.execute(change.values(state=to, changed_at=at)).rowcount > 0


def people_of(connection: Connection, tier: Tier, since: datetime) -> tuple[Person, ...]:
    """Return who takes turns of a tier: everybody on its lists, and everybody with a turn that ends after ``since``."""
    column = shifts.COLUMNS[tier]
    listed = select(rotation.c.person_id).where(rotation.c.tier == tier)
    ids = connection.scalars(union(listed, select(column).where(roster.c.end > since))).all()
    return tuple(person for person in people.everyone(connection) if person.id in ids)


def _is_open(shift_id: int, tier: Tier) -> tuple[ColumnElement[bool], ...]:
    return swaps.c.shift_id == shift_id, swaps.c.tier == tier, swaps.c.state.in_(OPEN)


def _swap(connection: Connection, row: Any) -> Swap | None:
    shift = shifts.find(connection, row.shift_id)
    giver, taker = (people.find(connection, person_id) for person_id in (row.giver_id, row.taker_id))
    if shift is None or giver is None or taker is None:
        return None
    in_return = shifts.find(connection, row.return_shift_id) if row.return_shift_id else None
    return Swap(
        shift=shift,
        in_return=in_return,
        tier=Tier(row.tier),
        giver=giver,
        taker=taker,
        chat_id=row.chat_id,
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        state=State(row.state),
        id=row.id,
    )
