"""A meeting filled in: from a sentence, step by step, by words for one field, by a correction under its card."""

import asyncio
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from telegram import Message
from telegram.constants import ChatType

from bot.chat.addressing import answered
from bot.chat.meetings import rights
from bot.chat.meetings.showing import GONE, ask, show
from bot.chat.sending import escaped, place_of, send
from bot.chat.state import Context
from bot.chat.waiting import gives_up, lines_of
from bot.office.errors import OfficeError
from bot.office.meetings.wishes import looks_like_meeting
from bot.services.meetings.drafting import FormService, Opened
from bot.services.meetings.form import Field, Form
from bot.services.meetings.reading import Reader

DROPPED = "已取消，没有建立会议。"
KEPT = "已取消，会议没有更改。"
GIVE_UP = "不开了"  # beside what drops any question
COMMAND = re.compile(r"^/\w+\s*", re.ASCII)


async def start_meeting(message: Message, context: Context) -> None:
    """Fill in a meeting from the words behind /meeting, or step by step where there are none."""
    if refused := await rights.refusal(message, context):
        await send(context, place_of(message), refused)
    else:
        await _begin(message, context, _words(message))


async def understand_wish(message: Message, context: Context) -> bool:
    """Take a message that wants a meeting."""
    return await take_wish(message, context, _words(message))


async def take_wish(message: Message, context: Context, words: str) -> bool:
    """Take a sentence, of whoever wrote the message, that wants a meeting."""
    if not looks_like_meeting(words):
        return False
    if refused := await rights.refusal(message, context):
        await send(context, place_of(message), refused)
    else:
        await _begin(message, context, words)
    return True


async def understand_correction(message: Message, context: Context) -> bool:
    """Take a reply to the message that shows a form: 改到后天上午九点."""
    other, person = answered(message), message.from_user
    if other is None or person is None or message.sender_chat:
        return False
    forms = FormService(context.state.office)
    opened = await asyncio.to_thread(forms.latest, chat_id=message.chat_id, user_id=person.id)
    if opened is None or opened.message_id != other.message_id:
        return False
    words, reader = lines_of(message), Reader(context.state.office)
    complaint = await _put(message, context, opened, partial(reader.amend, opened.form, words))
    if complaint:
        await send(context, place_of(message), escaped(complaint))
    return True


async def take_field(message: Message, context: Context, content: Mapping[str, Any]) -> None:
    """Take the words for one field of a form."""
    person, field, reader = message.from_user, Field(content["field"]), Reader(context.state.office)
    opened = await asyncio.to_thread(FormService(context.state.office).find, content["draft"])
    if opened is None or person is None:
        await send(context, place_of(message), GONE)
        return
    words, other = lines_of(message), answered(message)
    # A reply to the card itself is a correction, whatever else was asked for.
    is_correction = other is not None and other.message_id == opened.message_id
    read = partial(reader.amend, opened.form) if is_correction else partial(reader.fill, opened.form, field)
    complaint = await _put(message, context, opened, partial(read, words))
    if complaint:
        await ask(context, place_of(message), person, opened, field=field, complaint=complaint)


async def _put(message: Message, context: Context, opened: Opened, read: Callable[[], Form]) -> str:
    """Put what was read into a form and show it, or give it up; return what is wrong with the words."""
    forms = FormService(context.state.office)
    if gives_up(lines_of(message), GIVE_UP):
        await asyncio.to_thread(forms.drop, opened.id)
        await send(context, place_of(message), KEPT if opened.form.sitting_id else DROPPED)
        return ""
    try:
        form = await asyncio.to_thread(read)
    except OfficeError as fault:
        return str(fault)
    await asyncio.to_thread(forms.change, opened.id, form)
    if message.from_user is not None:
        await show(context, place_of(message), message.from_user, opened.id)
    return ""


async def _begin(message: Message, context: Context, words: str) -> None:
    """Start a form with what the words say."""
    person = message.from_user
    if person is None:
        return
    group = None if message.chat.type == ChatType.PRIVATE else message.chat_id
    try:
        form = await asyncio.to_thread(_first_form, Reader(context.state.office), words, group)
    except OfficeError as fault:
        await send(context, place_of(message), escaped(str(fault)))
        return
    forms = FormService(context.state.office)
    draft_id = await asyncio.to_thread(forms.start, form, chat_id=message.chat_id, user_id=person.id)
    await show(context, place_of(message), person, draft_id)


def _first_form(reader: Reader, words: str, group: int | None) -> Form:
    return replace(reader.read(words) if words else Form(), chat_id=group)


def _words(message: Message) -> str:
    """Return a message's words line by line, as notices have them, without a command before them."""
    return COMMAND.sub("", lines_of(message), count=1)
