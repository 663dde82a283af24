"""Standard answers: the questions that they answer, their words and sources, and who approved them."""

from sqlalchemy import BigInteger, Column, Integer, Table, Text
from sqlalchemy.types import JSON

from bot.storage.tables.base import Moment, metadata

standards = Table(
    "standards",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("questions", JSON, nullable=False),
    Column("answer", Text, nullable=False),
    Column("sources", JSON, nullable=False),
    Column("collection", Text, nullable=False, server_default=""),
    Column("state", Text, nullable=False),
    Column("written_by", BigInteger, nullable=False),
    Column("written_at", Moment, nullable=False),
    Column("approved_by", BigInteger),
    Column("approved_name", Text),
    Column("approved_at", Moment),
    # A button of one that is gone must not be another's.
    sqlite_autoincrement=True,
)
