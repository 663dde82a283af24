"""What is planned: reminders, their due times and one delivery a chat, brought in line with what is wanted now.

Planning happens on the connection of whoever changes what is reminded of, so that both are kept or neither.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, select, update

from bot.reminders.model import OPEN, WEIGHTS, Kind, Listed, Occurrence, Reminder, State
from bot.storage.tables import beats, deliveries, occurrences, reminders
from bot.storage.upsert import add_missing, upsert

WITHDRAWN = "withdrawn"
NOTICE_LASTS = timedelta(days=7)

Key = tuple[int, datetime, int]  # subject, due time, chat


@dataclass(frozen=True, slots=True)
class _Kept:
    """A delivery that there is already."""

    id: int
    occurrence_id: int
    state: State
    reason: str
    expires_at: datetime
    note: str

    @property
    def is_withdrawn(self) -> bool:
        """Tell whether it was wanted once and then not any more."""
        return self.state is State.SKIPPED and self.reason == WITHDRAWN


_Pair = tuple[_Kept, Occurrence]  # what there is, and what is wanted of it

def plan(connection: Connection, reminder: Reminder, wanted: Iterable[Occurrence], *, now: datetime) -> None:
    """Make the reminder's deliveries those that are wanted.

    What is not wanted any more and has not gone out is withdrawn, and comes back when it is wanted again in time; what
    is wanted for a time that has passed already is not added, since nobody was told that it would come. What is due at
    once is due at ``now``: a second look at the clock is later.
    """
    reminder_id = _ensure(connection, reminder, now)
    needed = {(each.subject, each.due_at, chat_id): each for each in wanted for chat_id in each.chats}
    kept = _kept(connection, reminder_id)
    both = [(row, needed[key]) for key, row in kept.items() if key in needed]
    _withdraw(connection, [row.id for key, row in kept.items() if key not in needed], now)
    _revive(connection, both, now)
    _refresh(connection, both)
    new = [each for key, each in needed.items() if key not in kept and key[1] >= now]
    add(connection, reminder, dict.fromkeys(new), now=now)


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


def begin(connection: Connection, reminder: Reminder, occurrence: Occurrence, *, now: datetime) -> None:
    """Plan a reminder that nobody planned yet; of several messages that it follows from, the first counts."""
    if add_missing(connection, reminders, [_values(reminder, now)]):
        add(connection, reminder, [occurrence], now=now)


def withdraw(connection: Connection, key: str) -> None:
    """Let nothing more of a reminder go out."""
    pending = (
        select(deliveries.c.id)
        .join_from(deliveries, occurrences)
        .join(reminders)
        .where(reminders.c.key == key, deliveries.c.state == State.PENDING)
    )
    _withdraw(connection, connection.scalars(pending).all())


def notify(connection: Connection, key: str, text: str, *, chats: Iterable[int], now: datetime) -> None:
    """Plan a message of plain words to some chats at once, once for each ``key``."""
    begin(connection, Reminder(key, Kind.NOTICE), Occurrence(0, now, now + NOTICE_LASTS, tuple(chats), text), now=now)


def sent_messages(connection: Connection, key: str) -> tuple[tuple[int, int], ...]:
    """Return (chat, message) of all that went out of a reminder."""
    wanted = (
        select(deliveries.c.chat_id, deliveries.c.message_id)
        .join_from(deliveries, occurrences)
        .join(reminders)
        .where(reminders.c.key == key, deliveries.c.state == State.SENT, deliveries.c.message_id.is_not(None))
        .order_by(deliveries.c.id)
    )
    return tuple((row.chat_id, row.message_id) for row in connection.execute(wanted))


class ReminderStore:
    """Reminders as whoever runs the office looks at them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def listing(self, *, states: Sequence[State], limit: int, reason: str = "") -> list[Listed]:
        """Return deliveries in these states, or of these the ones that ended for a ``reason``.

        What is still to come stands soonest first, what ended newest first.
        """
        columns = (
            reminders.c.kind,
            reminders.c.key,
            occurrences.c.subject,
            occurrences.c.due_at,
            *(deliveries.c[name] for name in ("chat_id", "state", "try_at", "tries", "ended_at", "message_id")),
            deliveries.c.reason,
        )
        is_open = set(states) <= set(OPEN)
        # What was withdrawn never ended.
        newest = deliveries.c.ended_at.desc().nulls_last()
        order = (deliveries.c.try_at, deliveries.c.id) if is_open else (newest, deliveries.c.id)
        wanted = select(*columns).join_from(deliveries, occurrences).join(reminders)
        wanted = wanted.where(deliveries.c.state.in_(states)).order_by(*order).limit(limit)
        if reason:
            wanted = wanted.where(deliveries.c.reason == reason)
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
    """Return the reminder's number; whose it is may change."""
    place = select(reminders.c.id, reminders.c.owner_id).where(reminders.c.key == reminder.key)
    found = connection.execute(place).one_or_none()
    if found is None:
        add_missing(connection, reminders, [_values(reminder, now)])
        found = connection.execute(place).one()
    if found.owner_id != reminder.owner_id:
        change = update(reminders).where(reminders.c.id == found.id)
        connection.execute(change.values(owner_id=reminder.owner_id))
    return int(found.id)


def _values(reminder: Reminder, now: datetime) -> dict[str, Any]:
    return {"key": reminder.key, "kind": reminder.kind, "owner_id": reminder.owner_id, "created_at": now}


def _kept(connection: Connection, reminder_id: int) -> dict[Key, _Kept]:
    columns = (occurrences.c.subject, occurrences.c.due_at, occurrences.c.expires_at, occurrences.c.note)
    rest = (deliveries.c[name] for name in ("id", "occurrence_id", "chat_id", "state", "reason"))
    wanted = select(*columns, *rest).join_from(deliveries, occurrences).where(occurrences.c.reminder_id == reminder_id)
    return {
        (row.subject, row.due_at, row.chat_id): _Kept(
            row.id, row.occurrence_id, State(row.state), row.reason, row.expires_at, row.note
        )
        for row in connection.execute(wanted)
    }


def _withdraw(connection: Connection, ids: Sequence[int], now: datetime | None = None) -> None:
    change = update(deliveries).where(deliveries.c.id.in_(ids), deliveries.c.state == State.PENDING)
    connection.execute(change.values(state=State.SKIPPED, reason=WITHDRAWN, ended_at=now))


def _revive(connection: Connection, wanted: Iterable[_Pair], now: datetime) -> None:
    """Let what was withdrawn go out after all, as long as it is worth something."""
    ids = [row.id for row, each in wanted if row.is_withdrawn and each.expires_at > now]
    # What someone else revived meanwhile may have gone out already.
    withdrawn = (deliveries.c.state == State.SKIPPED, deliveries.c.reason == WITHDRAWN)
    change = update(deliveries).where(deliveries.c.id.in_(ids), *withdrawn)
    connection.execute(change.values(state=State.PENDING, reason="", ended_at=None))


def _refresh(connection: Connection, wanted: Iterable[_Pair]) -> None:
    """Keep the note and the end of what is still to come up to date."""
    differing = (pair for pair in wanted if (pair[0].expires_at, pair[0].note) != (pair[1].expires_at, pair[1].note))
    changed = {row.occurrence_id: each for row, each in differing}
    for occurrence_id, each in changed.items():
        change = update(occurrences).where(occurrences.c.id == occurrence_id)
        connection.execute(change.values(expires_at=each.expires_at, note=each.note))


def _listed(row: Any) -> Listed:
    return Listed(**{**row._mapping, "kind": Kind(row.kind), "state": State(row.state)})
