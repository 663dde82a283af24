"""/duty: today, this week, one's own turns, in one message whose buttons change what it shows."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import date
from enum import IntEnum

from telegram import CallbackQuery, InlineKeyboardMarkup, MaybeInaccessibleMessage, Message

from bot.chat.buttons import Action, button
from bot.chat.sending import edit, escaped, place_of, send
from bot.chat.state import Context, State
from bot.office.calendar import DAY, short_date
from bot.office.duty.lines import RosterLine, roster_lines
from bot.office.duty.shifts import Shift
from bot.permissions import Act
from bot.services.duty import Form, Lookup

WEEK = 7
NOT_REGISTERED = "您还没有登记姓名，查不到您的班次。请私聊发送 /iam 加姓名登记，例如：/iam 张三"
NO_TURNS = "值班表里没有您以后的班次。"
GONE = "这个按钮已过期，请发送 /duty。"
LONGEST = 31  # shifts in one message


class View(IntEnum):
    """What the message can show; the values travel with the buttons."""

    TODAY = 0
    WEEK = 1
    MINE = 2


LABELS = {View.TODAY: "今天", View.WEEK: "本周", View.MINE: "我的"}


async def show_duty(message: Message, context: Context) -> None:
    """Show who is on duty today."""
    user_id = 0 if message.from_user is None or message.sender_chat else message.from_user.id
    text = await asyncio.to_thread(view, context.state, View.TODAY, user_id)
    await send(context, place_of(message), text, await buttons(context.state, View.TODAY, user_id))


async def turn_duty(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, number: int) -> None:
    """Show another view in the same message."""
    if number not in list(View):
        await query.answer(GONE)
        return
    state, chosen, user_id = context.state, View(number), query.from_user.id
    text = await asyncio.to_thread(view, state, chosen, user_id)
    await query.answer()
    await edit(context, message, text, await buttons(state, chosen, user_id))


async def buttons(state: State, shown: View, user_id: int) -> InlineKeyboardMarkup:
    """Return the ways to the other views and, for who may, to files."""
    today = state.office.today()
    views = [
        button(f"· {label} ·" if each is shown else label, Action.DUTY_VIEW, each) for each, label in LABELS.items()
    ]
    rows = [views, [button("统计", Action.DUTY_SHARES, today.year, 0), button("换班", Action.SWAP)]]
    if await state.access.may(user_id, Act.EXPORT_ROSTER):
        forms = list(Form)
        files = (("导出表格", Form.XLSX), ("导出文档", Form.DOCX), ("图片", Form.PNG))
        rows.append([button(label, Action.DUTY_FILE, forms.index(form)) for label, form in files])
    return InlineKeyboardMarkup(rows)


def view(state: State, shown: View, user_id: int) -> str:
    """Return what a view says to whoever looks at it."""
    return VIEWS[shown](state, user_id)


def describe(state: State, shifts: Sequence[Shift]) -> str:
    """Return shifts in full: day and hours, both people with their telephone numbers."""
    calendar = state.office.calendar()
    lines = roster_lines(shifts[:LONGEST], calendar=calendar, zone=state.office.zone)
    more = "\n\n只列出前面的班次，其余请缩小范围查询。" if len(shifts) > LONGEST else ""
    return "\n\n".join(map(_in_full, lines)) + more


def no_roster(first: date, last: date, today: date) -> str:
    """Say that days have no roster, with their year where it is another than today's."""
    year = "" if first.year == today.year else f"{first.year}年"
    end = "" if first == last else f"至{short_date(last)}"
    return f"{year}{short_date(first)}{end}还没有值班安排。"


def _today(state: State, _user_id: int) -> str:
    today, lookup = state.office.today(), Lookup(state.office)
    shifts = lookup.today()
    if not shifts:
        coming = lookup.to_come()
        next_one = f"\n\n<b>下一班</b>\n\n{describe(state, coming)}" if coming else ""
        return f"今天（{short_date(today)}）没有值班安排。{next_one}"
    return f"<b>今日值班</b>\n\n{describe(state, shifts)}"


def _week(state: State, _user_id: int) -> str:
    today = state.office.today()
    monday = today - today.weekday() * DAY
    sunday = monday + (WEEK - 1) * DAY
    shifts = Lookup(state.office).between(monday, sunday)
    if not shifts:
        return f"本周（{short_date(monday)}至{short_date(sunday)}）还没有值班安排。"
    lines = roster_lines(shifts, calendar=state.office.calendar(), zone=state.office.zone)
    with_hours = len({line.hours for line in lines}) > 1
    return "\n".join(["<b>本周值班</b>", "", *(_inshort_date(line, today, with_hours=with_hours) for line in lines)])


def _mine(state: State, user_id: int) -> str:
    person = state.office.person(user_id)
    if person is None:
        return NOT_REGISTERED
    shifts = Lookup(state.office).of(person)
    if not shifts:
        return NO_TURNS
    return f"<b>{escaped(person.name)}以后的班次</b>\n\n{describe(state, shifts)}"


VIEWS: dict[View, Callable[[State, int], str]] = {View.TODAY: _today, View.WEEK: _week, View.MINE: _mine}


def _in_full(line: RosterLine) -> str:
    remark = f"，{line.remark}" if line.remark else ""
    heading = f"{short_date(line.day)}（{line.weekday}{remark}）{line.hours}"
    officer, leader = (
        f"{name} {phone}".strip()
        for name, phone in ((line.officer, line.officer_phone), (line.leader, line.leader_phone))
    )
    return escaped(f"{heading}\n值班员：{officer}\n带班领导：{leader}")


def _inshort_date(line: RosterLine, today: date, *, with_hours: bool) -> str:
    hours = f" {line.hours}" if with_hours else ""
    text = escaped(f"{short_date(line.day)} {line.weekday}{hours}：{line.officer}，带班 {line.leader}")
    return f"<b>{text}</b>" if line.day == today else text
