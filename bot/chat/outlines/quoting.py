"""The quotes behind an outline in full, a page at a time."""

import asyncio

from telegram import CallbackQuery, InlineKeyboardMarkup, MaybeInaccessibleMessage

from bot.chat.buttons import Action, button
from bot.chat.outlines.showing import GONE, own_outline, seen_in, service_of
from bot.chat.outlines.wording import quote_pages
from bot.chat.paging import Page, page_of
from bot.chat.sending import edit, place_of, send
from bot.chat.state import Context
from bot.storage.outlines import KeptOutline


async def show_quotes(
    query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, kept: KeptOutline
) -> None:
    """Show the first page in a new message."""
    page = page_of(quote_pages(kept.outline), 0, size=1)
    await query.answer()
    if page.shown:
        await send(context, place_of(message), page.shown[0], _ways(kept, page))


async def turn_quotes(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Show another page in the same message: outline, version, page."""
    outline_id, number, wanted = ids
    owned = await own_outline(query, message, context, outline_id)
    if owned is None:
        return
    kept = await asyncio.to_thread(service_of(context.state).find, outline_id, number)
    seen = await seen_in(context, message.chat.id, kept) if kept else None
    page = page_of(quote_pages(seen.outline) if seen else (), wanted, size=1)
    await query.answer(None if page.shown else GONE)
    if kept is not None and page.shown:
        await edit(context, message, page.shown[0], _ways(kept, page))


def _ways(kept: KeptOutline, page: Page[str]) -> InlineKeyboardMarkup | None:
    ways = page.ways(lambda label, number: button(label, Action.OUTLINE_SOURCES, kept.id, kept.number, number))
    return InlineKeyboardMarkup([ways]) if ways else None
