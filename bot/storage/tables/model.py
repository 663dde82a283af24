"""The language model: what was used of it, whether it is switched on, what went wrong with it."""

from sqlalchemy import BigInteger, Boolean, Column, Date, Integer, Table, Text

from bot.storage.tables.base import Moment, metadata

model_usage = Table(
    "model_usage",
    metadata,
    Column("day", Date, primary_key=True),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("calls", Integer, nullable=False),
    Column("tokens", BigInteger, nullable=False),
)

model_switches = Table(
    "model_switches",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("is_on", Boolean, nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("switched_at", Moment, nullable=False),
)

model_faults = Table(
    "model_faults",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("last_at", Moment, nullable=False),
    Column("in_a_row", Integer, nullable=False),
)
