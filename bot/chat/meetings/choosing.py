"""What is chosen in a form by buttons: a day, a time, what is done on days off, a group; or a field to be written."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from telegram import CallbackQuery, MaybeInaccessibleMessage

from bot.chat.meetings.screens import POLICIES, groups_of
from bot.chat.meetings.showing import GONE, ask, own_form, show
from bot.chat.sending import place_of
from bot.chat.state import Context
from bot.chat.turns import in_turn
from bot.office.errors import OfficeError
from bot.services.meetings.drafting import FormService
from bot.services.meetings.form import Field, Form
from bot.services.meetings.planning import NO_GROUP
from bot.services.meetings.reading import Reader

LATEST = date(2100, 1, 1).toordinal()
A_DAY = 24 * 60


@in_turn
async def ask_field(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Ask for the words of one field: draft, field."""
    if not 0 <= ids[1] < len(Field):
        await query.answer(GONE)
    elif opened := await own_form(query, message, context, ids[0]):
        await query.answer()
        await ask(context, place_of(message), query.from_user, opened, field=list(Field)[ids[1]])


@in_turn
async def choose_day(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Take a day: draft, day."""
    if 0 < ids[1] < LATEST:
        day = date.fromordinal(ids[1])
        await _fill(query, message, context, ids[0], fill=lambda reader, form: reader.on_day(form, day))
    else:
        await query.answer(GONE)


@in_turn
async def choose_clock(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Take a time of the day: draft, minutes."""
    minutes = ids[1] % A_DAY
    await _fill(query, message, context, ids[0], fill=lambda reader, form: reader.at(form, minutes))


@in_turn
async def choose_time(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Take one of the times that were in doubt: draft, its number."""
    await _fill(query, message, context, ids[0], fill=lambda reader, form: reader.choose(form, ids[1]))


@in_turn
async def choose_policy(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Take what is done on days off: draft, its number."""
    policy, _ = POLICIES[ids[1] % len(POLICIES)]
    await _fill(query, message, context, ids[0], fill=lambda reader, form: reader.with_policy(form, policy))


@in_turn
async def choose_group(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Take where the meeting is announced: draft, group."""
    if ids[1] == NO_GROUP or ids[1] in await groups_of(context, query.from_user.id):
        await _fill(query, message, context, ids[0], fill=lambda _, form: replace(form, chat_id=ids[1]))
    else:
        await query.answer(GONE)


async def _fill(
    query: CallbackQuery,
    message: MaybeInaccessibleMessage,
    context: Context,
    draft_id: int,
    *,
    fill: Callable[[Reader, Form], Form],
) -> None:
    """Put what was chosen into a form and show what comes next in the same message."""
    opened = await own_form(query, message, context, draft_id)
    if opened is None:
        return
    try:
        form = await asyncio.to_thread(fill, Reader(context.state.office), opened.form)
    except OfficeError as fault:
        await query.answer(str(fault), show_alert=True)
        return
    await asyncio.to_thread(FormService(context.state.office).change, opened.id, form)
    await query.answer()
    await show(context, place_of(message), query.from_user, opened.id, over=message)
