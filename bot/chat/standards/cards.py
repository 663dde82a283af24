"""A standard answer that was handed in, as a card: its questions, words and sources, with what can be done about it."""

import asyncio
from zlib import crc32

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, MaybeInaccessibleMessage

from bot.chat.audience import audience_of
from bot.chat.buttons import Action, button
from bot.chat.documents.shelf import Rows, name_of
from bot.chat.sending import escaped
from bot.chat.standards.showing import ground_lines, service_of
from bot.chat.state import Context, State
from bot.services.standards import label
from bot.services.wordings import GONE, MOST
from bot.storage.standards import Standard
from bot.storage.standards import State as Step
from bot.wording import mark

STATES = {Step.PENDING: "待审定", Step.DUE: "依据已变动，待复核", Step.APPROVED: "使用中"}
NO_GROUNDS = "没有写明依据"
WIDTH = 3
_NARROW = 2**31 - 1  # what fits into a button

Screen = tuple[str, InlineKeyboardMarkup | None]


async def seen(
    query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, standard_id: int
) -> Standard | None:
    """Return an answer that was handed in and may be seen by whoever pressed; None, which they hear, for others."""
    found = await found_in(context, message.chat.id, standard_id)
    if found is None:
        await query.answer(GONE)
    return found


async def found_in(context: Context, chat_id: int, standard_id: int) -> Standard | None:
    """Return an answer that was handed in and may be seen in a chat, or None."""
    listed = await asyncio.to_thread(service_of(context.state).listed, await audience_of(context.state, chat_id))
    return next((each for each in listed if each.id == standard_id), None)


def card(state: State, standard: Standard, page: int) -> Screen:
    """Return an answer's card, which leads back to a page of the list."""
    lines = [
        *_questions(standard),
        f"答：{standard.answer}",
        f"依据：{'、'.join(ground_lines(standard)) or NO_GROUNDS}",
        f"开放范围：{name_of(standard.collection)}",
        f"状态：{STATES[standard.state]}",
        label(standard, state.office.zone),
    ]
    acts = {Step.PENDING: "审定", Step.DUE: "复核无误，继续使用"}
    act = acts.get(standard.state)
    approving = [button(act, Action.STANDARD_APPROVE, standard.id, page)] if act else []
    ways = [button("停用", Action.STANDARD_DROP, standard.id, page), button("返回", Action.STANDARD_LIST, page)]
    rows = [approving, *_wordings(standard, page), ways]
    return escaped("\n".join(filter(None, lines))), InlineKeyboardMarkup([row for row in rows if row])


def sum_of(question: str) -> int:
    """Return a number that tells a wording from the others of its answer, for a button."""
    return crc32(question.encode()) & _NARROW


def _questions(standard: Standard) -> list[str]:
    count = len(standard.questions)
    first, *others = (mark(place, count) + each for place, each in enumerate(standard.questions))
    return [f"问：{first}", *others]


def _wordings(standard: Standard, page: int) -> Rows:
    """Return the buttons that add a wording and remove each but the last."""
    count = len(standard.questions)
    removing: list[InlineKeyboardButton] = [
        button(f"删问法{mark(place, count)}", Action.STANDARD_WORDING_DROP, standard.id, sum_of(question), page)
        for place, question in enumerate(standard.questions if count > 1 else ())
    ]
    adding = [button("增加问法", Action.STANDARD_WORDING, standard.id, page)] if count < MOST else []
    return [adding, *(removing[first : first + WIDTH] for first in range(0, len(removing), WIDTH))]
