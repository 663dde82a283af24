"""Presses on 收到 and 在岗: who may, what they hear, and all copies of the message brought up to date."""

import asyncio
import logging

from telegram import CallbackQuery, MaybeInaccessibleMessage
from telegram.error import TelegramError

from bot.chat.buttons import keyboard
from bot.chat.duty.wording import PRESENT, start_message
from bot.chat.sending import edit, edit_at
from bot.chat.state import Context, State
from bot.reminders.model import Outgoing
from bot.services.duty import Press, Standing, Watch

logger = logging.getLogger(__name__)

OVER = "本班已经结束，或者已经取消。"
TOASTS = {Press.COUNTED: "已记录。", Press.REPEATED: "您已经点过了。", Press.OVER: OVER}
HOW_TO_REGISTER = "您还没有登记姓名，请私聊发送 /iam 加姓名登记。"


async def receive(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, shift_id: int) -> None:
    """Take 收到 from the officer or the leader."""
    state = context.state
    press, standing = await asyncio.to_thread(Watch(state.office).receive, shift_id, query.from_user.id)
    if press is Press.NOT_THEIRS and standing is not None:
        people = f"值班员{standing.shift.officer.name}、带班领导{standing.shift.leader.name}"
        await query.answer(await asyncio.to_thread(_refusal, state, query.from_user.id, people), show_alert=True)
        return
    await query.answer(TOASTS[press])
    state.wake()
    if standing is not None:
        await _refresh(context, standing)


async def report(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, check_id: int) -> None:
    """Take 在岗 from the officer."""
    state = context.state
    press, shift = await asyncio.to_thread(Watch(state.office).report, check_id, query.from_user.id)
    if press is Press.NOT_THEIRS and shift is not None:
        people = f"值班员{shift.officer.name}"
        await query.answer(await asyncio.to_thread(_refusal, state, query.from_user.id, people), show_alert=True)
        return
    await query.answer(TOASTS[press])
    if press is Press.COUNTED:
        at = state.office.now().astimezone(state.office.zone)
        await edit(context, message, f"🔎 在岗抽查：{at:%H:%M} 已点“{PRESENT}”。", None)


def _refusal(state: State, user_id: int, people: str) -> str:
    """Return what someone hears who may not press: who may, and how to be known by name."""
    hint = "" if state.office.person(user_id) else f"\n{HOW_TO_REGISTER}"
    return f"只有{people}可以点。{hint}"


async def _refresh(context: Context, standing: Standing) -> None:
    """Show in every copy who has pressed; one that cannot be edited stays as it is."""
    outgoing, copies = await asyncio.to_thread(_copies, context.state, standing)
    for place in copies:
        try:
            await edit_at(context, place, outgoing.text, keyboard(outgoing.buttons))
        except TelegramError as refusal:
            logger.info("a copy was not brought up to date: %s", type(refusal).__name__)


def _copies(state: State, standing: Standing) -> tuple[Outgoing, tuple[tuple[int, int], ...]]:
    with state.office.begin() as connection:
        return start_message(state, connection, standing), Watch(state.office).messages(connection, standing.shift)
