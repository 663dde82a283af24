"""Questions in words that the roster answers: 今天谁值班, 周六谁带班, 下次我什么时候值班, 张三明天值班吗."""

import asyncio
from datetime import date

from telegram import Message

from bot.chat.addressing import question_in
from bot.chat.duty.showing import NOT_REGISTERED, describe, no_roster
from bot.chat.sending import escaped, place_of, send
from bot.chat.state import Context, State
from bot.office.duty.answers import DutyQuery, understand
from bot.office.duty.shifts import Shift
from bot.office.duty.wording import when
from bot.office.errors import YearUnknown
from bot.office.people import Person
from bot.services.duty import Lookup
from bot.services.office import Office

NOBODY_NOW = "值班表里现在没有人值班。"
NONE_TO_COME = "值班表里没有以后的班次。"


async def answer_duty(message: Message, context: Context) -> bool:
    """Answer a message that asks something of the roster; leave any other to the next."""
    return await take_question(message, context, question_in(message))


async def take_question(message: Message, context: Context, words: str) -> bool:
    """Answer a sentence, of whoever wrote the message, that asks something of the roster."""
    user_id = 0 if message.from_user is None or message.sender_chat else message.from_user.id
    answer = await asyncio.to_thread(_answer, context.state, words, user_id)
    if answer is None:
        return False
    await send(context, place_of(message), answer)
    return True


def _answer(state: State, text: str, user_id: int) -> str | None:
    office = state.office
    try:
        query, named = _read(office, text)
    except YearUnknown as fault:
        return str(fault)
    if query is None:
        return None
    person = named or office.person(user_id)
    if query.mine and person is None:
        return NOT_REGISTERED
    whose = escaped(named.name) if named else "您"
    shifts = Lookup(office).find(query, person)
    return _told(state, query, shifts, whose) if shifts else _nothing(query, whose, office.today())


def _read(office: Office, text: str) -> tuple[DutyQuery | None, Person | None]:
    """Return what is asked of the roster, and the person that it is asked of by name."""
    now, zone, calendar = office.now(), office.zone, office.calendar()
    query = understand(text, now=now, zone=zone, calendar=calendar)
    if query is not None:
        return query, None
    named = max((each for each in office.people() if each.name in text), key=lambda each: len(each.name), default=None)
    if named is None:
        return None, None
    # What someone asks of a colleague is what they would ask of themselves.
    query = understand(text.replace(named.name, "我", 1), now=now, zone=zone, calendar=calendar)
    return (query, named) if query is not None and query.mine else (None, None)


def _told(state: State, query: DutyQuery, shifts: tuple[Shift, ...], whose: str) -> str:
    if query.mine:
        turns = describe(state, shifts)
        return f"{whose}下一班：\n{turns}" if query.next else f"{whose}在这段时间有 {len(shifts)} 班：\n\n{turns}"
    if query.tier is None:
        return describe(state, shifts)
    people = dict.fromkeys((when(each, state.office.zone), each.person(query.tier)) for each in shifts)
    lines = (f"{at} {query.tier}：{someone.name} {someone.phone}".strip() for at, someone in people)
    return escaped("\n".join(lines))


def _nothing(query: DutyQuery, whose: str, today: date) -> str:
    if query.next:
        return f"值班表里没有{whose}以后的班次。" if query.mine else NONE_TO_COME
    if query.current:
        return NOBODY_NOW
    if query.mine:
        return f"这段时间值班表里没有{whose}的班次。"
    return no_roster(query.first, query.last, today)
