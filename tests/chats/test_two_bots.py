"""Two bots, each a process of its own, at one PostgreSQL and one Telegram."""

import os
import signal
from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest

from bot.config.sections import Delivery
from bot.reminders.model import Kind, Occurrence, Reminder
from bot.sandbox.server import Sandbox
from bot.sandbox.world import Chat, User
from bot.storage import Engine
from bot.storage.database import open_database
from bot.storage.reminders import plan
from tests.chaos.bot import Life

SECONDS = 20


@dataclass
class Pair:
    """A Telegram with one person and forty groups, a database, and the bots that were started."""

    server: Sandbox
    engine: Engine
    chief: User
    groups: list[Chat]
    url: str
    folder: Path
    bots: list[ForkServerProcess] = field(default_factory=list)

    def start(self) -> ForkServerProcess:
        number = len(self.bots)
        life = Life(
            self.server.base_url,
            self.server.token,
            self.url,
            self.folder / str(number),
            self.chief.id,
            (),
            tuple(group.id for group in self.groups),
            Delivery(per_second=1000),
        )
        self.bots.append(life.begin())
        return self.bots[-1]

    def remind(self, key: str) -> None:
        now = datetime.now(UTC)
        chats = tuple(group.id for group in self.groups)
        due = Occurrence(1, now + timedelta(seconds=0.2), now + timedelta(hours=1), chats, key)
        with self.engine.begin() as connection:
            plan(connection, Reminder(key, Kind.NOTICE), [due], now=now)

    async def all_heard(self, key: str) -> None:
        """Wait until every group has the message, once."""

        def count() -> Counter[int]:
            return Counter(each.id for each in self.groups for message in self.server.sent(each) if message.text == key)

        await self.server.backend.bell.until(lambda: len(count()) == len(self.groups) or None, SECONDS)
        assert set(count().values()) == {1}

    async def answers(self, number: int) -> None:
        """Wait until the bot answers its chief."""
        self.server.say(self.chief, self.chief, "/whoami")
        await self.server.next_message(self.chief, SECONDS)
        assert len(self.server.sent(self.chief)) == number

    def polls(self) -> set[int]:
        return {call.status for call in self.server.calls("getUpdates")}


@pytest.fixture
async def pair(fresh_postgres: Callable[[], str], tmp_path: Path) -> AsyncIterator[Pair]:
    url = fresh_postgres()
    engine = open_database(url)
    async with Sandbox() as server:
        chief = server.add_user("赵主任")
        groups = [server.add_group(f"群{number}", [chief]) for number in range(40)]
        pair = Pair(server, engine, chief, groups, url, tmp_path)
        yield pair
        for bot in pair.bots:
            bot.kill()
            bot.join()
    engine.dispose()


async def test_one_fetches_and_both_deliver_and_the_other_takes_over(pair: Pair) -> None:
    leader = pair.start()
    await pair.answers(1)
    pair.remind("一个在")
    await pair.all_heard("一个在")
    pair.start()
    await pair.server.wait_for_call("setMyCommands", SECONDS, number=2 * len(pair.server.calls("setMyCommands")))
    await pair.answers(2)
    pair.remind("两个都在")
    await pair.all_heard("两个都在")
    assert leader.pid
    # The leader hangs: what is due goes out all the same.
    os.kill(leader.pid, signal.SIGSTOP)
    pair.remind("只有另一个")
    await pair.all_heard("只有另一个")
    leader.kill()
    await pair.answers(3)
    # Nobody was sent away for fetching beside another.
    assert pair.polls() == {200}
