"""The loop itself, over a real database: lanes, trouble in our own code, a database that goes away, a clean end.

Telegram is a few lines here; how it is reached is tested in ``tests/chats``.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, event, text

from bot.reminders import delivery as loop
from bot.reminders.delivery import Deliverer, Outside
from bot.reminders.faults import TooMany, Unreachable
from bot.reminders.model import Delivery, FollowUp, Kind, Later, Listed, Occurrence, Outgoing, Reminder, Skip, State
from bot.reminders.pace import Limits, Pace
from bot.storage.database import open_database
from bot.storage.deliveries import LEASE, DeliveryStore
from bot.storage.reminders import ReminderStore, plan
from tests.fakes import Clock

HOUR = timedelta(hours=1)
UNHURRIED = Limits(100_000, 100_000, 100_000)


@dataclass
class Scene:
    """A loop, its clock, and what it sent; ``renders`` and ``sends`` may be replaced by what goes wrong."""

    engine: Engine
    clock: Clock
    sent: list[tuple[int, str]] = field(default_factory=list)
    seconds: float = 100.0
    pace: Pace = field(default_factory=lambda: Pace(UNHURRIED))
    renders: Callable[[Delivery], Outgoing | Skip | Later] = lambda delivery: Outgoing(delivery.note)
    on_send: Callable[[int], None] = lambda _: None
    slept: list[float] = field(default_factory=list)
    admins: frozenset[int] = frozenset({1})
    is_sending: asyncio.Event = field(default_factory=asyncio.Event)
    may_send: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.may_send.set()
        self.loop = self.make_loop()

    def make_loop(self) -> Deliverer:
        outside = Outside(
            now=self.clock.now,
            steady=lambda: self.seconds,
            zone=ZoneInfo("Asia/Shanghai"),
            render=self.render,
            send=self.send,
            admins=self.find_admins,
            move=self.move,
            note=lambda *_: None,
            sleep=self.sleep,
        )
        store = DeliveryStore(self.engine, f"bot {id(outside)}")
        return Deliverer(store, ReminderStore(self.engine), self.pace, outside=outside, host="here")

    async def render(self, delivery: Delivery) -> Outgoing | Skip | Later:
        return self.renders(delivery)

    async def send(self, chat_id: int, outgoing: Outgoing) -> int:
        self.is_sending.set()
        await self.may_send.wait()
        self.on_send(chat_id)
        self.sent.append((chat_id, outgoing.text))
        return len(self.sent)

    async def find_admins(self) -> frozenset[int]:
        return self.admins

    async def move(self, _old: int, _new: int) -> None:
        raise AssertionError("nothing moves here")

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds
        await asyncio.sleep(0)

    def put(self, key: str, note: str, *chats: int, kind: Kind = Kind.NOTICE, then: Reminder | None = None) -> None:
        now = self.clock.now()
        with self.engine.begin() as connection:
            plan(connection, Reminder(key, kind, 7), [Occurrence(1, now, now + HOUR, chats or (5,), note)], now=now)

    async def pass_by(self, **duration: float) -> None:
        self.clock.pass_by(**duration)
        await self.loop.settle()

    def rows(self) -> dict[str, Listed]:
        return {row.key: row for row in ReminderStore(self.engine).listing(states=tuple(State), limit=99)}


@contextmanager
def locked(engine: Engine) -> Iterator[None]:
    """Lock the database for everybody else, whom it does not keep waiting long."""
    milliseconds = [1]
    with engine.connect() as holder:
        event.listen(engine, "checkout", lambda each, *_: each.execute(f"PRAGMA busy_timeout={milliseconds[0]}"))
        holder.execute(text("BEGIN IMMEDIATE"))
        yield
        # Those who take turns afterwards wait for each other again.
        milliseconds[0] = 10_000
        holder.rollback()


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    engine = open_database(f"sqlite:///{tmp_path / 'a.db'}")
    scene = Scene(engine, Clock())
    yield scene
    await scene.loop.stop()
    engine.dispose()


async def test_all_that_is_due_goes_out_the_weightiest_first(scene: Scene) -> None:
    scene.pace = Pace(Limits(per_second=1))
    scene.loop = scene.make_loop()
    for key, kind in [("简报", Kind.BRIEFING), ("会议", Kind.MEETING_LEAD), ("值班", Kind.DUTY_EVE)]:
        scene.put(key, key, len(key) + ord(key[0]), kind=kind)
    await scene.loop.settle()
    assert [words for _, words in scene.sent] == ["值班", "会议", "简报"]
    # A last look, whether there is more, has its turn too.
    assert scene.slept[:2] == [1, 1]


async def test_of_two_messages_to_one_chat_the_second_waits_for_the_first(scene: Scene) -> None:
    scene.put("a", "先", kind=Kind.DUTY_EVE)
    scene.put("b", "后", kind=Kind.BRIEFING)
    scene.may_send.clear()
    first = asyncio.create_task(scene.loop.deliver_one())
    await scene.is_sending.wait()
    assert not await scene.loop.deliver_one()
    scene.may_send.set()
    await first
    await scene.loop.settle()
    assert scene.sent == [(5, "先"), (5, "后")]


async def test_one_chat_waits_and_the_others_do_not(scene: Scene) -> None:
    refusals = iter([TooMany(timedelta(seconds=5))])

    def refuse_once(chat_id: int) -> None:
        if chat_id == 5:
            for refusal in refusals:
                raise refusal

    scene.on_send = refuse_once
    scene.put("a", "甲", 5)
    scene.put("b", "乙", 5, 6)
    await scene.loop.settle()
    assert scene.sent == [(6, "乙")]
    await scene.pass_by(seconds=5)
    assert scene.sent == [(6, "乙")]
    scene.seconds += 5.1
    await scene.loop.settle()
    assert sorted(scene.sent[1:]) == [(5, "乙"), (5, "甲")]


@pytest.mark.parametrize("what", [Skip("gone"), Later(Clock().time + 2 * HOUR / 4)])
async def test_what_is_not_said_now_is_not_sent(scene: Scene, what: Skip | Later) -> None:
    scene.renders = lambda _: what
    scene.put("a", "甲")
    await scene.loop.settle()
    scene.renders = lambda delivery: Outgoing(delivery.note)
    assert scene.sent == []
    await scene.pass_by(minutes=30)
    assert bool(scene.sent) is isinstance(what, Later)


async def test_a_wording_that_breaks_holds_nothing_up_and_is_tried_again(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    def word(delivery: Delivery) -> Outgoing:
        if delivery.note == "甲":
            raise KeyError(delivery.note * 3)
        return Outgoing(delivery.note)

    scene.renders = word
    scene.put("a", "甲")
    scene.put("b", "乙")
    await scene.loop.settle()
    assert scene.sent == [(5, "乙")]
    assert (scene.rows()["a"].state, scene.rows()["a"].reason) == (State.PENDING, "KeyError")
    assert "甲甲甲" not in caplog.text
    scene.renders = lambda delivery: Outgoing(delivery.note)
    await scene.pass_by(seconds=2)
    assert scene.sent[1:] == [(5, "甲")]


async def test_what_stays_broken_is_told_when_it_is_too_late(scene: Scene) -> None:
    def word(delivery: Delivery) -> Outgoing:
        if delivery.reminder.kind is Kind.DUTY_EVE:
            raise RuntimeError
        return Outgoing(delivery.note)

    scene.renders = word
    scene.put("a", "甲", kind=Kind.DUTY_EVE)
    for _ in range(80):
        await scene.pass_by(minutes=1)
    assert [chat_id for chat_id, _ in scene.sent] == [7]
    assert scene.rows()["a"].state is State.SKIPPED


async def test_a_send_that_breaks_may_have_arrived(scene: Scene) -> None:
    broken = iter([ValueError("reply")])

    def break_once(_: int) -> None:
        for fault in broken:
            raise fault

    scene.on_send = break_once
    scene.put("a", "甲")
    await scene.loop.settle()
    await scene.pass_by(seconds=2)
    assert scene.sent == [(5, "（可能重复）\n甲")]


async def test_what_follows_is_left_out_when_it_is_broken(scene: Scene) -> None:
    broken = FollowUp(Reminder("next", Kind.DUTY_AGAIN), None, HOUR, HOUR, (5,))  # a bug of ours
    scene.renders = lambda delivery: Outgoing(delivery.note, then=(broken,))
    scene.put("a", "甲")
    await scene.pass_by(seconds=1)
    await scene.pass_by(hours=1)
    assert scene.sent == [(5, "甲")]
    assert scene.rows()["a"].state is State.SENT
    assert "next" not in scene.rows()


async def test_what_went_out_is_kept_however_long_the_database_is_away(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    scene.put("a", "甲")
    scene.may_send.clear()
    scene.loop.wake()
    await scene.is_sending.wait()
    with locked(scene.engine):
        scene.may_send.set()
        while len(scene.slept) < 3:
            scene.loop.wake()
            await asyncio.sleep(0)
        # Meanwhile nobody takes it for abandoned.
        scene.clock.time += 2 * LEASE
    await scene.loop.settle()
    assert scene.sent == [(5, "甲")]
    assert scene.rows()["a"].state is State.SENT
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING] == [
        "reminders wait: StoreAway",
        "reminders go out again",
    ]


async def test_the_loop_goes_on_after_the_database_was_away(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    scene.put("a", "甲")
    with locked(scene.engine):
        for _ in range(20):
            await scene.loop.settle()
    assert scene.sent == []
    await scene.loop.settle()
    assert scene.sent == [(5, "甲")]
    errors = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert len(errors) == 1


async def test_stopping_waits_for_what_is_under_way_and_takes_no_more(scene: Scene) -> None:
    for number in range(loop.LANES + 9):
        scene.put(f"k{number}", "甲", 100 + number)
    scene.may_send.clear()
    scene.loop.wake()
    await scene.is_sending.wait()
    stopping = asyncio.create_task(scene.loop.stop())
    await asyncio.sleep(0)
    scene.may_send.set()
    await stopping
    await scene.pass_by(minutes=1)
    states = [row.state for row in scene.rows().values()]
    assert set(states) == {State.SENT, State.PENDING}
    assert states.count(State.SENT) == len(scene.sent) <= loop.LANES


async def test_stopping_does_not_wait_for_a_database_that_is_away(scene: Scene) -> None:
    scene.put("a", "甲")
    scene.may_send.clear()
    scene.loop.wake()
    await scene.is_sending.wait()
    with locked(scene.engine):
        scene.may_send.set()
        await scene.loop.stop()
    # The next bot takes it over, for it may have arrived.
    scene.loop = scene.make_loop()
    scene.clock.time += LEASE
    await scene.loop.settle()
    assert scene.sent == [(5, "甲"), (5, "（可能重复）\n甲")]


async def test_two_loops_at_one_database_deliver_each_once(scene: Scene) -> None:
    for number in range(50):
        scene.put(f"k{number}", "甲", 100 + number)
    other = scene.make_loop()
    await asyncio.gather(scene.loop.settle(), other.settle())
    assert sorted(chat_id for chat_id, _ in scene.sent) == list(range(100, 150))


async def test_the_loop_beats_as_it_turns(scene: Scene) -> None:
    reminders = ReminderStore(scene.engine)
    assert reminders.last_beat("here") is None
    await scene.loop.settle()
    first = reminders.last_beat("here")
    await scene.pass_by(seconds=9)
    assert reminders.last_beat("here") == first
    await scene.pass_by(seconds=1)
    assert reminders.last_beat("here") != first


async def test_an_unseen_reply_and_an_unreached_telegram_are_not_the_same(scene: Scene) -> None:
    faults = iter([Unreachable("x", may_have_arrived=False), Unreachable("y", may_have_arrived=True)])

    def fail_twice(_: int) -> None:
        for fault in faults:
            raise fault

    scene.on_send = fail_twice
    scene.put("a", "甲")
    await scene.loop.settle()
    await scene.pass_by(seconds=2)
    await scene.pass_by(seconds=4)
    assert scene.sent == [(5, "（可能重复）\n甲")]


def test_a_claim_holds_longer_than_a_try_can_take() -> None:
    assert LEASE.total_seconds() > loop.WORDING_SECONDS + loop.SENDING_SECONDS
