"""What a form looks like in a chat: the questions with buttons, step by step, and the card to be confirmed."""

import asyncio
from collections.abc import Sequence
from datetime import date
from enum import IntEnum

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import TelegramError

from bot.chat.buttons import Action, button
from bot.chat.meetings.wording import clash_lines, lead_words, plan_facts
from bot.chat.membership import is_member
from bot.chat.sending import escaped
from bot.chat.state import Context, State
from bot.office.calendar import DAY, Calendar
from bot.office.times.outcome import short
from bot.office.times.rules import Policy, describe
from bot.services.meetings.answering import wanted_members
from bot.services.meetings.checking import Checker
from bot.services.meetings.drafting import Opened
from bot.services.meetings.form import Field, Form, Step
from bot.services.meetings.planning import NO_GROUP

Screen = tuple[str, InlineKeyboardMarkup | None]
Rows = list[list[InlineKeyboardButton]]

CLOCKS = (510, 540, 570, 600, 840, 870, 900, 960)  # minutes of the day
POLICIES = (
    (Policy.NEXT, "顺延到下一个工作日"),
    (Policy.BEFORE, "提前到前一个工作日"),
    (Policy.SKIP, "当次取消"),
    (Policy.KEEP, "照常召开"),
)
ONLY_PEOPLE = "只通知参会人"
WHICH_DAY = "请选择会议日期："
WHICH_CLOCK = "{day}，请选择开始时间："
WHICH_POLICY = "{rule}\n遇到节假日怎么安排？"
WHICH_GROUP = "请选择在哪个群里通知："
OTHER = "其他"
HINT = "请核对后点“确认”。也可以直接回复本条消息更改，例如：改到后天上午九点。"
# What is asked for in words, where a form lacks it.
WORDED = {Step.TITLE: Field.TITLE, Step.ROOM: Field.ROOM, Step.PEOPLE: Field.PEOPLE}


class Act(IntEnum):
    """What the buttons under a card do."""

    CONFIRM = 0
    CHANGE = 1
    DROP = 2
    BACK = 3


async def groups_of(context: Context, user_id: int) -> tuple[int, ...]:
    """Return the served groups that someone is in."""
    groups = await context.state.access.groups()
    return tuple([each for each in groups if await is_member(context.bot, each, user_id)])


async def screen(context: Context, opened: Opened) -> Screen:
    """Return what a form asks with buttons, or its card."""
    state, form = context.state, opened.form
    match form.step:
        case Step.DOUBT:
            return _doubt(opened)
        case Step.DAY:
            return WHICH_DAY, _days(state.office.today(), state.office.calendar(), opened.id)
        case Step.CLOCK:
            return _clocks(state, opened)
        case Step.POLICY:
            return _policies(opened)
        case Step.GROUP:
            return await _groups(context, opened)
    return await _card(context, opened)


async def title_of(context: Context, chat_id: int) -> str:
    """Return a group's name."""
    try:
        return (await context.bot.get_chat(chat_id)).title or "工作群"
    except TelegramError:
        return "工作群"


def field_buttons(opened: Opened) -> Screen:
    """Return the card's buttons for changing one field."""
    fields = [button(field, Action.MEETING_FIELD, opened.id, place) for place, field in enumerate(Field)]
    rows = [fields[:3], fields[3:], [button("返回", Action.MEETING_ACT, opened.id, Act.BACK)]]
    return "请选择要修改的内容：", InlineKeyboardMarkup(rows)


def _policies(opened: Opened) -> Screen:
    labels = enumerate(label for _, label in POLICIES)
    rows = [[button(label, Action.MEETING_POLICY, opened.id, place)] for place, label in labels]
    rule = describe(opened.form.rule) if opened.form.rule else ""
    return WHICH_POLICY.format(rule=rule), InlineKeyboardMarkup(rows)


