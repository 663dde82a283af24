"""The table of reminders: how each kind is worded, and how the plans are kept going as time goes by."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.chat.briefing import extend_briefings, word_briefing
from bot.chat.duty import (
    extend_duty,
    word_absent,
    word_again,
    word_check,
    word_director,
    word_eve,
    word_leader,
    word_start,
)
from bot.chat.handover import word_handover, word_handover_note, word_handover_trouble
from bot.chat.holding import held_until, withheld
from bot.chat.meetings import extend_meetings, word_after, word_card, word_chase, word_lead, word_list
from bot.chat.members import word_applicant, word_guest
from bot.chat.naming import word_naming
from bot.chat.outlines import sweep_outlines
from bot.chat.standards import review_standards
from bot.chat.state import State
from bot.chat.swaps import tidy_swaps, word_swap_news, word_swap_question
from bot.log import report
from bot.reminders.model import Delivery, Kind, Later, Outgoing, Skip
from bot.storage.groups import settings_of

logger = logging.getLogger(__name__)

Wording = Callable[[State, Delivery], Outgoing | Skip]


def _word_notice(_state: State, delivery: Delivery) -> Outgoing | Skip:
    return Outgoing(delivery.note)


WORDINGS: Mapping[Kind, Wording] = {
    Kind.NOTICE: _word_notice,
    Kind.NAMING: word_naming,
    Kind.APPLICANT: word_applicant,
    Kind.GUEST: word_guest,
    Kind.DUTY_EVE: word_eve,
    Kind.DUTY_START: word_start,
    Kind.DUTY_AGAIN: word_again,
    Kind.DUTY_LEADER: word_leader,
    Kind.DUTY_DIRECTOR: word_director,
    Kind.POST_CHECK: word_check,
    Kind.POST_ABSENT: word_absent,
    Kind.MEETING_CARD: word_card,
    Kind.MEETING_LEAD: word_lead,
    Kind.MEETING_CHASE: word_chase,
    Kind.MEETING_LIST: word_list,
    Kind.MEETING_AFTER: word_after,
    Kind.BRIEFING: word_briefing,
    Kind.HANDOVER: word_handover,
    Kind.HANDOVER_NOTE: word_handover_note,
    Kind.HANDOVER_LEADER: word_handover_trouble,
    Kind.SWAP_ASK: word_swap_question,
    Kind.SWAP_APPROVE: word_swap_question,
    Kind.SWAP_NEWS: word_swap_news,
}
# What adds to the plans the due times that have come into reach, and clears away what is over.
EXTENSIONS: tuple[Callable[[State], None], ...] = (
    extend_duty,
    extend_meetings,
    extend_briefings,
    tidy_swaps,
    sweep_outlines,
    review_standards,
)


def word(state: State, delivery: Delivery) -> Outgoing | Skip | Later:
    """Return what a reminder says now, why there is nothing to say any more, or when it is to be said."""
    wording = WORDINGS[delivery.reminder.kind]
    if delivery.chat_id > 0:
        return wording(state, delivery)
    with state.office.begin() as connection:
        settings = settings_of(connection, delivery.chat_id)
    now = state.office.now().astimezone(state.office.zone)
    worded = withheld(delivery, settings, now) or wording(state, delivery)
    return replace(worded, held_until=held_until(delivery, settings, now)) if isinstance(worded, Outgoing) else worded


async def extend(state: State) -> None:
    """Bring the plans up to date with the time."""
    for extension in EXTENSIONS:
        try:
            await asyncio.to_thread(extension, state)
        except Exception as fault:
            # The others go on, and this one is called again in a while.
            report(logger, "plans could not be extended", fault)
