"""What is planned: reminders, their due times and one delivery a chat, brought in line with what is wanted now.

Planning happens on the connection of whoever changes what is reminded of, so that both are kept or neither.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, select, update

from bot.reminders.model import WEIGHTS, Kind, Listed, Occurrence, Reminder, State
from bot.storage.tables import beats, deliveries, occurrences, reminders
from bot.storage.upsert import add_missing, upsert

WITHDRAWN = "withdrawn"
NOTICE_LASTS = timedelta(days=7)
OPEN = (State.PENDING, State.CLAIMED)

Key = tuple[int, datetime, int]  # subject, due time, chat


@dataclass(frozen=True, slots=True)
class _Kept:
    """A delivery that there is already."""

    id: int
    state: State
    reason: str


def plan(connection: Connection, reminder: Reminder, wanted: Iterable[Occurrence], *, now: datetime) -> None:
    """Make the reminder's deliveries those that are wanted.

    What is not wanted any more and has not gone out is withdrawn; what is wanted for a time that has passed already is
    not added, since nobody was told that it would come.
    """
    reminder_id = _ensure(connection, reminder, now)
    needed = {(each.subject, each.due_at, chat_id): each for each in wanted for chat_id in each.chats}
    kept = _kept(connection, reminder_id)
    _end(connection, [row.id for key, row in kept.items() if key not in needed and row.state is State.PENDING])
    _revive(connection, [row.id for key, row in kept.items() if key in needed and key[1] >= now and _is_withdrawn(row)])
    _refresh(connection, reminder_id, needed.values())
    new = {key: each for key, each in needed.items() if key not in kept and key[1] >= now}
    add(connection, reminder, new.values(), now=now)


def add(connection: Connection, reminder: Reminder, wanted: Iterable[Occurrence], *, now: datetime) -> None:
    """Add due times to a reminder beside those that there are."""
    reminder_id = _ensure(connection, reminder, now)
    for occurrence in wanted:
        values = {
            "reminder_id": reminder_id,
            "subject": occurrence.subject,
            "due_at": occurrence.due_at,
            "expires_at": occurrence.expires_at,
            "note": occurrence.note,
        }
        add_missing(connection, occurrences, [values])
        place = select(occurrences.c.id).where(
            occurrences.c.reminder_id == reminder_id,
            occurrences.c.subject == occurrence.subject,
            occurrences.c.due_at == occurrence.due_at,
        )
        row = {
            "occurrence_id": connection.scalars(place).one(),
            "state": State.PENDING,
            "weight": WEIGHTS[reminder.kind],
            "try_at": occurrence.due_at,
        }
        add_missing(connection, deliveries, [row | {"chat_id": chat_id} for chat_id in occurrence.chats])


def withdraw(connection: Connection, key: str) -> None:
    """Let nothing more of a reminder go out."""
    pending = (
        select(deliveries.c.id)
        .join_from(deliveries, occurrences)
        .join(reminders)
        .where(reminders.c.key == key, deliveries.c.state == State.PENDING)
    )
    _end(connection, connection.scalars(pending).all())


def notify(connection: Connection, key: str, text: str, *, chats: Iterable[int], now: datetime) -> None:
    """Plan a message of plain words to some chats at once, once for each ``key``."""
    occurrence = Occurrence(0, now, now + NOTICE_LASTS, tuple(chats), text)
    known = connection.scalar(select(reminders.c.id).where(reminders.c.key == key))
    if known is None:
        add(connection, Reminder(key, Kind.NOTICE), [occurrence], now=now)


class ReminderStore:
    """Reminders as whoever runs the office looks at them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def listing(self, *, states: Sequence[State], limit: int) -> list[Listed]:
        """Return deliveries in these states: what is still to come soonest first, what ended newest first."""
        columns = (
            reminders.c.kind,
            reminders.c.key,
            occurrences.c.subject,
            occurrences.c.due_at,
            *(deliveries.c[name] for name in ("chat_id", "state", "try_at", "tries", "ended_at", "message_id")),
            deliveries.c.reason,
        )
        is_open = set(states) <= set(OPEN)
        order = (deliveries.c.try_at, deliveries.c.id) if is_open else (deliveries.c.ended_at.desc(), deliveries.c.id)
        wanted = select(*columns).join_from(deliveries, occurrences).join(reminders)
        wanted = wanted.where(deliveries.c.state.in_(states)).order_by(*order).limit(limit)
        with self._engine.connect() as connection:
            return [_listed(row) for row in connection.execute(wanted)]

    def beat(self, host: str, at: datetime) -> None:
        """Note that the delivery loop of a host turned."""
        upsert(self._engine, beats, key={"host": host}, values={"turned_at": at})

    def last_beat(self, host: str) -> datetime | None:
        """Return when the delivery loop of a host last turned, or None when it never did."""
        with self._engine.connect() as connection:
            return connection.scalar(select(beats.c.turned_at).where(beats.c.host == host))


def _ensure(connection: Connection, reminder: Reminder, now: datetime) -> int:
    place = select(reminders.c.id).where(reminders.c.key == reminder.key)
    found = connection.scalar(place)
    if found is None:
        values = {"key": reminder.key, "kind": reminder.kind, "owner_id": reminder.owner_id, "created_at": now}
        add_missing(connection, reminders, [values])
        found = connection.scalars(place).one()
    return int(found)


def _kept(connection: Connection, reminder_id: int) -> dict[Key, _Kept]:
    columns = (occurrences.c.subject, occurrences.c.due_at, deliveries.c.chat_id)
    rest = (deliveries.c.id, deliveries.c.state, deliveries.c.reason)
    wanted = select(*columns, *rest).join_from(deliveries, occurrences).where(occurrences.c.reminder_id == reminder_id)
    return {
        (row.subject, row.due_at, row.chat_id): _Kept(row.id, State(row.state), row.reason)
        for row in connection.execute(wanted)
    }


def _is_withdrawn(row: _Kept) -> bool:
    return row.state is State.SKIPPED and row.reason == WITHDRAWN


def _end(connection: Connection, ids: Sequence[int]) -> None:
    change = update(deliveries).where(deliveries.c.id.in_(ids), deliveries.c.state == State.PENDING)
    connection.execute(change.values(state=State.SKIPPED, reason=WITHDRAWN))


def _revive(connection: Connection, ids: Sequence[int]) -> None:
    change = update(deliveries).where(deliveries.c.id.in_(ids))
    connection.execute(change.values(state=State.PENDING, reason="", ended_at=None))


def _refresh(connection: Connection, reminder_id: int, wanted: Iterable[Occurrence]) -> None:
    """Keep the note and the end of what is still to come up to date."""
    for each in wanted:
        connection.execute(
            update(occurrences)
            .where(
                occurrences.c.reminder_id == reminder_id,
                occurrences.c.subject == each.subject,
                occurrences.c.due_at == each.due_at,
            )
            .values(expires_at=each.expires_at, note=each.note)
        )


def _listed(row: Any) -> Listed:
    return Listed(**{**row._mapping, "kind": Kind(row.kind), "state": State(row.state)})
