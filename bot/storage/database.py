"""How the database is opened: the tables made, an older schema brought up to date, a newer one refused.

The schema's number stands in ``meta``. Schema 1 held the library and what is said; 2 added people, duty, meetings and
reminders, all of them new tables.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, func, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import DatabaseFault
from bot.storage.tables import meta, metadata

SCHEMA = 2
MAKING = 20260  # the number of PostgreSQL's advisory lock while tables are made


def open_database(url: str) -> Engine:
    """Open the database at ``url`` and make its tables; raise DatabaseFault when that cannot be done."""
    try:
        engine = create_engine(url, hide_parameters=True, pool_pre_ping=True)
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _prepare_sqlite)
        _make(engine)
    except (SQLAlchemyError, ImportError) as fault:
        raise DatabaseFault(str(fault).splitlines()[0]) from fault
    return engine


def _make(engine: Engine) -> None:
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            # Of several that start at once on an empty database, one makes the tables.
            connection.execute(select(func.pg_advisory_xact_lock(MAKING)))
        metadata.create_all(connection)
        _note_schema(connection)


def _note_schema(connection: Connection) -> None:
    stored = meta.c.key == "schema"
    found = connection.scalar(select(meta.c.value).where(stored))
    if found is None:
        connection.execute(insert(meta).values(key="schema", value=str(SCHEMA)))
    elif int(found) > SCHEMA:
        raise DatabaseFault(f"the database has schema {found}, this version knows {SCHEMA}; a newer canmou made it")
    elif int(found) < SCHEMA:
        connection.execute(update(meta).where(stored).values(value=str(SCHEMA)))


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    run: Callable[[str], Any] = connection.execute
    run("PRAGMA journal_mode=WAL")
    # What was promised survives a power cut too.
    run("PRAGMA synchronous=FULL")
    run("PRAGMA foreign_keys=ON")
    run("PRAGMA busy_timeout=10000")
