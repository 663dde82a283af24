"""One run: reminders fall due, the bot is killed and started again and again, and in the end everything is counted.

Every reminder has words of its own, so that each arrival in a chat is known for what it is. A double is explained when
the bot did not see a reply: it was killed around then, or the connection was dropped after the message was taken.
"""

import asyncio
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from random import Random
from time import monotonic

from sqlalchemy import update

from bot.config.sections import Delivery
from bot.reminders.marks import PERHAPS_TWICE
from bot.reminders.model import Kind, Listed, Occurrence, Reminder, State
from bot.sandbox.server import Sandbox
from bot.storage.database import open_database
from bot.storage.reminders import ReminderStore, plan
from bot.storage.tables import deliveries
from tests.chaos.bot import Life
from tests.chaos.trouble import Trouble

DAY = timedelta(days=1)
# Time for the last claims of the dead to run out, and for what waited for them.
REST_SECONDS = 150
# Of many people, so many shut the bot out for good.
SHUT = 4
NEAR = timedelta(seconds=2)
MANY = 100_000


@dataclass(frozen=True, slots=True)
class Size:
    """How much happens: reminders, people who get them, kills, and the seconds over which both are spread.

    ``hurries`` ends the claims of the dead at once before the last life, which waits for them otherwise.
    """

    reminders: int
    people: int
    kills: int
    seconds: float
    hurries: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a run.

    Of the doubles, ``dropped`` had their first reply dropped and ``killed`` the bot killed within seconds of it;
    ``unmarked`` came twice without a word of it.
    """

    due: int
    arrived: int
    lost: int
    doubles: int
    dropped: int
    killed: int
    unmarked: int
    unneeded: int
    held: int
    kills: int
    early: int
    database: str = ""
    seconds: float = 0
    met: Counter[str] = field(default_factory=Counter)

    @property
    def is_well(self) -> bool:
        """Tell whether nothing was lost, nothing early and nothing doubled without a mark."""
        return not (self.lost or self.unmarked or self.early or self.doubles > self.dropped + self.killed)


async def run(url: str, folder: Path, size: Size, *, seed: int = 1) -> Verdict:
    """Play it and return what came of it."""
    random, started = Random(seed), monotonic()
    trouble = Trouble(random=random)
    async with Sandbox() as server:
        server.faults = server.api.faults = trouble
        people = [server.add_user(f"人{number}").id for number in range(size.people)]
        for chat_id in people:
            server.world.chats[chat_id].started = True
        chief = server.add_user("赵主任")
        server.world.chats[chief.id].started = True
        trouble.shut = frozenset(people[: SHUT * (size.people > 2 * SHUT)])
        limits = Delivery(per_second=MANY, per_chat_second=MANY, per_group_minute=MANY)
        life = Life(server.base_url, server.token, url, folder, chief.id, tuple(people), (), limits)
        dues = await asyncio.to_thread(plan_all, url, people, size, random)
        kills = await live_and_die(life, size, random, url)
        verdict = count(server, dues, listed(url, *State), kills)
        return replace(verdict, database=url.partition(":")[0].partition("+")[0], seconds=monotonic() - started)


def plan_all(url: str, people: list[int], size: Size, random: Random) -> dict[str, datetime]:
    """Plan all reminders; return when each is due, by its words."""
    engine, now = open_database(url), datetime.now(UTC)
    dues = {}
    with engine.begin() as connection:
        for number in range(size.reminders):
            words, chat_id = f"提醒{number}。", people[number % len(people)]
            dues[words] = now + timedelta(seconds=3 + random.random() * size.seconds)
            due = Occurrence(number, dues[words], dues[words] + DAY, (chat_id,), words)
            plan(connection, Reminder(f"chaos:{number}", Kind.NOTICE), [due], now=now)
    engine.dispose()
    return dues


async def live_and_die(life: Life, size: Size, random: Random, url: str) -> list[datetime]:
    """Start the bot and kill it, over and over; the last life is let to its end. Return when it was killed."""
    kills = []
    for _ in range(size.kills):
        process = await asyncio.to_thread(life.begin)
        await asyncio.sleep(random.uniform(0.2, 1.8) * size.seconds / size.kills)
        await end(process)
        # Only now can nothing more be written down; until then messages may arrive.
        kills.append(datetime.now(UTC))
    if size.hurries:
        end_claims(url)
    process = await asyncio.to_thread(life.begin)
    deadline = monotonic() + REST_SECONDS
    while monotonic() < deadline and await asyncio.to_thread(is_work_left, url):
        await asyncio.sleep(0.5)
    await end(process)
    return kills


def end_claims(url: str) -> None:
    """Let the claims of the dead run out."""
    engine = open_database(url)
    with engine.begin() as connection:
        claims = update(deliveries).where(deliveries.c.state == State.CLAIMED)
        connection.execute(claims.values(try_at=datetime.now(UTC)))
    engine.dispose()


async def end(process: ForkServerProcess) -> None:
    process.kill()
    await asyncio.to_thread(process.join)


def listed(url: str, *states: State) -> list[Listed]:
    engine = open_database(url)
    rows = ReminderStore(engine).listing(states=states, limit=MANY)
    engine.dispose()
    return [row for row in rows if row.key.startswith("chaos:")]


def is_work_left(url: str) -> bool:
    """Tell whether anything is still to go out, other than what waits for a chat that is shut."""
    return any(row.reason != "the chat is shut" for row in listed(url, State.PENDING, State.CLAIMED))


@dataclass(frozen=True, slots=True)
class Arrival:
    """A message in its chat; ``began`` is when the call that brought it came in."""

    words: str
    at: datetime
    began: datetime
    is_marked: bool


def arrivals(server: Sandbox, dues: dict[str, datetime], trouble: Trouble) -> Iterator[Arrival]:
    """Yield what arrived of the reminders."""
    for event in server.backend.journal.events:
        if event.message and event.message.sender == server.bot:
            text = event.message.text
            words = text.rpartition("\n")[2]
            if words in dues:
                at = event.message.sent_at
                yield Arrival(words, at, trouble.began(text, at), text.startswith(PERHAPS_TWICE))


def count(server: Sandbox, dues: dict[str, datetime], rows: list[Listed], kills: list[datetime]) -> Verdict:
    """Count what arrived, what did not, and what came twice."""
    trouble = server.faults
    assert isinstance(trouble, Trouble)
    found = list(arrivals(server, dues, trouble))
    times = Counter(each.words for each in found)
    unmarked = Counter(each.words for each in found if not each.is_marked)
    unseen = Counter(text.rpartition("\n")[2] for text in trouble.unseen)
    # Of a message that came n times, all but the last are to be explained.
    again = {words: number - 1 - unseen[words] for words, number in times.items() if number - 1 > unseen[words]}
    killed = Counter(each.words for each in found if is_near(each, kills))
    due = len(dues) - sum(row.chat_id in trouble.shut for row in rows)
    doubles = len(found) - len(times)
    return Verdict(
        due=due,
        arrived=len(times),
        lost=due - len(times),
        doubles=doubles,
        dropped=doubles - sum(again.values()),
        killed=sum(min(number, killed[words]) for words, number in again.items()),
        unmarked=sum(number > 1 for number in unmarked.values()),
        unneeded=sum(number == 1 and not unmarked[words] for words, number in times.items()),
        held=sum(row.chat_id in trouble.shut and row.state is State.PENDING for row in rows),
        kills=len(kills),
        early=sum(each.at < dues[each.words] - timedelta(milliseconds=1) for each in found),
        met=trouble.met,
    )


def is_near(arrival: Arrival, kills: list[datetime]) -> bool:
    """Tell whether the bot was killed while a message was taken, or so soon after it that it may not have noted it.

    A slow Telegram takes it when the bot that sent it is dead already.
    """
    return any(arrival.began <= kill <= arrival.at + NEAR for kill in kills)
