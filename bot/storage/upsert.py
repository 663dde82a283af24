"""Put a row in place of the one with the same key, or add it where there is none, in any database.

The two databases spell the first differently; an UPDATE that falls back on an INSERT is the same in both.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, Table, and_, insert, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError


def upsert(engine: Engine, table: Table, *, key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    """Change the row of ``key``, or add it, in one transaction."""
    change = update(table).where(and_(*(table.c[name] == value for name, value in key.items()))).values(**values)
    try:
        with engine.begin() as connection:
            if not connection.execute(change).rowcount:
                connection.execute(insert(table).values(**key, **values))
    except IntegrityError:
        # Another connection added the row in between: now there is one to change.
        with engine.begin() as connection:
            connection.execute(change)


def add_missing(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add the rows whose keys are not there yet; those that are there stay as they are."""
    if rows:
        dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
        connection.execute(dialect.insert(table).on_conflict_do_nothing(), [dict(row) for row in rows])
