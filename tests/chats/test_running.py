"""The bot's life: started, stopped by a signal, and given up when Telegram does not want it.

The bot runs in the main thread, as it does for real; its Telegram runs in another.
"""

import asyncio
import os
import signal
import threading
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.app import Canmou
from bot.chat import application, run
from bot.config import Config
from bot.config.sections import Access, Storage, Telegram
from bot.errors import ConfigFault, SecondPoller, TokenRefused
from bot.sandbox import refusals
from bot.sandbox.server import Sandbox
from bot.storage.database import open_database
from tests.chats.conftest import Opening


@dataclass(frozen=True)
class Outside:
    """The world outside the bot: Telegram in a thread of its own, and what is to happen there meanwhile."""

    server: Sandbox
    loop: asyncio.AbstractEventLoop
    canmou: Canmou

    def meanwhile(self, play: Callable[[Sandbox], Coroutine[Any, Any, None]]) -> "Future[None]":
        return asyncio.run_coroutine_threadsafe(play(self.server), self.loop)


@pytest.fixture
def outside(library: Canmou, tmp_path: Path) -> Iterator[Outside]:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    server = Sandbox()
    asyncio.run_coroutine_threadsafe(server.__aenter__(), loop).result()
    engine = open_database(f"sqlite:///{tmp_path / 'chats.db'}")
    config = Config(
        telegram=Telegram(token=SecretStr(server.token), base_url=server.base_url),
        storage=Storage(data_dir=tmp_path),
        access=Access(admins=(1001,)),
    )
    yield Outside(server, loop, replace(library, config=config, engine=engine))
    asyncio.run_coroutine_threadsafe(server.__aexit__(None, None, None), loop).result()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()
    engine.dispose()


async def polling(server: Sandbox) -> None:
    """Wait until the bot waits for updates."""
    await server.backend.bell.until(lambda: server.backend.updates.turn or None, 5)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_it_after_what_waited_was_answered(outside: Outside, number: signal.Signals) -> None:
    chief = outside.server.add_user("赵主任")
    outside.server.say(chief, chief, "/start")

    async def play(server: Sandbox) -> None:
        await server.next_message(chief)
        await polling(server)
        os.kill(os.getpid(), number)

    done = outside.meanwhile(play)
    run(outside.canmou)
    done.result()
    assert outside.server.backend.updates.pending == []


def test_a_second_poller_stops_it(outside: Outside) -> None:
    async def play(server: Sandbox) -> None:
        await polling(server)
        with server.backend.lock:
            server.backend.updates.begin_poll()
        server.backend.bell.ring()

    done = outside.meanwhile(play)
    with pytest.raises(SecondPoller, match="another process") as raised:
        run(outside.canmou)
    done.result()
    assert "\n" not in str(raised.value)
    # Once more would have sent the other one away.
    assert outside.server.calls("getUpdates")[-1].status == 409


def test_a_token_that_telegram_does_not_know_is_said_without_the_token(outside: Outside) -> None:
    token = "123456:UNKNOWN"
    config = outside.canmou.config
    other = config.model_copy(update={"telegram": config.telegram.model_copy(update={"token": SecretStr(token)})})
    with pytest.raises(TokenRefused) as raised:
        run(replace(outside.canmou, config=other))
    assert token not in str(raised.value)
    assert raised.value.__suppress_context__


def test_a_token_that_is_revoked_meanwhile_stops_it(outside: Outside) -> None:
    async def play(server: Sandbox) -> None:
        await polling(server)
        server.refuse_next("getUpdates", refusals.unauthorized(), times=9)
        # What comes now ends the fetching under way; the next one is refused.
        chief = server.add_user("赵主任")
        server.say(chief, chief, "/start")

    done = outside.meanwhile(play)
    with pytest.raises(TokenRefused):
        run(outside.canmou)
    done.result()


def test_it_waits_for_a_telegram_that_is_not_there_yet(outside: Outside) -> None:
    outside.server.refuse_next("getMe", refusals.bad_gateway())

    async def play(server: Sandbox) -> None:
        await polling(server)
        os.kill(os.getpid(), signal.SIGTERM)

    done = outside.meanwhile(play)
    run(outside.canmou)
    done.result()


def test_without_a_token_there_is_no_bot(library: Canmou) -> None:
    with pytest.raises(ConfigFault, match=r"telegram\.token"):
        run(library)


async def test_a_server_of_ones_own_is_reached_past_the_proxy(opened: Opening, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened() as office:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, "http://127.0.0.1:9/")
        async with application(office.canmou) as chat:
            assert (await chat.bot.get_me()).username == office.server.bot.username
