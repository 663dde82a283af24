"""收到 and 请假 under a card or a reminder, the reason for a leave, and the organizer's word on it."""

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

from telegram import CallbackQuery, MaybeInaccessibleMessage, Message
from telegram.error import TelegramError

from bot.chat.buttons import keyboard
from bot.chat.meetings import rights
from bot.chat.meetings.pushes import answer_buttons
from bot.chat.meetings.wording import DECIDED, with_answers
from bot.chat.sending import edit, edit_at, escaped, place_of, send
from bot.chat.state import Context
from bot.chat.waiting import Question, lines_of, wait_for_words
from bot.services.gates import MarkedText, check_unmarked
from bot.services.meetings.answering import AnswerService
from bot.services.meetings.changing import MeetingService

logger = logging.getLogger(__name__)

LEAVE = "meeting_leave"  # what awaited words are about
OVER = "这次会议已经取消、更改或者结束，请以最新的通知为准。"
RECEIVED = "已记录：收到。"
WHY = "请回复请假事由，例如：出差、身体不适。"
ASKED = "已转告会议组织人，请等候答复。"
DECIDED_ALREADY = "这条请假已经处理，或者本人已经重新回复。"
LONGEST = 300  # characters of a reason


async def receive(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, sitting_id: int) -> None:
    """Note that whoever pressed will come, and show it in the message."""
    member = await rights.member_of(context, query.from_user)
    is_open = await asyncio.to_thread(AnswerService(context.state.office).receive, sitting_id, member)
    try:
        await query.answer(RECEIVED if is_open else OVER)
    finally:
        # It is kept, whether or not whoever pressed could still be told.
        if is_open and isinstance(message, Message):
            await _show_answers(context, sitting_id, (message.chat_id, message.message_id), message.text_html)


async def ask_reason(
    query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, sitting_id: int
) -> None:
    """Ask whoever wants leave for the reason."""
    sitting = await asyncio.to_thread(MeetingService(context.state.office).find, sitting_id)
    if sitting is None or not AnswerService(context.state.office).is_open(sitting):
        await query.answer(OVER)
        return
    await query.answer()
    shown = message.text_html if isinstance(message, Message) else ""
    content = {"sitting": sitting_id, "message": message.message_id, "shown": shown}
    await wait_for_words(context, place_of(message), query.from_user, Question(WHY, LEAVE, content))


async def take_reason(message: Message, context: Context, content: Mapping[str, Any]) -> None:
    """Hand the leave on to the organizer."""
    if message.from_user is None:
        return
    member, reason = await rights.member_of(context, message.from_user), lines_of(message)[:LONGEST]
    try:
        check_unmarked([reason])
    except MarkedText as fault:
        await send(context, place_of(message), str(fault))
        return
    service = AnswerService(context.state.office)
    is_open = await asyncio.to_thread(service.ask_leave, content["sitting"], member, reason)
    await send(context, place_of(message), ASKED if is_open else OVER)
    context.state.wake()
    if is_open and content["shown"]:
        await _show_answers(context, content["sitting"], (message.chat_id, content["message"]), content["shown"])


async def decide(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Take the organizer's word on a leave: sitting, account, 1 or 0."""
    sitting_id, account, verdict = ids
    service = AnswerService(context.state.office)
    standing = await asyncio.to_thread(service.standing, sitting_id)
    if standing is None or not await rights.may_manage(context, standing.sitting, query.from_user.id):
        await query.answer(rights.NOT_YOURS)
        return
    by = query.from_user.id
    receipt = await asyncio.to_thread(service.decide, sitting_id, account, approves=verdict == 1, by=by)
    await query.answer(DECIDED_ALREADY if receipt is None else f"{DECIDED[receipt.answer]}，已告知本人。")
    context.state.wake()
    if receipt is not None:
        title = escaped(standing.sitting.meeting.plan.title)
        text = f"{escaped(receipt.name)}请假（{title}；事由：{escaped(receipt.reason)}）：{DECIDED[receipt.answer]}。"
        await edit(context, message, text, None)


async def _show_answers(context: Context, sitting_id: int, place: tuple[int, int], shown: str) -> None:
    """Show who has answered below a message.

    Of many who press at once one edits for all, once more for whoever came meanwhile: a group may get twenty messages
    and edits a minute.
    """
    refreshing = context.state.refreshing
    is_first, refreshing[place] = place not in refreshing, True
    if not is_first:
        return
    try:
        while refreshing[place]:
            refreshing[place] = False
            await _refresh(context, sitting_id, place, shown)
    finally:
        del refreshing[place]


async def _refresh(context: Context, sitting_id: int, place: tuple[int, int], shown: str) -> None:
    standing = await asyncio.to_thread(AnswerService(context.state.office).standing, sitting_id)
    if standing is None:
        return
    try:
        await edit_at(context, place, with_answers(shown, standing), keyboard(answer_buttons(sitting_id)))
    except TelegramError as refusal:
        # The answer is kept all the same, and whoever answered meanwhile is shown with the next try.
        logger.info("a card was not brought up to date: %s", type(refusal).__name__)
