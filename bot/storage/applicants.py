"""Strangers who ask to be let in, until they are, and those who were refused."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, select, update

from bot.storage.tables import applicants
from bot.storage.upsert import add_missing


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who asks; ``called`` is what Telegram calls them, on which nobody should rely."""

    id: int
    user_id: int
    called: str
    asked_at: datetime
    refused_at: datetime | None = None


def find(connection: Connection, applicant_id: int) -> Applicant | None:
    """Return who asked, or None."""
    row = connection.execute(select(applicants).where(applicants.c.id == applicant_id)).one_or_none()
    return None if row is None else Applicant(**row._mapping)


def by_user(connection: Connection, user_id: int) -> Applicant | None:
    """Return who asked under an account, or None."""
    row = connection.execute(select(applicants).where(applicants.c.user_id == user_id)).one_or_none()
    return None if row is None else Applicant(**row._mapping)


def add(connection: Connection, user_id: int, called: str, *, at: datetime) -> Applicant | None:
    """Keep a request and return it; None when the account has asked before."""
    is_new = add_missing(connection, applicants, [{"user_id": user_id, "called": called, "asked_at": at}]) > 0
    return by_user(connection, user_id) if is_new else None


def asked_since(connection: Connection, moment: datetime) -> int:
    """Return how many asked after a moment."""
    return connection.scalar(select(func.count()).where(applicants.c.asked_at > moment)) or 0


def refuse(connection: Connection, applicant_id: int, *, at: datetime) -> bool:
    """Note that someone was refused; tell whether they still waited, so that of two who decide one counts."""
    waits = (applicants.c.id == applicant_id, applicants.c.refused_at.is_(None))
    return connection.execute(update(applicants).where(*waits).values(called="", refused_at=at)).rowcount > 0


def admit(connection: Connection, applicant_id: int) -> bool:
    """Forget the request of someone who is let in; tell whether they still waited."""
    waits = (applicants.c.id == applicant_id, applicants.c.refused_at.is_(None))
    return connection.execute(delete(applicants).where(*waits)).rowcount > 0


def forget(connection: Connection, user_id: int) -> None:
    """Forget that an account asked."""
    connection.execute(delete(applicants).where(applicants.c.user_id == user_id))


def sweep(connection: Connection, *, before: datetime) -> None:
    """Forget who asked before a moment: they may ask anew."""
    connection.execute(delete(applicants).where(applicants.c.asked_at < before))
