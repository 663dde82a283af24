"""After a sitting: who was there, marked by the organizer, and the draft of the minutes."""

import asyncio
from collections.abc import Iterator

from telegram import CallbackQuery, MaybeInaccessibleMessage

from bot.chat.buttons import Action, data_of, keyboard
from bot.chat.meetings import rights
from bot.chat.meetings.wording import EVERYBODY, joined, short_time
from bot.chat.outlines import begin
from bot.chat.sending import edit, escaped, place_of
from bot.chat.state import Context
from bot.reminders.model import Buttons
from bot.services.meetings.answering import AnswerService, Member, Standing
from bot.services.meetings.facts import sitting_facts
from bot.services.office import Office
from knowledge.outlines import Request
from knowledge.outlining import MINUTES

GONE = "没有找到这次会议。"
UNDER_WAY = "正在起草……"
ALL = 0  # stands for everybody in the button that marks them
MARKED = 90  # people that have a button each
WIDTH = 3
HOW = "请点到会人员的姓名，再点一次取消。"


async def mark_present(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Note that someone was there, or take it back: sitting, account."""
    sitting_id, account = ids
    service = AnswerService(context.state.office)
    if await _managed(query, context, sitting_id) is None:
        return
    if account == ALL:
        await asyncio.to_thread(service.mark_all_present, sitting_id)
    else:
        await asyncio.to_thread(service.mark_present, sitting_id, account)
    await query.answer()
    standing = await asyncio.to_thread(service.standing, sitting_id)
    if standing is not None:
        text = await asyncio.to_thread(after_text, context.state.office, standing)
        await edit(context, message, text, keyboard(after_buttons(standing)))


async def send_minutes(
    query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, sitting_id: int
) -> None:
    """Draw up the minutes with what is known of the sitting, as a draft like any other."""
    standing = await _managed(query, context, sitting_id)
    if standing is not None:
        await query.answer(UNDER_WAY)
        facts = await asyncio.to_thread(sitting_facts, context.state.office, standing)
        request = Request(MINUTES, standing.sitting.meeting.plan.title, facts=facts)
        await begin(context, place_of(message), request, query.from_user)


def after_text(office: Office, standing: Standing) -> str:
    """Return the figures of who was there."""
    sitting = standing.sitting
    lines = [
        f"<b>会议结束：{escaped(sitting.meeting.plan.title)}</b>　{short_time(sitting.start, office)}",
        _figures(standing),
        *(f"{label}：{joined(names, EVERYBODY)}" for label, names in _attendance(standing) if names),
    ]
    return "\n".join([*lines, *([HOW] if standing.members else [])])


def after_buttons(standing: Standing) -> Buttons:
    """Return a button for each person, one for all, and the one for the minutes."""
    sitting_id = standing.sitting.id
    names = [_name_button(standing, member) for member in standing.members[:MARKED]]
    rows = [tuple(names[place : place + WIDTH]) for place in range(0, len(names), WIDTH)]
    everybody = [("除请假外全部到会", data_of(Action.MEETING_PRESENT, sitting_id, ALL))] if names else []
    return (*rows, (*everybody, ("起草纪要", data_of(Action.MEETING_MINUTES, sitting_id))))


def _figures(standing: Standing) -> str:
    wanted, excused = f"应到 {len(standing.members)} 人", f"请假 {len(standing.excused)} 人"
    if not standing.present:
        return f"{wanted}，{excused}，到会情况还没有登记"
    return f"{wanted}，实到 {len(_present(standing))} 人，{excused}，缺席 {len(standing.absent)} 人"


def _attendance(standing: Standing) -> Iterator[tuple[str, list[str]]]:
    yield "到会", _present(standing)
    yield "请假", [receipt.name for receipt in standing.excused]
    yield "缺席", [member.name for member in standing.absent]
    yield "未回复", [] if standing.present else [member.name for member in standing.silent]


def _present(standing: Standing) -> list[str]:
    return [member.name for member in standing.members if member.account in standing.present]


async def _managed(query: CallbackQuery, context: Context, sitting_id: int) -> Standing | None:
    """Return the standing of a sitting that whoever pressed manages; None, which they hear, otherwise."""
    standing = await asyncio.to_thread(AnswerService(context.state.office).standing, sitting_id)
    if standing is None:
        await query.answer(GONE)
        return None
    if not await rights.may_manage(context, standing.sitting, query.from_user.id):
        await query.answer(rights.NOT_YOURS)
        return None
    return standing


def _name_button(standing: Standing, member: Member) -> tuple[str, str]:
    mark = "✓ " if member.account in standing.present else ""
    return f"{mark}{member.name}", data_of(Action.MEETING_PRESENT, standing.sitting.id, member.account)
