"""The whole article behind a source, and the articles before and after it.

Where a group may not see it, whoever pressed and may is led to their private chat by a link of their own.
"""

import asyncio
import re
from dataclasses import astuple, dataclass

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, MaybeInaccessibleMessage, Message

from bot.chat.audience import audience_of
from bot.chat.buttons import Action, button
from bot.chat.links import link_to, word_of_spot
from bot.chat.sending import Place, edit, place_of, send, thread_of
from bot.chat.state import Context, State
from bot.format import article_pages, sources
from bot.storage.answers import KeptAnswer
from knowledge.answering import Answerer
from knowledge.answers import Citation

GONE = "资料库已经更新，找不到这段原文了。"
# One sentence for all reasons: which it is tells of a document that there may be.
CLOSED = "这段原文找不到了，或者不对您开放。"


@dataclass(frozen=True, slots=True)
class Spot:
    """What is read: a source of an answer, how many articles on from it, and which page of a long article."""

    answer_id: int
    source: int
    offset: int = 0
    page: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """An article's page as it is shown, and what there is around it."""

    text: str
    unit: str
    pages: int
    has_before: bool
    has_after: bool


async def open_article(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Show the whole article in a new message under the answer."""
    spot = Spot(*ids)
    if reading := await _fetch(query, message, context, spot):
        place = Place(message.chat.id, thread_of(message), message.message_id)
        await send(context, place, reading.text, _buttons(spot, reading))


async def turn_article(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Show another article, or another page, in the same message."""
    spot = Spot(*ids)
    if reading := await _fetch(query, message, context, spot):
        await edit(context, message, reading.text, _buttons(spot, reading))


async def show_original(message: Message, context: Context, spot: Spot) -> None:
    """Show in private what a link of a group leads to, as far as whoever follows it may see it."""
    state, chat_id = context.state, message.chat_id
    citation = await _citation(state, chat_id, spot)
    reading = await _read_for(state, chat_id, citation, spot) if citation else None
    if reading is None:
        await send(context, place_of(message), CLOSED)
    else:
        await send(context, place_of(message), reading.text, _buttons(spot, reading))


async def _fetch(
    query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, spot: Spot
) -> Reading | None:
    """Return what stands at the spot; who pressed hears when it is gone."""
    state, chat_id = context.state, message.chat.id
    citation = await _citation(state, chat_id, spot)
    if citation is None:
        await query.answer(GONE)
        return None
    reading = await _read_for(state, chat_id, citation, spot)
    if reading is None and await _read_for(state, query.from_user.id, citation, spot):
        # It opens for nobody but whoever pressed, who may read it, only not here.
        await query.answer(url=link_to(context.bot.username, word_of_spot(*astuple(spot))))
    else:
        await query.answer(GONE if reading is None else None)
    return reading


async def _read_for(state: State, chat_id: int, citation: Citation, spot: Spot) -> Reading | None:
    """Return what stands at the spot as far as it may be read in a chat now."""
    answerer = state.canmou.answerer.within(await audience_of(state, chat_id))
    return await asyncio.to_thread(_read, answerer, citation, spot)


def _read(answerer: Answerer, citation: Citation, spot: Spot) -> Reading | None:
    """Return what stands at the spot, or None when there is nothing."""
    article = answerer.article(citation, spot.offset)
    pages = article_pages(article) if article else ()
    if article is None or not 0 <= spot.page < len(pages):
        return None
    return Reading(
        text=pages[spot.page],
        unit="条" if re.search(r"第.+条", article.locator) else "段",
        pages=len(pages),
        has_before=answerer.article(citation, spot.offset - 1) is not None,
        has_after=answerer.article(citation, spot.offset + 1) is not None,
    )


async def _citation(state: State, chat_id: int, spot: Spot) -> Citation | None:
    """Return the source that stands at the spot, as far as its answer opens in a chat."""
    kept = await asyncio.to_thread(state.answers.find, spot.answer_id)
    if kept is None or not await _opens_in(state, kept, chat_id):
        return None
    found = sources(kept.answer)
    return found[spot.source][0] if 0 <= spot.source < len(found) else None


async def _opens_in(state: State, kept: KeptAnswer, chat_id: int) -> bool:
    """Tell whether an answer opens in a chat: its own, or the private one of somebody who is in its group.

    Buttons and links can be made up: what others asked is nobody's business.
    """
    if kept.chat_id == chat_id:
        return True
    is_led = kept.chat_id < 0 < chat_id and kept.chat_id in await state.access.groups()
    return is_led and await state.access.is_member(kept.chat_id, chat_id)


def _buttons(spot: Spot, reading: Reading) -> InlineKeyboardMarkup:
    """Return the ways on: the pages of a long article, and its neighbours."""
    pages = f"{spot.page + 2}/{reading.pages}"
    ways = (
        (spot.page > 0, "上一页", 0, -1),
        (spot.page + 1 < reading.pages, f"下一页（{pages}）", 0, 1),
        (reading.has_before, f"上一{reading.unit}", -1, None),
        (reading.has_after, f"下一{reading.unit}", 1, None),
    )
    rows: tuple[list[InlineKeyboardButton], ...] = ([], [])
    for is_open, label, articles, pages_on in ways:
        if is_open:
            page = 0 if pages_on is None else spot.page + pages_on
            target = (spot.answer_id, spot.source, spot.offset + articles, page)
            rows[pages_on is None].append(button(label, Action.TURN, *target))
    return InlineKeyboardMarkup([row for row in rows if row])
