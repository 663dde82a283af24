"""What is done about each way in which a try can end, as a table."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.reminders import outcomes
from bot.reminders.faults import DeliveryFault, Moved, Rejected, ShutOut, TooMany, Unreachable
from bot.reminders.model import Delivery, FollowUp, Kind, Notice, Outcome, Reminder, State
from bot.reminders.outcomes import REMEDIES, SHUT, Try, broken, expired, pause, refused

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
OWNER, ADMIN, GROUP = 7, 1, -5
DELIVERY = Delivery(3, Reminder("k", Kind.DUTY_EVE, OWNER), 1, "", GROUP, NOW, NOW + MINUTE, tries=1)
EACH = Try(DELIVERY, NOW, ZoneInfo("Asia/Shanghai"), frozenset({ADMIN}))
STEP = FollowUp(Reminder("next", Kind.DUTY_AGAIN), 1, MINUTE, MINUTE, (GROUP,))
LOST = "⚠️ 有一条值班提醒没能发出，原定09:00，"


@pytest.mark.parametrize(
    ("fault", "state", "after", "is_unsure"),
    [
        (TooMany(7 * SECOND), State.PENDING, 7 * SECOND, False),
        (Unreachable("BadGateway", may_have_arrived=False), State.PENDING, 2 * SECOND, False),
        (Unreachable("ReadError", may_have_arrived=True), State.PENDING, 2 * SECOND, True),
        (Moved(-1005), State.PENDING, 0 * SECOND, False),
        (ShutOut(), State.PENDING, 0 * SECOND, False),
    ],
)
def test_some_faults_are_waited_out(fault: DeliveryFault, state: State, after: timedelta, is_unsure: bool) -> None:
    outcome = refused(EACH, fault)
    assert (outcome.state, outcome.try_at, outcome.is_unsure) == (state, NOW + after, is_unsure)
    assert outcome.then == ()


def test_every_fault_has_its_remedy() -> None:
    assert set(REMEDIES) == set(DeliveryFault.__subclasses__())


def test_what_telegram_refuses_is_recorded_in_its_words_and_told_and_the_chain_goes_on() -> None:
    outcome = refused(replace(EACH, then=(STEP,)), Rejected("message text is empty"))
    notice = Notice("lost:k:20260302010000", f"{LOST}Telegram 拒收，不再补发。", frozenset({OWNER}))
    assert outcome == Outcome(State.FAILED, "message text is empty", notice=notice, then=(STEP,))


def test_what_is_too_late_is_told_to_whose_reminder_it_was_with_all_its_times() -> None:
    missed = replace(EACH, delivery=replace(DELIVERY, missed=(NOW - 60 * MINUTE,)))
    notice = expired(missed).notice
    assert notice
    assert notice.text == "⚠️ 有一条值班提醒没能发出，原定08:00、09:00，现已过期，不再补发。"


@pytest.mark.parametrize(("owner", "told"), [(OWNER, {OWNER}), (None, {ADMIN})])
def test_administrators_hear_of_what_nobody_owns(owner: int | None, told: set[int]) -> None:
    notice = expired(replace(EACH, delivery=replace(DELIVERY, reminder=Reminder("k", Kind.DUTY_EVE, owner)))).notice
    assert notice
    assert notice.chats == told


def test_of_a_notice_that_is_lost_there_is_no_notice() -> None:
    assert expired(replace(EACH, delivery=replace(DELIVERY, reminder=Reminder("n", Kind.NOTICE, OWNER)))).notice is None


def test_a_shut_chat_keeps_its_message_and_the_others_are_told() -> None:
    owned = replace(EACH, delivery=replace(DELIVERY, chat_id=OWNER))
    outcome = refused(owned, ShutOut())
    assert (outcome.state, outcome.reason, outcome.shuts) == (State.PENDING, SHUT, True)
    assert outcome.notice
    assert outcome.notice.chats == {ADMIN}
    assert "会话 7（本人停用了机器人或从未使用过）" in outcome.notice.text


def test_a_chain_does_not_wait_for_a_shut_chat() -> None:
    outcome = refused(replace(EACH, then=(STEP,)), ShutOut())
    assert (outcome.state, outcome.then) == (State.FAILED, (STEP,))
    assert outcome.notice
    assert outcome.notice.chats == {ADMIN, OWNER}


def test_a_group_that_moves_in_a_circle_is_not_followed_at_once() -> None:
    again = refused(replace(EACH, delivery=replace(DELIVERY, tries=2)), Moved(GROUP)).try_at
    assert again == NOW + 4 * SECOND


def test_pauses_double_up_to_a_minute() -> None:
    assert [pause(tries).total_seconds() for tries in (0, 1, 2, 5, 6, 7, 1000)] == [1, 2, 4, 32, 60, 60, 60]
    assert broken(EACH, KeyError("secret")) == Outcome(State.PENDING, "KeyError", try_at=NOW + pause(1))


def test_every_weight_has_a_label() -> None:
    assert len(outcomes.LABELS) == len(set(outcomes.WEIGHTS.values()))
