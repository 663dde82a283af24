"""The library of record: documents, passages, vectors; and ``meta``, single values by name."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, LargeBinary, Table, Text
from sqlalchemy.types import JSON

from bot.storage.tables.base import metadata

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
    Column("collection", Text, nullable=False, server_default=""),
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
