"""Reminders on their way: late ones, doubles, refusals of every kind, through the real bot and its Telegram."""

from datetime import timedelta

import pytest

from bot.reminders.model import Kind, Listed, Occurrence, Reminder, State
from bot.storage.reminders import ReminderStore, plan
from tests.chats.conftest import Office

HOUR = timedelta(hours=1)
EVERY = tuple(State)


def remind(
    office: Office, *chats: int, text: str = "该交班了", after: timedelta = timedelta(0), key: str = "k"
) -> None:
    """Plan a message of plain words."""
    now = office.clock.now()
    occurrence = Occurrence(1, now + after, now + after + HOUR, chats, text)
    with office.canmou.engine.begin() as connection:
        plan(connection, Reminder(key, Kind.NOTICE, office.chief.id), [occurrence], now=now)


def rows(office: Office, *states: State) -> list[Listed]:
    return ReminderStore(office.canmou.engine).listing(states=states or EVERY, limit=100)


def states(office: Office) -> list[State]:
    return [row.state for row in rows(office)]


@pytest.fixture
async def known(office: Office) -> Office:
    """Return an office whose chief has written to the bot, so that it may write back."""
    office.server.say(office.chief, office.chief, "/whoami")
    await office.server.next_message(office.chief)
    return office


async def test_nothing_goes_out_before_its_time(office: Office) -> None:
    remind(office, office.group.id, after=HOUR)
    await office.pass_by(minutes=59)
    assert office.texts(office.group) == []
    await office.pass_by(minutes=1)
    assert office.texts(office.group) == ["该交班了"]
    (row,) = rows(office)
    assert (row.state, row.message_id, row.ended_at) == (State.SENT, 1, office.clock.now())


async def test_what_went_out_does_not_go_out_again(office: Office) -> None:
    for _ in range(3):
        remind(office, office.group.id)
        await office.pass_by(minutes=3)
    assert len(office.texts(office.group)) == 3
    await office.pass_by(days=2)
    assert len(office.texts(office.group)) == 3


async def test_what_is_late_says_when_it_was_due(office: Office) -> None:
    remind(office, office.group.id)
    office.clock.pass_by(minutes=30)
    await office.deliver()
    assert office.texts(office.group) == ["（补发，原定09:00）\n该交班了"]
