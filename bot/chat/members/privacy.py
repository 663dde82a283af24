"""/privacy: what is kept of whoever asks, in plain words, and their questions, drafts and votes forgotten at once."""

import asyncio

from telegram import CallbackQuery, InlineKeyboardMarkup, MaybeInaccessibleMessage, Message

from bot.chat.buttons import Action, button
from bot.chat.private import in_private
from bot.chat.sending import edit, escaped, place_of, send
from bot.chat.state import Context, State
from bot.services.privacy import Privacy

Screen = tuple[str, InlineKeyboardMarkup]

ASK, FORGET, KEEP = range(3)
HEADING = "<b>我保存的您的资料</b>"
NOTHING = "没有保存您的任何资料。"
REST = (
    "提问、草稿和评价可以随时自行清除。姓名、电话、账号和值班等工作记录，请管理员办理清除；"
    "清除后，值班记录保留为“已离岗人员”。"
)
SURE = "确定清除您的提问、草稿（包括提纲）和评价吗？不能恢复。"
DONE = "已清除。"


@in_private()
async def show_privacy(message: Message, context: Context) -> None:
    """Show what is kept."""
    if message.from_user is not None:
        screen = await asyncio.to_thread(_view, context.state, message.from_user.id)
        await send(context, place_of(message), *screen)


async def forget_own(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, step: int) -> None:
    """Ask back, forget, or leave it."""
    state, user_id = context.state, query.from_user.id
    if step == ASK:
        await query.answer()
        sure = [button("确定清除", Action.PRIVACY_FORGET, FORGET), button("不清除", Action.PRIVACY_FORGET, KEEP)]
        await edit(context, message, SURE, InlineKeyboardMarkup([sure]))
        return
    if step == FORGET:
        await asyncio.to_thread(Privacy(state.office).forget_own, user_id)
    await query.answer(DONE if step == FORGET else None)
    await edit(context, message, *await asyncio.to_thread(_view, state, user_id))


def _view(state: State, user_id: int) -> Screen:
    kept = Privacy(state.office).kept(user_id)
    lines = [f"{each.label}：{escaped(each.content)}（{each.lasts}）" for each in kept]
    text = "\n".join([HEADING, *(lines or [NOTHING]), "", REST])
    return text, InlineKeyboardMarkup([[button("清除我的提问、草稿和评价", Action.PRIVACY_FORGET, ASK)]])
