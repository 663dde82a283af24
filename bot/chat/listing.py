"""The list of documents that answers come from, page by page."""

import asyncio
import html
from collections.abc import Sequence

from telegram import CallbackQuery, InlineKeyboardMarkup, MaybeInaccessibleMessage, Message, User

from bot.chat.audience import audience_of
from bot.chat.buttons import Action, button
from bot.chat.sending import edit, place_of, send
from bot.chat.state import Context
from bot.format import shorten
from bot.permissions import Act
from knowledge.library import Entry
from knowledge.records import Origin

PAGE = 20
TITLE = 60  # characters of a title
EMPTY = "资料库里还没有文件，请联系管理员导入。"
KEEPERS_EMPTY = "资料库里还没有文件，请点“添加文件”。"
STARTER = "目前用的是随附的示范制度，供参考；导入本单位的文件后，以本单位的为准。"


async def show_documents(message: Message, context: Context) -> None:
    """Show the first page."""
    is_keeper = message.from_user is not None and await _keeps(context, message.from_user, message.chat_id)
    text, markup = _page(await _documents(context, message.chat_id), 0, is_keeper=is_keeper)
    await send(context, place_of(message), text, markup)


async def turn_documents(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, page: int) -> None:
    """Show another page in the same message."""
    is_keeper = await _keeps(context, query.from_user, message.chat.id)
    text, markup = _page(await _documents(context, message.chat.id), page, is_keeper=is_keeper)
    await query.answer()
    await edit(context, message, text, markup)


async def _keeps(context: Context, person: User, chat_id: int) -> bool:
    """Tell whether someone may change the library here, which is done in private."""
    return chat_id == person.id and await context.state.access.may(person.id, Act.MANAGE_DOCUMENTS)


async def _documents(context: Context, chat_id: int) -> list[Entry]:
    """Return the documents that answers in a chat may come from, those in force first."""
    audience = await audience_of(context.state, chat_id)
    entries = await asyncio.to_thread(context.state.canmou.library.entries, audience)
    return sorted((entry for entry in entries if entry.active), key=lambda entry: not entry.in_force)


def _page(entries: Sequence[Entry], page: int, *, is_keeper: bool) -> tuple[str, InlineKeyboardMarkup | None]:
    if not entries:
        return KEEPERS_EMPTY if is_keeper else EMPTY, _buttons(0, 1, is_keeper=is_keeper)
    pages = -(-len(entries) // PAGE)
    page = min(max(page, 0), pages - 1)
    shown = list(enumerate(entries, 1))[page * PAGE : (page + 1) * PAGE]
    lines = [_heading(entries), *(f"{number}. {_line(entry)}" for number, entry in shown)]
    return "\n".join(lines), _buttons(page, pages, is_keeper=is_keeper)


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


def _buttons(page: int, pages: int, *, is_keeper: bool) -> InlineKeyboardMarkup | None:
    row = [button("上一页", Action.LIST, page - 1)] if page else []
    if page + 1 < pages:
        row.append(button(f"下一页（{page + 2}/{pages}）", Action.LIST, page + 1))
    keeping = [
        button("添加文件", Action.DOCUMENT_ASK),
        button("管理文件", Action.SHELF, 0),
        button("资料范围", Action.COLLECTIONS),
    ]
    rows = [row, keeping if is_keeper else []]
    return InlineKeyboardMarkup([each for each in rows if each]) if any(rows) else None
