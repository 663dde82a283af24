"""The groups that the bot came into though the settings do not list them: asked about, approved, refused."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, select, update

from bot.storage.tables import guests
from bot.storage.upsert import add_missing


class Stand(StrEnum):
    """Where a group stands; the values are what people read."""

    WAITING = "待审批"
    SERVED = "已启用"
    REFUSED = "未启用"


@dataclass(frozen=True, slots=True)
class Guest:
    """A group as it was when it was asked about last; ``added_by`` is who brought the bot, or called it there."""

    id: int
    chat_id: int
    title: str
    added_by: int
    asked_at: datetime
    stand: Stand = Stand.WAITING


def find(connection: Connection, guest_id: int) -> Guest | None:
    """Return a group, or None."""
    row = connection.execute(select(guests).where(guests.c.id == guest_id)).one_or_none()
    return None if row is None else _guest(row)


def by_chat(connection: Connection, chat_id: int) -> Guest | None:
    """Return a group by its chat, or None."""
    row = connection.execute(select(guests).where(guests.c.chat_id == chat_id)).one_or_none()
    return None if row is None else _guest(row)


def everyone(connection: Connection) -> tuple[Guest, ...]:
    """Return all groups, those asked about last first."""
    wanted = select(guests).order_by(guests.c.asked_at.desc(), guests.c.id.desc())
    return tuple(map(_guest, connection.execute(wanted)))


def served(connection: Connection) -> tuple[int, ...]:
    """Return the chats of the groups that were approved, in that order."""
    wanted = select(guests.c.chat_id).where(guests.c.state == Stand.SERVED.name)
    return tuple(connection.scalars(wanted.order_by(guests.c.decided_at, guests.c.id)))


def ask(connection: Connection, guest: Guest, *, again_after: datetime) -> bool:
    """Keep a group that is to be asked about; tell whether it is.

    It is when it is new, or when it is not served and was last asked about up to ``again_after``.
    """
    values = {"title": guest.title, "added_by": guest.added_by, "asked_at": guest.asked_at}
    state = {"state": Stand.WAITING.name}
    if add_missing(connection, guests, [{"chat_id": guest.chat_id} | values | state]):
        return True
    stale = (guests.c.asked_at <= again_after, guests.c.state != Stand.SERVED.name)
    change = update(guests).where(guests.c.chat_id == guest.chat_id, *stale).values(**values, **state)
    return connection.execute(change).rowcount > 0


def decide(connection: Connection, guest: Guest, stand: Stand, *, by: int, at: datetime) -> bool:
    """Let a group stand otherwise; tell whether it still stood as it is given, so that of two who decide one counts."""
    same = (guests.c.id == guest.id, guests.c.state == guest.stand.name)
    change = update(guests).where(*same).values(state=stand.name, decided_by=by, decided_at=at)
    return connection.execute(change).rowcount > 0


def _guest(row: Any) -> Guest:
    return Guest(row.id, row.chat_id, row.title, row.added_by, row.asked_at, Stand[row.state])
