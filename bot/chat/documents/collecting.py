"""Collections of documents: listed, made, opened to roles and groups, removed."""

import asyncio
from collections.abc import Mapping
from typing import Any

from telegram import CallbackQuery, InlineKeyboardMarkup, MaybeInaccessibleMessage, Message
from telegram.error import TelegramError

from bot.chat.buttons import Action, button
from bot.chat.documents.shelf import GONE, Rows
from bot.chat.sending import edit, escaped, place_of, send
from bot.chat.state import Context, State
from bot.chat.waiting import Question, lines_of, wait_for_words
from bot.office.acts import Actor
from bot.office.errors import OfficeError
from bot.permissions import Act, Role
from bot.services.audience import READERS, AudienceService
from bot.storage.collections import Collection

COLLECTION = "collection"  # what awaited words are about
ASKED = "请回复资料范围的名称，例如：领导资料"
HEADING = (
    "<b>资料范围</b>\n“公开”的文件所有能提问的人都可以查看。下列范围里的文件，只对选定的身份和群开放；"
    "群里只显示群内所有人都可以看的内容。管理员可以看到全部。"
)
NONE = "还没有设置，现在所有文件都是公开的。"
OPENED = "可以查看：{}"
NOBODY = "只有管理员"
NAMELESS = "群 {}"
REMOVED = "已删除。"
LONGEST = 20  # characters of a group's title on a button

Screen = tuple[str, InlineKeyboardMarkup]


async def show_collections(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context) -> None:
    """Show the collections in the same message."""
    await query.answer()
    await edit(context, message, *await asyncio.to_thread(_list, context.state))


async def ask_collection(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context) -> None:
    """Ask for the name of a new collection."""
    await query.answer()
    await wait_for_words(context, place_of(message), query.from_user, Question(ASKED, COLLECTION, {}))


async def take_collection(message: Message, context: Context, _content: Mapping[str, Any]) -> None:
    """Make a collection of the name that was asked for."""
    person = message.from_user
    if person is None or not await context.state.access.may(person.id, Act.MANAGE_DOCUMENTS):
        return
    actor = Actor(person.id, message.chat_id)
    try:
        made = await asyncio.to_thread(AudienceService(context.state.office).add, lines_of(message), by=actor)
    except OfficeError as fault:
        question = Question(f"{escaped(str(fault))}\n{ASKED}", COLLECTION, {})
        await wait_for_words(context, place_of(message), person, question)
        return
    await send(context, place_of(message), *await _card(context, made))


async def open_collection(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Show a collection in the same message."""
    collection = await asyncio.to_thread(AudienceService(context.state.office).find, ids[0])
    await query.answer(GONE if collection is None else None)
    if collection is not None:
        await edit(context, message, *await _card(context, collection))


async def change_readers(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Open a collection to who did not read it, or close it to who did: collection, a group or the place of a role."""
    service = AudienceService(context.state.office)
    collection = await asyncio.to_thread(service.find, ids[0])
    reader = await _reader(context, ids[1])
    if collection is None or reader is None:
        await query.answer(GONE)
        return
    actor = Actor(query.from_user.id, message.chat.id)
    changed = await asyncio.to_thread(service.toggle, collection, reader, by=actor)
    await query.answer()
    await edit(context, message, *await _card(context, changed))


async def remove_collection(
    query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int
) -> None:
    """Remove a collection that holds nothing."""
    service, actor = AudienceService(context.state.office), Actor(query.from_user.id, message.chat.id)
    collection = await asyncio.to_thread(service.find, ids[0])
    if collection is None:
        await query.answer(GONE)
        return
    try:
        await asyncio.to_thread(service.remove, collection, by=actor)
    except OfficeError as fault:
        await query.answer(str(fault), show_alert=True)
        return
    await query.answer(REMOVED)
    await edit(context, message, *await asyncio.to_thread(_list, context.state))


async def _reader(context: Context, number: int) -> Role | int | None:
    """Return the role or the group that a button means, None when there is none of that number."""
    if number < 0:
        return number if number in await context.state.access.groups() else None
    return READERS[number] if number < len(READERS) else None


def _list(state: State) -> Screen:
    found = AudienceService(state.office).all()
    rows: Rows = [[button(f"{each.name}（{each.count}份）", Action.COLLECTION_OPEN, each.id)] for each in found]
    made = [button("新建资料范围", Action.COLLECTION_NEW), button("返回", Action.LIST, 0)]
    return HEADING if found else f"{HEADING}\n\n{NONE}", InlineKeyboardMarkup([*rows, made])


async def _card(context: Context, collection: Collection) -> Screen:
    """Return a collection with who reads it, and the buttons that open it to others."""
    titles = {chat_id: await _title(context, chat_id) for chat_id in await context.state.access.groups()}
    roles = [
        button(_label(role, is_on=role.name in collection.roles), Action.COLLECTION_READER, collection.id, place)
        for place, role in enumerate(READERS)
    ]
    groups = [
        [button(_label(title, is_on=chat_id in collection.chats), Action.COLLECTION_READER, collection.id, chat_id)]
        for chat_id, title in titles.items()
    ]
    readers = [role for role in READERS if role.name in collection.roles]
    named = [*readers, *(title for chat_id, title in titles.items() if chat_id in collection.chats)]
    opened = OPENED.format(escaped("、".join(named) or NOBODY))
    text = f"<b>{escaped(collection.name)}</b>（{collection.count}份）\n{opened}"
    ways = [
        button("删除", Action.COLLECTION_REMOVE, collection.id),
        button("返回", Action.COLLECTIONS),
    ]
    return text, InlineKeyboardMarkup([roles, *groups, ways])


async def _title(context: Context, chat_id: int) -> str:
    try:
        title = (await context.bot.get_chat(chat_id)).title or ""
    except TelegramError:
        title = ""
    return title[:LONGEST] or NAMELESS.format(chat_id)


def _label(name: str, *, is_on: bool) -> str:
    return f"✓ {name}" if is_on else name
