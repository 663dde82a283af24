"""The tables, by what they hold; importing this package makes them all known to ``metadata``."""

from bot.storage.tables.base import Moment, metadata
from bot.storage.tables.delivery import beats, deliveries, occurrences, reminders
from bot.storage.tables.library import documents, meta, passages
from bot.storage.tables.office import (
    absences,
    calls,
    drafts,
    events,
    groups,
    handovers,
    matters,
    meetings,
    people,
    readings,
    receipts,
    rotation,
    seen_documents,
    shifts,
    sittings,
    swaps,
    years,
)
from bot.storage.tables.talk import admins, answers, chats, votes

__all__ = [
    "Moment",
    "absences",
    "admins",
    "answers",
    "beats",
    "calls",
    "chats",
    "deliveries",
    "documents",
    "drafts",
    "events",
    "groups",
    "handovers",
    "matters",
    "meetings",
    "meta",
    "metadata",
    "occurrences",
    "passages",
    "people",
    "readings",
    "receipts",
    "reminders",
    "rotation",
    "seen_documents",
    "shifts",
    "sittings",
    "swaps",
    "votes",
    "years",
]
