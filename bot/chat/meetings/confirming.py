"""The buttons under a card: confirmed, changed, given up. Nothing is promised to anybody before."""

import asyncio

from telegram import CallbackQuery, MaybeInaccessibleMessage

from bot.chat.meetings import rights
from bot.chat.meetings.filling import DROPPED, KEPT
from bot.chat.meetings.screens import Act, field_buttons
from bot.chat.meetings.showing import GONE, own_form, show
from bot.chat.meetings.wording import facts
from bot.chat.sending import edit, place_of
from bot.chat.state import Context, State
from bot.chat.turns import in_turn
from bot.office.meetings.meeting import Sitting
from bot.services.meetings.changing import Maker, MeetingService
from bot.services.meetings.checking import Checker
from bot.services.meetings.drafting import FormService, Opened
from bot.services.meetings.planning import NO_GROUP
from bot.services.office import Office

PASSED = "会议时间已经过去，或者还没有填完，请点“修改”更改。"
MADE = "✅ <b>会议已建立</b>，通知随后发出。"
CHANGED = "✅ <b>会议已更改</b>，变更通知随后发出。"
WHERE_NEXT = "发送 /meetings 可以查看、更改、取消会议。"


@in_turn
async def act_on_form(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Do what a button under a card says: draft, act."""
    opened = await own_form(query, message, context, ids[0])
    if opened is None:
        return
    match ids[1]:
        case Act.CONFIRM:
            await _confirm(query, message, context, opened)
        case Act.DROP:
            await asyncio.to_thread(FormService(context.state.office).drop, opened.id)
            await query.answer()
            await edit(context, message, KEPT if opened.form.sitting_id else DROPPED, None)
        case Act.CHANGE:
            await query.answer()
            await edit(context, message, *field_buttons(opened))
        case Act.BACK:
            await query.answer()
            await show(context, place_of(message), query.from_user, opened.id, over=message)
        case _:
            await query.answer(GONE)


async def _confirm(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, opened: Opened) -> None:
    """Make or change the meeting, once."""
    state = context.state
    if not await _may_confirm(context, opened):
        await query.answer(rights.NOT_YOURS if opened.form.sitting_id else rights.NOT_REGISTERED, show_alert=True)
        return
    is_ready = await asyncio.to_thread(Checker(state.office).plan, opened.form) is not None
    if not is_ready:
        await query.answer(PASSED, show_alert=True)
        return
    sitting = await asyncio.to_thread(_carry_out, state.office, opened)
    await query.answer(GONE if sitting is None else "已确认。")
    state.wake()
    if sitting is not None:
        await edit(context, message, await asyncio.to_thread(_receipt, state, opened, sitting), None)


async def _may_confirm(context: Context, opened: Opened) -> bool:
    """Tell whether someone may still do what their form says."""
    if not opened.form.sitting_id:
        return await rights.may_make(context, opened.user_id)
    service = MeetingService(context.state.office)
    sitting = await asyncio.to_thread(service.find, opened.form.sitting_id)
    return sitting is not None and await rights.may_manage(context, sitting, opened.user_id)


def _carry_out(office: Office, opened: Opened) -> Sitting | None:
    form, service, plan = opened.form, MeetingService(office), Checker(office).plan(opened.form)
    if plan is None:
        return None
    if form.sitting_id:
        return service.change(opened.id, form.sitting_id, plan, scope=form.scope, by=opened.user_id)
    return service.make(opened.id, plan, Maker(opened.user_id, form.chat_id or NO_GROUP))


def _receipt(state: State, opened: Opened, sitting: Sitting) -> str:
    heading = CHANGED if opened.form.sitting_id else MADE
    return "\n".join([heading, *facts(state.office, sitting), "", WHERE_NEXT])
