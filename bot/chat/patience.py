"""Calls to Telegram: one that meets "too many requests" waits and is made again, and no other call waits with it.

A token that Telegram does not know ends every call; it becomes a fault of ours here, because the library's own one
has the token in its words and is logged.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from datetime import timedelta
from functools import partial
from typing import Any

from telegram.error import InvalidToken, RetryAfter
from telegram.ext import BaseRateLimiter

from bot.errors import TokenRefused

TRIES = 3
LONGEST = timedelta(seconds=60)
# What is out of date after a wait.
PERISHABLE = frozenset({"sendChatAction"})

Result = bool | dict[str, Any] | list[dict[str, Any]]
Sleep = Callable[[float], Awaitable[None]]


class Patience(BaseRateLimiter[None]):
    """Makes a call up to three times; a wait of more than a minute is not waited for."""

    def __init__(self, sleep: Sleep = asyncio.sleep) -> None:
        self._sleep = sleep

    async def initialize(self) -> None:
        """Prepare nothing."""

    async def shutdown(self) -> None:
        """Leave nothing behind."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Result]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        *_: Any,
        **__: Any,
    ) -> Result:
        """Make the call, waiting as Telegram says; raise its RetryAfter when that takes too long, or TokenRefused."""
        try:
            return await self._call(partial(callback, *args, **kwargs), tries=1 if endpoint in PERISHABLE else TRIES)
        except InvalidToken:
            raise TokenRefused from None

    async def _call(self, call: Callable[[], Coroutine[Any, Any, Result]], *, tries: int) -> Result:
        try:
            return await call()
        except RetryAfter as refusal:
            pause = _pause(refusal)
            if tries == 1 or pause > LONGEST:
                raise
        await self._sleep(pause.total_seconds())
        return await self._call(call, tries=tries - 1)


def _pause(refusal: RetryAfter) -> timedelta:
    """Return how long Telegram wants to be left alone, which the library tells in two ways."""
    pause = refusal.retry_after
    return pause if isinstance(pause, timedelta) else timedelta(seconds=pause)
