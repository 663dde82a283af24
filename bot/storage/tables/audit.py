"""Who did what that not everybody may do."""

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text

from bot.storage.tables.base import Moment, metadata

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    # 0 is the command line, whose user's name is kept; people of the chats have theirs in ``people``.
    Column("user_id", BigInteger, nullable=False),
    Column("name", Text, nullable=False, default=""),
    Column("act", Text, nullable=False),
    Column("chat_id", BigInteger),
    Column("subject", Text, nullable=False, default=""),
    Index("audit_by_time", "at"),
)
