"""Files that administrators hand in in private: read, shown what they would bring, and taken in on a press.

Until then only the file's number in Telegram is kept; a press has it fetched and read once more.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from telegram import CallbackQuery, Document, InlineKeyboardMarkup, MaybeInaccessibleMessage, Message
from telegram.error import TelegramError

from bot.chat.asking import say_only_text
from bot.chat.buttons import Action, button
from bot.chat.documents import understand_document
from bot.chat.duty.importing import read_table, read_year
from bot.chat.intents import understand
from bot.chat.marking import DELETED, NOT_DELETED
from bot.chat.meetings import read_meetings
from bot.chat.offers import Offer, Reader, Refusal, Upload
from bot.chat.sending import edit, erase, escaped, place_of, send, typing
from bot.chat.state import Context, State
from bot.office.errors import OfficeError
from bot.permissions import Act
from bot.services.files import BYTES, MarkedFile
from bot.storage import drafts
from bot.storage.drafts import Draft

UPLOAD = "upload"
SHOWN = 20  # faults
READERS: Mapping[str, Reader] = {"xlsx": read_table, "csv": read_table, "txt": read_year, "ics": read_meetings}

UNKNOWN = "只能读取 {} 文件：值班表、人员名单、放假安排和会议日程。校对公文请发 .docx 文件。"
TOO_LARGE = "文件超过10MB，请只保留需要导入的内容后再发。"
NOT_FETCHED = "文件没有取到，请稍后重新发送。"
GONE = "这份文件已经处理，或者已被后发的文件代替。"
DROPPED = "已取消，没有导入。"


@dataclass(frozen=True, slots=True)
class _Answer:
    """What is said of a file, with buttons as long as something is offered."""

    text: str
    markup: InlineKeyboardMarkup | None = None


async def take_file(message: Message, context: Context) -> None:
    """Read a file that someone sends who may import; from others a file is a message that cannot be understood."""
    document, person = message.document, message.from_user
    if await understand_document(message, context):
        return
    if document is None or person is None or not await context.state.access.may(person.id, Act.IMPORT):
        await (understand(message, context) if message.caption else say_only_text(message, context))
        return
    async with typing(context, place_of(message)):
        try:
            answer = await _read(message, context, document)
        except MarkedFile:
            answer = _Answer(DELETED if await erase(message) else NOT_DELETED)
    await send(context, place_of(message), answer.text, answer.markup)


async def keep_file(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, draft_id: int) -> None:
    """Take in what was handed in."""
    draft = await _finished(query, context, draft_id)
    if draft is None:
        return
    try:
        upload = await _fetch(context, draft)
        text = await asyncio.to_thread(_keep, context.state, upload)
    except TelegramError:
        text = NOT_FETCHED
    context.state.wake()
    await edit(context, message, escaped(text), None)


async def drop_file(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, draft_id: int) -> None:
    """Forget what was handed in."""
    if await _finished(query, context, draft_id) is not None:
        await edit(context, message, DROPPED, None)


async def _read(message: Message, context: Context, document: Document) -> _Answer:
    """Return what is said of a file that just came; raise MarkedFile."""
    name = document.file_name or ""
    if _suffix(name) not in READERS:
        return _Answer(UNKNOWN.format("、".join(f".{suffix}" for suffix in READERS)))
    if (document.file_size or 0) > BYTES:
        return _Answer(TOO_LARGE)
    now, chat_id = context.state.office.now(), message.chat_id
    draft = Draft(0, UPLOAD, chat_id, chat_id, {"file_id": document.file_id, "name": name}, now)
    try:
        upload = await _fetch(context, draft)
    except TelegramError:
        return _Answer(NOT_FETCHED)
    return await asyncio.to_thread(_preview, context.state, draft, upload)


async def _finished(query: CallbackQuery, context: Context, draft_id: int) -> Draft | None:
    """Return a draft that whoever pressed ends by it; None, which they hear, when it is not theirs or is ended."""
    draft = await asyncio.to_thread(_finish, context.state, draft_id, query.from_user.id)
    await query.answer(GONE if draft is None else None)
    return draft


async def _fetch(context: Context, draft: Draft) -> Upload:
    file = await context.bot.get_file(draft.content["file_id"])
    content = bytes(await file.download_as_bytearray())
    return Upload(draft.content["name"], content, draft.user_id, draft.chat_id)


def _finish(state: State, draft_id: int, user_id: int) -> Draft | None:
    with state.office.begin() as connection:
        draft = drafts.find(connection, draft_id)
        is_theirs = draft is not None and draft.kind == UPLOAD and draft.user_id == user_id
        return draft if is_theirs and drafts.finish(connection, draft_id) else None


def _preview(state: State, draft: Draft, upload: Upload) -> _Answer:
    """Return what a file would bring with the buttons to take it in, or what is wrong with it; raise MarkedFile."""
    try:
        found = READERS[_suffix(upload.name)](state.office, upload)
    except MarkedFile:
        raise
    except OfficeError as fault:
        return _Answer(escaped(str(fault)))
    if isinstance(found, Refusal):
        return _Answer(escaped(_faults(found)))
    with state.office.begin() as connection:
        draft_id = drafts.start(connection, draft)
    buttons = [button("导入", Action.KEEP_FILE, draft_id), button("取消", Action.DROP_FILE, draft_id)]
    return _Answer(escaped(f"{found.preview}\n\n现在还没有导入，请确认。"), InlineKeyboardMarkup([buttons]))


def _keep(state: State, upload: Upload) -> str:
    try:
        found = READERS[_suffix(upload.name)](state.office, upload)
        return found.keep() if isinstance(found, Offer) else _faults(found)
    except OfficeError as fault:
        return str(fault)


def _faults(refusal: Refusal) -> str:
    count = len(refusal.faults)
    more = f"\n……共{count}处" if count > SHOWN else ""
    return f"有{count}处问题，没有导入：\n" + "\n".join(refusal.faults[:SHOWN]) + more


def _suffix(name: str) -> str:
    return name.rpartition(".")[2].lower()
