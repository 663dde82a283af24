"""A meeting that is announced changed or cancelled; of a repeated one it is asked how much of it."""

import asyncio

from telegram import CallbackQuery, InlineKeyboardMarkup, MaybeInaccessibleMessage

from bot.chat.buttons import Action, button
from bot.chat.meetings import rights
from bot.chat.meetings.listing import seen_standing
from bot.chat.meetings.showing import show
from bot.chat.meetings.wording import facts
from bot.chat.sending import edit, escaped, place_of
from bot.chat.state import Context
from bot.chat.turns import in_turn
from bot.office.meetings.meeting import Sitting
from bot.services.meetings.changing import MeetingService, Scope
from bot.services.meetings.drafting import FormService
from bot.services.meetings.form import form_of

# The scopes by their numbers in the buttons; 0 asks.
SCOPES = {1: Scope.ONE, 2: Scope.ALL}
OVER = "这次会议已经取消，或者已经开始。"
HOW_MUCH = "“{title}”是重复召开的会议，请选择修改范围："
SURE = "确定取消会议吗？取消后会通知参会人员。"
CANCELLED = "✅ 会议已取消，通知随后发出。"


@in_turn
async def change_meeting(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Open a form that changes a meeting: sitting, scope."""
    sitting = await _managed(query, message, context, ids[0])
    if sitting is None:
        return
    await query.answer()
    is_repeated = sitting.meeting.plan.rule is not None
    scope = SCOPES.get(ids[1]) if is_repeated else Scope.ONE
    if scope is None:
        text = HOW_MUCH.format(title=escaped(sitting.meeting.plan.title))
        await edit(context, message, text, _scopes(sitting, Action.MEETING_CHANGE, ("只改这一次", "以后都改")))
        return
    form = form_of(sitting, scope, context.state.office.zone)
    chat_id, user = message.chat.id, query.from_user
    draft_id = await asyncio.to_thread(FormService(context.state.office).start, form, chat_id=chat_id, user_id=user.id)
    await show(context, place_of(message), user, draft_id)


async def cancel_meeting(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Cancel a meeting, when that was asked back: sitting, scope."""
    sitting = await _managed(query, message, context, ids[0])
    if sitting is None:
        return
    scope = SCOPES.get(ids[1])
    if scope is None:
        await query.answer()
        text = "\n".join([SURE, *await asyncio.to_thread(facts, context.state.office, sitting)])
        labels = ("只取消这一次", "以后都取消") if sitting.meeting.plan.rule else ("确定取消",)
        await edit(context, message, text, _scopes(sitting, Action.MEETING_CANCEL, labels))
        return
    service, by, where = MeetingService(context.state.office), query.from_user.id, message.chat.id
    cancelled = await asyncio.to_thread(service.cancel, sitting.id, scope=scope, by=by, where=where)
    await query.answer("" if cancelled else OVER)
    context.state.wake()
    await edit(context, message, CANCELLED if cancelled else OVER, None)


async def _managed(
    query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, sitting_id: int
) -> Sitting | None:
    """Return a sitting to come that whoever pressed may change; None, which they hear, otherwise."""
    standing = await seen_standing(query, message, context, sitting_id)
    if standing is None:
        return None
    sitting = standing.sitting
    if not await rights.may_manage(context, sitting, query.from_user.id):
        await query.answer(rights.NOT_YOURS)
    elif sitting.cancelled or sitting.start <= context.state.office.now():
        await query.answer(OVER)
    else:
        return sitting
    return None


def _scopes(sitting: Sitting, action: Action, labels: tuple[str, ...]) -> InlineKeyboardMarkup:
    rows = [[button(label, action, sitting.id, place)] for place, label in enumerate(labels, 1)]
    return InlineKeyboardMarkup([*rows, [button("返回", Action.MEETING_OPEN, sitting.id)]])
