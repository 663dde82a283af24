"""The table of reminders: how each kind is worded, and how the plans are kept going as time goes by."""

import asyncio
from collections.abc import Callable, Mapping

from bot.chat.state import State
from bot.reminders.model import Delivery, Kind, Outgoing, Skip

Wording = Callable[[State, Delivery], Outgoing | Skip]


def _word_notice(_state: State, delivery: Delivery) -> Outgoing | Skip:
    return Outgoing(delivery.note)


WORDINGS: Mapping[Kind, Wording] = {
    Kind.NOTICE: _word_notice,
}
# What adds to the plans the due times that have come into reach.
EXTENSIONS: tuple[Callable[[State], None], ...] = ()


def word(state: State, delivery: Delivery) -> Outgoing | Skip:
    """Return what a reminder says now, or why there is nothing to say any more."""
    return WORDINGS[delivery.reminder.kind](state, delivery)


async def extend(state: State) -> None:
    """Bring the plans up to date with the time."""
    for extension in EXTENSIONS:
        await asyncio.to_thread(extension, state)
