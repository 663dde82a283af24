"""/meetings: the meetings of a week or all to come, one of them with who has answered, and calendar files."""

import asyncio
from collections.abc import Sequence

from telegram import (
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    MaybeInaccessibleMessage,
    Message,
    User,
)
from telegram.constants import ChatType

from bot.chat.buttons import Action, button
from bot.chat.meetings.screens import groups_of
from bot.chat.meetings.wording import UNSET, facts, joined, short_time, with_answers
from bot.chat.papers import send_paper
from bot.chat.sending import edit, escaped, place_of, send, thread_of
from bot.chat.state import Context, State
from bot.format import shorten
from bot.office.calendar import DAY
from bot.permissions import Act
from bot.services.meetings.agenda import agenda_paper
from bot.services.meetings.answering import AnswerService, Standing
from bot.services.meetings.calendars import CalendarService
from bot.services.meetings.lookup import Lookup, Viewer, may_see
from bot.storage.receipts import Answer

Screen = tuple[str, InlineKeyboardMarkup]

EVERYTHING = 99  # stands for all to come in the button for a week
FARTHEST = 60  # weeks
SHOWN = 30
WIDTH = 5
TITLE = 30  # characters of a title
NONE = "没有会议安排。"
GONE = "没有找到这次会议。"
NO_FILE = "没有可以导出的会议。"
FILE = "会议安排"


async def show_meetings(message: Message, context: Context) -> None:
    """Show this week's meetings."""
    if message.from_user is not None:
        viewer = await viewer_of(context, message, message.from_user)
        await send(context, place_of(message), *await asyncio.to_thread(_list, context.state, viewer, 0))


async def turn_meetings(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, offset: int) -> None:
    """Show another week, or all to come."""
    viewer = await viewer_of(context, message, query.from_user)
    await query.answer()
    await edit(context, message, *await asyncio.to_thread(_list, context.state, viewer, offset))


async def open_meeting(
    query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, sitting_id: int
) -> None:
    """Show one meeting."""
    standing = await seen_standing(query, message, context, sitting_id)
    if standing is not None:
        await query.answer()
        await edit(context, message, *await asyncio.to_thread(view, context.state, standing))


async def send_calendar(
    query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, sitting_id: int
) -> None:
    """Send a meeting as a calendar file, or with 0 all to come."""
    viewer = await viewer_of(context, message, query.from_user)
    name, content = await asyncio.to_thread(_calendar, context.state, viewer, sitting_id)
    await query.answer("" if content else NO_FILE)
    if content:
        chat_id, thread_id = message.chat.id, thread_of(message)
        await context.bot.send_document(chat_id, content, filename=f"{name}.ics", message_thread_id=thread_id)


async def viewer_of(context: Context, message: MaybeInaccessibleMessage, user: User) -> Viewer:
    """Return what someone may see in this chat: in a group its own meetings, in private all of theirs."""
    if message.chat.type != ChatType.PRIVATE:
        return Viewer(0, frozenset({message.chat.id}))
    sees_all = await context.state.access.may(user.id, Act.MANAGE_MEETINGS)
    groups = () if sees_all else await groups_of(context, user.id)
    return Viewer(user.id, frozenset(groups), sees_all=sees_all)


async def seen_standing(
    query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, sitting_id: int
) -> Standing | None:
    """Return a sitting that whoever pressed may see here; None, which they hear, otherwise."""
    viewer = await viewer_of(context, message, query.from_user)
    standing = await asyncio.to_thread(AnswerService(context.state.office).standing, sitting_id)
    if standing is None or not may_see(viewer, standing):
        await query.answer(GONE)
        return None
    return standing


async def send_agenda(
    query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, sitting_id: int
) -> None:
    """Send the agenda of a meeting as a paper, its items to be filled in."""
    standing = await seen_standing(query, message, context, sitting_id)
    if standing is not None:
        await query.answer()
        await send_paper(context, message, await asyncio.to_thread(agenda_paper, context.state.office, standing))