def _doubt(opened: Opened) -> Screen:
    doubt = opened.form.doubt
    choices = doubt.choices if doubt else ()
    rows = [[button(short(each.start), Action.MEETING_CHOICE, opened.id, place)] for place, each in enumerate(choices)]
    return escaped(doubt.question if doubt else ""), InlineKeyboardMarkup([*rows, [_other(opened)]])


def _days(today: date, calendar: Calendar, draft_id: int) -> InlineKeyboardMarkup:
    monday = today - today.weekday() * DAY
    named = [("今天", today), ("明天", today + DAY), ("后天", today + 2 * DAY)]
    named += [("本周五", monday + 4 * DAY), ("下周一", monday + 7 * DAY)]
    days = [
        button(f"{name} {day.month}月{day.day}日{_off(calendar, day)}", Action.MEETING_DAY, draft_id, day.toordinal())
        for name, day in named
        if day >= today
    ]
    other = button(OTHER, Action.MEETING_FIELD, draft_id, list(Field).index(Field.TIME))
    return InlineKeyboardMarkup(_in_rows([*days, other], 2))


def _off(calendar: Calendar, day: date) -> str:
    return f"（{remark}）" if (remark := calendar.remark(day)) else ""


def _clocks(state: State, opened: Opened) -> Screen:
    day, today = opened.form.day or state.office.today(), state.office.today()
    now = state.office.now().astimezone(state.office.zone)
    passed = now.hour * 60 + now.minute if day == today else -1
    clocks = [
        button(f"{minutes // 60:02}:{minutes % 60:02}", Action.MEETING_CLOCK, opened.id, minutes)
        for minutes in CLOCKS
        if minutes > passed
    ]
    text = WHICH_CLOCK.format(day=f"{day.month}月{day.day}日")
    return text, InlineKeyboardMarkup([*_in_rows(clocks, 4), [_other(opened)]])


async def _groups(context: Context, opened: Opened) -> Screen:
    groups = await groups_of(context, opened.user_id)
    rows = [[button(await title_of(context, each), Action.MEETING_GROUP, opened.id, each)] for each in groups]
    rows.append([button(ONLY_PEOPLE, Action.MEETING_GROUP, opened.id, NO_GROUP)])
    return WHICH_GROUP, InlineKeyboardMarkup(rows)


async def _card(context: Context, opened: Opened) -> Screen:
    chat_id = opened.form.chat_id or NO_GROUP
    where = "" if chat_id == NO_GROUP else await title_of(context, chat_id)
    text = await asyncio.to_thread(_card_text, context.state, opened.form, where)
    acts = (("确认", Act.CONFIRM), ("修改", Act.CHANGE), ("取消", Act.DROP))
    return text, InlineKeyboardMarkup([[button(label, Action.MEETING_ACT, opened.id, act) for label, act in acts]])


def _card_text(state: State, form: Form, where: str) -> str:
    checker, office = Checker(state.office), state.office
    plan = form.plan(checker.usual_leads())
    if plan is None:
        return ""
    lines = [
        f"<b>{'会议变更' if form.sitting_id else '新建会议'}（待确认）</b>",
        *plan_facts(office, plan, plan.start, plan.end, is_checked=True),
        f"提醒：{lead_words(plan.leads, plan.start, office)}",
        f"通知：{escaped(where) or _told(state, plan.people)}",
        *clash_lines(checker.clashes(plan, form), office),
    ]
    return "\n".join([*lines, "", HINT])


def _told(state: State, people: str) -> str:
    """Return who hears of a meeting without a group, and who cannot."""
    wanted, _ = wanted_members(people, state.office.people())
    silent = [member.name for member in wanted if member.account < 0]
    missing = f"（{escaped('、'.join(silent))}还没有绑定账号，收不到）" if silent else ""
    return f"{ONLY_PEOPLE}{missing}"


def _other(opened: Opened) -> InlineKeyboardButton:
    return button(OTHER, Action.MEETING_FIELD, opened.id, list(Field).index(Field.TIME))


def _in_rows(buttons: Sequence[InlineKeyboardButton], width: int) -> Rows:
    return [list(buttons[place : place + width]) for place in range(0, len(buttons), width)]
