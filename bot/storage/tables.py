"""The tables and how a database is opened.

The schema's number stands in ``meta``; a database of a newer schema is refused, an empty one is made.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Engine,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    create_engine,
    event,
    insert,
    select,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.types import JSON

from bot.errors import DatabaseFault

SCHEMA = 1


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept as UTC."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment as naive UTC, as it is stored."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the stored moment as an aware datetime."""
        return None if value is None else value.replace(tzinfo=UTC)


metadata = MetaData()

meta = Table("meta", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

documents = Table(
    "documents",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("file", Text, nullable=False, unique=True),
    Column("origin", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("issued", Date),
    Column("effective", Date),
    Column("text", Text, nullable=False),
)

passages = Table(
    "passages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("locator", Text, nullable=False),
    Column("headings", JSON, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("lead_start", Integer),
    Column("lead_end", Integer),
    Column("sentences", JSON, nullable=False),
    Column("vector", LargeBinary, nullable=False),
    Column("sentence_vectors", LargeBinary, nullable=False),
    Index("passages_by_document", "document_id", "number", unique=True),
)

answers = Table(
    "answers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("thread_id", BigInteger),
    Column("user_id", BigInteger, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("question", Text, nullable=False),
    Column("answer", JSON, nullable=False),
    Index("answers_by_person", "chat_id", "user_id", "asked_at"),
)

votes = Table(
    "votes",
    metadata,
    Column("answer_id", ForeignKey("answers.id", ondelete="CASCADE"), primary_key=True),
    Column("user_id", BigInteger, primary_key=True),
    Column("useful", Boolean, nullable=False),
    Column("voted_at", Moment, nullable=False),
)

admins = Table(
    "admins",
    metadata,
    Column("user_id", BigInteger, primary_key=True),
    Column("since", Moment, nullable=False),
)

chats = Table(
    "chats",
    metadata,
    Column("chat_id", BigInteger, primary_key=True),
    Column("moved_to", BigInteger),
    Column("silent_since", Moment),
)


def open_database(url: str) -> Engine:
    """Open the database at ``url`` and make its tables; raise DatabaseFault when that cannot be done."""
    try:
        engine = create_engine(url, hide_parameters=True)
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _prepare_sqlite)
        _make(engine)
    except (SQLAlchemyError, ImportError) as fault:
        raise DatabaseFault(str(fault).splitlines()[0]) from fault
    return engine


def _make(engine: Engine) -> None:
    metadata.create_all(engine)
    with engine.begin() as connection:
        found = connection.scalar(select(meta.c.value).where(meta.c.key == "schema"))
        if found is None:
            connection.execute(insert(meta).values(key="schema", value=str(SCHEMA)))
    if found is not None and int(found) > SCHEMA:
        raise DatabaseFault(f"the database has schema {found}, this version knows {SCHEMA}; a newer canmou made it")


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    run: Callable[[str], Any] = connection.execute
    run("PRAGMA journal_mode=WAL")
    run("PRAGMA synchronous=NORMAL")
    run("PRAGMA foreign_keys=ON")
    run("PRAGMA busy_timeout=10000")
