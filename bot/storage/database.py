"""How the database is opened: the tables made, an older schema brought up to date, a newer one refused."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from sqlite3 import Connection as SqliteConnection
from sqlite3 import OperationalError
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, func, select
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import DatabaseFault
from bot.storage.migrations import SCHEMA, migrate, schema_of

# How long SQLite waits for another process: usually, and while one brings the database up to date.
BUSY_MS, MIGRATING_MS = 10_000, 120_000
TRIES = 20  # at what SQLite does not wait for
MAKING = 20260  # the number of PostgreSQL's advisory lock while tables are made


def open_database(url: str) -> Engine:
    """Open the database at ``url`` and make its tables; raise DatabaseFault when that cannot be done."""
    try:
        return _open(url)
    except (SQLAlchemyError, ImportError) as fault:
        raise DatabaseFault(str(fault).splitlines()[0]) from fault


@contextmanager
def standing_still(engine: Engine) -> Iterator[Connection]:
    """Connect so that every read sees the same state, whatever other processes change meanwhile."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN")
        else:
            connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection


@contextmanager
def alone(engine: Engine) -> Iterator[Connection]:
    """Begin a transaction that no other of its kind goes beside, making tables included."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(MAKING)))
        else:
            connection.exec_driver_sql(f"PRAGMA busy_timeout={MIGRATING_MS}")
            # Python's driver would begin with the first row only, and make tables outside of any transaction.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            connection.exec_driver_sql(f"PRAGMA busy_timeout={BUSY_MS}")
        yield connection


def _open(url: str) -> Engine:
    engine = create_engine(url, hide_parameters=True, pool_pre_ping=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    with ExitStack() as in_trouble:
        in_trouble.callback(engine.dispose)
        _bring_up_to_date(engine)
        in_trouble.pop_all()
    return engine


def _bring_up_to_date(engine: Engine) -> None:
    with engine.connect() as connection:
        is_current = schema_of(connection) == SCHEMA
    if not is_current:
        # Of several that start at once, one takes the steps.
        with alone(engine) as connection:
            migrate(connection)


def _keep_a_log(connection: SqliteConnection) -> None:
    """Have changes written to a log, beside which others read; of several that open a new database one begins it.

    SQLite waits for no lock when it goes over to that: of two at once one would hear that the database is locked. It
    does wait when a change begins, and after that the other is done.
    """
    for _ in range(TRIES - 1):
        with suppress(OperationalError):
            connection.execute("PRAGMA journal_mode=WAL")
            return
        connection.execute("BEGIN IMMEDIATE")
        connection.rollback()
    connection.execute("PRAGMA journal_mode=WAL")


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    run: Callable[[str], Any] = connection.execute
    run(f"PRAGMA busy_timeout={BUSY_MS}")
    _keep_a_log(connection)
    # What was promised survives a power cut too.
    run("PRAGMA synchronous=FULL")
    run("PRAGMA foreign_keys=ON")
