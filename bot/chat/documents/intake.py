"""A file on its way into the library: read, shown, put into a collection, taken in on a press.

Until then only the file's number in Telegram is kept; a press has it fetched and read once more.
"""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

from telegram import CallbackQuery, Document, InlineKeyboardMarkup, MaybeInaccessibleMessage, Message
from telegram.constants import ChatType
from telegram.error import TelegramError

from bot.chat.buttons import Action, button
from bot.chat.documents.meter import metering
from bot.chat.documents.shelf import Rows, marked, name_of, service_of
from bot.chat.documents.wording import preview, titled
from bot.chat.marking import DELETED, NOT_DELETED
from bot.chat.sending import Place, edit, erase, escaped, place_of, send, typing
from bot.chat.state import Context, State
from bot.office.acts import Actor
from bot.office.errors import OfficeError
from bot.permissions import Act
from bot.services.audience import AudienceService
from bot.services.documents import UNKNOWN, Look, is_document
from bot.services.files import MarkedFile
from bot.storage import drafts
from bot.storage.drafts import Draft
from knowledge.audience import PUBLIC
from knowledge.errors import KnowledgeError

INTAKE, EXPECTED = "document", "document_expected"  # the kinds of drafts
CAPTION = "入库"
ONLY_HERE = (".md", ".html", ".htm")  # what is good for nothing else
BYTES = 20_000_000  # what Telegram lets a bot fetch
WIDTH = 3
LASTS = timedelta(minutes=30)  # for which a file is expected
ASKED = "请把文件发来（.docx、.pdf、.txt、.md、.html）。以后也可以在发文件时直接写上说明“入库”。"
NOT_FETCHED = "文件没有取到，请稍后重新发送。"
TOO_LARGE = "文件超过20MB，请分成几份或者去掉图片后再发。"
HANDLED = "这份文件已经处理，或者已被后发的文件代替。"
DROPPED = "已取消，没有收入。"
FAILED = "没有收入，请稍后再试；还是不行，请告诉系统管理人员查看日志。"
DONE = "已收入{}，共{}段，开放范围：{}。现在就可以提问。"
UNREADABLE = "原来的文件已经找不到了，请重新发送并写上说明“入库”。"


@dataclass(frozen=True, slots=True)
class _File:
    """A file in Telegram."""

    id: str
    name: str
    size: int = 0


async def ask_file(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context) -> None:
    """Expect the next file to be meant for the library."""
    state, user_id = context.state, query.from_user.id
    expected = Draft(0, EXPECTED, user_id, user_id, {}, state.canmou.now())
    await asyncio.to_thread(_start, state, expected)
    await query.answer()
    await send(context, place_of(message), ASKED)


async def understand_document(message: Message, context: Context) -> bool:
    """Take a file that is meant for the library, from who may bring it in; leave others."""
    document = message.document
    if document is None or not await _keeps_here(message, context):
        return False
    is_expected = await asyncio.to_thread(_was_expected, context.state, message.chat_id)
    if not is_expected and not _is_meant(message, document):
        return False
    await _take(message, context, document)
    return True


async def offer_intake(message: Message, context: Context) -> tuple[Place, InlineKeyboardMarkup | None]:
    """Return where the report on a paper goes and the button under it, for who may bring papers into the library.

    The report answers the paper then, which is how the button finds it: nothing of the paper is kept.
    """
    name = message.document.file_name if message.document else None
    if not is_document(name or "") or not await _keeps_here(message, context):
        return place_of(message), None
    offer = InlineKeyboardMarkup([[button("收入资料库", Action.DOCUMENT_PAPER)]])
    return Place(message.chat_id, reply_to=message.message_id), offer


async def take_paper(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context) -> None:
    """Take the paper into view that was proofread, which the report answers."""
    paper = message.reply_to_message if isinstance(message, Message) else None
    if paper is None or paper.document is None:
        await query.answer(UNREADABLE, show_alert=True)
        return
    await query.answer()
    await _take(paper, context, paper.document)


async def choose_collection(
    query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int
) -> None:
    """Put a file into another collection, 0 for everybody's: draft, collection."""
    state, (draft_id, collection_id) = context.state, ids
    chosen = await asyncio.to_thread(_choose, state, draft_id, query.from_user.id, collection_id)
    await query.answer(HANDLED if chosen is None else None)
    if chosen is not None:
        markup = await asyncio.to_thread(_buttons, state, draft_id, chosen)
        # Pressed twice it is the same already.
        if isinstance(message, Message) and message.reply_markup != markup:
            await message.edit_reply_markup(markup)


