"""Who is let in: roles that were given, invitations, those who ask to be let in, and the groups the bot came into."""

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text

from bot.storage.tables.base import Moment, metadata

# ``by_user`` is who gave it; without one it was the code on the console.
roles = Table(
    "roles",
    metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("role", Text, nullable=False),
    Column("since", Moment, nullable=False),
    Column("by_user", BigInteger),
)

invitations = Table(
    "invitations",
    metadata,
    Column("id", Integer, primary_key=True),
    # Of the code itself nothing is kept.
    Column("digest", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("made_by", BigInteger, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_by", BigInteger),
    Column("used_at", Moment),
    # The link of one that is gone must not be another's.
    sqlite_autoincrement=True,
)

applicants = Table(
    "applicants",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("user_id", BigInteger, nullable=False, unique=True),
    Column("called", Text, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("refused_at", Moment),
    Index("applicants_by_time", "asked_at"),
    # A button that lets someone in must not let another in.
    sqlite_autoincrement=True,
)

# Groups that the bot came into and that the settings do not list.
guests = Table(
    "guests",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("chat_id", BigInteger, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("added_by", BigInteger, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("state", Text, nullable=False),
    Column("decided_by", BigInteger),
    Column("decided_at", Moment),
    sqlite_autoincrement=True,
)
