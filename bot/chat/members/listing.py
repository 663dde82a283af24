"""/members: the people by their roles; one of them, whose role is changed or who is forgotten."""

import asyncio
from collections.abc import Callable
from functools import partial

from telegram import CallbackQuery, InlineKeyboardMarkup, MaybeInaccessibleMessage, Message

from bot.chat.buttons import Action, button
from bot.chat.members.appointing import card_of
from bot.chat.members.cards import Screen, back, name_of
from bot.chat.members.numbers import role_of
from bot.chat.paging import page_of
from bot.chat.private import in_private
from bot.chat.sending import edit, place_of, send
from bot.chat.state import Context, State
from bot.office.acts import Actor
from bot.office.errors import OfficeError
from bot.services.members import Members
from bot.services.privacy import Privacy

SIZE = 10  # people on a page
WIDTH = 5
HEADING = "<b>人员和身份</b>（共{count}人）\n点序号可以更改身份。只是群成员、没有登记姓名的同志，点“群成员”查找。"
NONE = "还没有人员。发送 /invite 邀请同事。"
SURE = "确定清除{name}的个人资料吗？姓名、电话、账号、提问和草稿都会删除，值班记录保留为“已离岗人员”，不能恢复。"
FORGOTTEN = "已清除。以前做的备份里仍有这些资料，请一并妥善处理。"


@in_private()
async def show_members(message: Message, context: Context) -> None:
    """Show the people, those who may most first."""
    await send(context, place_of(message), *await asyncio.to_thread(_list, context.state, 0))


async def turn_members(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, page: int) -> None:
    """Show another page of people."""
    await query.answer()
    await edit(context, message, *await asyncio.to_thread(_list, context.state, page))


async def open_member(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Show someone with what can be changed: account, page."""
    await query.answer()
    user_id, page = ids
    await edit(context, message, *await card_of(context, user_id, page))


async def change_role(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Give someone a role or take it away: account, role or 0, page."""
    user_id, number, page = ids
    members, role = Members(context.state.office), role_of(number)
    by = Actor(query.from_user.id, message.chat.id)
    step = partial(members.give, user_id, role, by=by) if role else partial(members.take_away, user_id, by=by)
    if await _try(query, context, step):
        await edit(context, message, *await card_of(context, user_id, page))
        await _show_menu(context.state, user_id)


async def forget_member(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Ask back whether someone is to be forgotten, and do it: account, 1 or 0, page."""
    user_id, is_sure, page = ids
    state, by = context.state, Actor(query.from_user.id, message.chat.id)
    if not is_sure:
        await query.answer()
        await edit(context, message, *await asyncio.to_thread(_question, state, user_id, page))
    elif await _try(query, context, partial(Privacy(state.office).forget_account, user_id, by=by)):
        await edit(context, message, FORGOTTEN, InlineKeyboardMarkup([[back(page)]]))
        await _show_menu(state, user_id)


async def _try(query: CallbackQuery, context: Context, step: Callable[[], object]) -> bool:
    """Take a step; tell whether it could be taken: why not pops up."""
    try:
        await asyncio.to_thread(step)
    except OfficeError as fault:
        await query.answer(str(fault), show_alert=True)
        return False
    await query.answer()
    context.state.wake()
    return True


async def _show_menu(state: State, user_id: int) -> None:
    if state.menus:
        await state.menus.show(user_id, await state.access.role(user_id))


def _list(state: State, page: int) -> Screen:
    found = Members(state.office).everyone()
    others = [button("群成员", Action.GROUPMATES)]
    if not found:
        return NONE, InlineKeyboardMarkup([others])
    shown = page_of(found, page, size=SIZE)
    first = shown.number * SIZE + 1
    places = list(enumerate(shown.shown, first))
    lines = [f"{place}. {name_of(member)}：{member.role}" for place, member in places]
    numbers = [button(str(place), Action.MEMBER_OPEN, member.user_id, shown.number) for place, member in places]
    rows = [numbers[start : start + WIDTH] for start in range(0, len(numbers), WIDTH)]
    rows.append(shown.ways(lambda label, number: button(label, Action.MEMBERS_TURN, number)))
    rows.append(others)
    text = "\n".join([HEADING.format(count=len(found)), *lines])
    return text, InlineKeyboardMarkup([row for row in rows if row])


def _question(state: State, user_id: int, page: int) -> Screen:
    sure = button("确定清除", Action.MEMBER_FORGET, user_id, 1, page)
    keep = button("不清除", Action.MEMBER_OPEN, user_id, page)
    name = name_of(Members(state.office).find(user_id))
    return SURE.format(name=name), InlineKeyboardMarkup([[sure, keep]])
