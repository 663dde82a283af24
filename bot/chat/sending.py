"""Messages out: a reply where its question stands, whatever became of the chat meanwhile, and the sign of typing."""

import asyncio
import html
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace

from telegram import (
    ForceReply,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    MaybeInaccessibleMessage,
    Message,
    ReplyParameters,
)
from telegram.constants import ChatAction, ChatType, ParseMode
from telegram.error import BadRequest, ChatMigrated, NetworkError, TelegramError

from bot.chat.state import Context

# Telegram shows the sign of typing for five seconds.
TYPING_SECONDS = 4.5
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
# Telegram's words for an edit that changes nothing: the text stands there, the message is gone, it is a file.
UNCHANGED = ("not modified", "to edit not found", "no text in the message")

Markup = InlineKeyboardMarkup | ForceReply


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reply goes: the chat, its topic if it has topics, and in a group the message that is answered."""

    chat_id: int
    thread_id: int | None = None
    reply_to: int | None = None


def place_of(message: MaybeInaccessibleMessage) -> Place:
    """Return where a reply to the message goes."""
    reply_to = None if message.chat.type == ChatType.PRIVATE else message.message_id
    return Place(message.chat.id, thread_of(message), reply_to)


def escaped(text: str) -> str:
    """Return what people wrote as HTML shows it."""
    return html.escape(text, quote=False)


def thread_of(message: MaybeInaccessibleMessage) -> int | None:
    """Return the topic that a message stands in; outside topics its thread is only a chain of replies."""
    if isinstance(message, Message) and message.is_topic_message:
        return message.message_thread_id
    return None


async def send_all(
    context: Context, place: Place, texts: Sequence[str], markup: Markup | None = None
) -> tuple[Message, ...]:
    """Send messages one after the other, the last one with the buttons; return them."""
    before = [await send(context, place, text) for text in texts[:-1]]
    return (*before, await send(context, place, texts[-1], markup))


async def send(context: Context, place: Place, text: str, markup: Markup | None = None) -> Message:
    """Send an HTML text and return its message; a move, a topic that is gone, one broken connection are got over."""
    try:
        return await _send(context, place, text, markup)
    except ChatMigrated as moved:
        await asyncio.to_thread(context.state.chats.move, place.chat_id, moved.new_chat_id)
        # Messages have other numbers there, and a group that moves has no topics.
        return await _send(context, Place(moved.new_chat_id), text, markup)
    except BadRequest as refusal:
        if place.thread_id is None or "thread not found" not in refusal.message.lower():
            raise
        return await _send(context, replace(place, thread_id=None), text, markup)
    except NetworkError:
        # It may have arrived all the same: twice is better than never.
        return await _send(context, place, text, markup)


async def edit(
    context: Context, message: MaybeInaccessibleMessage, text: str, markup: InlineKeyboardMarkup | None
) -> None:
    """Put another HTML text into a message of ours; that it has the text, is a file or gone, does not matter."""
    await edit_at(context, (message.chat.id, message.message_id), text, markup)


async def edit_at(
    context: Context, place: tuple[int, int], text: str, markup: InlineKeyboardMarkup | None
) -> None:
    """Put another HTML text into the message at (chat, message), as ``edit`` does; get over one broken connection."""
    try:
        await _edit(context, place, text, markup)
    except BadRequest:
        raise
    except NetworkError:
        # It may have arrived all the same: the second time changes nothing then.
        await _edit(context, place, text, markup)


async def erase(message: Message) -> bool:
    """Delete a message; tell whether the bot was allowed to."""
    try:
        return await message.delete()
    except TelegramError:
        return False


@asynccontextmanager
async def typing(context: Context, place: Place) -> AsyncIterator[None]:
    """Show that the bot is typing, as long as it takes."""
    finished = asyncio.Event()
    showing = asyncio.create_task(_keep_typing(context, place, finished))
    try:
        yield
    finally:
        finished.set()
        # Not cancelled: that would break a connection which the answer can use.
        await showing


async def _keep_typing(context: Context, place: Place, finished: asyncio.Event) -> None:
    with suppress(TelegramError):
        while not finished.is_set():
            await context.bot.send_chat_action(
                place.chat_id, ChatAction.TYPING, message_thread_id=place.thread_id, read_timeout=TYPING_SECONDS
            )
            with suppress(TimeoutError):
                await asyncio.wait_for(finished.wait(), TYPING_SECONDS)


async def _edit(context: Context, place: tuple[int, int], text: str, markup: InlineKeyboardMarkup | None) -> None:
    try:
        await context.bot.edit_message_text(
            text,
            *place,
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            reply_markup=markup,
        )
    except BadRequest as refusal:
        if not any(words in refusal.message for words in UNCHANGED):
            raise


async def _send(context: Context, place: Place, text: str, markup: Markup | None) -> Message:
    reply = place.reply_to and ReplyParameters(place.reply_to, allow_sending_without_reply=True)
    return await context.bot.send_message(
        place.chat_id,
        text,
        parse_mode=ParseMode.HTML,
        message_thread_id=place.thread_id,
        reply_parameters=reply or None,
        link_preview_options=NO_PREVIEW,
        reply_markup=markup,
    )
