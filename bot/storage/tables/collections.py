"""Collections of documents that not everybody may see: their names, and who reads them."""

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, Table, Text

from bot.storage.tables.base import metadata

collections = Table(
    "collections",
    metadata,
    Column("id", Integer, primary_key=True),
    # Documents name it.
    Column("name", Text, nullable=False, unique=True),
    # A button of one that is gone must not be another's.
    sqlite_autoincrement=True,
)

collection_roles = Table(
    "collection_roles",
    metadata,
    Column("collection_id", ForeignKey("collections.id", ondelete="CASCADE"), primary_key=True),
    Column("role", Text, primary_key=True),
)

collection_chats = Table(
    "collection_chats",
    metadata,
    Column("collection_id", ForeignKey("collections.id", ondelete="CASCADE"), primary_key=True),
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
)
