"""The note given and the watch taken over, by buttons, by /handover or in words."""

import asyncio
import re
from collections.abc import Mapping
from functools import partial
from typing import Any

from telegram import CallbackQuery, MaybeInaccessibleMessage, Message

from bot.chat.addressing import words_of
from bot.chat.buttons import keyboard
from bot.chat.handover.wording import HINT, SEE, confirm_buttons, note, note_buttons, question
from bot.chat.sending import edit, escaped, place_of, send
from bot.chat.state import Context, State
from bot.chat.waiting import Question, lines_of, wait_for_words
from bot.office.duty.handing import ALL_WELL
from bot.office.errors import OfficeError
from bot.reminders.model import Buttons
from bot.services.handover import HandoverService, Turnover

NOTE = "note"
NOTHING = "您当前没有需要交接的班次。"
WRITE = f"请回复本条消息，写明交班情况。{HINT}"
WISH = re.compile(r"(?:我要?)?(?:办理|填写)?(?:交接班|交班|接班)(?:记录|登记)?[。！!]?")


async def show_handover(message: Message, context: Context) -> None:
    """Show the hand-over that waits for whoever writes: a watch to take over, or a note to give."""
    user_id = message.from_user.id if message.from_user else 0
    text, buttons = await asyncio.to_thread(_waiting, context.state, user_id)
    await send(context, place_of(message), text, keyboard(buttons))


async def understand_handover(message: Message, context: Context) -> bool:
    """Take 交接班 and the like as /handover."""
    if not WISH.fullmatch(words_of(message)):
        return False
    await show_handover(message, context)
    return True


async def give_all_well(
    query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, shift_id: int
) -> None:
    """Give the note that there was nothing out of the ordinary."""
    giving = partial(HandoverService(context.state.office).give, shift_id, ALL_WELL, query.from_user.id)
    try:
        turnover, _ = await asyncio.to_thread(giving)
    except OfficeError as fault:
        await query.answer(str(fault), show_alert=True)
        return
    context.state.wake()
    await query.answer("已交班。")
    await _show(context, message, turnover, note_buttons(turnover))


async def ask_note(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, shift_id: int) -> None:
    """Ask whoever pressed for the note in words."""
    service = HandoverService(context.state.office)
    try:
        await asyncio.to_thread(service.check_giver, shift_id, query.from_user.id)
    except OfficeError as fault:
        await query.answer(str(fault), show_alert=True)
        return
    await query.answer()
    await wait_for_words(context, place_of(message), query.from_user, Question(WRITE, NOTE, {"shift": shift_id}))


async def take_note(message: Message, context: Context, content: Mapping[str, Any]) -> None:
    """Keep the note that was asked for."""
    person = message.from_user
    if person is None:
        return
    giving = partial(HandoverService(context.state.office).give, content["shift"], lines_of(message), person.id)
    try:
        turnover, count = await asyncio.to_thread(giving)
    except OfficeError as fault:
        await wait_for_words(context, place_of(message), person, Question(escaped(str(fault)), NOTE, content))
        return
    context.state.wake()
    listed = f"，其中{count}件列入未办结事项" if count else ""
    text = await asyncio.to_thread(note, context.state, turnover)
    await send(context, place_of(message), f"已交班{listed}。\n{text}", keyboard(note_buttons(turnover)))


async def confirm_handover(
    query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, shift_id: int
) -> None:
    """Take over the watch."""
    confirming = partial(HandoverService(context.state.office).confirm, shift_id, query.from_user.id)
    try:
        turnover = await asyncio.to_thread(confirming)
    except OfficeError as fault:
        await query.answer(str(fault), show_alert=True)
        return
    context.state.wake()
    await query.answer("已确认接班。")
    await _show(context, message, turnover, ((SEE,),))


async def _show(context: Context, message: MaybeInaccessibleMessage, turnover: Turnover, buttons: Buttons) -> None:
    text = await asyncio.to_thread(note, context.state, turnover)
    await edit(context, message, text, keyboard(buttons))


def _waiting(state: State, user_id: int) -> tuple[str, Buttons]:
    service = HandoverService(state.office)
    turnover = service.to_confirm(user_id)
    if turnover is not None:
        return note(state, turnover), confirm_buttons(turnover)
    turnover = service.to_give(user_id)
    if turnover is not None:
        return (note if turnover.is_given else question)(state, turnover), note_buttons(turnover)
    return NOTHING, ((SEE,),)
