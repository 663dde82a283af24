"""Claims, on both databases: one bot at a time, in the order of weight, merged, taken over from the dead."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from bot.reminders.faults import StoreAway
from bot.reminders.model import Delivery, FollowUp, Kind, Listed, Notice, Occurrence, Outcome, Reminder, State
from bot.reminders.outcomes import SHUT
from bot.storage.chats import ChatStore
from bot.storage.database import open_database
from bot.storage.deliveries import LEASE, MERGED, DeliveryStore
from bot.storage.reminders import ReminderStore, add, plan

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)
SENT = Outcome(State.SENT, message_id=9)


def put(
    database: Engine,
    key: str,
    *minutes: int,
    kind: Kind = Kind.DUTY_EVE,
    chats: Sequence[int] = (5,),
    lasts: timedelta = HOUR,
) -> None:
    """Plan a reminder for so many minutes after NOW."""
    dues = [NOW + timedelta(minutes=each) for each in minutes]
    wanted = [Occurrence(number, due_at, due_at + lasts, tuple(chats)) for number, due_at in enumerate(dues)]
    with database.begin() as connection:
        plan(connection, Reminder(key, kind, 7), wanted, now=NOW - HOUR)


def rows(database: Engine) -> dict[tuple[str, int], Listed]:
    found = ReminderStore(database).listing(states=tuple(State), limit=999)
    return {(row.key, row.chat_id): row for row in found}


def claimed(store: DeliveryStore, now: datetime = NOW, **how: Sequence[int]) -> Delivery:
    delivery = store.claim(now, **how)
    assert delivery is not None
    return delivery


@pytest.fixture
def bot(database: Engine) -> DeliveryStore:
    return DeliveryStore(database, "one")


@pytest.fixture
def other(database: Engine) -> DeliveryStore:
    return DeliveryStore(database, "other")


def test_a_claim_is_one_bots_alone(database: Engine, bot: DeliveryStore, other: DeliveryStore) -> None:
    put(database, "k", 0)
    assert bot.claim(NOW - SECOND) is None
    assert claimed(bot).due_at == NOW
    assert other.claim(NOW) is None
    assert bot.claim(NOW) is None


def test_the_weightiest_goes_first_then_the_earliest(database: Engine, bot: DeliveryStore) -> None:
    for key, kind, minute in [
        ("briefing", Kind.BRIEFING, 0),
        ("meeting", Kind.MEETING_LEAD, 0),
        ("later duty", Kind.DUTY_EVE, 2),
        ("duty", Kind.DUTY_EVE, 1),
        ("notice", Kind.NOTICE, 0),
    ]:
        put(database, key, minute, kind=kind)
    order = [claimed(bot, NOW + HOUR / 2).reminder.key for _ in range(5)]
    assert order == ["duty", "later duty", "meeting", "notice", "briefing"]


def test_busy_chats_are_passed_over(database: Engine, bot: DeliveryStore) -> None:
    put(database, "k", 0, chats=(5, 6))
    assert claimed(bot, busy=[5]).chat_id == 6
    assert bot.claim(NOW, busy=[5, 6]) is None


def test_what_was_missed_becomes_one_message(database: Engine, bot: DeliveryStore) -> None:
    put(database, "k", 0, 10, 20, 40, chats=(5, 6))
    put(database, "not the same", 0)
    delivery = claimed(bot, NOW + HOUR / 2, busy=[6])
    minutes = [(due_at - NOW).seconds // 60 for due_at in (*delivery.missed, delivery.due_at)]
    assert (minutes, delivery.subject, len(delivery.others)) == ([0, 10, 20], 2, 2)
    bot.end(delivery, SENT, NOW)
    found = ReminderStore(database).listing(states=[State.SENT, State.SKIPPED], limit=9)
    assert sorted((row.subject, row.state, row.reason) for row in found) == [
        (0, State.SKIPPED, MERGED),
        (1, State.SKIPPED, MERGED),
        (2, State.SENT, ""),
    ]
    assert claimed(bot, NOW + HOUR / 2, busy=[6]).reminder.key == "not the same"


def test_what_was_merged_comes_back_whole_when_it_did_not_go_out(database: Engine, bot: DeliveryStore) -> None:
    put(database, "k", 0, 10)
    delivery = claimed(bot, NOW + HOUR / 4)
    bot.end(delivery, Outcome(State.PENDING, "429", try_at=NOW + HOUR / 2), NOW + HOUR / 4)
    assert bot.claim(NOW + HOUR / 4) is None
    again = claimed(bot, NOW + HOUR / 2)
    assert (again.missed, again.others, again.id) == (delivery.missed, delivery.others, delivery.id)
    assert (again.tries, again.is_unsure) == (2, False)


def test_a_message_is_worth_something_as_long_as_any_it_stands_for(database: Engine, bot: DeliveryStore) -> None:
    put(database, "k", 0, lasts=3 * HOUR)
    with database.begin() as connection:
        due_at = NOW + HOUR
        add(connection, Reminder("k", Kind.DUTY_EVE), [Occurrence(1, due_at, due_at + SECOND, (5,))], now=NOW)
    assert claimed(bot, NOW + 2 * HOUR).expires_at == NOW + 3 * HOUR


def test_a_dead_bots_claim_is_taken_over_and_unsure(database: Engine, bot: DeliveryStore, other: DeliveryStore) -> None:
    put(database, "k", 0, 1)
    claimed(bot, NOW + HOUR / 4)
    end_of_lease = NOW + HOUR / 4 + LEASE
    assert other.claim(end_of_lease - SECOND) is None
    taken = claimed(other, end_of_lease)
    assert (taken.is_unsure, len(taken.others)) == (True, 1)


def test_a_living_bot_does_not_take_its_own_claims_over(database: Engine, bot: DeliveryStore) -> None:
    put(database, "k", 0)
    claimed(bot)
    assert bot.claim(NOW + HOUR / 2) is None


@pytest.mark.parametrize("outcome", [SENT, Outcome(State.PENDING, try_at=NOW), Outcome(State.FAILED, "x")])
def test_whose_claim_was_taken_over_writes_nothing(
    database: Engine, bot: DeliveryStore, other: DeliveryStore, outcome: Outcome
) -> None:
    put(database, "k", 0)
    late, taken = claimed(bot), claimed(other, NOW + LEASE)
    step = FollowUp(Reminder("next", Kind.DUTY_AGAIN), 1, SECOND, HOUR, (5,))
    bot.end(late, Outcome(outcome.state, outcome.reason, try_at=outcome.try_at, then=(step,)), NOW + LEASE)
    assert [(row.state, row.key) for row in rows(database).values()] == [(State.CLAIMED, "k")]
    other.end(taken, SENT, NOW + LEASE)
    assert rows(database)["k", 5].state is State.SENT


def test_an_outcome_is_written_with_what_follows_and_what_is_told(database: Engine, bot: DeliveryStore) -> None:
    put(database, "k", 0)
    step = FollowUp(Reminder("next", Kind.DUTY_AGAIN), 1, 10 * SECOND, HOUR, (6,))
    notice = Notice("n", "没有发出", frozenset({7}))
    bot.end(claimed(bot), Outcome(State.FAILED, "refused", notice=notice, then=(step,)), NOW)
    found = rows(database)
    assert set(found) == {("k", 5), ("next", 6), ("n", 7)}
    assert (found["k", 5].state, found["k", 5].reason, found["k", 5].ended_at) == (State.FAILED, "refused", NOW)
    assert found["next", 6].due_at == NOW + 10 * SECOND


def test_an_outcome_is_written_whole_or_not_at_all(database: Engine, bot: DeliveryStore) -> None:
    put(database, "k", 0)
    delivery = claimed(bot)
    broken = FollowUp(Reminder("next", Kind.DUTY_AGAIN), None, SECOND, HOUR, (5,))  # a bug of ours
    with pytest.raises(Exception, match=r"(?i)not.null"):
        bot.end(delivery, Outcome(State.SENT, then=(broken,)), NOW)
    assert list(rows(database)) == [("k", 5)]
    bot.end(delivery, SENT, NOW)
    assert rows(database)["k", 5].state is State.SENT


def test_a_shut_chat_is_told_of_once_and_holds_its_own_until_it_wakes(database: Engine, bot: DeliveryStore) -> None:
    put(database, "k", 0, chats=(5, 6))
    put(database, "l", 1)

    def shut(delivery: Delivery, minute: int) -> None:
        outcome = Outcome(State.PENDING, SHUT, try_at=NOW, shuts=True, notice=Notice("shut", "发不到", frozenset({7})))
        bot.end(delivery, outcome, NOW + minute * 60 * SECOND)

    shut(claimed(bot, busy=[6]), 0)
    assert bot.claim(NOW, busy=[6, 7]) is None
    second = claimed(bot, NOW + 60 * SECOND, busy=[6, 7])
    assert (second.reminder.key, second.is_shut) == ("l", True)
    shut(second, 1)
    assert bot.claim(NOW + 60 * SECOND, busy=[6, 7]) is None
    assert claimed(bot).chat_id == 6
    assert {key for key, _ in rows(database)} == {"k", "l", f"shut:{NOW}"}
    ChatStore(database).wake(5)
    assert [claimed(bot, NOW + 60 * SECOND, busy=[7]).reminder.key for _ in range(2)] == ["k", "l"]


def test_what_waits_for_a_shut_chat_is_taken_up_when_it_is_too_late(database: Engine, bot: DeliveryStore) -> None:
    put(database, "k", 0, 30)
    bot.end(claimed(bot), Outcome(State.PENDING, SHUT, try_at=NOW, shuts=True), NOW)
    assert bot.claim(NOW + HOUR - SECOND) is not None  # the second, which is not held yet
    delivery = claimed(DeliveryStore(database, "next"), NOW + HOUR)
    assert (delivery.subject, delivery.others, delivery.expires_at) == (0, (), NOW + HOUR)


def test_a_group_that_moved_leaves_nothing_behind(database: Engine, bot: DeliveryStore) -> None:
    put(database, "k", 0, chats=(-5, -1005))
    put(database, "l", 0, chats=(-5,))
    chats = ChatStore(database)
    chats.move(-5, -1005)
    chats.move(-5, -1005)
    found = {key: row.state for key, row in rows(database).items()}
    assert found == {("k", -5): State.SKIPPED, ("k", -1005): State.PENDING, ("l", -1005): State.PENDING}


def claim_all(url: str, name: str, now: datetime) -> list[int]:
    """Claim and end all there is, as one bot of several does in its own process."""
    engine = open_database(url)
    store, taken = DeliveryStore(engine, name), []
    while delivery := store.claim(now):
        taken.append(delivery.id)
        store.end(delivery, SENT, now)
    engine.dispose()
    return taken


def run_together(work: Callable[[], None], count: int) -> None:
    threads = [threading.Thread(target=work) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_four_bots_in_threads_claim_each_row_once(database: Engine, database_url: str) -> None:
    put(database, "k", 0, chats=range(1, 401))
    names, taken = iter("abcd"), list[int]()
    run_together(lambda: taken.extend(claim_all(database_url, next(names), NOW)), 4)
    assert (len(taken), len(set(taken))) == (400, 400)


def test_four_bots_in_processes_claim_each_row_once(database: Engine, database_url: str) -> None:
    put(database, "k", 0, chats=range(1, 401))
    with ProcessPoolExecutor(4, get_context("spawn")) as pool:
        found = pool.map(claim_all, [database_url] * 4, "abcd", [NOW] * 4)
        taken = [each for part in found for each in part]
    assert (len(taken), len(set(taken))) == (400, 400)
    assert {row.state for row in rows(database).values()} == {State.SENT}


def test_two_bots_do_not_plan_the_same_twice(database: Engine, database_url: str) -> None:
    start = threading.Barrier(4)

    def extend() -> None:
        engine = open_database(database_url)
        start.wait()
        for _ in range(5):
            put(engine, "k", *range(20), chats=(5, 6))
        engine.dispose()

    run_together(extend, 4)
    assert len(ReminderStore(database).listing(states=[State.PENDING], limit=999)) == 40


def test_a_locked_database_is_said_to_be_away(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'a.db'}")
    put(database, "k", 0)
    bot = DeliveryStore(database, "one")
    with database.connect() as holder:
        holder.execute(text("BEGIN IMMEDIATE"))
        with bot._engine.connect() as impatient:
            impatient.execute(text("PRAGMA busy_timeout=10"))
        with pytest.raises(StoreAway):
            bot.claim(NOW)
        holder.rollback()
    assert claimed(bot).chat_id == 5
    database.dispose()


def test_a_database_that_is_gone_is_said_to_be_away(fresh_postgres: Callable[[], str]) -> None:
    url = fresh_postgres()
    database, elsewhere = open_database(url), open_database(url)
    put(database, "k", 0)
    bot = DeliveryStore(database, "one")
    others = "pid <> pg_backend_pid() AND datname = current_database()"

    def break_connections() -> None:
        with elsewhere.begin() as connection:
            connection.execute(text(f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE {others}"))

    def break_while_at_work() -> None:
        with bot._begin() as connection:
            break_connections()
            connection.execute(text("SELECT 1"))

    with pytest.raises(StoreAway):
        break_while_at_work()
    # One that broke while it lay in the pool is made anew.
    break_connections()
    assert claimed(bot).chat_id == 5
    database.dispose()
    elsewhere.dispose()
