"""The try-out: the real bot on a Telegram of its own, with a sample office and a page in the browser.

The bot runs as it does with Telegram; only the address that it talks to is the sandbox's. The office's rows are made
anew at each start, in a folder that goes away; the documents are those of the library.
"""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from bot import chat as telegram_chat
from bot.app import Canmou
from bot.config.sections import Telegram
from bot.sandbox.server import Sandbox
from bot.services.office import Office
from bot.storage.database import open_database
from bot.tryout.clock import Clock, TimeMachine
from bot.tryout.page import Page
from bot.tryout.sample import configured, furnish, set_scene
from bot.tryout.views import Views


def run(canmou: Canmou, tell: Callable[[str], None]) -> None:
    """Run the bot on a sandbox until it is told to stop; ``tell`` is given the page's address."""
    # Ctrl-C may come before the bot listens to it.
    with suppress(KeyboardInterrupt), _folder() as folder, staged(canmou, folder) as (server, actor):
        tell(f"{server.url}/")
        telegram_chat.run(actor)


@contextmanager
def staged(canmou: Canmou, folder: Path) -> Iterator[tuple[Sandbox, Canmou]]:
    """Start a sandbox with the page beside this thread; yield it and the assistant that is to run on it."""
    clock = Clock(canmou.now)
    engine = open_database(f"sqlite:///{folder / 'canmou.db'}")
    server = Sandbox(now=clock.now)
    scene = set_scene(server)
    views = Views(server, scene, clock, canmou.config.office.timezone)
    machine = TimeMachine(clock, engine, lambda: server.backend.closing)
    server.serve(Page(server, views, machine).routes())
    try:
        with _serving(server):
            config = configured(canmou.config, scene)
            telegram = Telegram.model_validate({"token": server.token, "base_url": server.base_url})
            config = config.model_copy(update={"telegram": telegram})
            furnish(Office(config, engine, clock.now), scene)
            yield server, replace(canmou, config=config, engine=engine, now=clock.now)
    finally:
        engine.dispose()


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
