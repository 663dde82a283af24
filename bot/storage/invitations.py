"""Invitations by a link that is good once: of its code only a digest is kept."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from bot.permissions import Role
from bot.storage.tables import invitations


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a link gives, who made it, and whether it was used."""

    id: int
    digest: str
    role: Role
    made_by: int
    expires_at: datetime
    used_at: datetime | None = None


def add(connection: Connection, invitation: Invitation) -> int:
    """Keep an invitation under a number of its own, which is returned."""
    values: dict[str, Any] = {"digest": invitation.digest, "role": invitation.role.name}
    values |= {"made_by": invitation.made_by, "expires_at": invitation.expires_at}
    return int(connection.scalars(insert(invitations).values(**values).returning(invitations.c.id)).one())


def find(connection: Connection, invitation_id: int) -> Invitation | None:
    """Return an invitation, used or not, or None."""
    row = connection.execute(select(invitations).where(invitations.c.id == invitation_id)).one_or_none()
    if row is None:
        return None
    return Invitation(row.id, row.digest, Role[row.role], row.made_by, row.expires_at, row.used_at)


def use(connection: Connection, invitation_id: int, user_id: int, *, at: datetime) -> bool:
    """Use an invitation up; tell whether it was still good, so that of two who follow a link one comes in."""
    is_good = (invitations.c.id == invitation_id, invitations.c.used_at.is_(None), invitations.c.expires_at > at)
    change = update(invitations).where(*is_good).values(used_by=user_id, used_at=at)
    return connection.execute(change).rowcount > 0


def sweep(connection: Connection, *, before: datetime) -> None:
    """Remove what expired before a moment."""
    connection.execute(delete(invitations).where(invitations.c.expires_at < before))
