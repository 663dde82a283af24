"""Further wordings of a standard answer: asked for in words, taken from what people called wrong, removed."""

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from telegram import CallbackQuery, InlineKeyboardMarkup, MaybeInaccessibleMessage, Message

from bot.chat.audience import audience_of
from bot.chat.buttons import Action, button
from bot.chat.paging import page_of
from bot.chat.sending import edit, escaped, place_of, send
from bot.chat.standards.cards import card, found_in, seen, sum_of
from bot.chat.standards.showing import service_of
from bot.chat.state import Context
from bot.chat.waiting import Question, gives_up, lines_of, wait_for_words
from bot.format import shorten
from bot.office.acts import Actor
from bot.office.errors import OfficeError
from bot.permissions import Act
from bot.services.feedback import Feedback
from bot.services.wordings import GONE, Wordings
from bot.storage.answers import Doubted
from bot.storage.standards import Standard

WORDING = "wording"  # what awaited words are about
PAGE = 8
WORDS = 30  # characters of a question on a button
ASKED = "问：{}\n请回复另一种问法，与它同样的问题都用这条答复。不加了请回复“取消”。"
WHICH = "问题：{}\n并入哪一条标准答复？并入以后，同样的问题用那条答复。"
GIVE_UP = "不加了"  # beside what drops any question
DROPPED = "已取消，没有增加。"
HANDLED = "这条反馈已经处理，请重新发送 /feedback 查看。"


async def ask_wording(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Ask for another wording: answer, page."""
    standard = await seen(query, message, context, ids[0])
    if standard is not None:
        await query.answer()
        await _ask(message, context, query, standard)


async def take_wording(message: Message, context: Context, content: Mapping[str, Any]) -> None:
    """Add the wording that was asked for."""
    person, place, words = message.from_user, place_of(message), lines_of(message)
    if person is None or not await context.state.access.may(person.id, Act.APPROVE_ANSWERS):
        return
    if gives_up(words, GIVE_UP):
        await send(context, place, DROPPED)
        return
    standard = await found_in(context, message.chat_id, content["standard"])
    if standard is None:
        await send(context, place, GONE)
        return
    adding = partial(Wordings(context.state.office).add, standard.id, words, by=Actor(person.id, message.chat_id))
    try:
        await send(context, place, *card(context.state, await asyncio.to_thread(adding), 0))
    except OfficeError as fault:
        question = Question(f"{escaped(str(fault))}\n{_asked(standard)}", WORDING, content)
        await wait_for_words(context, place, person, question)


async def drop_wording(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Remove a wording: answer, the wording's sum, page."""
    standard = await seen(query, message, context, ids[0])
    if standard is None:
        return
    by = Actor(query.from_user.id, message.chat.id)
    words = next((each for each in standard.questions if sum_of(each) == ids[1]), "")
    step = partial(Wordings(context.state.office).remove, standard.id, words, by=by)
    await _try(query, message, context, step, page=ids[2])


async def offer_standards(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Ask which standard answer is the one to a question whose answer was called wrong: that answer, page."""
    doubted = await _doubted(query, message, context, ids[0])
    if doubted is None:
        return
    audience = await audience_of(context.state, message.chat.id)
    listed = await asyncio.to_thread(service_of(context.state).listed, audience)
    page = page_of(listed, ids[1], size=PAGE)
    rows = [
        [button(shorten(each.questions[0], WORDS), Action.STANDARD_JOINED, each.id, doubted.id)] for each in page.shown
    ]
    ways = page.ways(lambda way, other: button(way, Action.STANDARD_JOIN, doubted.id, other))
    back = [button("返回", Action.FEEDBACK_TURN, 0)]
    await query.answer()
    text = WHICH.format(escaped(shorten(doubted.answer.question, WORDS)))
    await edit(context, message, text, InlineKeyboardMarkup([*rows, *([ways] if ways else []), back]))


async def join_standard(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Let a standard answer be the one to a question whose answer was called wrong: standard answer, that answer."""
    standard = await seen(query, message, context, ids[0])
    doubted = await _doubted(query, message, context, ids[1]) if standard else None
    if standard is not None and doubted is not None:
        by = Actor(query.from_user.id, message.chat.id)
        step = partial(Wordings(context.state.office).add, standard.id, doubted.answer.question, by=by)
        await _try(query, message, context, step, page=0)


async def _ask(message: MaybeInaccessibleMessage, context: Context, query: CallbackQuery, standard: Standard) -> None:
    question = Question(_asked(standard), WORDING, {"standard": standard.id})
    await wait_for_words(context, place_of(message), query.from_user, question)


def _asked(standard: Standard) -> str:
    return ASKED.format(escaped(shorten(standard.questions[0], WORDS)))


async def _doubted(
    query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, answer_id: int
) -> Doubted | None:
    """Return an answer that was called wrong and may be seen by whoever pressed; None, which they hear, for others."""
    state = context.state
    audience = await audience_of(state, message.chat.id)
    found = await asyncio.to_thread(Feedback(state.office, state.canmou.library).find, answer_id, audience)
    if found is None:
        await query.answer(HANDLED)
    return found


async def _try(
    query: CallbackQuery,
    message: MaybeInaccessibleMessage,
    context: Context,
    step: Callable[[], Standard],
    *,
    page: int,
) -> None:
    """Take a step and show the answer as it is then; why it cannot be taken pops up."""
    try:
        standard = await asyncio.to_thread(step)
    except OfficeError as fault:
        await query.answer(str(fault), show_alert=True)
        return
    await query.answer()
    await edit(context, message, *card(context.state, standard, page))
