"""Reminders: what is to be told, each time it is due, and each message of it to one chat."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from bot.storage.tables.base import Moment, metadata

reminders = Table(
    "reminders",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("owner_id", BigInteger),
    Column("created_at", Moment, nullable=False),
)

occurrences = Table(
    "occurrences",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("reminder_id", ForeignKey("reminders.id", ondelete="CASCADE"), nullable=False),
    Column("subject", Integer, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("note", Text, nullable=False),
    UniqueConstraint("reminder_id", "subject", "due_at"),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("occurrence_id", ForeignKey("occurrences.id", ondelete="CASCADE"), nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("state", Text, nullable=False),
    Column("weight", Integer, nullable=False),
    # When it is its turn; of one that is claimed, when the claim ends.
    Column("try_at", Moment, nullable=False),
    Column("tries", Integer, nullable=False, default=0),
    # Whether an earlier try may have arrived without our knowing.
    Column("is_unsure", Boolean, nullable=False, default=False),
    Column("claimed_by", Text),
    Column("ended_at", Moment),
    Column("message_id", BigInteger),
    Column("reason", Text, nullable=False, default=""),
    UniqueConstraint("occurrence_id", "chat_id"),
    Index("deliveries_by_turn", "state", "try_at"),
    Index("deliveries_by_chat", "chat_id", "state"),
)

# When the delivery loop of each host last turned.
beats = Table(
    "beats", metadata, Column("host", Text, primary_key=True), Column("turned_at", Moment, nullable=False)
)
