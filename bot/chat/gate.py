"""Who gets through to a conversation: the rules of ``bot.access`` applied to messages and presses on buttons.

Owns what those hear who do not get through, and that nothing else reaches them.
"""

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Chat, Message, Update, User
from telegram.constants import ChatType

from bot.access import Access, Role
from bot.chat.sending import place_of, send
from bot.chat.state import Context

Conversation = Callable[[Message, Context], Coroutine[Any, Any, None]]
Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]


def open_to_all(conversation: Conversation) -> Handler:
    """Let everyone into a conversation."""

    async def _handle(update: Update, context: Context) -> None:
        if update.message and update.message.from_user:
            await conversation(update.message, context)

    return _handle


def admitted(conversation: Conversation) -> Handler:
    """Let those into a conversation who may ask, one message at a time in a chat, in the order of coming."""

    async def _enter(message: Message, context: Context) -> None:
        # The turn goes before every wait, or the order would be lost.
        async with context.state.turns.take(message.chat_id):
            if not message.from_user or not await may_read(message.chat, message.from_user, context.state.access):
                await turn_away(message, context)
            elif context.state.actions.admits(message.from_user.id):
                await conversation(message, context)

    return open_to_all(_enter)


async def may_read(chat: Chat, user: User, access: Access) -> bool:
    """Tell whether documents may be shown to this person in this chat."""
    if chat.type == ChatType.PRIVATE:
        return await access.role(user.id) is not Role.STRANGER
    return await access.is_listed(chat.id)


async def turn_away(message: Message, context: Context) -> None:
    """Say how to be admitted, once in a while."""
    if context.state.strangers.admits(message.chat_id):
        await send(context, place_of(message), how_to_be_admitted(message.chat))


def how_to_be_admitted(chat: Chat) -> str:
    """Return the one line that strangers get; in private the chat's id is the person's."""
    if chat.type == ChatType.PRIVATE:
        return f"您还没有登记，暂时不能使用。您的编号是 <code>{chat.id}</code>，请将此编号发给管理员。"
    return f"本群还没有登记，暂时不能使用。本群的编号是 <code>{chat.id}</code>，请将此编号发给管理员。"
