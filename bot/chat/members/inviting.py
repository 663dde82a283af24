"""/invite: a link that gives whoever follows it first a role."""

import asyncio

from telegram import CallbackQuery, InlineKeyboardMarkup, MaybeInaccessibleMessage, Message

from bot.chat.buttons import Action, button
from bot.chat.links import link_to
from bot.chat.members.numbers import number_of, role_of
from bot.chat.private import in_private
from bot.chat.sending import edit, place_of, send
from bot.chat.state import Context
from bot.office.acts import Actor
from bot.permissions import GIVEN
from bot.services.invitations import Invitations

WHICH = "请选择受邀人的身份："
LINK = (
    "邀请链接（{role}）：\n{link}\n\n请转发给受邀人本人，对方点开后按“开始”即可加入。24小时内有效，只能使用一次；"
    "有人加入后会告诉您。"
)
EXPIRED = "这个按钮已过期，请重新发送 /invite。"


@in_private()
async def show_invite(message: Message, context: Context) -> None:
    """Ask which role the link is to give."""
    buttons = [button(role, Action.INVITE_ROLE, number_of(role)) for role in GIVEN]
    markup = InlineKeyboardMarkup([buttons[:2], buttons[2:]])
    await send(context, place_of(message), WHICH, markup)


async def make_invitation(
    query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, number: int
) -> None:
    """Make a link and show it."""
    role = role_of(number)
    if role is None:
        await query.answer(EXPIRED)
        return
    by = Actor(query.from_user.id, message.chat.id)
    code = await asyncio.to_thread(Invitations(context.state.office).make, role, by=by)
    await query.answer()
    await edit(context, message, LINK.format(role=role, link=link_to(context.bot.username, code)), None)
