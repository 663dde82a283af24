"""Reminders on their way: late ones, doubles, refusals of every kind, through the real bot and its Telegram."""

from datetime import timedelta

import httpx
import pytest
from telegram.error import NetworkError, TimedOut

from bot.chat.pushing import NOT_SERVED, _unreachable
from bot.reminders.model import Kind, Listed, Occurrence, Reminder, State
from bot.sandbox import refusals
from bot.sandbox.faults import Moment
from bot.sandbox.refusals import Refusal
from bot.storage.groups import change_settings
from bot.storage.reminders import ReminderStore, plan
from tests.chats.conftest import Office

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
EVERY = tuple(State)
WORDS = "该交班了"


def remind(
    office: Office,
    *chats: int,
    text: str = WORDS,
    after: tuple[timedelta, ...] = (timedelta(0),),
    key: str = "k",
    kind: Kind = Kind.NOTICE,
) -> None:
    """Plan a message of plain words, for one due time or several, each for an hour."""
    now = office.clock.now()
    dues = [Occurrence(number, now + each, now + each + HOUR, chats, text) for number, each in enumerate(after)]
    with office.canmou.engine.begin() as connection:
        plan(connection, Reminder(key, kind, office.chief.id), dues, now=now)


def rows(office: Office, *states: State) -> list[Listed]:
    return ReminderStore(office.canmou.engine).listing(states=states or EVERY, limit=100)


def states(office: Office) -> list[State]:
    return [row.state for row in rows(office)]


@pytest.fixture
async def known(office: Office) -> Office:
    """Return an office whose chief and clerks have written to the bot, so that it may write back."""
    for person in (office.chief, office.wang, office.li):
        await office.ask(person, person, "/whoami")
    return office


async def test_nothing_goes_out_before_its_time(office: Office) -> None:
    remind(office, office.group.id, after=(HOUR,))
    await office.pass_by(minutes=59)
    assert office.texts(office.group) == []
    await office.pass_by(minutes=1)
    assert office.texts(office.group) == [WORDS]
    (row,) = rows(office)
    assert (row.state, row.message_id) == (State.SENT, 1)
    assert row.ended_at
    assert office.clock.now() - row.ended_at < SECOND


async def test_what_went_out_does_not_go_out_again(office: Office) -> None:
    remind(office, office.group.id)
    for _ in range(3):
        await office.deliver()
        office.clock.pass_by(minutes=50)
    assert office.texts(office.group) == [WORDS]


async def test_what_is_late_says_when_it_was_due(office: Office) -> None:
    remind(office, office.group.id, after=(HOUR,))
    await office.pass_by(minutes=90)
    assert office.texts(office.group) == [f"（补发，原定10:00）\n{WORDS}"]


async def test_several_that_were_missed_are_one_message_with_all_their_times(office: Office) -> None:
    remind(office, office.group.id, office.forum.id, after=(HOUR, 2 * HOUR, 3 * HOUR))
    await office.pass_by(hours=3, minutes=10)
    for place in (office.group, office.forum):
        assert office.texts(place) == [f"（补发，原定10:00、11:00、12:00）\n{WORDS}"]


async def test_they_are_one_message_still_when_that_is_refused_at_first(office: Office) -> None:
    office.server.refuse_next("sendMessage", refusals.bad_gateway())
    remind(office, office.group.id, after=(HOUR, 2 * HOUR))
    await office.pass_by(hours=2, minutes=10)
    assert office.texts(office.group) == []
    await office.pass_by(seconds=2)
    assert office.texts(office.group) == [f"（补发，原定10:00、11:00）\n{WORDS}"]


async def test_what_is_too_late_is_dropped_and_whose_it_was_is_told(known: Office) -> None:
    remind(known, known.group.id, known.forum.id, kind=Kind.DUTY_EVE, after=(HOUR,))
    await known.pass_by(hours=2)
    notice = await known.server.next_message(known.chief)
    assert notice.text == "⚠️ 有一条值班提醒没能发出，原定10:00，现已过期，不再补发。"
    assert known.texts(known.group) == known.texts(known.forum) == []
    # Once for both chats.
    assert sorted(states(known)) == [State.SENT, State.SKIPPED, State.SKIPPED]


