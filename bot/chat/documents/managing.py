"""The documents of the office one by one, for who keeps them: shown, moved to another collection, removed."""

import asyncio
from zlib import crc32

from telegram import CallbackQuery, InlineKeyboardMarkup, MaybeInaccessibleMessage

from bot.chat.buttons import Action, button
from bot.chat.documents.shelf import GONE, Rows, name_of, service_of
from bot.chat.documents.wording import card, titled
from bot.chat.paging import page_of
from bot.chat.sending import edit
from bot.chat.state import Context, State
from bot.format import shorten
from bot.office.acts import Actor
from bot.services.audience import AudienceService
from bot.storage.library import Shelved
from knowledge.library import Entry

PAGE = 8
TITLE = 30  # characters of a title on a button
WIDTH = 3
EMPTY = "资料库里还没有本单位的文件。"
HEADING = "<b>本单位的文件共 {} 份</b>\n点文件名可以更改开放范围或者移除。"
MOVED = "已改为：{}"
SURE = "确定从资料库移除{}吗？移除后不能再查到，需要时可以重新收入。"
REMOVED = "已移除{}。"

Screen = tuple[str, InlineKeyboardMarkup | None]


async def show_shelf(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Show a page of the documents in the same message."""
    await query.answer()
    await edit(context, message, *await asyncio.to_thread(_shelf, context.state, ids[0]))


async def open_document(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Show a document in the same message: document, its sum, page."""
    screen = await asyncio.to_thread(_card, context.state, *ids)
    await query.answer(GONE if screen is None else None)
    if screen is not None:
        await edit(context, message, *screen)


async def move_document(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Move a document to a collection, 0 for everybody's: document, its sum, page, collection."""
    *spot, collection_id = ids
    by, document = Actor(query.from_user.id, message.chat.id), await asyncio.to_thread(_find, context.state, *spot[:2])
    await query.answer(await asyncio.to_thread(_move, context.state, document, collection_id, by))
    screen = await asyncio.to_thread(_card, context.state, *spot)
    if screen is not None:
        await edit(context, message, *screen)


async def remove_document(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Ask back, then remove a document: document, its sum, page, whether it was asked back."""
    *spot, is_sure = ids
    service = service_of(context.state, Actor(query.from_user.id, message.chat.id))
    document = await asyncio.to_thread(_find, context.state, spot[0], spot[1])
    if document is None:
        await query.answer(GONE)
        return
    await query.answer()
    if is_sure != 1:
        yes = button("确定移除", Action.DOCUMENT_REMOVE, *spot, 1)
        no = button("返回", Action.DOCUMENT_OPEN, *spot)
        await edit(context, message, SURE.format(titled(document.title)), InlineKeyboardMarkup([[yes, no]]))
    elif await asyncio.to_thread(service.remove, document):
        back = button("返回", Action.SHELF, spot[2])
        await edit(context, message, REMOVED.format(titled(document.title)), InlineKeyboardMarkup([[back]]))


def _shelf(state: State, number: int) -> Screen:
    documents = service_of(state, Actor(0)).shelved()
    if not documents:
        return EMPTY, None
    page = page_of(documents, number, size=PAGE)
    rows: Rows = [[button(_label(each), Action.DOCUMENT_OPEN, *_spot(each, page.number))] for each in page.shown]
    ways = page.ways(lambda label, other: button(label, Action.SHELF, other))
    return HEADING.format(len(documents)), InlineKeyboardMarkup([*rows, *([ways] if ways else [])])


def _card(state: State, document_id: int, digest: int, page: int) -> Screen | None:
    document = _find(state, document_id, digest)
    entry = _entry(state, document) if document else None
    if document is None or entry is None:
        return None
    spot = _spot(document, page)
    places = [
        button(f"改为：{name_of(name)}", Action.DOCUMENT_MOVE, *spot, number)
        for number, name in AudienceService(state.office).places()
        if name != document.collection
    ]
    rows: Rows = [places[first : first + WIDTH] for first in range(0, len(places), WIDTH)]
    ways = [button("移除", Action.DOCUMENT_REMOVE, *spot, 0), button("返回", Action.SHELF, page)]
    return card(entry), InlineKeyboardMarkup([*rows, ways])


def _entry(state: State, document: Shelved) -> Entry | None:
    entries = state.canmou.library.entries()
    return next((each for each in entries if each.document.file == document.file), None)


def _move(state: State, document: Shelved | None, collection_id: int, by: Actor) -> str:
    """Move a document; return what is said of it."""
    name = AudienceService(state.office).name_of(collection_id)
    if document is None or name is None:
        return GONE
    service_of(state, by).move(document, name)
    return MOVED.format(name_of(name))


def _find(state: State, document_id: int, digest: int) -> Shelved | None:
    """Return a document, unless its number has become another one's."""
    documents = service_of(state, Actor(0)).shelved()
    return next((each for each in documents if each.id == document_id and _digest(each) == digest), None)


def _spot(document: Shelved, page: int) -> tuple[int, int, int]:
    return document.id, _digest(document), page


def _digest(document: Shelved) -> int:
    return crc32(document.file.encode())


def _label(document: Shelved) -> str:
    place = f"（{document.collection}）" if document.collection else ""
    return shorten(document.title.strip("《》"), TITLE) + place
