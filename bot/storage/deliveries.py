"""Deliveries as the loop takes them: one claimed at a time, by one of however many bots, and ended with its outcome.

A claim that was not ended in time belongs to a bot that died; it is taken over, and its message counts as one that may
have arrived. In PostgreSQL several bots claim side by side (SKIP LOCKED); SQLite lets one write at a time.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Engine, Select, and_, case, exists, or_, select, update

from bot.reminders.model import Delivery, FollowUp, Kind, Reminder, State
from bot.storage.reminders import add, notify
from bot.storage.tables import chats, deliveries, occurrences, reminders

# Longer than any message takes to go out.
LEASE = timedelta(seconds=30)
MERGED = "merged into a later one"
COLUMNS = (
    reminders.c.key,
    reminders.c.kind,
    reminders.c.owner_id,
    occurrences.c.subject,
    occurrences.c.note,
    occurrences.c.due_at,
    occurrences.c.expires_at,
    deliveries.c.chat_id,
    deliveries.c.tries,
    deliveries.c.is_unsure,
)


class DeliveryStore:
    """Deliveries as rows; ``worker`` is who claims."""

    def __init__(self, engine: Engine, worker: str) -> None:
        self._engine = engine
        self._worker = worker

    def claim(self, now: datetime, *, busy: Iterable[int] = ()) -> Delivery | None:
        """Take the most urgent delivery that is due to a chat that is not busy, or None when there is none."""
        with self._engine.begin() as connection:
            claimed = self._take(connection, _due(now, tuple(busy)), now)
            if claimed is None:
                return None
            delivery = _load(connection, claimed)
            missed = [] if delivery.is_unsure else _missed(connection, delivery, now)
            if not missed:
                return delivery
            # Several that were missed become one message: the newest stands for all.
            self._release(connection, [delivery.id, *(each.id for each in missed[:-1])])
            newest = self._take(connection, select(deliveries.c.id).where(deliveries.c.id == missed[-1].id), now)
            dues = tuple(each.due_at for each in (delivery, *missed[:-1]))
            return _load(connection, newest or missed[-1].id, dues)

    def sent(self, delivery: Delivery, message_id: int, now: datetime, then: Sequence[FollowUp] = ()) -> None:
        """Note that the message went out, and plan what follows from that."""
        with self._engine.begin() as connection:
            self._close(connection, delivery, State.SENT, now, message_id=message_id)
            _follow(connection, then, now)

    def fail(self, delivery: Delivery, reason: str, now: datetime, then: Sequence[FollowUp] = ()) -> None:
        """Note that the message cannot go out; what was to follow follows all the same."""
        with self._engine.begin() as connection:
            self._close(connection, delivery, State.FAILED, now, reason=reason)
            _follow(connection, then, now)

    def skip(self, delivery: Delivery, reason: str, now: datetime) -> None:
        """Note that the message is not wanted any more."""
        with self._engine.begin() as connection:
            self._close(connection, delivery, State.SKIPPED, now, reason=reason)

    def postpone(self, delivery: Delivery, until: datetime, reason: str, *, is_unsure: bool = False) -> None:
        """Put a delivery back to be tried again; ``is_unsure`` when this try may have arrived."""
        values = {"state": State.PENDING, "try_at": until, "reason": reason, "claimed_by": None, "claimed_at": None}
        if is_unsure:
            values["is_unsure"] = True
        with self._engine.begin() as connection:
            connection.execute(update(deliveries).where(deliveries.c.id == delivery.id).values(**values))

    def notify(self, key: str, text: str, *, chats: Iterable[int], now: datetime) -> None:
        """Plan a message of plain words, once for each ``key``."""
        with self._engine.begin() as connection:
            notify(connection, key, text, chats=chats, now=now)

    def _take(self, connection: Connection, wanted: Select[tuple[int]], now: datetime) -> int | None:
        pick = wanted.limit(1).with_for_update(skip_locked=True, of=deliveries).correlate(None).scalar_subquery()
        claim = update(deliveries).where(deliveries.c.id == pick)
        values = {
            "state": State.CLAIMED,
            "claimed_by": self._worker,
            "claimed_at": now,
            "tries": deliveries.c.tries + 1,
            "is_unsure": case((deliveries.c.state == State.CLAIMED, True), else_=deliveries.c.is_unsure),
        }
        taken: int | None = connection.scalar(claim.values(**values).returning(deliveries.c.id))
        return taken

    def _release(self, connection: Connection, ids: Sequence[int]) -> None:
        merged = update(deliveries).where(deliveries.c.id.in_(ids))
        connection.execute(merged.values(state=State.SKIPPED, reason=MERGED))

    def _close(
        self,
        connection: Connection,
        delivery: Delivery,
        state: State,
        now: datetime,
        *,
        reason: str = "",
        message_id: int | None = None,
    ) -> None:
        values = {"state": state, "ended_at": now, "reason": reason, "message_id": message_id}
        connection.execute(update(deliveries).where(deliveries.c.id == delivery.id).values(**values))


def _due(now: datetime, busy: Sequence[int]) -> Select[tuple[int]]:
    """Return the deliveries whose turn it is, the most urgent first."""
    abandoned = and_(deliveries.c.state == State.CLAIMED, deliveries.c.claimed_at <= now - LEASE)
    due = and_(deliveries.c.state == State.PENDING, deliveries.c.try_at <= now)
    wanted = select(deliveries.c.id).join_from(deliveries, occurrences).where(or_(abandoned, due), _is_reachable(now))
    if busy:
        wanted = wanted.where(deliveries.c.chat_id.not_in(busy))
    return wanted.order_by(deliveries.c.weight, deliveries.c.try_at, deliveries.c.id)


def _is_reachable(now: datetime) -> ColumnElement[bool]:
    """Return the condition that the chat can be written to; what is too late is taken up anyhow, to be recorded."""
    silent = exists().where(chats.c.chat_id == deliveries.c.chat_id, chats.c.silent_since.is_not(None))
    return or_(~silent, occurrences.c.expires_at <= now)


def _load(connection: Connection, delivery_id: int, missed: tuple[datetime, ...] = ()) -> Delivery:
    wanted = select(*COLUMNS).join_from(deliveries, occurrences).join(reminders)
    row = connection.execute(wanted.where(deliveries.c.id == delivery_id)).one()
    return Delivery(
        id=delivery_id,
        reminder=Reminder(row.key, Kind(row.kind), row.owner_id),
        subject=row.subject,
        note=row.note,
        chat_id=row.chat_id,
        due_at=row.due_at,
        expires_at=row.expires_at,
        tries=row.tries,
        is_unsure=row.is_unsure,
        missed=missed,
    )


def _missed(connection: Connection, delivery: Delivery, now: datetime) -> list[Delivery]:
    """Return what else of the same reminder is due to the same chat, oldest first."""
    wanted = (
        select(deliveries.c.id)
        .join_from(deliveries, occurrences)
        .join(reminders)
        .where(
            reminders.c.key == delivery.reminder.key,
            deliveries.c.chat_id == delivery.chat_id,
            deliveries.c.state == State.PENDING,
            deliveries.c.try_at <= now,
        )
        .order_by(occurrences.c.due_at, deliveries.c.id)
        .with_for_update(skip_locked=True, of=deliveries)
    )
    return [_load(connection, found) for found in connection.scalars(wanted).all()]


def _follow(connection: Connection, then: Sequence[FollowUp], now: datetime) -> None:
    for step in then:
        add(connection, step.reminder, [step.occurrence(now)], now=now)
