"""/log: 来电 or 来文, one message about it, a card with a button to put each field right, and 保存."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from telegram import (
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    MaybeInaccessibleMessage,
    Message,
)
from telegram.constants import ChatType

from bot.chat.addressing import words_of
from bot.chat.buttons import Action, button
from bot.chat.calls.listing import page_of_calls, read_days
from bot.chat.sending import edit, escaped, place_of, send
from bot.chat.state import Context
from bot.chat.waiting import Question, lines_of, wait_for_words
from bot.office.duty.calling import LABELS, Call, CallKind
from bot.office.errors import OfficeError
from bot.services.calls import CORRECTED, TIME, CallDraft, CallService
from bot.services.gates import check_registered
from bot.services.office import Office

CALL, FIELD = "call", "call_field"
KINDS = tuple(CallKind)
FIELDS = tuple(CORRECTED)
EMPTY = "（空）"
WHICH = "请选择登记类别，或者发送 /log 今天 查看登记。"
EXAMPLE = "市应急局 张科长 13800000000 报送灾情 已转科室"
WHAT = "请回复本条消息，写明{kind}单位、姓名、电话、内容和办理情况，例如：\n" + EXAMPLE
GONE = "这项选择已经过期，请重新发送 /log 。"
EMPTY_TEXT = "请写明内容，例如：\n" + EXAMPLE

Outcome = TypeVar("Outcome")


async def show_log(message: Message, context: Context) -> None:
    """Show the two kinds; or the calls of the days that are named; or begin with what is written behind a kind."""
    words = words_of(message)
    kind = next((kind for kind in KINDS if words.startswith(kind)), None)
    if kind is not None and len(words) > len(kind):
        await _take(message, context, words.removeprefix(kind), kind=kind, at=context.state.canmou.now())
        return
    try:
        text, markup = await asyncio.to_thread(_log_screen, context, message, words)
    except OfficeError as fault:
        text, markup = escaped(str(fault)), None
    await send(context, place_of(message), text, markup)


async def ask_call(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, number: int) -> None:
    """Ask whoever pressed what the call or fax is about; it came now, unless they say otherwise."""
    if not 0 <= number < len(KINDS):
        await query.answer(GONE)
        return
    try:
        await asyncio.to_thread(check_registered, context.state.office, query.from_user.id)
    except OfficeError as fault:
        await query.answer(str(fault), show_alert=True)
        return
    await query.answer()
    kind, at = KINDS[number], context.state.canmou.now().isoformat()
    question = Question(WHAT.format(kind=kind), CALL, {"kind": kind.value, "at": at})
    await wait_for_words(context, place_of(message), query.from_user, question)


async def take_call(message: Message, context: Context, content: Mapping[str, Any]) -> None:
    """Show what was understood of the message that was asked for."""
    kind, at = CallKind(content["kind"]), datetime.fromisoformat(content["at"])
    await _take(message, context, lines_of(message), kind=kind, at=at)


async def ask_field(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Ask for one field anew: draft, field."""
    draft_id, number = ids
    service = CallService(context.state.office)
    if not 0 <= number < len(FIELDS):
        await query.answer(GONE)
        return
    field = FIELDS[number]
    if await _tried(query, partial(service.find_draft, draft_id, query.from_user.id)) is not None:
        await query.answer()
        form = "，写成 14:30 这样" if field == TIME else ""
        text = f"请回复本条消息，写明{CORRECTED[field]}{form}。"
        question = Question(text, FIELD, {"draft": draft_id, "field": field})
        await wait_for_words(context, place_of(message), query.from_user, question)


async def take_field(message: Message, context: Context, content: Mapping[str, Any]) -> None:
    """Put the field right that was asked for, and show the card again."""
    if message.from_user is None:
        return
    service, text = CallService(context.state.office), lines_of(message)
    try:
        correct = partial(service.correct, content["draft"], content["field"], text, message.from_user.id)
        draft = await asyncio.to_thread(correct)
    except OfficeError as fault:
        await send(context, place_of(message), escaped(str(fault)))
    else:
        await _show(message, context, draft)


