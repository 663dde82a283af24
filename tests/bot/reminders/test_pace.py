"""The limits on what goes out: never more than Telegram takes, and no longer waits than that asks for."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reminders.pace import Limits, Pace

PERSON, GROUP = 5, -5
SECONDS = st.lists(st.floats(0, 3, allow_nan=False), min_size=1, max_size=80)


def most_within(moments: list[float], window: float) -> int:
    """Return the largest number of moments in any window of that length, its end left out."""
    return max(sum(start <= each < start + window for each in moments) for start in moments)


@given(SECONDS, st.integers(1, 40))
def test_no_second_has_more_messages_than_the_limit(gaps: list[float], limit: int) -> None:
    pace, now, sent = Pace(Limits(per_second=limit)), 100.0, []
    for chat_id, gap in enumerate(gaps, start=1):
        now += gap / 10
        now += pace.wait(now)
        assert pace.wait(now) == pytest.approx(0, abs=1e-9)
        pace.note(chat_id, now)
        sent.append(now)
    # A hair less than a second: sums of floats.
    assert most_within(sent, 1 - 1e-6) <= limit


@given(SECONDS)
def test_a_chat_is_busy_just_as_long_as_its_limit_asks(gaps: list[float]) -> None:
    pace, now, sent = Pace(Limits()), 100.0, []
    for gap in gaps:
        now += gap + pace.wait_for(PERSON, now + gap)
        pace.note(PERSON, now)
        sent.append(now)
        assert PERSON in pace.busy(now + 0.99)
        assert PERSON not in pace.busy(now + 1.01)
    assert most_within(sent, 1 - 1e-6) == 1


def test_a_group_gets_no_more_in_a_minute_while_a_person_does() -> None:
    pace = Pace(Limits(per_group_minute=3))
    for second in range(3):
        for chat_id in (PERSON, GROUP):
            pace.note(chat_id, 100 + 2 * second)
    assert pace.busy(110) == {GROUP}
    assert pace.wait_for(GROUP, 110) == 50
    assert pace.busy(160) == frozenset()


def test_a_hold_keeps_one_chat_waiting_and_is_never_shortened() -> None:
    pace = Pace(Limits())
    pace.hold(PERSON, 130)
    pace.hold(PERSON, 120)
    assert (pace.busy(129), pace.wait(129)) == ({PERSON}, 0)
    assert pace.busy(130.1) == frozenset()


async def test_answers_stand_back_while_a_reminder_has_its_turn() -> None:
    pace = Pace(Limits(per_second=10))
    assert pace.wait_to_answer(PERSON, 100) == 0
    async with pace.turn(lambda: 100.0, asyncio.sleep):
        assert pace.wait_to_answer(PERSON, 100) == 0.1
        pace.note(PERSON, 100)
    assert pace.wait_to_answer(PERSON, 100) == 0


async def test_a_turn_comes_when_the_limit_allows() -> None:
    pace, clock, slept = Pace(Limits(per_second=2)), [100.0], []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        clock[0] += seconds

    for _ in range(5):
        async with pace.turn(lambda: clock[0], sleep):
            pace.note(PERSON, clock[0])
    assert slept == [1, 1]


async def test_a_turn_that_nothing_came_of_is_not_counted() -> None:
    pace = Pace(Limits(per_second=1))
    for _ in range(3):
        async with pace.turn(lambda: 100.0, asyncio.sleep):
            pass
    assert pace.wait(100) == 0


def test_an_answer_waits_for_its_group_only() -> None:
    pace = Pace(Limits(per_group_minute=1))
    pace.note(GROUP, 100)
    assert pace.wait_to_answer(GROUP, 102) == 58
    assert pace.wait_to_answer(PERSON, 102) == 0


def test_what_is_a_minute_old_is_forgotten() -> None:
    pace = Pace(Limits(per_group_minute=1))
    for chat_id in range(-1000, 0):
        pace.note(chat_id, 100)
    assert len(pace.busy(159)) == 1000
    assert pace.busy(160) == frozenset()
    assert pace._chats == {}
