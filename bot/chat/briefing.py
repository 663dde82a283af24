"""The daily briefing in Telegram: /brief, and the message that comes to each group in the morning."""

import asyncio
from collections.abc import Sequence
from datetime import date

from telegram import Message

from bot.chat.audience import audience_of
from bot.chat.sending import place_of, send_all
from bot.chat.state import Context, State
from bot.format import Block, messages
from bot.reminders.model import Delivery, Outgoing
from bot.services.audience import AudienceService
from bot.services.briefing import BriefingService
from bot.services.groups import GroupService
from knowledge.audience import Audience


async def show_brief(message: Message, context: Context) -> None:
    """Show the briefing of now; it does not count as the day's."""
    audience = await audience_of(context.state, message.chat_id)
    sections = await asyncio.to_thread(_service(context.state, audience).glance, message.chat_id)
    await send_all(context, place_of(message), _pages(sections))


def word_briefing(state: State, delivery: Delivery) -> Outgoing:
    """Return a group's briefing of the day that it is for."""
    audience = AudienceService(state.office).of_chat(delivery.chat_id)
    sections = _service(state, audience).morning(delivery.chat_id, date.fromordinal(delivery.subject))
    return Outgoing(_pages(sections)[0])


def extend_briefings(state: State) -> None:
    """Plan the briefings of the next days."""
    GroupService(state.office).extend()


def _service(state: State, audience: Audience) -> BriefingService:
    return BriefingService(state.office, state.canmou.library, audience)


def _pages(sections: Sequence[str]) -> tuple[str, ...]:
    """Return a briefing as messages; by its measures it is one."""
    heading, *others = sections
    return messages([Block(heading, "b"), *(Block(section, gap="\n") for section in others)])
