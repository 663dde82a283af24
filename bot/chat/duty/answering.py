"""Questions in words that the roster answers: 今天谁值班, 周六谁带班, 下次我什么时候值班."""

import asyncio
from datetime import date

from telegram import Message

from bot.chat.addressing import question_in
from bot.chat.duty.showing import NO_TURNS, NOT_REGISTERED, describe, no_roster
from bot.chat.sending import escaped, place_of, send
from bot.chat.state import Context, State
from bot.office.duty.answers import DutyQuery, understand
from bot.office.duty.shifts import Shift
from bot.office.duty.wording import when
from bot.office.errors import YearUnknown
from bot.office.people import Person
from bot.services.duty import Lookup

NOBODY_NOW = "值班表里现在没有人值班。"
NONE_TO_COME = "值班表里没有以后的班次。"


async def answer_duty(message: Message, context: Context) -> bool:
    """Answer a message that asks something of the roster; leave any other to the next."""
    user_id = 0 if message.from_user is None or message.sender_chat else message.from_user.id
    answer = await asyncio.to_thread(_answer, context.state, question_in(message), user_id)
    if answer is None:
        return False
    await send(context, place_of(message), answer)
    return True


def _answer(state: State, text: str, user_id: int) -> str | None:
    office = state.office
    try:
        query = understand(text, now=office.now(), zone=office.zone, calendar=office.calendar())
    except YearUnknown as fault:
        return str(fault)
    if query is None:
        return None
    person = office.person(user_id)
    if query.mine and person is None:
        return NOT_REGISTERED
    shifts = Lookup(office).find(query, person)
    return _told(state, query, shifts, person) if shifts else _nothing(query, person, office.today())


def _told(state: State, query: DutyQuery, shifts: tuple[Shift, ...], person: Person | None) -> str:
    if query.mine and person is not None:
        return _own(state, query, shifts, person)
    if query.tier is None:
        return describe(state, shifts)
    turns = dict.fromkeys((when(each, state.office.zone), each.person(query.tier)) for each in shifts)
    lines = (f"{at} {query.tier}：{someone.name} {someone.phone}".strip() for at, someone in turns)
    return escaped("\n".join(lines))


def _own(state: State, query: DutyQuery, shifts: tuple[Shift, ...], person: Person) -> str:
    if query.next:
        return f"您下一班：\n{describe(state, shifts)}"
    return f"{escaped(person.name)}在这段时间有 {len(shifts)} 班：\n\n{describe(state, shifts)}"


def _nothing(query: DutyQuery, person: Person | None, today: date) -> str:
    if query.next:
        return NO_TURNS if query.mine else NONE_TO_COME
    if query.current:
        return NOBODY_NOW
    if query.mine and person is not None:
        return "这段时间值班表里没有您的班次。"
    return no_roster(query.first, query.last, today)
