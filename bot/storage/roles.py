"""The roles that were given to accounts; those that follow from the settings or from a name are not kept here."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from bot.permissions import Role
from bot.storage.tables import roles


@dataclass(frozen=True, slots=True)
class Grant:
    """A role that was given; ``by`` is the account that gave it, None the code on the console."""

    user_id: int
    role: Role
    since: datetime
    by: int | None = None


def given(connection: Connection, user_id: int) -> Role | None:
    """Return the role that an account was given, or None."""
    name = connection.scalar(select(roles.c.role).where(roles.c.user_id == user_id))
    return None if name is None else Role[name]


def all_given(connection: Connection) -> tuple[Grant, ...]:
    """Return all roles that were given, the longest held first."""
    rows = connection.execute(select(roles).order_by(roles.c.since, roles.c.user_id))
    return tuple(Grant(row.user_id, Role[row.role], row.since, row.by_user) for row in rows)


def holders(connection: Connection, role: Role) -> frozenset[int]:
    """Return the accounts that were given a role."""
    return frozenset(connection.scalars(select(roles.c.user_id).where(roles.c.role == role.name)))


def give(connection: Connection, grant: Grant) -> None:
    """Give an account a role in place of the one that it was given before."""
    take_away(connection, grant.user_id)
    values = {"user_id": grant.user_id, "role": grant.role.name, "since": grant.since, "by_user": grant.by}
    connection.execute(insert(roles).values(**values))


def take_away(connection: Connection, user_id: int) -> bool:
    """Take away the role that an account was given; tell whether it had one."""
    return connection.execute(delete(roles).where(roles.c.user_id == user_id)).rowcount > 0
