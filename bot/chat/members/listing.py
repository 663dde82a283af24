"""/members: the people by their roles, one of them with what can be changed."""

import asyncio
from collections.abc import Callable

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, MaybeInaccessibleMessage, Message

from bot.chat.buttons import Action, button
from bot.chat.members.numbers import NO_ROLE, ONLY_PRIVATE, number_of, role_of
from bot.chat.paging import page_of
from bot.chat.private import in_private
from bot.chat.sending import edit, escaped, place_of, send
from bot.chat.state import Context, State
from bot.office.acts import Actor
from bot.office.errors import OfficeError
from bot.permissions import GIVEN, Role
from bot.services.members import Member, Members
from bot.services.privacy import Privacy

Screen = tuple[str, InlineKeyboardMarkup | None]

SIZE = 10  # people on a page
WIDTH = 5
HEADING = "<b>人员和身份</b>（共{count}人）\n点序号可以更改身份。只是群成员、没有登记姓名的同志不在其中。"
NONE = "还没有人员。发送 /invite 邀请同事。"
IN_SETTINGS = "（登记在设置文件里）"
SURE = "确定清除{name}的个人资料吗？姓名、电话、账号、提问和草稿都会删除，值班记录保留为“已离岗人员”，不能恢复。"
FORGOTTEN = "已清除。以前做的备份里仍有这些资料，请一并妥善处理。"


@in_private(ONLY_PRIVATE)
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
    await edit(context, message, *await asyncio.to_thread(_one, context.state, *ids))


async def change_role(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Give someone a role or take it away: account, role or 0, page."""
    user_id, number, page = ids
    state, by = context.state, Actor(query.from_user.id, message.chat.id)

    def _change() -> Screen:
        members, role = Members(state.office), role_of(number)
        if role is None:
            members.take_away(user_id, by=by)
        else:
            members.give(user_id, role, by=by)
        return _one(state, user_id, page)

    await _try(query, message, context, _change)
    await _show_menu(state, user_id)


async def forget_member(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Ask back whether someone is to be forgotten, and do it: account, 1 or 0, page."""
    user_id, is_sure, page = ids
    state, by = context.state, Actor(query.from_user.id, message.chat.id)

    def _forget() -> Screen:
        if not is_sure:
            return _question(state, user_id, page)
        Privacy(state.office).forget_account(user_id, by=by)
        return FORGOTTEN, InlineKeyboardMarkup([[_back(page)]])

    await _try(query, message, context, _forget)
    await _show_menu(state, user_id)


async def _try(
    query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, step: Callable[[], Screen]
) -> None:
    """Take a step and show what there is then; why it cannot be taken pops up."""
    try:
        screen = await asyncio.to_thread(step)
    except OfficeError as fault:
        await query.answer(str(fault), show_alert=True)
        return
    await query.answer()
    context.state.wake()
    await edit(context, message, *screen)


async def _show_menu(state: State, user_id: int) -> None:
    if state.menus:
        await state.menus.show(user_id, await state.access.role(user_id))


def _list(state: State, page: int) -> Screen:
    found = Members(state.office).everyone()
    if not found:
        return NONE, None
    shown = page_of(found, page, size=SIZE)
    first = shown.number * SIZE + 1
    places = list(enumerate(shown.shown, first))
    lines = [f"{place}. {_name(member)}：{member.role}" for place, member in places]
    numbers = [button(str(place), Action.MEMBER_OPEN, member.user_id, shown.number) for place, member in places]
    rows = [numbers[start : start + WIDTH] for start in range(0, len(numbers), WIDTH)]
    rows.append(shown.ways(lambda label, number: button(label, Action.MEMBERS_TURN, number)))
    text = "\n".join([HEADING.format(count=len(found)), *lines])
    return text, InlineKeyboardMarkup([row for row in rows if row])


def _one(state: State, user_id: int, page: int) -> Screen:
    member = Members(state.office).find(user_id)
    lines = [
        f"姓名：{escaped(member.name) or '没有登记'}",
        f"编号：<code>{user_id}</code>",
        f"身份：{member.role}{IN_SETTINGS if member.is_listed else ''}",
    ]
    return "\n".join(lines), InlineKeyboardMarkup([*_changes(member, page), [_back(page)]])


def _changes(member: Member, page: int) -> list[list[InlineKeyboardButton]]:
    if member.is_listed and member.role is Role.ADMIN:
        return []
    user_id = member.user_id
    others = [role for role in GIVEN if role is not member.given]
    roles = [button(f"设为{role}", Action.MEMBER_ROLE, user_id, number_of(role), page) for role in others]
    rows = [roles[start : start + 2] for start in range(0, len(roles), 2)]
    if member.given is not None:
        rows.append([button("取消授予的身份", Action.MEMBER_ROLE, user_id, NO_ROLE, page)])
    return [*rows, [button("清除个人资料", Action.MEMBER_FORGET, user_id, 0, page)]]


def _question(state: State, user_id: int, page: int) -> Screen:
    sure = button("确定清除", Action.MEMBER_FORGET, user_id, 1, page)
    keep = button("不清除", Action.MEMBER_OPEN, user_id, page)
    name = _name(Members(state.office).find(user_id))
    return SURE.format(name=name), InlineKeyboardMarkup([[sure, keep]])


def _name(member: Member) -> str:
    return escaped(member.name) or f"编号 {member.user_id}"


def _back(page: int) -> InlineKeyboardButton:
    return button("返回", Action.MEMBERS_TURN, page)
