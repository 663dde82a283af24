"""What people think of an answer: 有用 or 不准, one vote a person, kept for the administrator."""

import asyncio

from telegram import CallbackQuery, MaybeInaccessibleMessage

from bot.chat.state import Context, State

THANKS = {True: "谢谢，已记下：有用。", False: "已记下：不准。管理员会看到。"}
CHANGED = {True: "已改为：有用。", False: "已改为：不准。管理员会看到。"}
GONE = "这条回答已经过期。"


async def vote(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Keep the vote of whoever pressed."""
    answer_id, useful = ids[0], bool(ids[1])
    ballot = (message.chat.id, answer_id, query.from_user.id)
    await query.answer(await asyncio.to_thread(_keep, context.state, ballot, useful=useful))


def _keep(state: State, ballot: tuple[int, int, int], *, useful: bool) -> str:
    """Keep a vote (chat, answer, person); return what the person hears."""
    chat_id, answer_id, user_id = ballot
    kept = state.answers.find(answer_id)
    # Buttons can be made up: an answer is voted on only in its own chat.
    if kept is None or kept.chat_id != chat_id:
        return GONE
    before = state.answers.vote(answer_id, user_id, useful=useful, at=state.canmou.now())
    return (THANKS if before in (None, useful) else CHANGED)[useful]
