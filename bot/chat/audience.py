"""What may be shown in a chat: to all members of a group, or to whom a private chat belongs."""

import asyncio

from bot.chat.state import State
from bot.services.audience import AudienceService
from knowledge.audience import Audience


async def audience_of(state: State, chat_id: int) -> Audience:
    """Return what may be shown in a chat as things are now."""
    service = AudienceService(state.office)
    if chat_id < 0:
        return await asyncio.to_thread(service.of_chat, chat_id)
    role, bound = await state.access.role(chat_id), await asyncio.to_thread(service.chats)
    served = bound.intersection(await state.access.groups())
    chats = [each for each in served if await state.access.is_member(each, chat_id)]
    return await asyncio.to_thread(service.of_person, role, chats)
