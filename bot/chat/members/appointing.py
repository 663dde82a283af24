"""Who is only in a group, of whom the office has no row: their card, and a role given to them after asking back.

What they are called is what they call themselves in Telegram, which is said beside it.
"""

import asyncio

from telegram import CallbackQuery, InlineKeyboardMarkup, MaybeInaccessibleMessage

from bot.chat.buttons import Action, button
from bot.chat.members.cards import Screen, member_card
from bot.chat.members.numbers import number_of, role_of
from bot.chat.membership import called_in
from bot.chat.sending import edit, escaped
from bot.chat.state import Context
from bot.office.acts import Actor
from bot.office.errors import OfficeError
from bot.permissions import GIVEN, Role
from bot.services.members import Members

CARD = "名称：{name}（对方自己填写）\n编号：<code>{id}</code>\n身份：工作人员（群成员，没有登记姓名）"
SURE = "确定将“{name}”（编号 {id}）设为{role}吗？名称是对方自己填写的，请先核实是否本人。"
GONE = "群里没有这位同志，可能已经退群。"
BACK = "返回"


async def called(context: Context, user_id: int) -> str | None:
    """Return what someone calls themselves who is in a served group now; None for anybody else."""
    for chat_id in await context.state.access.groups():
        name = await called_in(context.bot, chat_id, user_id)
        if name is not None:
            return name
    return None


async def card_of(context: Context, user_id: int, page: int) -> Screen:
    """Return the card of someone whom the office knows, or Telegram by a served group."""
    member = await asyncio.to_thread(Members(context.state.office).find, user_id)
    return member_card(member, page) if member.role is not Role.STRANGER else await _groupmate_card(context, user_id)


async def _groupmate_card(context: Context, user_id: int) -> Screen:
    name = await called(context, user_id)
    if name is None:
        return GONE, InlineKeyboardMarkup([[button(BACK, Action.GROUPMATES)]])
    roles = [button(f"设为{role}", Action.MEMBER_APPOINT, user_id, number_of(role), 0) for role in GIVEN]
    rows = [roles[:2], roles[2:], [button(BACK, Action.GROUPMATES)]]
    return CARD.format(name=escaped(name), id=user_id), InlineKeyboardMarkup(rows)


async def appoint_member(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Ask back whether someone of a group is to have a role, and give it: account, role, 1 or 0."""
    user_id, number, is_sure = ids
    role, name = role_of(number), await called(context, user_id)
    if role is None or name is None:
        await query.answer(GONE)
    elif not is_sure:
        await query.answer()
        await edit(context, message, *_question(user_id, name, role))
    else:
        await _give(query, message, context, user_id=user_id, role=role)


async def _give(
    query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *, user_id: int, role: Role
) -> None:
    state, by = context.state, Actor(query.from_user.id, message.chat.id)
    try:
        member = await asyncio.to_thread(Members(state.office).give, user_id, role, by=by, is_groupmate=True)
    except OfficeError as fault:
        await query.answer(str(fault), show_alert=True)
        return
    await query.answer()
    state.wake()
    await edit(context, message, *member_card(member, 0))
    if state.menus:
        await state.menus.show(user_id, member.role)


def _question(user_id: int, name: str, role: Role) -> Screen:
    sure = button("确定", Action.MEMBER_APPOINT, user_id, number_of(role), 1)
    keep = button("不设", Action.MEMBER_OPEN, user_id, 0)
    return SURE.format(name=escaped(name), id=user_id, role=role), InlineKeyboardMarkup([[sure, keep]])