async def test_a_chat_that_has_too_much_waits_and_the_others_do_not(office: Office) -> None:
    office.server.refuse_next("sendMessage", refusals.too_many_requests(1), place=office.group)
    remind(office, office.group.id, office.forum.id)
    await office.deliver()
    assert (office.texts(office.group), office.texts(office.forum)) == ([], [WORDS])
    await office.pass_by(seconds=1)
    assert (await office.server.next_message(office.group)).text == WORDS


@pytest.mark.parametrize("refusal", [refusals.internal_server_error(), refusals.bad_gateway()])
async def test_telegrams_own_trouble_is_waited_out(office: Office, refusal: Refusal) -> None:
    office.server.refuse_next("sendMessage", refusal, times=2)
    remind(office, office.group.id)
    for seconds in (0, 2, 4):
        assert office.texts(office.group) == []
        await office.pass_by(seconds=seconds)
    assert office.texts(office.group) == [WORDS]


@pytest.mark.parametrize(
    ("when", "texts"),
    [(Moment.BEFORE, [f"（可能重复）\n{WORDS}"]), (Moment.AFTER, [WORDS, f"（可能重复）\n{WORDS}"])],
)
async def test_a_reply_that_was_not_seen_leaves_a_mark(office: Office, when: Moment, texts: list[str]) -> None:
    # The bot cannot tell the two apart; a double without a mark would be worse than a mark without a double.
    office.server.drop_next("sendMessage", when=when)
    remind(office, office.group.id)
    await office.deliver()
    await office.pass_by(seconds=2)
    assert office.texts(office.group) == texts


@pytest.mark.parametrize(
    ("trouble", "cause", "may_have_arrived"),
    [
        (NetworkError("x"), httpx.ConnectError("no way"), False),
        (TimedOut(), httpx.ConnectTimeout("no answer"), False),
        (TimedOut(), httpx.PoolTimeout("no connection free"), False),
        (TimedOut(), httpx.ReadTimeout("no reply"), True),
        (NetworkError("x"), httpx.RemoteProtocolError("hung up"), True),
        (NetworkError("Bad Gateway"), None, False),
    ],
)
def test_only_what_was_sent_may_have_arrived(
    trouble: NetworkError, cause: Exception | None, may_have_arrived: bool
) -> None:
    trouble.__cause__ = cause
    assert _unreachable(trouble).may_have_arrived is may_have_arrived


async def test_a_shut_out_bot_stops_there_tells_of_it_and_goes_on_when_let_in(known: Office) -> None:
    known.server.block(known.wang)
    await known.settled()
    remind(known, known.wang.id, after=(timedelta(0), HOUR / 2))
    await known.deliver()
    notice = await known.server.next_message(known.chief)
    assert notice.text.startswith(f"⚠️ 提醒发不到会话 {known.wang.id}（本人停用了机器人")
    await known.pass_by(minutes=40)
    assert len(known.texts(known.chief)) == 2
    known.server.unblock(known.wang)
    await known.settled()
    await known.deliver()
    assert known.texts(known.wang)[1:] == [f"（补发，原定09:00、09:30）\n{WORDS}"]


async def test_a_refusal_shuts_a_chat_too(known: Office) -> None:
    known.server.refuse_next("sendMessage", refusals.blocked(), place=known.wang)
    for key in "kl":
        remind(known, known.wang.id, key=key)
        await known.deliver()
    calls = [call for call in known.server.calls("sendMessage") if call.parameters["chat_id"] == str(known.wang.id)]
    assert [call.status for call in calls] == [200, 403]
    assert [row.reason for row in rows(known, State.PENDING)] == ["the chat is shut"] * 2
    await known.ask(known.wang, known.wang, "/whoami")
    await known.settled()
    await known.deliver()
    assert known.texts(known.wang)[-2:] == [WORDS, WORDS]


