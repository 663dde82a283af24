"""The list of documents that answers come from, page by page."""

import asyncio
import html
from collections.abc import Sequence

from telegram import CallbackQuery, InlineKeyboardMarkup, MaybeInaccessibleMessage, Message

from bot.chat.buttons import Action, button
from bot.chat.sending import edit, place_of, send
from bot.chat.state import Context
from bot.format import shorten
from knowledge.library import Entry
from knowledge.records import Origin

PAGE = 20
TITLE = 60  # characters of a title
EMPTY = "资料库里还没有文件，请联系管理员导入。"
STARTER = "目前用的是随附的示范制度，供参考；导入本单位的文件后，以本单位的为准。"


async def show_documents(message: Message, context: Context) -> None:
    """Show the first page."""
    text, markup = _page(await _documents(context), 0)
    await send(context, place_of(message), text, markup)


async def turn_documents(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, page: int) -> None:
    """Show another page in the same message."""
    text, markup = _page(await _documents(context), page)
    await query.answer()
    await edit(context, message, text, markup)


async def _documents(context: Context) -> list[Entry]:
    """Return the documents that answers may come from, those in force first."""
    entries = await asyncio.to_thread(context.state.canmou.library.entries)
    return sorted((entry for entry in entries if entry.active), key=lambda entry: not entry.in_force)


def _page(entries: Sequence[Entry], page: int) -> tuple[str, InlineKeyboardMarkup | None]:
    if not entries:
        return EMPTY, None
    pages = -(-len(entries) // PAGE)
    page = min(max(page, 0), pages - 1)
    shown = list(enumerate(entries, 1))[page * PAGE : (page + 1) * PAGE]
    lines = [_heading(entries), *(f"{number}. {_line(entry)}" for number, entry in shown)]
    return "\n".join(lines), _buttons(page, pages)


def _heading(entries: Sequence[Entry]) -> str:
    in_force = sum(entry.in_force for entry in entries)
    counts = f"<b>资料库共有 {len(entries)} 份文件，其中现行 {in_force} 份</b>"
    is_starter = all(entry.record.origin is Origin.HANDBOOK for entry in entries)
    return f"{counts}\n{STARTER}" if is_starter else counts


def _line(entry: Entry) -> str:
    document = entry.document
    year = f"{document.issued.year}年" if document.issued else ""
    remarks = "，".join(filter(None, [year, entry.standing.status.value]))
    return html.escape(f"《{shorten(document.title.strip('《》'), TITLE)}》（{remarks}）", quote=False)


def _buttons(page: int, pages: int) -> InlineKeyboardMarkup | None:
    row = [button("上一页", Action.LIST, page - 1)] if page else []
    if page + 1 < pages:
        row.append(button(f"下一页（{page + 2}/{pages}）", Action.LIST, page + 1))
    return InlineKeyboardMarkup([row]) if row else None