async def keep_document(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Take in what was shown."""
    draft = await asyncio.to_thread(_finish, context.state, ids[0], query.from_user.id)
    await query.answer(HANDLED if draft is None else None)
    if draft is None:
        return
    async with metering(context, message, draft.content["texts"]) as meter:
        try:
            content = await _fetch(context, draft.content["file_id"])
            service = service_of(context.state, Actor(draft.user_id, draft.chat_id))
            name, place = draft.content["name"], draft.content["collection"]
            taken = await asyncio.to_thread(service.take_in, name, content, place, meter.advance)
            said = DONE.format(titled(taken.title), len(taken.passages), escaped(name_of(place)))
        except TelegramError:
            said = NOT_FETCHED
        except OfficeError as fault:
            said = escaped(str(fault))
        except KnowledgeError:
            said = FAILED
    await edit(context, message, said, None)


async def drop_document(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Forget what was handed in."""
    draft = await asyncio.to_thread(_finish, context.state, ids[0], query.from_user.id)
    await query.answer(HANDLED if draft is None else None)
    if draft is not None:
        await edit(context, message, DROPPED, None)


async def _keeps_here(message: Message, context: Context) -> bool:
    """Tell whether a message is private and from someone who may change the library."""
    person = message.from_user
    if person is None or message.chat.type != ChatType.PRIVATE:
        return False
    return await context.state.access.may(person.id, Act.MANAGE_DOCUMENTS)


def _is_meant(message: Message, document: Document) -> bool:
    """Tell whether a file is meant for the library by its caption, or because it is good for nothing else."""
    is_said = (message.caption or "").strip(" 。.！!") == CAPTION
    return is_said or (document.file_name or "").lower().endswith(ONLY_HERE)


async def _take(message: Message, context: Context, document: Document) -> None:
    """Read a file and show what it would bring."""
    file = _File(document.file_id, document.file_name or "", document.file_size or 0)
    place = Place(message.chat_id)
    async with typing(context, place):
        try:
            text, markup = await _look(context, message.chat_id, file)
        except MarkedFile:
            text, markup = DELETED if await erase(message) else NOT_DELETED, None
        except OfficeError as fault:
            text, markup = escaped(str(fault)), None
        except TelegramError:
            text, markup = NOT_FETCHED, None
    await send(context, place, text, markup)


async def _look(context: Context, user_id: int, file: _File) -> tuple[str, InlineKeyboardMarkup | None]:
    """Return what a file would bring, with the buttons to take it in; raise OfficeError or TelegramError."""
    state = context.state
    if not is_document(file.name) or file.size > BYTES:
        return (TOO_LARGE if is_document(file.name) else UNKNOWN), None
    content = await _fetch(context, file.id)
    look = await asyncio.to_thread(service_of(state, Actor(user_id, user_id)).look, file.name, content)
    if look.is_known:
        return preview(look), None
    draft_id = await asyncio.to_thread(_start, state, _draft(state, user_id, file, look))
    return preview(look), await asyncio.to_thread(_buttons, state, draft_id, _place(look))


async def _fetch(context: Context, file_id: str) -> bytes:
    file = await context.bot.get_file(file_id)
    return bytes(await file.download_as_bytearray())


def _draft(state: State, user_id: int, file: _File, look: Look) -> Draft:
    content = {"file_id": file.id, "name": file.name, "collection": _place(look), "texts": look.texts}
    return Draft(0, INTAKE, user_id, user_id, content, state.canmou.now())


def _place(look: Look) -> str:
    """Return the collection that a file goes into if nothing else is said: where its earlier text is."""
    return look.before.record.collection if look.before else PUBLIC


def _buttons(state: State, draft_id: int, chosen: str) -> InlineKeyboardMarkup:
    places = [
        button(marked(name, chosen), Action.DOCUMENT_PLACE, draft_id, number)
        for number, name in AudienceService(state.office).places()
    ]
    rows: Rows = [places[first : first + WIDTH] for first in range(0, len(places), WIDTH)]
    ways = [button("确认收入", Action.DOCUMENT_KEEP, draft_id), button("取消", Action.DOCUMENT_DROP, draft_id)]
    return InlineKeyboardMarkup([*rows, ways])


def _choose(state: State, draft_id: int, user_id: int, collection_id: int) -> str | None:
    """Keep which collection a file goes into and return its name; None when there is none of the two."""
    name = AudienceService(state.office).name_of(collection_id)
    with state.office.begin() as connection:
        draft = drafts.find(connection, draft_id)
        if draft is None or name is None or not _is_theirs(draft, user_id):
            return None
        drafts.change(connection, draft_id, {**draft.content, "collection": name})
        return name


def _finish(state: State, draft_id: int, user_id: int) -> Draft | None:
    """Return a draft that is ended by it, or None when it is somebody else's or was ended."""
    with state.office.begin() as connection:
        draft = drafts.find(connection, draft_id)
        is_open = draft is not None and _is_theirs(draft, user_id)
        return draft if is_open and drafts.finish(connection, draft_id) else None


def _is_theirs(draft: Draft, user_id: int) -> bool:
    return draft.kind == INTAKE and draft.user_id == user_id


def _start(state: State, draft: Draft) -> int:
    with state.office.begin() as connection:
        return drafts.start(connection, draft)


def _was_expected(state: State, user_id: int) -> bool:
    """Tell whether someone said that a file for the library comes, which counts once and for a while."""
    with state.office.begin() as connection:
        draft = drafts.latest(connection, EXPECTED, chat_id=user_id, user_id=user_id)
        if draft is None or not drafts.finish(connection, draft.id):
            return False
        return state.canmou.now() - draft.made_at < LASTS
