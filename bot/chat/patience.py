"""Calls to Telegram: within its limits, and one that meets "too many requests" waits and is made again.

No other call waits with it. Reminders keep the pace by themselves and say so; what they meet is theirs to mend.

A token that Telegram does not know ends every call; it becomes a fault of ours here, because the library's own one
has the token in its words and is logged.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from datetime import timedelta
from functools import partial
from time import monotonic
from typing import Any, Literal

from telegram.error import InvalidToken, RetryAfter
from telegram.ext import BaseRateLimiter

from bot.errors import TokenRefused
from bot.reminders.pace import Pace

TRIES = 3
LONGEST = timedelta(seconds=60)
# What is out of date after a wait.
PERISHABLE = frozenset({"sendChatAction", "sendMessageDraft"})
# What counts against the limits.
COUNTED = frozenset({"sendMessage", "sendDocument", "sendPhoto", "editMessageText", "editMessageReplyMarkup"})
# Said by calls that keep the pace by themselves.
PACED: Literal[True] = True

Result = bool | dict[str, Any] | list[dict[str, Any]]
Sleep = Callable[[float], Awaitable[None]]


class Patience(BaseRateLimiter[bool]):
    """Makes a call up to three times; a wait of more than a minute is not waited for."""

    def __init__(self, pace: Pace, *, sleep: Sleep = asyncio.sleep) -> None:
        self._pace = pace
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
        **rest: Any,
    ) -> Result:
        """Make the call, waiting as Telegram says; raise its RetryAfter when that takes too long, or TokenRefused."""
        is_paced = bool(rest.get("rate_limit_args"))
        if endpoint in COUNTED and not is_paced:
            await self._keep_pace(rest["data"].get("chat_id", 0))
        tries = 1 if endpoint in PERISHABLE or is_paced else TRIES
        try:
            return await self._call(partial(callback, *args, **kwargs), tries=tries)
        except InvalidToken:
            raise TokenRefused from None

    async def _keep_pace(self, chat_id: int) -> None:
        while pause := self._pace.wait_to_answer(chat_id, monotonic()):
            await self._sleep(pause)
        self._pace.note(chat_id, monotonic())

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
