"""The office itself: its people, its calendar, its groups, and what was noted of everything done."""

from sqlalchemy import BigInteger, Boolean, Column, Date, ForeignKey, Index, Integer, Table, Text, UniqueConstraint
from sqlalchemy.types import JSON

from bot.storage.tables.base import Moment, metadata

people = Table(
    "people",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("phone", Text, nullable=False, default=""),
    Column("position", Text, nullable=False, default=""),
    Column("user_id", BigInteger, unique=True),
)

# Days on which someone takes no duty: leave, and what they asked for.
absences = Table(
    "absences",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    UniqueConstraint("person_id", "first", "last"),
)

# Years of the State Council's calendar that the office took in itself, with their special days.
years = Table(
    "years",
    metadata,
    Column("year", Integer, primary_key=True),
    Column("days", JSON, nullable=False),
    Column("imported_at", Moment, nullable=False),
)

groups = Table(
    "groups",
    metadata,
    Column("chat_id", BigInteger, primary_key=True),
    Column("settings", JSON, nullable=False),
)

# What someone is in the middle of, until it is confirmed or given up.
drafts = Table(
    "drafts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("content", JSON, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("message_id", BigInteger),
    Index("drafts_by_person", "chat_id", "user_id"),
    # A button under what was given up must not be one under something else.
    sqlite_autoincrement=True,
)

# 收到 and 请假: what someone answered to a shift or a sitting.
receipts = Table(
    "receipts",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("subject", Integer, primary_key=True),
    Column("user_id", BigInteger, primary_key=True),
    Column("name", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("reason", Text, nullable=False, default=""),
    Column("given_at", Moment, nullable=False),
)

# Every step that someone or the clock took, for whoever asks afterwards.
events = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject", Integer, nullable=False),
    Column("actor_id", BigInteger),
    Column("what", Text, nullable=False),
    Index("events_by_subject", "kind", "subject"),
)

# How an article of the day is never shown twice to a group before all were.
readings = Table(
    "readings",
    metadata,
    Column("chat_id", BigInteger, primary_key=True),
    Column("passage", Text, primary_key=True),
    Column("shown_on", Date, nullable=False),
)

# The documents as they were when a group's briefing of a day was worded: file -> digest and title.
seen_documents = Table(
    "seen_documents",
    metadata,
    Column("chat_id", BigInteger, primary_key=True),
    Column("seen_on", Date, primary_key=True),
    Column("documents", JSON, nullable=False),
)

rotation = Table(
    "rotation",
    metadata,
    Column("tier", Text, primary_key=True),
    Column("day_kind", Text, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
)

shifts = Table(
    "shifts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("start", Moment, nullable=False),
    Column("end", Moment, nullable=False),
    Column("officer_id", ForeignKey("people.id"), nullable=False),
    Column("leader_id", ForeignKey("people.id"), nullable=False),
    Index("shifts_by_start", "start"),
    # What was told of a shift that is gone must not count for another one.
    sqlite_autoincrement=True,
)

# The moments of 在岗抽查 within a shift, drawn once.
post_checks = Table(
    "post_checks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("shift_id", ForeignKey("shifts.id", ondelete="CASCADE"), nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("shift_id", "at"),
    sqlite_autoincrement=True,
)

swaps = Table(
    "swaps",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("shift_id", ForeignKey("shifts.id", ondelete="CASCADE"), nullable=False),
    Column("return_shift_id", ForeignKey("shifts.id", ondelete="CASCADE")),
    Column("tier", Text, nullable=False),
    Column("giver_id", ForeignKey("people.id"), nullable=False),
    Column("taker_id", ForeignKey("people.id"), nullable=False),
    Column("state", Text, nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("asked_by", BigInteger, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    # What was told of a request that is gone must not count for another one.
    sqlite_autoincrement=True,
)

handovers = Table(
    "handovers",
    metadata,
    Column("shift_id", ForeignKey("shifts.id", ondelete="CASCADE"), primary_key=True),
    Column("note", Text, nullable=False, default=""),
    Column("given_by", BigInteger),
    Column("given_at", Moment),
    Column("confirmed_by", BigInteger),
    Column("confirmed_at", Moment),
)

# Open matters that go from shift to shift until they are closed.
matters = Table(
    "matters",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("shift_id", Integer),
    Column("kind", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("opened_by", BigInteger, nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("closed_by", BigInteger),
    Column("closed_at", Moment),
    # The call that it came of, which makes one matter at the most.
    Column("call_id", ForeignKey("calls.id"), unique=True),
)

# Telephone calls and faxes (来电来文).
calls = Table(
    "calls",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("unit", Text, nullable=False, default=""),
    Column("person", Text, nullable=False, default=""),
    Column("phone", Text, nullable=False, default=""),
    Column("content", Text, nullable=False, default=""),
    Column("handling", Text, nullable=False, default=""),
    Column("logged_by", BigInteger, nullable=False),
)

meetings = Table(
    "meetings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("title", Text, nullable=False),
    Column("start", Moment, nullable=False),
    Column("end", Moment),
    Column("rule", JSON),
    Column("room", Text, nullable=False, default=""),
    Column("people", Text, nullable=False, default=""),
    Column("notes", Text, nullable=False, default=""),
    Column("lead_minutes", JSON, nullable=False),
    Column("organizer_id", BigInteger, nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("uid", Text, nullable=False, unique=True),
    Column("revision", Integer, nullable=False, default=0),
    # The last day that the sittings of a repeated meeting are laid out for.
    Column("laid_until", Date),
)

sittings = Table(
    "sittings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("meeting_id", ForeignKey("meetings.id", ondelete="CASCADE"), nullable=False),
    Column("start", Moment, nullable=False),
    Column("end", Moment),
    Column("cancelled", Boolean, nullable=False, default=False),
    UniqueConstraint("meeting_id", "start"),
    Index("sittings_by_start", "start"),
)
