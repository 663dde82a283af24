"""What the language model was used for, by person and day; its switch; its last fault of each kind. No texts."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, func, insert, select, update

from bot.storage.tables import model_faults, model_switches, model_usage
from bot.storage.upsert import add_missing


@dataclass(frozen=True, slots=True)
class Use:
    """How often the model was called, and how many tokens that took."""

    calls: int = 0
    tokens: int = 0


@dataclass(frozen=True, slots=True)
class Switch:
    """Whether the model is switched on, by whom and when."""

    is_on: bool
    user_id: int
    switched_at: datetime


@dataclass(frozen=True, slots=True)
class Trouble:
    """When a kind of fault last came, and how often since the last reply."""

    kind: str
    last_at: datetime
    in_a_row: int


def spend(connection: Connection, user_id: int, day: date, tokens: int) -> None:
    """Count a call and its tokens to a person's day."""
    add_missing(connection, model_usage, [{"day": day, "user_id": user_id, "calls": 0, "tokens": 0}])
    own = (model_usage.c.day == day, model_usage.c.user_id == user_id)
    more = {"calls": model_usage.c.calls + 1, "tokens": model_usage.c.tokens + tokens}
    connection.execute(update(model_usage).where(*own).values(more))


def used(connection: Connection, day: date, user_id: int | None = None) -> Use:
    """Return what one person used on a day, or all together."""
    sums = (func.coalesce(func.sum(column), 0) for column in (model_usage.c.calls, model_usage.c.tokens))
    wanted = select(*sums).where(model_usage.c.day == day)
    calls, tokens = connection.execute(
        wanted if user_id is None else wanted.where(model_usage.c.user_id == user_id)
    ).one()
    return Use(int(calls), int(tokens))


def switch(connection: Connection, turned: Switch) -> None:
    """Keep who switched the model on or off."""
    values = {"is_on": turned.is_on, "user_id": turned.user_id, "switched_at": turned.switched_at}
    connection.execute(insert(model_switches).values(values))


def last_switch(connection: Connection) -> Switch | None:
    """Return who touched the switch last, or None when nobody ever did."""
    newest = select(model_switches).order_by(model_switches.c.id.desc()).limit(1)
    row = connection.execute(newest).one_or_none()
    return None if row is None else Switch(row.is_on, row.user_id, row.switched_at)


def note_fault(connection: Connection, kind: str, at: datetime) -> None:
    """Count a fault."""
    add_missing(connection, model_faults, [{"kind": kind, "last_at": at, "in_a_row": 0}])
    more = {"last_at": at, "in_a_row": model_faults.c.in_a_row + 1}
    connection.execute(update(model_faults).where(model_faults.c.kind == kind).values(more))


def note_reply(connection: Connection) -> None:
    """Note that the model replied: no kind of fault is in a row any more."""
    connection.execute(update(model_faults).where(model_faults.c.in_a_row > 0).values(in_a_row=0))


def troubles(connection: Connection) -> tuple[Trouble, ...]:
    """Return the last fault of each kind, the newest first."""
    rows = connection.execute(select(model_faults).order_by(model_faults.c.last_at.desc()))
    return tuple(Trouble(row.kind, row.last_at, row.in_a_row) for row in rows)
