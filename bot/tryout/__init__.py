"""The try-out: the real bot on a Telegram of its own, with a sample office and a page in the browser.

The bot runs as it does with Telegram; only the address that it talks to is the sandbox's. Its database is made anew at
each start, in a folder that goes away, with a copy of the library's documents: nothing of a try-out stays.
"""

import asyncio
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from bot import chat as telegram_chat
from bot.app import Canmou, build
from bot.config import Config
from bot.config.sections import Telegram
from bot.sandbox.server import Sandbox
from bot.services.backup.form import OWN_FILES
from bot.services.office import Office
from bot.tryout.clock import Clock, TimeMachine
from bot.tryout.page import Page
from bot.tryout.sample import configured, furnish, set_scene
from bot.tryout.views import Views

PATIENCE = 600.0  # seconds until the bot is up


def run(canmou: Canmou, tell: Callable[[str], None]) -> None:
    """Run the bot on a sandbox until it is told to stop; ``tell`` is given the page's address."""
    with suppress(KeyboardInterrupt), _folder() as folder, staged(canmou, folder) as (server, actor):
        threading.Thread(target=asyncio.run, args=(_tell_when_up(server, tell),), daemon=True).start()
        telegram_chat.run(actor)


async def _tell_when_up(server: Sandbox, tell: Callable[[str], None]) -> None:
    """Give out the address as soon as the bot asks who it is: from then on it listens to Ctrl-C too."""
    await server.wait_for_call("getMe", PATIENCE)
    tell(f"{server.url}/")


@contextmanager
def staged(canmou: Canmou, folder: Path) -> Iterator[tuple[Sandbox, Canmou]]:
    """Start a sandbox with the page beside this thread; yield it and the assistant that is to run on it."""
    clock = Clock(canmou.now)
    server = Sandbox(now=clock.now)
    scene = set_scene(server)
    config = configured(_moved(canmou.config, folder), scene)
    with build(config, now=clock.now, embedder=canmou.embedder, model=canmou.model) as actor:
        actor.records.put(canmou.records.load())
        views = Views(server, scene, clock, config.office.timezone)
        machine = TimeMachine(clock, actor.engine, lambda: server.backend.closing)
        server.serve(Page(server, views, machine).routes())
        with _serving(server):
            telegram = Telegram.model_validate({"token": server.token, "base_url": server.base_url})
            config = config.model_copy(update={"telegram": telegram})
            furnish(Office(config, actor.engine, clock.now), scene, server.bot.username)
            yield server, replace(actor, config=config)


def _moved(config: Config, folder: Path) -> Config:
    """Return the settings for a data dir of its own, into which the office's own words and kinds are copied."""
    for pattern in OWN_FILES:
        for path in config.storage.data_dir.glob(pattern):
            copy = folder / path.relative_to(config.storage.data_dir)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
    storage = config.storage.model_copy(update={"data_dir": folder, "database_url": ""})
    embedding = config.embedding.model_copy(update={"model_dir": config.model_dir})
    return config.model_copy(update={"storage": storage, "embedding": embedding})


@contextmanager
def _serving(server: Sandbox) -> Iterator[None]:
    """Serve in a thread of its own, so that the bot's own loop is the bot's alone."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="sandbox", daemon=True)
    thread.start()
    try:
        asyncio.run_coroutine_threadsafe(server.__aenter__(), loop).result()
        try:
            yield
        finally:
            asyncio.run_coroutine_threadsafe(server.__aexit__(None, None, None), loop).result()
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


@contextmanager
def _folder() -> Iterator[Path]:
    with TemporaryDirectory(prefix="canmou-") as name:
        yield Path(name)
