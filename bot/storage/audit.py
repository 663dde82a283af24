"""The audit log: privileged acts, each noted in the transaction of the act itself. No texts are kept in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, or_, select

from bot.office.acts import Act, Actor
from bot.storage.tables import audit, people


@dataclass(frozen=True, slots=True)
class Noted:
    """An act as it was noted; the actor's name is the registered one where the account has one."""

    at: datetime
    actor: Actor
    act: str  # as kept: a later version may have known more acts
    subject: str


def note_act(connection: Connection, act: Act, *, by: Actor, at: datetime, subject: object = "") -> None:
    """Note an act; ``subject`` is the number or the name of what it was done to, never a text."""
    values = {"at": at, "user_id": by.user_id, "name": by.name, "chat_id": by.chat_id}
    connection.execute(insert(audit).values(**values, act=act.value, subject=str(subject)))


def noted_acts(connection: Connection, *, since: datetime | None = None, by: str = "") -> Iterator[Noted]:
    """Yield the acts, newest first; ``by`` is an account's number or a name."""
    called = people.c.user_id == audit.c.user_id
    wanted = select(audit, people.c.name.label("registered")).outerjoin(people, called)
    if since is not None:
        wanted = wanted.where(audit.c.at >= since)
    if by:
        names = or_(audit.c.name == by, people.c.name == by)
        wanted = wanted.where(or_(audit.c.user_id == int(by), names) if by.isdecimal() else names)
    for row in connection.execute(wanted.order_by(audit.c.id.desc())):
        actor = Actor(row.user_id, row.chat_id, row.name or row.registered or "")
        yield Noted(row.at, actor, row.act, row.subject)
