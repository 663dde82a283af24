"""Updates that the sandbox brings to a webhook of its own machine, in order, until each is taken."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Bot

from bot.sandbox.server import Sandbox
from bot.web.serving import Serving

SECRET = "sixteen-letters_"


@dataclass
class Taker:
    """A bot that notes what it is brought; ``refusals`` are the statuses that it answers first."""

    server: Sandbox
    bot: Bot
    refusals: list[int] = field(default_factory=list)
    brought: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    port: int = 0

    async def take(self, request: Request) -> Response:
        """Note an update, or refuse it."""
        self.brought.append((request.headers.get("x-telegram-bot-api-secret-token", ""), await request.json()))
        return Response(status_code=self.refusals.pop(0) if self.refusals else HTTPStatus.OK)

    @property
    def url(self) -> str:
        """Return the webhook's address."""
        return f"http://127.0.0.1:{self.port}/hook"

    @property
    def texts(self) -> list[str]:
        """Return the texts that were brought."""
        return [update["message"]["text"] for _, update in self.brought]

    async def all_taken(self) -> None:
        """Wait until nothing is left to be brought."""
        backend = self.server.backend
        await backend.bell.until(lambda: not backend.updates.pending or None, 5)


@pytest.fixture
async def taker() -> AsyncIterator[Taker]:
    async with Sandbox() as server:
        bot = Bot(server.token, base_url=server.base_url, base_file_url=server.base_file_url)
        taker = Taker(server, bot)
        serving = Serving(Starlette(routes=[Route("/hook", taker.take, methods=["POST"])]), host="127.0.0.1", port=0)
        await serving.start()
        taker.port = serving.port
        async with bot:
            yield taker
        await serving.stop()


async def test_what_waits_and_what_comes_is_brought_in_order_with_the_secret(taker: Taker) -> None:
    wang = taker.server.add_user("王")
    taker.server.say(wang, wang, "一")
    await taker.bot.set_webhook(taker.url, secret_token=SECRET)
    taker.server.say(wang, wang, "二")
    await taker.all_taken()
    assert taker.texts == ["一", "二"]
    assert {secret for secret, _ in taker.brought} == {SECRET}


@pytest.mark.parametrize("status", [403, 500, 503])
async def test_what_is_not_taken_comes_again_before_the_next(taker: Taker, status: int) -> None:
    wang = taker.server.add_user("王")
    taker.refusals = [status, status]
    await taker.bot.set_webhook(taker.url)
    for text in ("一", "二"):
        taker.server.say(wang, wang, text)
    await taker.all_taken()
    assert taker.texts == ["一", "一", "一", "二"]


async def test_a_bot_that_is_not_there_finds_everything_later(taker: Taker) -> None:
    wang = taker.server.add_user("王")
    await taker.bot.set_webhook("http://127.0.0.1:9/hook")
    taker.server.say(wang, wang, "一")
    await asyncio.sleep(0)
    assert taker.server.backend.updates.pending
    await taker.bot.set_webhook(taker.url)
    await taker.all_taken()
    assert taker.texts == ["一"]


async def test_nothing_leaves_the_machine(taker: Taker) -> None:
    wang = taker.server.add_user("王")
    await taker.bot.set_webhook("https://example.com/hook")
    taker.server.say(wang, wang, "一")
    assert (await taker.bot.get_webhook_info()).pending_update_count == 1
    assert taker.brought == []


async def test_kinds_are_asked_for_as_with_get_updates(taker: Taker) -> None:
    wang = taker.server.add_user("王")
    await taker.bot.set_webhook(taker.url, allowed_updates=["callback_query"])
    taker.server.say(wang, wang, "一")
    assert taker.server.backend.updates.pending == []
