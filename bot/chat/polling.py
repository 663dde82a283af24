"""Fetching updates, and when not to go on with it.

Owns the two refusals that end a bot, a token that Telegram does not know any more, which the library would log and
then sleep over, and another process that fetches the same updates; that of several bots at one database only the
leading one fetches; and that what is no update does not keep those after it from coming.
"""

import asyncio
import json
import logging
from http import HTTPStatus
from typing import Any

from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from bot.chat.updates import read_update
from bot.storage.leadership import Leadership

logger = logging.getLogger(__name__)

# Between two looks whether the lead is free.
BREATH_SECONDS = 0.5
NOTHING = b'{"ok": true, "result": []}'


class TokenRevoked(TelegramError):
    """The token was good when the bot started and is not any more."""


class Polling(HTTPXRequest):
    """Fetches updates while its bot has the lead and until it is refused for good; otherwise it fetches nothing.

    The library fetches once more when it stops, which would send the other process away in its turn.
    """

    def __init__(self, leadership: Leadership, *, httpx_kwargs: dict[str, Any] | None = None) -> None:
        super().__init__(httpx_kwargs=httpx_kwargs)
        self._leadership = leadership
        self._is_over = False

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """Make a request; raise TokenRevoked, which unlike InvalidToken comes to the error handler."""
        if self._is_over or not await self._leads():
            # The library asks again at once.
            await asyncio.sleep(BREATH_SECONDS)
            return HTTPStatus.OK, NOTHING
        status, content = await super().do_request(*args, **kwargs)
        if status == HTTPStatus.CONFLICT and not await self._leads():
            # Not a stranger: the one that leads now.
            return HTTPStatus.OK, NOTHING
        self._is_over = status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.CONFLICT)
        if status == HTTPStatus.UNAUTHORIZED:
            raise TokenRevoked("the token was revoked")
        return status, sound(content) if status == HTTPStatus.OK else content

    async def shutdown(self) -> None:
        """Hang up and leave the lead to others."""
        await super().shutdown()
        await asyncio.to_thread(self._leadership.resign)

    async def _leads(self) -> bool:
        return await asyncio.to_thread(self._leadership.holds)


def sound(content: bytes) -> bytes:
    """Return a reply with updates in which only the numbers are left of what is none, so that it counts as fetched."""
    try:
        updates = json.loads(content)["result"]
        kept = [update if read_update(update) else {"update_id": update["update_id"]} for update in updates]
    except (LookupError, RecursionError, TypeError, ValueError):
        # No updates at all, which the library knows how to take.
        return content
    if kept == updates:
        return content
    logger.warning("of %d updates some are none", len(updates))
    return json.dumps({"ok": True, "result": kept}).encode()
