"""/drafts: someone's outlines, last changed first, each opened or forgotten by a button."""

import asyncio

from telegram import CallbackQuery, InlineKeyboardMarkup, MaybeInaccessibleMessage, Message

from bot.chat.buttons import Action, button
from bot.chat.outlines.showing import own_outline, service_of, show
from bot.chat.outlines.starting import ANONYMOUS
from bot.chat.paging import page_of
from bot.chat.sending import edit, escaped, place_of, send
from bot.chat.state import Context, State
from bot.chat.turns import in_turn
from bot.format import shorten

PAGE = 5
TITLE = 60  # characters of a title
NONE = "还没有提纲。发送 /outline 加文种和事由就可以起草，例如：/outline 通知 国庆节期间值班安排"
KEPT = "保存{}天，从最后一次修改算起。"
SURE = "确定删除“{}”吗？删除后不能恢复。"
NOT_THEIRS = "这是别人的提纲列表，请自己发送 /drafts 查看。"
FORGOTTEN = "已删除。"

Screen = tuple[str, InlineKeyboardMarkup | None]


async def show_drafts(message: Message, context: Context) -> None:
    """Show the first page."""
    if message.sender_chat or message.from_user is None:
        await send(context, place_of(message), ANONYMOUS)
        return
    owner = (message.from_user.id, message.chat_id)
    await send(context, place_of(message), *await asyncio.to_thread(_list, context.state, owner, 0))


async def turn_drafts(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Show another page in the same message: whose, page."""
    if ids[0] != query.from_user.id:
        await query.answer(NOT_THEIRS)
        return
    await query.answer()
    await _turn(query, message, context, ids[1])


@in_turn
async def open_draft(
    query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, outline_id: int
) -> None:
    """Show an outline in a new message."""
    kept = await own_outline(query, message, context, outline_id)
    if kept is not None:
        await query.answer()
        await show(context, place_of(message), kept)


@in_turn
async def forget_draft(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Ask back, then forget an outline: outline, page, whether it was asked back."""
    outline_id, page, is_sure = ids
    kept = await own_outline(query, message, context, outline_id)
    if kept is None:
        return
    if is_sure == 1:
        await asyncio.to_thread(service_of(context.state).forget, outline_id)
        await query.answer(FORGOTTEN)
        await _turn(query, message, context, page)
    else:
        await query.answer()
        yes = button("确定删除", Action.DRAFT_FORGET, outline_id, page, 1)
        no = button("返回", Action.DRAFTS_TURN, kept.user_id, page)
        text = SURE.format(escaped(shorten(kept.outline.title, TITLE)))
        await edit(context, message, text, InlineKeyboardMarkup([[yes, no]]))


async def _turn(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, page: int) -> None:
    owner = (query.from_user.id, message.chat.id)
    await edit(context, message, *await asyncio.to_thread(_list, context.state, owner, page))


def _list(state: State, owner: tuple[int, int], number: int) -> Screen:
    """Return a page of the outlines of (person, chat): in a group its own ones, in private all of theirs."""
    user_id, chat_id = owner
    found = service_of(state).titles(user_id, None if chat_id == user_id else chat_id)
    if not found:
        return NONE, None
    page = page_of(list(enumerate(found, 1)), number, size=PAGE)
    lines = [f"<b>您的提纲共 {len(found)} 份</b>"]
    rows = []
    for place, title in page.shown:
        day = title.changed_at.astimezone(state.office.zone)
        lines.append(f"{place}. {escaped(shorten(title.title, TITLE))}（{day.month}月{day.day}日 {day:%H:%M}）")
        forget = button(f"{place} 删除", Action.DRAFT_FORGET, title.id, page.number, 0)
        rows.append([button(f"{place} 打开", Action.DRAFT_OPEN, title.id), forget])
    ways = page.ways(lambda label, other: button(label, Action.DRAFTS_TURN, user_id, other))
    keeps = KEPT.format(state.office.config.writing.keep_days)
    return "\n".join([*lines, keeps]), InlineKeyboardMarkup([*rows, *([ways] if ways else [])])
