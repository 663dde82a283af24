"""The table of what is done with words that the bot asked for, by what they are about."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from telegram import Message

from bot.chat import calls, documents, handover, meetings, members, outlines, standards
from bot.chat.state import Context
from bot.chat.waiting import awaited

Reply = Callable[[Message, Context, Mapping[str, Any]], Coroutine[Any, Any, None]]

REPLIES: Mapping[str, Reply] = {
    documents.COLLECTION: documents.take_collection,
    handover.NOTE: handover.take_note,
    handover.MATTER: handover.take_matter,
    calls.CALL: calls.take_call,
    calls.FIELD: calls.take_field,
    members.MEMBER: members.take_member,
    meetings.FIELD: meetings.take_field,
    meetings.LEAVE: meetings.take_reason,
    outlines.FIELD: outlines.take_field,
    outlines.CHANGE: outlines.take_change,
    outlines.BLANK: outlines.take_blank,
    standards.STANDARD: standards.take_standard,
    standards.WORDING: standards.take_wording,
}


async def understand_reply(message: Message, context: Context) -> bool:
    """Take the words that someone was asked for."""
    draft = await asyncio.to_thread(awaited, context.state, message)
    if draft is None:
        return False
    await REPLIES[draft.content["about"]](message, context, draft.content)
    return True
