"""What is said and who says it: answers, votes, chats."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Table, Text
from sqlalchemy.types import JSON

from bot.storage.tables.base import Moment, metadata

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

chats = Table(
    "chats",
    metadata,
    Column("chat_id", BigInteger, primary_key=True),
    Column("moved_to", BigInteger),
    Column("silent_since", Moment),
)
