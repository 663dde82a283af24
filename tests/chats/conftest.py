"""Whole conversations: the real application against the sandbox's Bot API, over HTTP.

Replaced are the embedder, by one without a model, and the clock. The library is built once; each test has a database
of its own for what happens in its chats.
"""

import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from telegram.ext import Application, Updater
from telegram.request import HTTPXRequest

from bot.app import Canmou, build
from bot.chat import ALLOWED_UPDATES, application, prepare, pushes, wind_up
from bot.chat.state import State
from bot.config import Config
from bot.config.sections import Access, Delivery, Storage, Telegram
from bot.sandbox.server import Sandbox
from bot.sandbox.world import CallbackAnswer, Chat, Message, User
from bot.sandbox.world import Place as Somewhere
from bot.storage.database import open_database
from bot.storage.groups import change_settings
from knowledge.ingest import Ingest
from knowledge.readers import Readers
from tests.chats.office import RULES
from tests.fakes import Clock, GramEmbedder


@dataclass(frozen=True)
class Office:
    """A running bot, its Telegram, and people: an administrator, two clerks in the listed group, a stranger."""

    server: Sandbox
    chat: Any
    canmou: Canmou
    clock: Clock
    chief: User
    wang: User
    li: User
    stranger: User
    group: Chat
    forum: Chat
    elsewhere: Chat

    async def ask(self, user: User, place: Somewhere, text: str, **how: Any) -> Message:
        """Say something and return the bot's next message there."""
        self.server.say(user, place, text, **how)
        return await self.server.next_message(place)

    async def press(self, user: User, message: Message, button: str) -> CallbackAnswer:
        """Press a button and return what pops up."""
        return await self.server.answer_to(self.server.press(user, message, button))

    async def settled(self) -> None:
        """Wait until everything that was said has been dealt with."""
        backend = self.server.backend
        await backend.bell.until(lambda: not backend.updates.pending or None, 5)
        await self.chat.update_queue.join()

    async def pass_by(self, **duration: float) -> None:
        """Let time go by and have delivered what fell due meanwhile."""
        self.clock.pass_by(**duration)
        await self.deliver()

    async def deliver(self) -> None:
        """Have everything delivered that is due."""
        await pushes.extend(self.state)
        assert self.state.deliverer
        await self.state.deliverer.settle()

    @property
    def state(self) -> State:
        """Return what the bot's conversations share."""
        state: State = self.chat.bot_data["state"]
        return state

    def texts(self, place: Somewhere) -> list[str]:
        """Return the texts that the bot ever sent to a chat."""
        return [message.text for message in self.server.sent(place)]


# The pace is kept in real seconds, which the tests do not wait for.
UNHURRIED = Delivery(per_second=100_000, per_chat_second=100_000, per_group_minute=1_000_000)
Opening = Callable[..., AbstractAsyncContextManager[Office]]


@pytest.fixture(autouse=True)
def durations_are_timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the library tell durations as it will in its next version; the old way is a warning each time."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture(autouse=True)
def nothing_goes_wrong_unseen(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test that leaves errors in the log; one that expects them clears it."""
    yield
    assert [record for record in caplog.get_records("call") if record.levelno >= logging.ERROR] == []


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Canmou]:
    """Return an assistant whose library holds the office's rules."""
    folder = tmp_path_factory.mktemp("office")
    for name, text in RULES.items():
        (folder / name).write_text(text, "utf-8")
    config = Config(storage=Storage(data_dir=folder / "data"))
    with build(config, now=Clock().now, embedder=GramEmbedder()) as canmou:
        with Readers(canmou.limits) as readers:
            outcomes = list(Ingest(canmou.records, canmou.embedder, readers).outcomes(map(folder.joinpath, RULES)))
        assert [outcome.fault for outcome in outcomes] == [""] * len(RULES)
        yield canmou


@pytest.fixture
def opened(library: Canmou, tmp_path: Path) -> Opening:
    """Return what opens the office; settings by section, other parts of the assistant by name.

    Its groups get no daily briefing unless ``briefings`` says so: most tests are about other messages.
    """

    @asynccontextmanager
    async def open_office(
        *,
        access: dict[str, Any] | None = None,
        telegram: dict[str, Any] | None = None,
        parts: dict[str, Any] | None = None,
        briefings: bool = False,
        **sections: Any,
    ) -> AsyncIterator[Office]:
        clock = Clock()
        async with Sandbox(now=clock.now) as server:
            chief, wang, li, stranger = map(server.add_user, ("赵主任", "王", "李", "路人"))
            group = server.add_group("综合科", [wang, li])
            forum = server.add_group("论坛", [wang, li], topics=["值班", "会务"])
            elsewhere = server.add_group("别的群", [stranger, wang])
            listed = {"admins": (chief.id,), "chats": (group.id, forum.id)} | (access or {})
            config = Config(
                telegram=Telegram(**{"token": server.token, "base_url": server.base_url} | (telegram or {})),
                storage=Storage(data_dir=tmp_path),
                access=Access(**listed),
                **({"delivery": UNHURRIED} | sections),
            )
            engine = open_database(f"sqlite:///{tmp_path / 'chats.db'}")
            with engine.begin() as connection:
                for each in (group, forum):
                    change_settings(connection, each.id, pushes_briefing=briefings)
            canmou = replace(library, config=config, engine=engine, now=clock.now, **(parts or {}))
            async with running(canmou) as chat:
                yield Office(server, chat, canmou, clock, chief, wang, li, stranger, group, forum, elsewhere)
            engine.dispose()

    return open_office


@pytest.fixture
async def office(opened: Opening) -> AsyncIterator[Office]:
    async with opened() as office:
        yield office


@asynccontextmanager
async def running(canmou: Canmou) -> AsyncIterator[Application]:
    """Run the bot as ``bot.chat.run`` does, in the test's own event loop."""
    chat = application(canmou, request=HTTPXRequest(connection_pool_size=64, httpx_kwargs={"verify": False}))
    async with chat:
        await prepare(chat)
        assert chat.updater
        await start_fetching(chat.updater, canmou.config.telegram)
        await chat.start()
        try:
            yield chat
        finally:
            await stop(chat)


async def stop(chat: Application) -> None:
    """Stop a running bot, if it was not stopped before."""
    if chat.running:
        assert chat.updater
        await chat.updater.stop()
        await chat.stop()
        await wind_up(chat)


async def start_fetching(updater: Updater, telegram: Telegram) -> None:
    """Have updates fetched, or brought where there is a webhook."""
    if telegram.webhook_url:
        await updater.start_webhook(
            webhook_url=telegram.webhook_url,
            secret_token=telegram.webhook_secret.get_secret_value(),
            allowed_updates=ALLOWED_UPDATES,
        )
    else:
        await updater.start_polling(allowed_updates=ALLOWED_UPDATES)
