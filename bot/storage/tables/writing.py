"""What people write: outlines, each with its versions and the messages that show them."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, PrimaryKeyConstraint, Table, Text
from sqlalchemy.types import JSON

from bot.storage.tables.base import Moment, metadata

outlines = Table(
    "outlines",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("user_id", BigInteger, nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("title", Text, nullable=False),
    # Which version counts, and the greatest number that one ever had.
    Column("current", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Index("outlines_by_person", "user_id", "changed_at"),
    # A button under what was forgotten must not be one under something else.
    sqlite_autoincrement=True,
)

# Versions as they were; ``before`` is the one that a version was made of.
outline_versions = Table(
    "outline_versions",
    metadata,
    Column("outline_id", ForeignKey("outlines.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("before", Integer),
    Column("words", Text, nullable=False),
    Column("content", JSON, nullable=False),
    Column("made_at", Moment, nullable=False),
    PrimaryKeyConstraint("outline_id", "number"),
)

# The bot's messages that show a version, so that a reply to one of them finds it.
outline_messages = Table(
    "outline_messages",
    metadata,
    Column("chat_id", BigInteger, nullable=False),
    Column("message_id", BigInteger, nullable=False),
    Column("outline_id", ForeignKey("outlines.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    # Of how many messages that show it together this is one.
    Column("together", Integer, nullable=False),
    Column("shown_at", Moment, nullable=False),
    PrimaryKeyConstraint("chat_id", "message_id"),
    Index("outline_messages_by_outline", "outline_id"),
)
