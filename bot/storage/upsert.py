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


def add_missing(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> int:
    """Add the rows whose keys are not there yet and return how many; those that are there stay as they are."""
    if not rows:
        return 0
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    adding = dialect.insert(table).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
    return connection.execute(adding, [dict(row) for row in rows]).rowcount
