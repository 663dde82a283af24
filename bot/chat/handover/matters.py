"""未办结 in the chat: the list, what is added to it, what is closed."""

import asyncio
from collections.abc import Mapping
from functools import partial
from typing import Any

from telegram import CallbackQuery, InlineKeyboardMarkup, MaybeInaccessibleMessage, Message

from bot.chat.addressing import words_of
from bot.chat.buttons import Action, button
from bot.chat.handover.wording import matter_lines
from bot.chat.paging import page_of
from bot.chat.sending import edit, escaped, place_of, send
from bot.chat.state import Context, State
from bot.chat.waiting import Question, lines_of, wait_for_words
from bot.office.errors import OfficeError
from bot.services.gates import check_registered
from bot.services.matters import MatterService

MATTER = "matter"
ADD = "新增"
SIZE = 6  # matters on a page, each of 300 characters at the most
WHAT = "请回复本条消息，写明需要后续办理的事项。"
Screen = tuple[str, InlineKeyboardMarkup | None]


async def show_matters(message: Message, context: Context) -> None:
    """Show the open matters, or add the one that the command names."""
    words = words_of(message)
    if words.startswith(ADD):
        text = words.removeprefix(ADD).strip(" ：:")
        await (_add(message, context, text) if text else _ask(message, context))
        return
    text, markup = await asyncio.to_thread(_page, context.state, 0)
    await send(context, place_of(message), text, markup)


async def start_matters(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context) -> None:
    """Show the open matters in a new message."""
    await query.answer()
    text, markup = await asyncio.to_thread(_page, context.state, 0)
    await send(context, place_of(message), text, markup)


async def turn_matters(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, page: int) -> None:
    """Show another page in the same message."""
    await query.answer()
    text, markup = await asyncio.to_thread(_page, context.state, page)
    await edit(context, message, text, markup)


async def close_matter(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Close a matter, and show the list without it: matter, page."""
    matter_id, page = ids
    try:
        closing = MatterService(context.state.office).close
        matter = await asyncio.to_thread(closing, matter_id, query.from_user.id)
    except OfficeError as fault:
        await query.answer(str(fault), show_alert=True)
    else:
        await query.answer(f"已办结：{matter.text[:100]}")
    text, markup = await asyncio.to_thread(_page, context.state, page)
    await edit(context, message, text, markup)


async def ask_matter(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context) -> None:
    """Ask whoever pressed what is to be added."""
    try:
        await asyncio.to_thread(check_registered, context.state.office, query.from_user.id)
    except OfficeError as fault:
        await query.answer(str(fault), show_alert=True)
        return
    await query.answer()
    await wait_for_words(context, place_of(message), query.from_user, Question(WHAT, MATTER, {}))


async def take_matter(message: Message, context: Context, content: Mapping[str, Any]) -> None:
    """Open the matter that was asked for."""
    await _add(message, context, lines_of(message))


async def _ask(message: Message, context: Context) -> None:
    if message.from_user is not None:
        await wait_for_words(context, place_of(message), message.from_user, Question(WHAT, MATTER, {}))


async def _add(message: Message, context: Context, text: str) -> None:
    user_id = message.from_user.id if message.from_user else 0
    try:
        item = await asyncio.to_thread(partial(MatterService(context.state.office).open, text, user_id))
    except OfficeError as fault:
        await send(context, place_of(message), escaped(str(fault)))
        return
    listed, markup = await asyncio.to_thread(_page, context.state, 0)
    await send(context, place_of(message), f"已列入未办结事项：［{item.kind}］{escaped(item.text)}\n\n{listed}", markup)


def _page(state: State, number: int) -> Screen:
    page = page_of(MatterService(state.office).listing(), number, size=SIZE)
    first = page.number * SIZE + 1
    lines = matter_lines(page.shown, state.office.zone, first=first)
    closing = [
        button(f"办结 {place}", Action.MATTER_CLOSE, matter.id, page.number)
        for place, matter in enumerate(page.shown, first)
    ]
    rows = [closing[place : place + 3] for place in range(0, len(closing), 3)]
    rows.append(page.ways(lambda label, other: button(label, Action.MATTERS_TURN, other)))
    rows.append([button("新增", Action.MATTER_ADD)])
    return "\n".join(lines), InlineKeyboardMarkup([row for row in rows if row])
