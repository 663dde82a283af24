"""The tables, by what they hold; importing this package makes them all known to ``metadata``."""

from bot.storage.tables.access import applicants, guests, invitations, roles
from bot.storage.tables.audit import audit
from bot.storage.tables.base import Moment, metadata
from bot.storage.tables.collections import collection_chats, collection_roles, collections
from bot.storage.tables.delivery import beats, deliveries, occurrences, reminders
from bot.storage.tables.library import documents, meta, passages
from bot.storage.tables.model import model_faults, model_switches, model_usage
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
    post_checks,
    readings,
    receipts,
    rotation,
    seen_documents,
    shifts,
    sittings,
    swaps,
    years,
)
from bot.storage.tables.standards import standards
from bot.storage.tables.talk import answers, chats, votes
from bot.storage.tables.writing import outline_messages, outline_versions, outlines

__all__ = [
    "Moment",
    "absences",
    "answers",
    "applicants",
    "audit",
    "beats",
    "calls",
    "chats",
    "collection_chats",
    "collection_roles",
    "collections",
    "deliveries",
    "documents",
    "drafts",
    "events",
    "groups",
    "guests",
    "handovers",
    "invitations",
    "matters",
    "meetings",
    "meta",
    "metadata",
    "model_faults",
    "model_switches",
    "model_usage",
    "occurrences",
    "outline_messages",
    "outline_versions",
    "outlines",
    "passages",
    "people",
    "post_checks",
    "readings",
    "receipts",
    "reminders",
    "roles",
    "rotation",
    "seen_documents",
    "shifts",
    "sittings",
    "standards",
    "swaps",
    "votes",
    "years",
]