async def keep_call(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, draft_id: int) -> None:
    """Keep a call in the log."""
    service = CallService(context.state.office)
    call = await _tried(query, partial(service.keep, draft_id, query.from_user.id))
    if call is not None:
        await query.answer("已保存。")
        markup = InlineKeyboardMarkup([[button("设为未办结", Action.CALL_MATTER, call.id)]])
        await edit(context, message, _card(call, "已登记", context.state.office), markup)


async def drop_call(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, draft_id: int) -> None:
    """Give a call up that is not kept yet."""
    service = CallService(context.state.office)
    dropped = await _tried(query, partial(service.find_draft, draft_id, query.from_user.id))
    if dropped is not None:
        await asyncio.to_thread(service.drop, draft_id, query.from_user.id)
        await query.answer("已放弃。")
        await edit(context, message, f"{dropped.call.kind}登记已放弃，没有保存。", None)


async def open_call_matter(
    query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, call_id: int
) -> None:
    """Make an open matter of a call that is kept."""
    service = CallService(context.state.office)
    call = await _tried(query, partial(service.open_matter, call_id, query.from_user.id))
    if call is not None:
        await query.answer("已列入未办结事项。")
        await edit(context, message, _card(call, "已登记，已列入未办结事项", context.state.office), None)


async def _tried(query: CallbackQuery, doing: Callable[[], Outcome]) -> Outcome | None:
    """Do something off the event loop and return what comes of it; None when it cannot be done, which pops up."""
    try:
        return await asyncio.to_thread(doing)
    except OfficeError as fault:
        await query.answer(str(fault), show_alert=True)
        return None


async def _take(message: Message, context: Context, text: str, *, kind: CallKind, at: datetime) -> None:
    if message.from_user is None:
        return
    if not text.strip():
        await send(context, place_of(message), EMPTY_TEXT)
        return
    service = CallService(context.state.office)
    begin = partial(service.begin, kind, text, chat_id=message.chat_id, user_id=message.from_user.id, at=at)
    try:
        draft = await asyncio.to_thread(begin)
    except OfficeError as fault:
        await send(context, place_of(message), escaped(str(fault)))
    else:
        await _show(message, context, draft)


async def _show(message: Message, context: Context, draft: CallDraft) -> None:
    text = _card(draft.call, "未保存，请核对", context.state.office)
    await send(context, place_of(message), text, _card_buttons(draft.id))


def _card(call: Call, standing: str, office: Office) -> str:
    local = call.received_at.astimezone(office.zone)
    fields = (f"{label}：{getattr(call.entry, field) or EMPTY}" for field, label in LABELS.items())
    lines = "\n".join((f"时间：{local.month}月{local.day}日{local:%H:%M}", *fields))
    return f"<b>{call.kind}登记</b>（{standing}）\n{escaped(lines)}"


def _card_buttons(draft_id: int) -> InlineKeyboardMarkup:
    fields = [
        button(f"改{label}", Action.CALL_FIELD, draft_id, number) for number, label in enumerate(CORRECTED.values())
    ]
    ends = [button("保存", Action.CALL_KEEP, draft_id), button("放弃", Action.CALL_DROP, draft_id)]
    return InlineKeyboardMarkup([ends, fields[:3], fields[3:]])


def _log_screen(context: Context, message: Message, words: str) -> tuple[str, InlineKeyboardMarkup | None]:
    state = context.state
    days = read_days(words, state.office) if words else None
    if days is None:
        kinds = [button(kind.value, Action.CALL_NEW, number) for number, kind in enumerate(KINDS)]
        rows: list[list[InlineKeyboardButton]] = [kinds, [button("今天的登记", Action.CALL_TODAY)]]
        return WHICH, InlineKeyboardMarkup(rows)
    user_id = message.from_user.id if message.from_user else 0
    is_private = message.chat.type == ChatType.PRIVATE
    return page_of_calls(state, days, 0, user_id, is_private=is_private)
