"""A person forgotten: what is theirs goes, and what the office has to keep names nobody any more.

Every table is looked through, those that a later version adds too. Documents stay as they are, and what is quoted of
them.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import BigInteger, Column, Connection, Text, cast, delete, exists, or_, select, update
from sqlalchemy.types import JSON

from bot.office.people import Person
from bot.storage import tables
from bot.storage.tables import metadata

LEFT = "已离岗人员"
# Instead of the account of whoever acted; 0 is the command line.
NOBODY = -1
# A shorter name stands in too many words: it goes where it stands alone.
SHORTEST = 2
# Documents, and what of them is kept where.
LIBRARY = (tables.documents, tables.passages, tables.meta)
QUOTES = frozenset({"citations", "nearest"})
# Reminders whose names tell an account, in between.
NAMED = ("joined:{}:%", "admitted:{}:%", "role:{}:%", "shut:{}", "%:leave:{}", "%:leave:{}:%", "%:decided:{}:%")
# Texts of ours that tell accounts.
TELLING = (tables.audit.c.subject, tables.events.c.what, tables.occurrences.c.note)

Words = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Traces:
    """What tells of someone: their row among the people, their account; ``others`` are the names of the others."""

    person: Person | None
    user_id: int | None
    others: tuple[str, ...] = ()


def forget_own(connection: Connection, user_id: int) -> None:
    """Remove someone's questions with their answers, their votes, their drafts and outlines."""
    for table in (tables.answers, tables.votes, tables.outlines, tables.drafts):
        connection.execute(delete(table).where(table.c.user_id == user_id))


def forget(connection: Connection, traces: Traces) -> None:
    """Remove what is someone's, and their name, telephone number and account from what stays."""
    person, user_id = traces.person, traces.user_id
    if user_id is not None:
        forget_own(connection, user_id)
        _remove(connection, user_id)
        _depart(connection, person, user_id)
        _clear_accounts(connection, user_id)
    if person is not None:
        _withdraw(connection, person)
        connection.execute(update(tables.receipts).where(tables.receipts.c.user_id == -person.id).values(name=LEFT))
    _clear_words(connection, traces)


def _remove(connection: Connection, user_id: int) -> None:
    """Remove the rows that are about an account alone."""
    for table in (tables.roles, tables.applicants, tables.model_usage):
        connection.execute(delete(table).where(table.c.user_id == user_id))
    connection.execute(delete(tables.invitations).where(tables.invitations.c.made_by == user_id))
    for table in (tables.chats, tables.deliveries, tables.drafts):
        connection.execute(delete(table).where(table.c.chat_id == user_id))
    keys = (tables.reminders.c.key.like(each.format(user_id)) for each in NAMED)
    connection.execute(delete(tables.reminders).where(or_(*keys)))


def _depart(connection: Connection, person: Person | None, user_id: int) -> None:
    """Let what was answered and done be nobody's, as far as the office keeps it."""
    receipts, audit = tables.receipts, tables.audit
    own = receipts.c.user_id == user_id
    if person is not None:
        # Whoever has no account answers under the number of their row.
        twin = receipts.alias()
        same = (twin.c[name] == receipts.c[name] for name in ("kind", "subject"))
        free = own & ~exists().where(*same, twin.c.user_id == -person.id)
        connection.execute(update(receipts).where(free).values(user_id=-person.id, name=LEFT, reason=""))
    connection.execute(delete(receipts).where(own))
    connection.execute(update(audit).where(audit.c.user_id == user_id).values(user_id=NOBODY, name=LEFT))


def _clear_accounts(connection: Connection, user_id: int) -> None:
    """Take an account out of every column that may hold one."""
    for column in _columns(BigInteger):
        if not column.primary_key:
            value = None if column.nullable else 0
            connection.execute(update(column.table).where(column == user_id).values({column: value}))


def _withdraw(connection: Connection, person: Person) -> None:
    """Remove someone's row among the people; while the history of duty needs it, it stays without anything personal."""
    for table in (tables.absences, tables.rotation):
        connection.execute(delete(table).where(table.c.person_id == person.id))
    people, shifts, swaps = tables.people, tables.shifts, tables.swaps
    columns = (shifts.c.officer_id, shifts.c.leader_id, swaps.c.giver_id, swaps.c.taker_id)
    own = people.c.id == person.id
    if any(connection.scalar(select(exists().where(column == person.id))) for column in columns):
        values = {"name": f"{LEFT}（{person.id}）", "phone": "", "position": "", "user_id": None}
        connection.execute(update(people).where(own).values(**values))
    else:
        connection.execute(delete(people).where(own))


def _clear_words(connection: Connection, traces: Traces) -> None:
    """Take names and numbers out of every text."""
    for needle, words in _replacements(traces):
        for column in _columns(Text):
            _rewrite(connection, column, needle, words)
        for column in _columns(JSON):
            _rewrite(connection, column, json.dumps(needle)[1:-1], partial(_walk, words))
    if traces.user_id is not None:
        account = re.compile(rf"(?<!\d){traces.user_id}(?!\d)")
        for column in TELLING:
            _rewrite(connection, column, str(traces.user_id), partial(account.sub, LEFT))


def _replacements(traces: Traces) -> Iterator[tuple[str, Words]]:
    """Yield what is looked for in texts, each with what makes a text do without it."""
    person = traces.person
    if person is None:
        return
    if len(person.name) < SHORTEST:
        yield person.name, lambda text: LEFT if text == person.name else text
    else:
        longer = sorted((name for name in traces.others if person.name in name), key=len, reverse=True)
        names = re.compile("|".join(map(re.escape, (*longer, person.name))))
        yield person.name, lambda text: names.sub(lambda found: LEFT if found[0] == person.name else found[0], text)
    if person.phone:
        yield person.phone, lambda text: text.replace(person.phone, "")


def _rewrite(connection: Connection, column: Column[Any], needle: str, words: Callable[[Any], Any]) -> None:
    """Make anew the values of a column that hold something."""
    table = column.table
    key = tuple(table.primary_key)
    found = select(*key, column).where(cast(column, Text).contains(needle, autoescape=True))
    for row in connection.execute(found).all():
        changed = words(row[-1])
        if changed != row[-1]:
            own = (each == value for each, value in zip(key, row[:-1], strict=True))
            connection.execute(update(table).where(*own).values({column: changed}))


def _walk(words: Words, value: Any) -> Any:
    """Make anew every text in a value, but not what is quoted of documents."""
    if isinstance(value, str):
        return words(value)
    if isinstance(value, list):
        return [_walk(words, each) for each in value]
    if isinstance(value, dict):
        return {key: each if key in QUOTES else _walk(words, each) for key, each in value.items()}
    return value


def _columns(kind: type[Any]) -> list[Column[Any]]:
    """Return the columns of a kind in all tables but those of the library."""
    found = (column for table in metadata.sorted_tables if table not in LIBRARY for column in table.columns)
    return [column for column in found if isinstance(column.type, kind)]
