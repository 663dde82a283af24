"""The moments at which officers are asked whether they are on post (在岗抽查), drawn once and kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select

from bot.storage.tables import post_checks
from bot.storage.upsert import add_missing


@dataclass(frozen=True, slots=True)
class PostCheck:
    """A check within a shift."""

    id: int
    shift_id: int
    at: datetime


def of_shift(connection: Connection, shift_id: int) -> tuple[PostCheck, ...]:
    """Return the checks of a shift, earliest first."""
    wanted = select(post_checks).where(post_checks.c.shift_id == shift_id).order_by(post_checks.c.at)
    return tuple(PostCheck(**row._mapping) for row in connection.execute(wanted))


def find(connection: Connection, check_id: int) -> PostCheck | None:
    """Return a check by its number, or None."""
    row = connection.execute(select(post_checks).where(post_checks.c.id == check_id)).one_or_none()
    return None if row is None else PostCheck(**row._mapping)


def add(connection: Connection, shift_id: int, moments: Iterable[datetime]) -> None:
    """Keep checks of a shift beside those that there are."""
    add_missing(connection, post_checks, [{"shift_id": shift_id, "at": moment} for moment in moments])


def remove(connection: Connection, check_id: int) -> None:
    """Forget a check."""
    connection.execute(delete(post_checks).where(post_checks.c.id == check_id))
