"""Presses on buttons: read, checked, handed to the conversation that they belong to; every press is acknowledged."""

from collections.abc import Callable, Coroutine, Mapping
from typing import Any, Concatenate

from telegram import CallbackQuery, MaybeInaccessibleMessage, Update

from bot.chat.buttons import Action, read_press
from bot.chat.gate import may_read
from bot.chat.listing import turn_documents
from bot.chat.reading import open_article, turn_article
from bot.chat.state import Context
from bot.chat.voting import vote

EXPIRED = "这个按钮已过期，请重新提问。"
REFUSED = "您没有登记，不能查看。"
HURRIED = "点得有点快，请稍候再点。"

Reaction = Callable[Concatenate[CallbackQuery, MaybeInaccessibleMessage, Context, ...], Coroutine[Any, Any, None]]

REACTIONS: Mapping[Action, Reaction] = {
    Action.OPEN: open_article,
    Action.TURN: turn_article,
    Action.VOTE: vote,
    Action.LIST: turn_documents,
}


async def react(update: Update, context: Context) -> None:
    """Do what a button says, for who may read documents in its chat."""
    query = update.callback_query
    if query is None:
        return
    press, message = read_press(query.data or ""), query.message
    if press is None or message is None:
        await query.answer(EXPIRED)
    elif not await may_read(message.chat, query.from_user, context.state.access):
        await query.answer(REFUSED)
    elif not context.state.actions.admits(query.from_user.id):
        await query.answer(HURRIED)
    else:
        await REACTIONS[press.action](query, message, context, *press.numbers)
