"""/feedback: the answers that people called wrong, each with buttons to write a standard answer or use one there is."""

import asyncio

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, MaybeInaccessibleMessage, Message

from bot.chat.audience import audience_of
from bot.chat.buttons import Action, button
from bot.chat.documents.shelf import Rows
from bot.chat.paging import page_of
from bot.chat.private import in_private
from bot.chat.sending import edit, escaped, place_of, send
from bot.chat.standards.showing import service_of
from bot.chat.state import Context, State
from bot.format import shorten
from bot.masking import mask
from bot.services.feedback import Feedback
from bot.storage.answers import Doubted
from knowledge.audience import Audience

PAGE = 5
WORDS = 80  # characters of a question, and of an answer
WIDTH = 2
ONLY_PRIVATE = "请在与我的私聊中查看反馈。"
NONE = "还没有人把回答评为“不准”。"
HEADING = "<b>评为“不准”的回答共 {} 条</b>"
REFUSED = "（没有找到答案）"

Screen = tuple[str, InlineKeyboardMarkup | None]


@in_private(ONLY_PRIVATE)
async def show_feedback(message: Message, context: Context) -> None:
    """Show the first page."""
    audience = await audience_of(context.state, message.chat_id)
    await send(context, place_of(message), *await asyncio.to_thread(_list, context.state, audience, 0))


async def turn_feedback(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Show another page in the same message."""
    audience = await audience_of(context.state, message.chat.id)
    await query.answer()
    await edit(context, message, *await asyncio.to_thread(_list, context.state, audience, ids[0]))


def _list(state: State, audience: Audience, number: int) -> Screen:
    found = Feedback(state.office, state.canmou.library).doubted(audience)
    if not found:
        return NONE, None
    page = page_of(list(enumerate(found, 1)), number, size=PAGE)
    lines = [HEADING.format(len(found)), *(_line(place, each) for place, each in page.shown)]
    can_join = bool(service_of(state).listed(audience))
    buttons = [each for place, doubted in page.shown for each in _buttons(place, doubted, can_join=can_join)]
    rows: Rows = [buttons[first : first + WIDTH] for first in range(0, len(buttons), WIDTH)]
    ways = page.ways(lambda label, other: button(label, Action.FEEDBACK_TURN, other))
    return "\n\n".join(lines), InlineKeyboardMarkup([*rows, *([ways] if ways else [])])


def _buttons(place: int, each: Doubted, *, can_join: bool) -> list[InlineKeyboardButton]:
    """Return what can be done about an answer: a standard one is written, or one that there is is the one to it."""
    joining = [button(f"{place} 并入已有答复", Action.STANDARD_JOIN, each.id, 0)] if can_join else []
    return [button(f"{place} 写标准答复", Action.STANDARD_WRITE, each.id), *joining]


def _line(place: int, each: Doubted) -> str:
    """Return a question, how many called its answer wrong, and the answer, as HTML."""
    answer = each.answer
    given = answer.remark if not answer.citations else f"{answer.citations[0].quote}——{answer.citations[0].source}"
    told = shorten(given, WORDS) if given and not answer.refused else REFUSED
    return escaped(mask(f"{place}. 问：{shorten(answer.question, WORDS)}（{each.count}人）\n答：{told}"))
