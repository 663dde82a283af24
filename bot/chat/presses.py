"""Presses on buttons: read, checked, handed to the conversation that they belong to; every press is acknowledged."""

from collections.abc import Callable, Coroutine, Mapping
from typing import Any, Concatenate

from telegram import CallbackQuery, MaybeInaccessibleMessage, Update

from bot.chat import calls, handover, meetings, swaps
from bot.chat.buttons import Action, read_press
from bot.chat.duty import receive, report, send_roster, send_shares, turn_duty
from bot.chat.gate import may_read
from bot.chat.listing import turn_documents
from bot.chat.naming import admit_name
from bot.chat.reading import open_article, turn_article
from bot.chat.settings import change_setting
from bot.chat.state import Context
from bot.chat.uploads import drop_file, keep_file
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
    Action.DUTY_RECEIVED: receive,
    Action.DUTY_PRESENT: report,
    Action.DUTY_VIEW: turn_duty,
    Action.DUTY_SHARES: send_shares,
    Action.DUTY_FILE: send_roster,
    Action.KEEP_FILE: keep_file,
    Action.DROP_FILE: drop_file,
    Action.ADMIT_NAME: admit_name,
    Action.SETTING: change_setting,
    Action.SWAP: swaps.start_swap,
    Action.SWAP_GIVER: swaps.choose_giver,
    Action.SWAP_TURNS: swaps.choose_turn,
    Action.SWAP_TAKER: swaps.choose_taker,
    Action.SWAP_WAY: swaps.choose_way,
    Action.SWAP_RETURN: swaps.choose_return,
    Action.SWAP_ASK: swaps.request_swap,
    Action.SWAP_ACT: swaps.act_on_swap,
    Action.HANDOVER_WELL: handover.give_all_well,
    Action.HANDOVER_WRITE: handover.ask_note,
    Action.HANDOVER_CONFIRM: handover.confirm_handover,
    Action.MATTERS: handover.start_matters,
    Action.MATTERS_TURN: handover.turn_matters,
    Action.MATTER_CLOSE: handover.close_matter,
    Action.MATTER_ADD: handover.ask_matter,
    Action.CALL_NEW: calls.ask_call,
    Action.CALL_KEEP: calls.keep_call,
    Action.CALL_FIELD: calls.ask_field,
    Action.CALL_DROP: calls.drop_call,
    Action.CALL_MATTER: calls.open_call_matter,
    Action.CALL_TODAY: calls.show_calls_of_today,
    Action.CALL_LIST: calls.turn_calls,
    Action.CALL_EXPORT: calls.export_calls,
    Action.MEETING_ACT: meetings.act_on_form,
    Action.MEETING_FIELD: meetings.ask_field,
    Action.MEETING_DAY: meetings.choose_day,
    Action.MEETING_CLOCK: meetings.choose_clock,
    Action.MEETING_CHOICE: meetings.choose_time,
    Action.MEETING_POLICY: meetings.choose_policy,
    Action.MEETING_GROUP: meetings.choose_group,
    Action.MEETING_RECEIVED: meetings.receive,
    Action.MEETING_LEAVE: meetings.ask_reason,
    Action.MEETING_DECIDE: meetings.decide,
    Action.MEETING_PRESENT: meetings.mark_present,
    Action.MEETING_MINUTES: meetings.send_minutes,
    Action.MEETING_WEEK: meetings.turn_meetings,
    Action.MEETING_OPEN: meetings.open_meeting,
    Action.MEETING_CHANGE: meetings.change_meeting,
    Action.MEETING_CANCEL: meetings.cancel_meeting,
    Action.MEETING_FILE: meetings.send_calendar,
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
