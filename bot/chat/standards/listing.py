"""/standards: the standard answers, those that wait for someone first; approved, confirmed anew, taken out of use."""

import asyncio

from telegram import CallbackQuery, InlineKeyboardMarkup, MaybeInaccessibleMessage, Message

from bot.chat.audience import audience_of
from bot.chat.buttons import Action, button
from bot.chat.documents.shelf import Rows
from bot.chat.paging import page_of
from bot.chat.private import in_private
from bot.chat.sending import edit, place_of, send
from bot.chat.standards.cards import STATES, Screen, card, seen
from bot.chat.standards.showing import service_of
from bot.chat.state import Context, State
from bot.format import shorten
from bot.office.acts import Actor
from bot.office.errors import OfficeError
from bot.services.wordings import GONE
from bot.storage.standards import Standard
from knowledge.audience import Audience

PAGE = 8
WORDS = 30  # characters of a question on a button
ONLY_PRIVATE = "请在与我的私聊中查看标准答复。"
NONE = "还没有标准答复。可以从 /feedback 里把评为“不准”的回答写成标准答复。"
HEADING = "<b>标准答复共 {} 条</b>，点开可以审定、复核或者停用。"
APPROVED = "已审定，开始使用。"
DROPPED = "已停用并删除。"

def review_standards(state: State) -> None:
    """Let the answers fall due whose sources have changed."""
    service_of(state).review()


@in_private(ONLY_PRIVATE)
async def show_standards(message: Message, context: Context) -> None:
    """Show the first page."""
    audience = await audience_of(context.state, message.chat_id)
    await send(context, place_of(message), *await asyncio.to_thread(_list, context.state, audience, 0))


async def turn_standards(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Show another page in the same message."""
    audience = await audience_of(context.state, message.chat.id)
    await query.answer()
    await edit(context, message, *await asyncio.to_thread(_list, context.state, audience, ids[0]))


async def open_standard(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Show a standard answer in the same message: answer, page."""
    standard = await seen(query, message, context, ids[0])
    if standard is not None:
        await query.answer()
        await edit(context, message, *card(context.state, standard, ids[1]))


async def approve_standard(
    query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int
) -> None:
    """Stand for an answer, for the first time or again: answer, page."""
    standard = await seen(query, message, context, ids[0])
    if standard is None:
        return
    state, by = context.state, Actor(query.from_user.id, message.chat.id)
    name = await _name(context, query.from_user.id)
    try:
        done = await asyncio.to_thread(service_of(state).approve, standard, name=name, by=by)
    except OfficeError as fault:
        await query.answer(str(fault), show_alert=True)
        return
    await query.answer(APPROVED if done else GONE)
    changed = await asyncio.to_thread(service_of(state).find, standard.id)
    if changed is not None:
        await edit(context, message, *card(state, changed, ids[1]))


async def drop_standard(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Take an answer out of use: answer, page."""
    standard = await seen(query, message, context, ids[0])
    if standard is None:
        return
    by = Actor(query.from_user.id, message.chat.id)
    done = await asyncio.to_thread(service_of(context.state).drop, standard, by=by)
    await query.answer(DROPPED if done else GONE)
    audience = await audience_of(context.state, message.chat.id)
    await edit(context, message, *await asyncio.to_thread(_list, context.state, audience, ids[1]))


async def _name(context: Context, user_id: int) -> str:
    """Return the registered name of who stands for an answer, else what they are."""
    person = await asyncio.to_thread(context.state.office.person, user_id)
    return person.name if person else str(await context.state.access.role(user_id))


def _list(state: State, audience: Audience, number: int) -> Screen:
    found = service_of(state).listed(audience)
    if not found:
        return NONE, None
    page = page_of(found, number, size=PAGE)
    rows: Rows = [[button(_label(each), Action.STANDARD_OPEN, each.id, page.number)] for each in page.shown]
    ways = page.ways(lambda way, other: button(way, Action.STANDARD_LIST, other))
    return HEADING.format(len(found)), InlineKeyboardMarkup([*rows, *([ways] if ways else [])])


def _label(standard: Standard) -> str:
    return f"{STATES[standard.state]}：{shorten(standard.questions[0], WORDS)}"
