"""The people of the office, their Telegram accounts, and the days on which they take no duty.

As in all stores of what reminders hang on, the connection is the caller's: one transaction holds the whole change.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from bot.office.people import Person
from bot.storage.tables import absences, people
from bot.storage.upsert import add_missing


def everyone(connection: Connection) -> tuple[Person, ...]:
    """Return all people in the order in which they were taken in."""
    return tuple(map(_person, connection.execute(select(people).order_by(people.c.id))))


def by_user(connection: Connection, user_id: int) -> Person | None:
    """Return who has a Telegram account, or None."""
    row = connection.execute(select(people).where(people.c.user_id == user_id)).one_or_none()
    return None if row is None else _person(row)


def by_name(connection: Connection, name: str) -> Person | None:
    """Return who has a name, or None."""
    row = connection.execute(select(people).where(people.c.name == name)).one_or_none()
    return None if row is None else _person(row)


def find(connection: Connection, person_id: int) -> Person | None:
    """Return a person by their number, or None."""
    row = connection.execute(select(people).where(people.c.id == person_id)).one_or_none()
    return None if row is None else _person(row)


def put(
    connection: Connection, name: str, *, phone: str = "", position: str = "", user_id: int | None = None
) -> Person:
    """Add someone, or bring up to date what is given of them; what is empty stays as it was."""
    given = {"phone": phone, "position": position, "user_id": user_id}
    values = {key: value for key, value in given.items() if value}
    person_id = connection.scalar(select(people.c.id).where(people.c.name == name))
    if person_id is None:
        person_id = connection.scalars(insert(people).values(name=name, **values).returning(people.c.id)).one()
    elif values:
        connection.execute(update(people).where(people.c.id == person_id).values(**values))
    return _person(connection.execute(select(people).where(people.c.id == person_id)).one())


def bind(connection: Connection, person_id: int, user_id: int) -> None:
    """Let an account be a person's; whoever had the account before has it no more."""
    connection.execute(update(people).where(people.c.user_id == user_id).values(user_id=None))
    connection.execute(update(people).where(people.c.id == person_id).values(user_id=user_id))


def set_absences(connection: Connection, person_id: int, spans: Iterable[tuple[date, date]]) -> None:
    """Keep the days (first, last) on which someone takes no duty, in place of those kept before."""
    connection.execute(delete(absences).where(absences.c.person_id == person_id))
    rows = [{"person_id": person_id, "first": first, "last": last} for first, last in spans]
    add_missing(connection, absences, rows)


def all_absences(connection: Connection) -> tuple[tuple[int, date, date], ...]:
    """Return (person, first day, last day) of every absence."""
    columns = (absences.c.person_id, absences.c.first, absences.c.last)
    return tuple((row.person_id, row.first, row.last) for row in connection.execute(select(*columns)))


def _person(row: Any) -> Person:
    return Person(row.id, row.name, row.phone, row.user_id, row.position)
