"""Messages with a classification mark: not stored, not looked up, not repeated; warned about and deleted if possible.

What a mark is, is the business of ``knowledge.secrecy``. Edited messages count too, and what was sent together with a
marked picture goes with it.
"""

import re
from collections.abc import Iterator

from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import ApplicationHandlerStop
from telegram.ext.filters import MessageFilter

from bot.chat.addressing import answered, is_ours
from bot.chat.sending import erase, place_of, send
from bot.chat.state import Context
from knowledge.errors import ClassifiedDocument
from knowledge.secrecy import check_name, is_marked

DELETED = "⚠️ 有一条消息带有密级标志，已经删除，没有查询，也没有保存。涉密内容不得在此处理，请通过规定的渠道办理。"
_ADDRESS = re.compile(r"\A\s*(?:[/@]\w+(?:@\w+)?\s+)+")
NOT_DELETED = "⚠️ 该消息带有密级标志，没有查询，也没有保存。涉密内容不得在此处理，请立即自行删除，并通过规定的渠道办理。"


class Marked(MessageFilter):
    """Lets messages through that bear a mark themselves or quote one."""

    def filter(self, message: Message) -> bool:
        """Tell whether the message bears a mark."""
        return any(_bearing(message))


async def warn(update: Update, context: Context) -> None:
    """Delete what bears a mark and warn; a group that is not listed is left alone."""
    message = update.effective_message
    if not isinstance(message, Message) or not await _is_served(message, context):
        return
    bearing = list(_bearing(message))
    album = [other for each in bearing for other in context.state.albums.mark(each)]
    deleted = [await erase(each) for each in (*bearing, *album)]
    await send(context, place_of(message), DELETED if all(deleted) else NOT_DELETED)


async def note_album(update: Update, context: Context) -> None:
    """Remember what is sent together; what comes after a mark was found in it goes like the rest of it."""
    message = update.message
    if message is not None and context.state.albums.note(message) and not any(_bearing(message)):
        await erase(message)
        raise ApplicationHandlerStop


async def _is_served(message: Message, context: Context) -> bool:
    return message.chat.type == ChatType.PRIVATE or await context.state.access.is_listed(message.chat_id)


def _bearing(message: Message) -> Iterator[Message]:
    """Yield the messages that bear a mark: this one, and the one that it answers."""
    other = answered(message)
    # What the bot wrote stands in the library, which has a gate of its own.
    for each in [message] if other is None or is_ours(other) else [message, other]:
        if any(map(is_marked, _texts(each))) or _is_named(each):
            yield each


def _texts(message: Message) -> Iterator[str]:
    text = message.text or message.caption or ""
    yield text
    # A line that is a mark alone is one behind a command or a name, too.
    yield _ADDRESS.sub("", text)
    if message.quote and not is_ours(answered(message)):
        yield message.quote.text


def _is_named(message: Message) -> bool:
    """Tell whether a file's name bears a mark."""
    try:
        check_name((message.document and message.document.file_name) or "")
    except ClassifiedDocument:
        return True
    return False
