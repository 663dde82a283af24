"""How much is kept of someone, by what it is."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, Connection, func, or_, select

from bot.storage.tables import (
    absences,
    answers,
    audit,
    calls,
    deliveries,
    drafts,
    handovers,
    matters,
    meetings,
    model_usage,
    outlines,
    receipts,
    shifts,
    swaps,
    votes,
)


def counts(connection: Connection, user_id: int, person_id: int | None) -> Mapping[str, int]:
    """Return how many rows there are about an account, and about a person of the office, by what they are."""
    of_account: dict[str, ColumnElement[bool]] = {
        "questions": answers.c.user_id == user_id,
        "votes": votes.c.user_id == user_id,
        "outlines": outlines.c.user_id == user_id,
        "drafts": drafts.c.user_id == user_id,
        "receipts": receipts.c.user_id == user_id,
        "handovers": or_(handovers.c.given_by == user_id, handovers.c.confirmed_by == user_id),
        "matters": or_(matters.c.opened_by == user_id, matters.c.closed_by == user_id),
        "calls": calls.c.logged_by == user_id,
        "meetings": meetings.c.organizer_id == user_id,
        "messages": deliveries.c.chat_id == user_id,
        "usage": model_usage.c.user_id == user_id,
        "acts": audit.c.user_id == user_id,
    }
    of_person: dict[str, ColumnElement[bool]] = {
        "shifts": or_(shifts.c.officer_id == person_id, shifts.c.leader_id == person_id),
        "swaps": or_(swaps.c.giver_id == person_id, swaps.c.taker_id == person_id),
        "absences": absences.c.person_id == person_id,
    }
    wanted = of_account | (of_person if person_id is not None else {})
    return {name: connection.scalar(select(func.count()).where(own)) or 0 for name, own in wanted.items()}
