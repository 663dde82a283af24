"""An outline begun: by /outline with its words, by a sentence that wishes for one, or step by step."""

import asyncio
import re

from telegram import Message

from bot.chat.outlines.asking import FIELD, go_on
from bot.chat.outlines.changing import CHANGE
from bot.chat.outlines.filling import BLANK
from bot.chat.sending import place_of, send
from bot.chat.state import Context
from bot.chat.waiting import lines_of, withdraw
from bot.office.writing.orders import Order
from bot.office.writing.wishes import read_command, read_wish
from bot.services.outlines import NO_ADDRESSEE, Form, FormService
from knowledge.outlines import Length
from knowledge.outlining.incidents import is_of_incident
from prompts import Kind, find_kind

ANONYMOUS = "无法确认匿名管理员的身份，请以本人身份起草。"
OF_TOPIC = ("管理", "工作", "情况")  # what may stand before a kind's name and tells what it is about
COMMAND = re.compile(r"^/\w+\s*", re.ASCII)


async def start_outline(message: Message, context: Context) -> None:
    """Draw up what the words behind /outline say, or ask step by step where there are none."""
    words = COMMAND.sub("", lines_of(message), count=1)
    order = read_command(words, _names(context))
    await _begin(message, context, _form(context, order, is_told=bool(words)))


async def understand_outline(message: Message, context: Context) -> bool:
    """Take a message that wishes for something to be written."""
    return await take_outline(message, context, lines_of(message))


async def take_outline(message: Message, context: Context, words: str) -> bool:
    """Take a sentence, of whoever wrote the message, that wishes for something to be written."""
    order = read_wish(words, _names(context))
    if order is None:
        return False
    await _begin(message, context, _form(context, order, is_told=True))
    return True


async def _begin(message: Message, context: Context, form: Form) -> None:
    person, place = message.from_user, place_of(message)
    if message.sender_chat or person is None:
        await send(context, place, ANONYMOUS)
        return
    forms = FormService(context.state.office)
    for about in (FIELD, BLANK, CHANGE):
        question = ("about", about)
        await asyncio.to_thread(withdraw, context.state, chat_id=place.chat_id, user_id=person.id, about=question)
    opened = await asyncio.to_thread(forms.start, form, chat_id=message.chat_id, user_id=person.id)
    await go_on(context, place, person, opened)


def _form(context: Context, order: Order, *, is_told: bool) -> Form:
    """Return what an order says; who said something is asked only for what cannot be done without."""
    kind = find_kind(context.state.canmou.kinds, order.kind) if order.kind else None
    if not is_told:
        return Form()
    topic, rest = _topic(order, kind)
    return Form(
        kind=kind.name if kind else "",
        topic=topic,
        addressee="" if _has_none(kind) else order.addressee,
        length=Length(order.extent) if order.extent else Length.NORMAL,
        rest=rest,
    )


def _topic(order: Order, kind: Kind | None) -> tuple[str, str]:
    """Return what an outline is about, and what found no place: an incident is told in one go, with all its facts."""
    if kind is not None and is_of_incident(kind):
        return "，".join(filter(None, [order.topic, order.rest])), ""
    return _as_named(order.topic, order.kind, kind), order.rest


def _as_named(topic: str, said: str, kind: Kind | None) -> str:
    """Return a topic with what belongs to it of the name that the kind was called by: 印章管理 of 印章管理制度."""
    more = said.removesuffix(kind.name) if kind else ""
    return f"{topic}{more}" if topic and more in OF_TOPIC and not topic.endswith(more) else topic


def _has_none(kind: Kind | None) -> bool:
    return kind is not None and kind.addressee == NO_ADDRESSEE


def _names(context: Context) -> list[str]:
    """Return all names of all kinds."""
    return [name for kind in context.state.canmou.kinds.values() for name in (kind.name, *kind.aliases)]
