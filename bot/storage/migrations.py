"""How a database of an earlier schema becomes one of today's: a step for each schema, taken in order.

The schema's number stands in ``meta``; a database without it is empty. A step makes the tables that came with its
schema, as they are today, so that a later step which changes one of them looks first whether that is still to be done.
Steps see rows as an earlier schema left them, in a database as much as in a backup that is restored.
"""

from collections.abc import Callable, Mapping
from functools import partial

from sqlalchemy import BigInteger, Column, Connection, MetaData, Table, delete, insert, inspect, literal, select, text

from bot.errors import DatabaseFault
from bot.permissions import Role
from bot.storage import tables
from bot.storage.tables import Moment, meta, metadata

Step = Callable[[Connection], None]
KEY = "schema"
# Administrators had a table of their own up to the second schema.
_admins = Table("admins", MetaData(), Column("user_id", BigInteger), Column("since", Moment))


def _make(*made: Table) -> Step:
    return partial(metadata.create_all, tables=made)


def _make_third(connection: Connection) -> None:
    made = (
        *(tables.outlines, tables.outline_versions, tables.outline_messages),
        *(tables.model_usage, tables.model_switches, tables.model_faults, tables.audit),
        *(tables.roles, tables.invitations, tables.applicants, tables.guests),
        *(tables.collections, tables.collection_roles, tables.collection_chats, tables.standards),
    )
    metadata.create_all(connection, tables=made)
    if "collection" not in {column["name"] for column in inspect(connection).get_columns("documents")}:
        # All that is held so far was open to everybody who may ask.
        connection.execute(text("ALTER TABLE documents ADD COLUMN collection TEXT NOT NULL DEFAULT ''"))
    if inspect(connection).has_table(_admins.name):
        kept = select(_admins.c.user_id, _admins.c.since, literal(Role.ADMIN.name))
        connection.execute(insert(tables.roles).from_select(["user_id", "since", "role"], kept))
        _admins.drop(connection)


# 1: the library and what is said. 2: people, duty, meetings, reminders. 3: what is written, the use of a language
# model, who did what, who is let in.
STEPS: Mapping[int, Step] = {
    1: _make(meta, tables.documents, tables.passages, tables.answers, tables.votes, tables.chats),
    2: _make(
        *(tables.people, tables.absences, tables.years, tables.groups, tables.drafts, tables.receipts, tables.events),
        *(tables.readings, tables.seen_documents, tables.rotation, tables.shifts, tables.post_checks, tables.swaps),
        *(tables.handovers, tables.matters, tables.calls, tables.meetings, tables.sittings),
        *(tables.reminders, tables.occurrences, tables.deliveries, tables.beats),
    ),
    3: _make_third,
}
SCHEMA = max(STEPS)


def schema_of(connection: Connection) -> int:
    """Return the number of a database's schema, 0 of an empty one."""
    if not inspect(connection).has_table(meta.name):
        return 0
    return int(connection.scalar(select(meta.c.value).where(meta.c.key == KEY)) or 0)


def migrate(connection: Connection) -> None:
    """Take the steps that a database still needs; raise DatabaseFault when a newer version made it."""
    found = schema_of(connection)
    if found > SCHEMA:
        raise DatabaseFault(f"the database has schema {found}, this version knows {SCHEMA}; a newer canmou made it")
    for number in range(found + 1, SCHEMA + 1):
        STEPS[number](connection)
    if found < SCHEMA:
        connection.execute(delete(meta).where(meta.c.key == KEY))
        connection.execute(insert(meta).values(key=KEY, value=str(SCHEMA)))
