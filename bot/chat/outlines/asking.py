"""What is to be written, asked for step by step: kind and length by buttons, topic and addressee in words."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from telegram import (
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    MaybeInaccessibleMessage,
    Message,
    User,
)

from bot.chat.buttons import Action, button
from bot.chat.outlines.showing import begin
from bot.chat.sending import Place, edit, escaped, place_of, send
from bot.chat.state import Context
from bot.chat.turns import in_turn
from bot.chat.waiting import ENDS, Question, gives_up, goes_on, lines_of, wait_for_words
from bot.office.errors import OfficeError
from bot.services.outlines import NO_ADDRESSEE, Form, FormService, OpenForm, Step, check_words
from knowledge.outlines import Length
from prompts import Category

Screen = tuple[str, InlineKeyboardMarkup]

FIELD = "outline_field"  # what awaited words are about
GONE = "这份提纲已经起草，或者已经重新开始。"
NOT_THEIRS = "这是别人正在填写的提纲。"
DROPPED = "已取消，没有起草。"
WHICH_CATEGORY = "要写哪一类？也可以一句话说完，例如：/outline 通知 国庆节期间值班安排"
WHICH_KIND = "请选择文种："
WHICH_LENGTH = "请选择篇幅："
ASKED = {
    Step.TOPIC: "请回复事由，例如：国庆节期间值班安排",
    Step.ADDRESSEE: "请回复主送机关，例如：各科室；没有定的请回复“跳过”。",
}
CATEGORIES = {Category.STATUTORY: "法定公文", Category.DAILY: "日常文稿"}
NOBODY = ("跳过", "无", "没有", "暂无", "不写")
GIVE_UP = "不写了"  # beside what drops any question
BACK = -1
NOT_WRITTEN = "“{}”没有写进提纲。需要的话请回复，例如：第二部分增加一条：……"
WIDTH = 3


async def go_on(
    context: Context, place: Place, user: User, opened: OpenForm, *, over: MaybeInaccessibleMessage | None = None
) -> None:
    """Ask for what comes next, by buttons in place of what stands in ``over``; or draw the outline up."""
    step = opened.form.step
    if step is Step.DONE:
        await _draw_up(context, place, user, opened)
    elif step in ASKED:
        await _ask_words(context, place, user, opened)
    else:
        text, markup = _screen(context, opened)
        if over is None:
            await send(context, place, text, markup)
        else:
            await edit(context, over, text, markup)


@in_turn
async def choose_category(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Take a category: draft, its place."""
    opened = await _own_form(query, message, context, ids[0])
    if opened is None:
        return
    category = list(CATEGORIES)[ids[1] % len(CATEGORIES)]
    kinds = context.state.canmou.kinds.values()
    offered = tuple(kind.name for kind in kinds if kind.category is category)
    form = replace(opened.form, category=category, offered=offered)
    await _take(query, message, context, opened, form=form)


@in_turn
async def choose_kind(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Take a kind, or go back to the categories: draft, its place among those that were offered."""
    opened = await _own_form(query, message, context, ids[0])
    if opened is None:
        return
    if not 0 <= ids[1] < len(opened.form.offered):
        await _take(query, message, context, opened, form=replace(opened.form, kind="", category=None))
        return
    name = opened.form.offered[ids[1]]
    kind = context.state.canmou.kinds.get(name)
    addressee = "" if kind and kind.addressee == NO_ADDRESSEE else opened.form.addressee
    form = replace(opened.form, kind=name, addressee=addressee)
    await edit(context, message, f"文种：{escaped(name)}", None)
    await _take(query, message, context, opened, form=form)


@in_turn
async def choose_length(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Take a length: draft, its place."""
    opened = await _own_form(query, message, context, ids[0])
    if opened is not None:
        length = list(Length)[ids[1] % len(Length)]
        await edit(context, message, f"篇幅：{length}", None)
        await _take(query, message, context, opened, form=replace(opened.form, length=length))


async def take_field(message: Message, context: Context, content: Mapping[str, Any]) -> None:
    """Take the topic or the addressee that was asked for."""
    opened = await asyncio.to_thread(FormService(context.state.office).find, content["draft"])
    person, place, words = message.from_user, place_of(message), " ".join(lines_of(message).split())
    if opened is None or person is None:
        await send(context, place, GONE)
        return
    if gives_up(words, GIVE_UP):
        await asyncio.to_thread(FormService(context.state.office).finish, opened.id)
        await send(context, place, DROPPED)
        return
    try:
        form = _with_words(opened.form, words)
    except OfficeError as fault:
        await _ask_words(context, place, person, opened, complaint=str(fault))
        return
    changed = await asyncio.to_thread(FormService(context.state.office).change, opened, form)
    await go_on(context, place, person, changed)


def _with_words(form: Form, words: str) -> Form:
    """Return a form with the words for what it asks; raise OfficeError."""
    if form.step is Step.TOPIC:
        check_words(words)
        return replace(form, topic=words)
    check_words(form.topic, words)
    return replace(form, addressee="" if words.strip(ENDS) in NOBODY else words)


async def _ask_words(context: Context, place: Place, user: User, opened: OpenForm, *, complaint: str = "") -> None:
    text = "\n".join(filter(None, [escaped(complaint), ASKED[opened.form.step]]))
    await wait_for_words(context, place, user, Question(text, FIELD, {"draft": opened.id}))


async def _take(
    query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, opened: OpenForm, *, form: Form
) -> None:
    """Keep what was chosen and go on."""
    changed = await asyncio.to_thread(FormService(context.state.office).change, opened, form)
    await query.answer()
    await go_on(context, place_of(message), query.from_user, changed, over=message)


async def _own_form(
    query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, draft_id: int
) -> OpenForm | None:
    """Return the form that whoever pressed fills in here; None, which they hear, when it is not theirs or is done."""
    opened = await asyncio.to_thread(FormService(context.state.office).find, draft_id)
    if opened is None or opened.chat_id != message.chat.id:
        await query.answer(GONE)
        return None
    return opened if await goes_on(query, context, opened, not_theirs=NOT_THEIRS) else None


async def _draw_up(context: Context, place: Place, user: User, opened: OpenForm) -> None:
    """Draw the outline up and show it; of two that would do so one does."""
    state, form = context.state, opened.form
    if not await asyncio.to_thread(FormService(state.office).finish, opened.id):
        return
    await begin(context, place, form.request, user, note=NOT_WRITTEN.format(form.rest) if form.rest else "")


def _screen(context: Context, opened: OpenForm) -> Screen:
    """Return a question with its buttons."""
    match opened.form.step:
        case Step.CATEGORY:
            labels = enumerate(CATEGORIES.values())
            row = [button(label, Action.FORM_CATEGORY, opened.id, place) for place, label in labels]
            return WHICH_CATEGORY, InlineKeyboardMarkup([row])
        case Step.KIND:
            kinds = enumerate(opened.form.offered)
            named = [button(kind, Action.FORM_KIND, opened.id, place) for place, kind in kinds]
            back = button("返回", Action.FORM_KIND, opened.id, BACK)
            return WHICH_KIND, InlineKeyboardMarkup([*_rows(named), [back]])
    lengths = enumerate(Length)
    row = [button(length, Action.FORM_LENGTH, opened.id, place) for place, length in lengths]
    return WHICH_LENGTH, InlineKeyboardMarkup([row])


def _rows(buttons: Sequence[InlineKeyboardButton]) -> list[list[InlineKeyboardButton]]:
    return [list(buttons[place : place + WIDTH]) for place in range(0, len(buttons), WIDTH)]
