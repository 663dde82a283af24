"""Deliveries as the loop takes them: claimed by one of however many bots, and ended with what became of them.

A claim holds for a while only. Who made it ends it; when it ran out its bot is dead, another one takes it over, and
the message counts as one that may have arrived. In PostgreSQL several bots claim side by side (SKIP LOCKED); SQLite
lets one write at a time.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Select, and_, case, exists, or_, select, update
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.reminders.faults import StoreAway
from bot.reminders.model import OPEN, Delivery, Kind, Outcome, Reminder, State
from bot.reminders.outcomes import SHUT
from bot.storage.chats import silence
from bot.storage.reminders import begin, notify
from bot.storage.tables import chats, deliveries, occurrences, reminders

# Longer than any message takes to be worded and sent, and than the clocks of several hosts are apart.
LEASE = timedelta(seconds=30)
MERGED = "merged into a later one"
COLUMNS = (
    deliveries.c.id,
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
    chats.c.silent_since,
)


class DeliveryStore:
    """Deliveries as rows; ``worker`` is who claims, under a name that no other bot has or had."""

    def __init__(self, engine: Engine, worker: str) -> None:
        self._engine = engine
        self._worker = worker

    def claim(self, now: datetime, *, busy: Iterable[int] = ()) -> Delivery | None:
        """Take the most urgent delivery that is due to a chat that is not busy, or None when there is none.

        What else of the same reminder was missed in that chat is taken along: the newest stands for all.
        """
        with self._begin() as connection:
            first = self._take_first(connection, now, tuple(busy))
            if first is None:
                return None
            others = self._take_alike(connection, first, now)
            return _load(connection, (first, *others))

    def end(self, delivery: Delivery, outcome: Outcome, now: datetime) -> None:
        """Write down what became of a try and plan what follows, unless another bot took the claim over meanwhile."""
        with self._begin() as connection:
            if not self._close(connection, delivery, outcome, now):
                return
            silent = f":{silence(connection, delivery.chat_id, since=now)}" if outcome.shuts else ""
            if notice := outcome.notice:
                notify(connection, notice.key + silent, notice.text, chats=notice.chats, now=now)
            for step in outcome.then:
                begin(connection, step.reminder, step.occurrence(now), now=now)

    @contextmanager
    def _begin(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except (OperationalError, InterfaceError, PoolTimeout) as fault:
            raise StoreAway from fault

    def _take_first(self, connection: Connection, now: datetime, busy: Sequence[int]) -> int | None:
        wanted = self._due(now)
        if busy:
            wanted = wanted.where(deliveries.c.chat_id.not_in(busy))
        wanted = wanted.order_by(deliveries.c.weight, deliveries.c.try_at, deliveries.c.id).limit(1)
        taken: int | None = connection.scalar(self._claim(deliveries.c.id == wanted.scalar_subquery(), now))
        return taken

    def _take_alike(self, connection: Connection, first: int, now: datetime) -> Sequence[int]:
        """Take what else of the reminder of a delivery is due to its chat."""
        same = select(occurrences.c.reminder_id, deliveries.c.chat_id).join_from(deliveries, occurrences)
        reminder_id, chat_id = connection.execute(same.where(deliveries.c.id == first)).one()
        alike = self._due(now).where(occurrences.c.reminder_id == reminder_id, deliveries.c.chat_id == chat_id)
        return connection.scalars(self._claim(deliveries.c.id.in_(alike), now)).all()

    def _due(self, now: datetime) -> Select[tuple[int]]:
        """Return the deliveries whose turn it is; of its own claims a bot takes none, since it ends them itself."""
        is_free = or_(deliveries.c.state == State.PENDING, deliveries.c.claimed_by != self._worker)
        wanted = select(deliveries.c.id).join_from(deliveries, occurrences)
        wanted = wanted.where(deliveries.c.state.in_(OPEN), deliveries.c.try_at <= now, is_free, _is_reachable(now))
        return wanted.with_for_update(skip_locked=True, of=deliveries)

    def _claim(self, which: ColumnElement[bool], now: datetime) -> Any:
        was_claimed = deliveries.c.state == State.CLAIMED
        values = {
            "state": State.CLAIMED,
            "claimed_by": self._worker,
            "try_at": now + LEASE,
            "tries": deliveries.c.tries + 1,
            "is_unsure": case((was_claimed, True), else_=deliveries.c.is_unsure),
        }
        return update(deliveries).where(which).values(**values).returning(deliveries.c.id)

    def _close(self, connection: Connection, delivery: Delivery, outcome: Outcome, now: datetime) -> bool:
        """Change the rows that are still this bot's; tell whether they were."""
        ended_at = None if outcome.state is State.PENDING else now
        values: dict[str, Any] = {"state": outcome.state, "reason": outcome.reason, "ended_at": ended_at}
        values |= {"message_id": outcome.message_id, "claimed_by": None}
        values |= {"try_at": outcome.try_at} if outcome.try_at else {}
        values |= {"is_unsure": True} if outcome.is_unsure else {}
        merged = values | {"state": State.SKIPPED, "reason": MERGED, "message_id": None}
        is_own = and_(deliveries.c.state == State.CLAIMED, deliveries.c.claimed_by == self._worker)
        own = update(deliveries).where(is_own)
        if delivery.others:
            shared = merged if outcome.state is State.SENT else values
            connection.execute(own.where(deliveries.c.id.in_(delivery.others)).values(**shared))
        return connection.execute(own.where(deliveries.c.id == delivery.id).values(**values)).rowcount > 0


def _is_reachable(now: datetime) -> ColumnElement[bool]:
    """Return the condition that nothing holds a delivery up; what is too late is taken anyhow, to be recorded."""
    is_silent = exists().where(chats.c.chat_id == deliveries.c.chat_id, chats.c.silent_since.is_not(None))
    return or_(deliveries.c.reason != SHUT, ~is_silent, occurrences.c.expires_at <= now)


def _load(connection: Connection, ids: Sequence[int]) -> Delivery:
    """Return one message for these deliveries of one reminder to one chat."""
    joined = deliveries.join(occurrences).join(reminders)
    joined = joined.outerjoin(chats, chats.c.chat_id == deliveries.c.chat_id)
    wanted = select(*COLUMNS).select_from(joined).where(deliveries.c.id.in_(ids))
    *earlier, newest = connection.execute(wanted.order_by(occurrences.c.due_at, deliveries.c.id))
    return Delivery(
        id=newest.id,
        reminder=Reminder(newest.key, Kind(newest.kind), newest.owner_id),
        subject=newest.subject,
        note=newest.note,
        chat_id=newest.chat_id,
        due_at=newest.due_at,
        expires_at=max(row.expires_at for row in (*earlier, newest)),
        tries=newest.tries,
        is_unsure=any(row.is_unsure for row in (*earlier, newest)),
        is_shut=newest.silent_since is not None,
        missed=tuple(row.due_at for row in earlier),
        others=tuple(row.id for row in earlier),
    )