async def test_who_never_wrote_to_the_bot_gets_it_when_they_do(office: Office) -> None:
    remind(office, office.wang.id)
    await office.deliver()
    assert office.texts(office.wang) == []
    office.clock.pass_by(minutes=10)
    await office.ask(office.wang, office.wang, "/start")
    await office.settled()
    await office.deliver()
    assert office.texts(office.wang)[-1] == f"（补发，原定09:00）\n{WORDS}"


async def test_a_group_that_threw_the_bot_out_gets_the_rest_when_it_is_back(known: Office) -> None:
    bot = known.server.bot
    known.server.kick(bot, known.group, by=known.wang)
    await known.settled()
    remind(known, known.group.id)
    await known.deliver()
    assert "机器人已被移出该群" in (await known.server.next_message(known.chief)).text
    known.server.join(bot, known.group, by=known.wang)
    await known.settled()
    await known.deliver()
    assert known.texts(known.group) == [WORDS]


async def test_a_shut_chat_does_not_keep_what_is_too_late(known: Office) -> None:
    known.server.block(known.wang)
    await known.settled()
    remind(known, known.wang.id)
    await known.deliver()
    await known.pass_by(hours=1)
    known.server.unblock(known.wang)
    await known.settled()
    await known.deliver()
    assert len(known.texts(known.wang)) == 1
    assert State.SKIPPED in states(known)


async def test_a_group_that_moved_gets_it_once_and_the_rest_follows(office: Office) -> None:
    remind(office, office.group.id, after=(timedelta(0), HOUR))
    office.server.refuse_next("sendMessage", refusals.migrated(office.forum.id), place=office.group)
    await office.deliver()
    await office.pass_by(hours=1)
    assert (office.texts(office.group), office.texts(office.forum)) == ([], [WORDS, WORDS])


async def test_a_move_that_telegram_tells_of_is_followed(office: Office) -> None:
    remind(office, office.group.id, after=(HOUR,))
    new = office.server.migrate(office.group)
    await office.settled()
    await office.pass_by(hours=1)
    assert office.texts(new) == [WORDS]


async def test_what_telegram_does_not_take_is_recorded_in_its_words_and_the_next_goes_out(office: Office) -> None:
    remind(office, office.group.id, text="<b>没有结束", key="a")
    remind(office, office.group.id, key="b")
    await office.deliver()
    assert office.texts(office.group) == [WORDS]
    (row,) = rows(office, State.FAILED)
    assert row.reason.startswith("Can't parse entities: can't find end tag")


@pytest.mark.parametrize("who", ["elsewhere", "stranger"])
async def test_who_is_not_served_any_more_is_told_nothing(office: Office, who: str) -> None:
    place = getattr(office, who)
    if who == "stranger":
        office.server.say(office.stranger, office.stranger, "/start")
        await office.server.next_message(office.stranger)
    before = office.texts(place)
    remind(office, place.id)
    await office.deliver()
    assert office.texts(place) == before
    found = [row for row in rows(office) if row.chat_id == place.id]
    assert [(row.state, row.reason) for row in found] == [(State.SKIPPED, NOT_SERVED)]


async def test_telegrams_trouble_while_it_is_asked_who_someone_is_is_waited_out(known: Office) -> None:
    known.clock.pass_by(hours=1)  # What was known of memberships is forgotten.
    known.server.refuse_next("getChatMember", refusals.bad_gateway())
    remind(known, known.wang.id)
    await known.deliver()
    await known.pass_by(seconds=2)
    assert known.texts(known.wang)[-1] == WORDS


async def test_it_goes_to_the_groups_topic_and_to_all_when_that_is_gone(office: Office) -> None:
    topic = next(iter(office.forum.topics.values()))
    with office.canmou.engine.begin() as connection:
        change_settings(connection, office.forum.id, thread_id=topic.id)
    remind(office, office.forum.id, after=(timedelta(0), HOUR))
    await office.deliver()
    office.server.delete_topic(office.forum, topic)
    await office.pass_by(hours=1)
    assert [message.thread for message in office.server.sent(office.forum)] == [topic.id, None]
