"""One life of the bot: the real application in a process of its own, with an embedder that needs no model.

Lives are forked from a server that has everything imported, so that one begins in a fraction of a second.
"""

import logging
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from pydantic import SecretStr

from bot import chat
from bot.app import build
from bot.config import Config
from bot.config.sections import Access, Delivery, Storage, Telegram
from tests.fakes import GramEmbedder


@dataclass(frozen=True, slots=True)
class Life:
    """What a bot is started with: its Telegram, its database, its own folder, and whom it serves."""

    base_url: str
    token: str
    database_url: str
    folder: Path
    admin: int
    users: tuple[int, ...]
    groups: tuple[int, ...]
    delivery: Delivery = field(default_factory=Delivery)

    def config(self) -> Config:
        """Return the settings."""
        return Config(
            telegram=Telegram(token=SecretStr(self.token), base_url=self.base_url),
            storage=Storage(data_dir=self.folder, database_url=self.database_url),
            access=Access(admins=(self.admin,), users=self.users, chats=self.groups),
            delivery=self.delivery,
        )

    def begin(self) -> ForkServerProcess:
        """Start the bot in a process of its own."""
        context = get_context("forkserver")
        context.set_forkserver_preload(["tests.chaos.bot"])
        process = context.Process(target=live, args=(self,), daemon=True)
        process.start()
        return process


def live(life: Life) -> None:
    """Run the bot until it is killed."""
    # Its complaints about faults that were made on purpose.
    logging.disable(logging.CRITICAL)
    with build(life.config(), embedder=GramEmbedder()) as canmou:
        chat.run(canmou)
