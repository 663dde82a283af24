"""Strangers who wrote in private: the administrators are asked with buttons whether they come in."""

import asyncio
from contextlib import suppress

from telegram import CallbackQuery, MaybeInaccessibleMessage
from telegram.error import TelegramError

from bot.chat.buttons import Action, data_of
from bot.chat.members.numbers import NO_ROLE, number_of, role_of
from bot.chat.sending import Place, edit, escaped, send
from bot.chat.state import Context, State
from bot.office.acts import Actor
from bot.permissions import Role
from bot.reminders.model import Delivery, Outgoing, Skip
from bot.services.admission import Admission
from bot.storage.applicants import Applicant

OFFERED = (Role.STAFF, Role.LEADER)
QUESTION = "“{name}”（编号 {id}）申请使用。名称是对方自己填写的，请先核实是否本单位同志。"
ADMITTED = "管理员已同意，您的身份：{role}。发送 /help 查看用法；请发送 /iam 加姓名登记姓名，例如：/iam 张三"
REFUSED = "管理员没有同意您的申请，如有疑问请与管理员联系。"
GONE = "这条申请已经处理，或者已经过期。"


def word_applicant(state: State, delivery: Delivery) -> Outgoing | Skip:
    """Ask an administrator whether a stranger comes in."""
    applicant = Admission(state.office).find(delivery.subject)
    if applicant is None:
        return Skip("decided")
    choices = tuple((f"同意为{role}", data_of(Action.APPLICANT, applicant.id, number_of(role))) for role in OFFERED)
    refuse = ("拒绝", data_of(Action.APPLICANT, applicant.id, NO_ROLE))
    return Outgoing(QUESTION.format(name=escaped(applicant.called), id=applicant.user_id), (choices, (refuse,)))


async def decide_applicant(
    query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int
) -> None:
    """Let a stranger in or refuse them: request, role or 0."""
    applicant_id, number = ids
    role, by = role_of(number), Actor(query.from_user.id, message.chat.id)
    if number != NO_ROLE and role not in OFFERED:
        await query.answer(GONE)
        return
    applicant = await asyncio.to_thread(_decide, context.state, applicant_id, role, by)
    if applicant is None:
        await query.answer(GONE)
        await edit(context, message, GONE, None)
        return
    await query.answer()
    await _tell(context, applicant, role)
    done = f"已同意为{role}" if role else "已拒绝"
    await edit(context, message, f"{done}：“{escaped(applicant.called)}”（编号 {applicant.user_id}）。", None)


def _decide(state: State, applicant_id: int, role: Role | None, by: Actor) -> Applicant | None:
    admission = Admission(state.office)
    if role is None:
        return admission.refuse(applicant_id, by=by)
    return admission.admit(applicant_id, role, told=ADMITTED.format(role=role), by=by)


async def _tell(context: Context, applicant: Applicant, role: Role | None) -> None:
    state = context.state
    state.wake()
    if role and state.menus:
        await state.menus.show(applicant.user_id, role)
    elif role is None:
        # Reminders go to nobody who was not let in.
        with suppress(TelegramError):
            await send(context, Place(applicant.user_id), REFUSED)