def view(state: State, standing: Standing) -> Screen:
    """Return one meeting with who has answered and what can be done with it."""
    sitting = standing.sitting
    heading = ["<b>会议已取消</b>"] if sitting.cancelled else []
    silent = joined([member.name for member in standing.silent])
    missing = [f"未回复：{silent}"] if silent else []
    text = with_answers("\n".join([*heading, *facts(state.office, sitting), *missing]), standing)
    acts = [("修改", Action.MEETING_CHANGE), ("取消会议", Action.MEETING_CANCEL)]
    row = [] if sitting.cancelled else [button(label, action, sitting.id, 0) for label, action in acts]
    files = [("日历文件", Action.MEETING_FILE), ("会议议程", Action.MEETING_AGENDA)]
    rest = [*(button(label, action, sitting.id) for label, action in files), button("返回", Action.MEETING_WEEK, 0)]
    return text, InlineKeyboardMarkup([each for each in (row, rest) if each])


def _list(state: State, viewer: Viewer, offset: int) -> Screen:
    lookup = Lookup(state.office)
    if offset == EVERYTHING:
        heading, found = "<b>今后的会议</b>", lookup.ahead(viewer)
    else:
        offset = max(-FARTHEST, min(offset, FARTHEST))
        monday, found = lookup.week(viewer, offset)
        sunday = monday + 6 * DAY
        heading = f"<b>会议安排</b>（{monday.month}月{monday.day}日—{sunday.month}月{sunday.day}日）"
    shown = found[:SHOWN]
    lines = [f"{number}. {_line(state, standing)}" for number, standing in enumerate(shown, 1)]
    more = [f"……共{len(found)}次"] if len(found) > SHOWN else []
    text = "\n".join([heading, *(lines or [NONE]), *more])
    return text, InlineKeyboardMarkup([*_numbers(shown), *_ways(offset, bool(found))])


def _line(state: State, standing: Standing) -> str:
    sitting, plan = standing.sitting, standing.sitting.meeting.plan
    leaves = standing.answered(Answer.LEAVE, Answer.APPROVED)
    counts = (("收到", standing.answered(Answer.RECEIVED)), ("请假", leaves), ("未回复", standing.silent))
    answers = " ".join(f"{label}{len(people)}" for label, people in counts if people)
    room = shorten(plan.room, TITLE) or f"地点{UNSET}"
    words = [short_time(sitting.start, state.office), shorten(plan.title, TITLE), room]
    return escaped("　".join([*words, *filter(None, [answers])]))


def _numbers(shown: Sequence[Standing]) -> list[list[InlineKeyboardButton]]:
    buttons = [button(str(place), Action.MEETING_OPEN, each.sitting.id) for place, each in enumerate(shown, 1)]
    return [buttons[place : place + WIDTH] for place in range(0, len(buttons), WIDTH)]


def _ways(offset: int, has_file: bool) -> list[list[InlineKeyboardButton]]:
    week = 0 if offset == EVERYTHING else offset
    ways = [
        button("上周", Action.MEETING_WEEK, week - 1),
        button("下周", Action.MEETING_WEEK, week + 1),
        button("全部", Action.MEETING_WEEK, EVERYTHING),
    ]
    here = [button("本周", Action.MEETING_WEEK, 0)] if offset else []
    return [[*here, *ways], *([[button("日历文件", Action.MEETING_FILE, 0)]] if has_file else [])]


def _calendar(state: State, viewer: Viewer, sitting_id: int) -> tuple[str, bytes]:
    """Return a name and the content of a calendar file, which is empty when there is nothing in it."""
    lookup, service = Lookup(state.office), CalendarService(state.office)
    if not sitting_id:
        sittings = lookup.calendar(viewer)
        return FILE, service.write(FILE, sittings) if sittings else b""
    standing = AnswerService(state.office).standing(sitting_id)
    if standing is None or not may_see(viewer, standing):
        return FILE, b""
    title = standing.sitting.meeting.plan.title
    return shorten(title, TITLE).replace("/", "／"), service.write(title, [standing.sitting])
