"""Who gets through to a conversation: the table of rights applied to messages and to presses on buttons.

Owns what those hear who do not get through, and that nothing else reaches them. A group that is not served hears
nothing at all; the administrators are asked about it.
"""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Message, Update, User
from telegram.constants import ChatType

from bot.chat.membership import fit
from bot.chat.sending import place_of, send
from bot.chat.state import Context
from bot.permissions import Act, Role, may, refusal
from bot.services.admission import Admission
from bot.services.guests import Guests

Conversation = Callable[[Message, Context], Coroutine[Any, Any, None]]
Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]

ANONYMOUS = "无法确认匿名管理员的身份，请以本人身份办理。"
HOW = "您还没有登记，暂时不能使用。您的编号是 <code>{id}</code>，请将此编号发给管理员。"
ASKED = "已请管理员确认，同意后会告诉您。"


def admitted(conversation: Conversation, act: Act = Act.ASK) -> Handler:
    """Let those into a conversation who may do an act, one message at a time in a chat, in the order of coming."""

    async def _enter(update: Update, context: Context) -> None:
        message = update.message
        if message is None or message.from_user is None:
            return
        # The turn goes before every wait, or the order would be lost.
        async with context.state.turns.take(message.chat_id):
            await _admit(message, message.from_user, context, act=act, conversation=conversation)

    return _enter


async def turn_away(message: Message, context: Context) -> None:
    """Have the administrators asked about a stranger, who hears how to be admitted, or about a group, once a while."""
    person, state = message.from_user, context.state
    if person is None or not state.strangers.admits(message.chat_id):
        return
    if message.chat.type == ChatType.PRIVATE:
        is_asked = await asyncio.to_thread(Admission(state.office).ask, person.id, fit(person.full_name))
        await send(context, place_of(message), HOW.format(id=person.id) + (ASKED if is_asked else ""))
    else:
        title = fit(message.chat.title or "")
        await asyncio.to_thread(Guests(state.office).ask, message.chat_id, title, added_by=person.id)
    state.wake()


async def _admit(
    message: Message, person: User, context: Context, *, act: Act, conversation: Conversation
) -> None:
    access, is_private = context.state.access, message.chat.type == ChatType.PRIVATE
    role = await access.role(person.id, message.chat_id)
    if role is Role.STRANGER and not (is_private and may(role, act)):
        await turn_away(message, context)
    elif context.state.actions.admits(person.id):
        is_open = await access.may(person.id, act, message.chat_id)
        await (conversation(message, context) if is_open else _refuse(message, context, act))
    if is_private and context.state.menus:
        await context.state.menus.show(person.id, await access.role(person.id))


async def _refuse(message: Message, context: Context, act: Act) -> None:
    await send(context, place_of(message), ANONYMOUS if message.sender_chat else refusal(act))
