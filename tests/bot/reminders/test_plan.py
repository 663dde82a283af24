"""Plans that change while bots claim, send, fail and die: nothing early, nothing twice unmarked, nothing lost."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, select

from bot.reminders.model import Delivery, Kind, Listed, Occurrence, Outcome, Reminder, State
from bot.storage.deliveries import LEASE, DeliveryStore
from bot.storage.reminders import ReminderStore, begin, notify, plan, sent_messages, withdraw
from bot.storage.tables import occurrences, reminders

START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
REMINDER = Reminder("k", Kind.DUTY_EVE, 7)
CHATS = (5, -5)
SLOTS = range(6)
EVERY = tuple(State)


def slot(number: int, *, chats: tuple[int, ...] = CHATS, note: str = "", lasts: timedelta = DAY) -> Occurrence:
    due_at = START + 10 * number * MINUTE
    return Occurrence(number, due_at, due_at + lasts, chats, note)


def put(database: Engine, *wanted: Occurrence, now: datetime = START, reminder: Reminder = REMINDER) -> None:
    with database.begin() as connection:
        plan(connection, reminder, wanted, now=now)


def rows(database: Engine) -> list[Listed]:
    found = ReminderStore(database).listing(states=EVERY, limit=99)
    return sorted(found, key=lambda row: (row.due_at, row.chat_id))


def states(database: Engine) -> list[State]:
    return [row.state for row in rows(database)]


def test_planning_again_changes_nothing(database: Engine) -> None:
    for _ in range(2):
        put(database, slot(0), slot(1))
    assert states(database) == [State.PENDING] * 4
    assert [(row.chat_id, row.due_at) for row in rows(database)][:2] == [(-5, START), (5, START)]


def test_what_is_not_wanted_any_more_is_withdrawn_and_comes_back(database: Engine) -> None:
    put(database, slot(1), slot(2))
    put(database, slot(2, chats=(5,)))
    assert states(database) == [State.SKIPPED, State.SKIPPED, State.SKIPPED, State.PENDING]
    assert [(row.reason, row.ended_at) for row in rows(database)][:1] == [("withdrawn", START)]
    put(database, slot(1), slot(2), now=START + 15 * MINUTE)
    assert states(database) == [State.PENDING] * 4


def test_what_is_over_does_not_come_back(database: Engine) -> None:
    put(database, slot(0, lasts=MINUTE))
    put(database)
    put(database, slot(0, lasts=MINUTE), now=START + MINUTE)
    assert states(database) == [State.SKIPPED] * 2


def test_what_was_never_promised_is_not_made_up_for(database: Engine) -> None:
    put(database, slot(0), slot(1), now=START + MINUTE)
    assert [row.due_at for row in rows(database)] == [START + 10 * MINUTE] * 2


def test_a_chat_that_comes_in_gets_what_is_still_to_come(database: Engine) -> None:
    put(database, slot(0, chats=(5,)), slot(1, chats=(5,)))
    put(database, slot(0), slot(1), now=START + MINUTE)
    assert [(row.subject, row.chat_id) for row in rows(database)] == [(0, 5), (1, -5), (1, 5)]


def test_the_note_the_end_and_the_owner_are_kept_up_to_date(database: Engine) -> None:
    put(database, slot(0))
    put(database, slot(0, note="新", lasts=2 * DAY), reminder=Reminder("k", Kind.DUTY_EVE, 8))
    delivery = DeliveryStore(database, "bot").claim(START)
    assert delivery
    assert (delivery.note, delivery.expires_at, delivery.reminder.owner_id) == ("新", START + 2 * DAY, 8)


def test_withdrawing_lets_nothing_more_go_out(database: Engine) -> None:
    put(database, slot(0))
    with database.begin() as connection:
        withdraw(connection, "k")
        withdraw(connection, "unknown")
    assert DeliveryStore(database, "bot").claim(START) is None
    assert {row.reason for row in rows(database)} == {"withdrawn"}


def test_a_notice_and_a_step_of_a_chain_are_planned_once_for_their_key(database: Engine) -> None:
    for minutes in range(3):
        now = START + minutes * MINUTE
        with database.begin() as connection:
            notify(connection, "n", f"第{minutes}次", chats=[5], now=now)
            begin(connection, REMINDER, slot(minutes), now=now)
    with database.connect() as connection:
        assert connection.scalars(select(occurrences.c.note).order_by(occurrences.c.id)).all() == ["第0次", ""]


def test_the_messages_that_went_out_can_be_found(database: Engine) -> None:
    put(database, slot(0))
    store = DeliveryStore(database, "bot")
    for number in (11, 12):
        delivery = store.claim(START)
        assert delivery
        store.end(delivery, Outcome(State.SENT, message_id=number), START)
    with database.begin() as connection:
        assert {number for _, number in sent_messages(connection, "k")} == {11, 12}


def test_the_list_goes_from_the_next_and_back_from_the_last(database: Engine) -> None:
    put(database, slot(0, chats=(5,)), slot(1, chats=(5,)), slot(2, chats=(5,)), slot(3, chats=(5,)))
    store, listed = DeliveryStore(database, "bot"), ReminderStore(database)
    for number in (0, 1):
        now = START + 10 * number * MINUTE
        delivery = store.claim(now)
        assert delivery
        store.end(delivery, Outcome(State.SENT, message_id=number), now)
    with database.begin() as connection:
        plan(connection, REMINDER, [slot(2, chats=(5,))], now=START + 11 * MINUTE)
        withdraw(connection, "k")
    assert [row.subject for row in listed.listing(states=[State.SENT], limit=9)] == [1, 0]
    assert [row.subject for row in listed.listing(states=EVERY, limit=9)] == [3, 1, 0, 2]
    put(database, slot(2, chats=(5,)), slot(3, chats=(5,)), now=START + 12 * MINUTE)
    assert [row.subject for row in listed.listing(states=[State.PENDING], limit=1)] == [2]


STEPS = st.one_of(
    st.tuples(st.just("pass"), st.integers(0, 25)),
    st.tuples(st.just("plan"), st.sets(st.sampled_from(SLOTS))),
    st.tuples(st.sampled_from(["claim", "die"]), st.integers(0, 1)),
    st.tuples(st.sampled_from(["sent", "unseen", "unreached", "silent death"]), st.integers(0, 3)),
)


@dataclass
class Play:
    """Two bots and a planner at one database, and what arrives in the chats: (slot, chat)."""

    database: Engine
    now: datetime = START
    bots: list[int] = field(default_factory=lambda: [0, 1])
    held: list[tuple[DeliveryStore, Delivery]] = field(default_factory=list)
    promised: set[int] = field(default_factory=set)
    wanted: set[int] = field(default_factory=set)
    arrived: Counter[tuple[int, int]] = field(default_factory=Counter)
    unmarked: Counter[tuple[int, int]] = field(default_factory=Counter)

    def step(self, what: str, how: int | set[int]) -> None:
        """Let something happen."""
        if isinstance(how, set):
            self.plan(how)
        elif what == "pass":
            self.now += how * MINUTE
        elif what == "claim":
            self.claim(how)
        elif what == "die":
            self.bots[how] = max(self.bots) + 1
        elif self.held:
            self.end(what, *self.held.pop(how % len(self.held)))

    def plan(self, wanted: set[int]) -> None:
        put(self.database, *map(slot, wanted), now=self.now)
        self.promised |= {each for each in wanted if slot(each).due_at >= self.now}
        self.wanted = wanted

    def claim(self, bot: int) -> Delivery | None:
        store = DeliveryStore(self.database, f"bot {self.bots[bot]}")
        delivery = store.claim(self.now)
        if delivery is not None:
            assert max(delivery.due_at, *delivery.missed, delivery.due_at) == delivery.due_at <= self.now
            self.held.append((store, delivery))
        return delivery

    def end(self, how: str, store: DeliveryStore, delivery: Delivery) -> None:
        if how != "unreached":
            self.arrive(delivery)
        if how == "sent":
            store.end(delivery, Outcome(State.SENT, message_id=1), self.now)
        elif how in ("unseen", "unreached"):
            again = Outcome(State.PENDING, how, try_at=self.now + MINUTE, is_unsure=how == "unseen")
            store.end(delivery, again, self.now)

    def arrive(self, delivery: Delivery) -> None:
        for due_at in (delivery.due_at, *delivery.missed):
            place = ((due_at - START) // (10 * MINUTE), delivery.chat_id)
            self.arrived[place] += 1
            self.unmarked[place] += not delivery.is_unsure

    def come_to_rest(self) -> None:
        """Let a new bot deliver whatever is left."""
        self.bots = [max(self.bots) + 1] * 2
        self.now = max(self.now, slot(max(SLOTS)).due_at) + LEASE + MINUTE
        while self.claim(0):
            self.end("sent", *self.held.pop())


# One database for all examples: each begins with none of the rows.
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, max_size=40))
def test_nothing_is_early_or_twice_unmarked_or_lost(database: Engine, steps: list[tuple[str, int]]) -> None:
    with database.begin() as connection:
        connection.execute(delete(reminders))
    play = Play(database)
    for step in steps:
        play.step(*step)
    play.come_to_rest()
    assert {number for number, _ in play.arrived} <= play.promised
    assert all(count <= 1 for count in play.unmarked.values())
    assert set(play.arrived) >= {(number, chat) for number in play.wanted & play.promised for chat in CHATS}
    assert {row.state for row in rows(database)} <= {State.SENT, State.SKIPPED}
