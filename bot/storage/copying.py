"""The whole database as lines of JSON, the same whichever database they come from, and put into an empty one.

A line is a row, its values by column. What the delivery loops note of themselves stays behind: it tells of machines.
"""

import base64
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Connection, Date, LargeBinary, Table, delete, func, insert, select, text
from sqlalchemy.exc import SQLAlchemyError

from bot.storage.tables import Moment, beats, meta, metadata

BATCH = 500  # rows that are read or written at once
_TABLES: Mapping[str, Table] = {table.name: table for table in metadata.sorted_tables if table is not beats}
# Their names, those that others point to first.
TABLES = tuple(_TABLES)
# Those whose rows are numbered one after the other.
_NUMBERED = tuple(table for table in _TABLES.values() if "id" in table.c)

Packed = dict[str, Any]


def lines_of(connection: Connection, name: str) -> Iterator[str]:
    """Yield the rows of a table, each as a line without its end."""
    table = _TABLES[name]
    wanted = select(table).order_by(*table.primary_key).execution_options(yield_per=BATCH)
    for row in connection.execute(wanted):
        packed = {column.name: _pack(value) for column, value in zip(table.columns, row, strict=True)}
        yield json.dumps(packed, ensure_ascii=False, separators=(",", ":"))


def occupied(connection: Connection) -> str:
    """Return the name of a table that has rows, "" when the database is as it was made."""
    tables = (table for table in metadata.sorted_tables if table is not meta)
    return next((table.name for table in tables if connection.execute(select(table).limit(1)).first()), "")


def put_lines(connection: Connection, name: str, lines: Iterable[bytes]) -> int:
    """Put rows into an empty table and return how many; raise ValueError for what are no rows of this table.

    Columns that rows of an earlier schema do not have get their defaults.
    """
    table, count = _TABLES[name], 0
    if table is meta:
        # What an empty database has there, the number of its schema, is among the rows that come.
        connection.execute(delete(meta))
    try:
        for batch in _batches(lines):
            connection.execute(insert(table), [_unpack(table, json.loads(line)) for line in batch])
            count += len(batch)
    except (AttributeError, KeyError, TypeError, SQLAlchemyError) as fault:
        raise ValueError(f"no rows of {name}") from fault
    return count


def last_ids(connection: Connection) -> dict[str, int]:
    """Return the greatest number that a row of each table ever had, as far as the database knows."""
    return {table.name: _last_id(connection, table) for table in _NUMBERED}


def set_last_ids(connection: Connection, ids: Mapping[str, int]) -> None:
    """Have the next rows numbered after these and after those that are there."""
    for table in _NUMBERED:
        last = max(ids.get(table.name, 0), _greatest(connection, table))
        if last and connection.dialect.name == "postgresql":
            connection.execute(select(func.setval(func.pg_get_serial_sequence(table.name, "id"), last)))
        elif last and _never_repeats(table):
            values = {"name": table.name, "last": last}
            connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), values)
            connection.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)"), values)


def _batches(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    batch: list[bytes] = []
    for line in lines:
        batch.append(line)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _pack(value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value.isoformat() if isinstance(value, date) else value


def _unpack(table: Table, packed: Packed) -> Packed:
    return {name: _value(table.c[name], value) for name, value in packed.items()}


def _value(column: Column[Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(column.type, LargeBinary):
        return base64.b64decode(value, validate=True)
    if isinstance(column.type, Moment):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(column.type, Date) else value


def _never_repeats(table: Table) -> bool:
    """Tell whether SQLite keeps the last number of a table beside its rows."""
    return bool(table.dialect_options["sqlite"]["autoincrement"])


def _greatest(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.max(table.c.id))) or 0


def _last_id(connection: Connection, table: Table) -> int:
    greatest = _greatest(connection, table)
    if connection.dialect.name == "postgresql":
        sequence = connection.scalar(select(func.pg_get_serial_sequence(table.name, "id")))
        # Its name comes from the database itself.
        last, is_used = connection.execute(text(f"SELECT last_value, is_called FROM {sequence}")).one()
        return max(greatest, last if is_used else 0)
    known = text("SELECT max(seq) FROM sqlite_sequence WHERE name = :name")
    return max(greatest, connection.scalar(known, {"name": table.name}) or 0)
