"""What a model has worded so far, shown in a private chat while the rest is still to come.

Telegram shows such a draft for half a minute, or until the message itself is there.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from telegram import Message
from telegram.constants import ChatType, ParseMode
from telegram.error import TelegramError

from bot.chat.sending import thread_of
from bot.chat.state import Context
from bot.errors import TokenRefused

PACE = 1.0  # seconds between two drafts
PATIENCE = 3.0  # seconds that Telegram may take over one, for the answer waits for it


class Stream:
    """The drafts of one answer; ``put`` may be called from any thread, and the newest text counts."""

    def __init__(self, context: Context, message: Message) -> None:
        self.has_shown = False
        self._context = context
        self._message = message
        self._loop = asyncio.get_running_loop()
        self._text = ""
        self._news = asyncio.Event()
        self._end = asyncio.Event()

    def put(self, text: str) -> None:
        """Have an HTML text shown, as soon as it is polite."""
        self._loop.call_soon_threadsafe(self._take, text)

    def close(self) -> None:
        """Show no more."""
        self._end.set()
        self._news.set()

    async def show(self) -> None:
        """Show the texts until the end; a server that does not know drafts, or is not well, gets no more of them."""
        # A Bot API server of an older kind answers as if the token were wrong.
        with suppress(TelegramError, TokenRefused):
            while await self._news.wait() and not self._end.is_set():
                self._news.clear()
                await self._send(self._text)
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._end.wait(), PACE)

    def _take(self, text: str) -> None:
        self._text = text
        self._news.set()

    async def _send(self, text: str) -> None:
        self.has_shown = await self._context.bot.send_message_draft(
            self._message.chat_id,
            self._message.message_id,
            text,
            message_thread_id=thread_of(self._message),
            parse_mode=ParseMode.HTML,
            read_timeout=PATIENCE,
        )


@asynccontextmanager
async def streaming(context: Context, message: Message) -> AsyncIterator[Stream]:
    """Show what is put into the stream, in private; the last draft is out before this ends."""
    stream = Stream(context, message)
    showing = asyncio.create_task(stream.show()) if message.chat.type == ChatType.PRIVATE else None
    try:
        yield stream
    finally:
        stream.close()
        if showing is not None:
            # Not cancelled: a draft that comes behind its answer would stand there for half a minute.
            await showing
