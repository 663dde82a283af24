"""Updates that Telegram brings itself, to the bot's own web server, instead of being asked for them.

They are taken from when the webhook is set until the bot stops; before and after that Telegram keeps them.
"""

import asyncio
import logging
import socket
from collections import deque
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from telegram import Update
from telegram.error import BadRequest, NetworkError, RetryAfter
from telegram.ext import ExtBot, Updater

from bot.chat.state import Chat, State
from bot.chat.updates import read_update
from bot.config import Config
from bot.errors import ConfigFault
from bot.storage.health import health_of
from bot.web.hook import Hook
from bot.web.looks import Looks, application
from bot.web.serving import Serving

logger = logging.getLogger(__name__)

# What Telegram sends once more because it did not see that it was taken is among the last ones.
REMEMBERED = 10_000
RETRY_SECONDS = 1.0


class WebhookUpdater(Updater):
    """Takes updates from our own web server, in place of the one that the library would start."""

    def __init__(self, bot: ExtBot[bool], update_queue: "asyncio.Queue[object]") -> None:
        super().__init__(bot, update_queue)
        self._is_open = False
        self._taken: deque[int] = deque(maxlen=REMEMBERED)

    @property
    def running(self) -> bool:
        """Tell whether updates are taken."""
        return self._is_open

    async def start_webhook(self, *args: Any, **kwargs: Any) -> "asyncio.Queue[object]":
        """Have Telegram bring updates from now on; raise ConfigFault when it refuses to."""
        # The first may come before Telegram has said yes.
        self._is_open = True
        try:
            await self._set(kwargs["webhook_url"], kwargs["secret_token"], kwargs["allowed_updates"])
        except BaseException:
            self._is_open = False
            raise
        return self.update_queue

    async def stop(self) -> None:
        """Take no more; Telegram keeps what comes until the webhook is there again."""
        self._is_open = False

    async def take(self, content: dict[str, Any]) -> bool:
        """Queue an update unless it was taken before; False when none are taken now. Raise ValueError for no update."""
        if not self._is_open:
            return False
        update = self._read(content)
        if update.update_id not in self._taken:
            await self.update_queue.put(update)
            self._taken.append(update.update_id)
        return True

    def _read(self, content: dict[str, Any]) -> Update:
        update = read_update(content, self.bot)
        if update is None:
            raise ValueError("no update")
        return update

    async def _set(self, url: str, secret: str, kinds: Sequence[str]) -> None:
        while True:
            try:
                await self.bot.set_webhook(url, secret_token=secret, allowed_updates=kinds)
                return
            except BadRequest as refusal:
                raise ConfigFault((f"telegram.webhook_url: Telegram refused it: {refusal.message}",)) from refusal
            except (NetworkError, RetryAfter) as trouble:
                logger.warning("the webhook is not set yet: %s", type(trouble).__name__)
                await asyncio.sleep(RETRY_SECONDS)


async def start_server(chat: Chat, state: State) -> Serving | None:
    """Start the bot's web server where the settings want one; raise ConfigFault when it cannot listen there."""
    config = state.canmou.config
    if config.listen is None:
        return None
    looks = Looks(
        lambda: health_of(state.canmou.engine, socket.gethostname(), state.canmou.now()), state.metrics.text
    )
    host, port = config.listen
    serving = Serving(application(looks, _hook(chat, config)), host=host, port=port)
    try:
        await serving.start()
    except OSError as fault:
        raise ConfigFault((f"server.listen: {host}:{port}: {fault.strerror}",)) from fault
    return serving


def _hook(chat: Chat, config: Config) -> Hook | None:
    telegram = config.telegram
    if not isinstance(chat.updater, WebhookUpdater):
        return None
    return Hook(urlsplit(telegram.webhook_url).path, telegram.webhook_secret.get_secret_value(), chat.updater.take)
