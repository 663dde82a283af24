"""What goes wrong: haste, slowness, refusals of Telegram's, groups that move, faults of our own."""

import asyncio
import logging
from dataclasses import replace

import pytest
from sqlalchemy import event

from bot.chat import asking, faults
from bot.config.sections import Chat as ChatSettings
from bot.sandbox import refusals
from bot.sandbox.faults import Moment
from bot.storage.chats import ChatStore
from tests.chats.conftest import Office, Opening
from tests.chats.doubles import Broken, Held, Reciter

QUESTION = "值班电话要几声之内接听？"
ANSWER = "3声之内接听"


def silent_since(office: Office, chat_id: int) -> object:
    return ChatStore(office.canmou.engine).silent_since(chat_id)


async def test_who_asks_too_fast_is_told_so_once_a_minute(opened: Opening) -> None:
    async with opened(chat=ChatSettings(questions_per_minute=2)) as office:
        for number in range(5):
            office.server.say(office.wang, office.group, f"/ask 问题{number}")
        office.server.say(office.li, office.group, f"/ask {QUESTION}")
        await office.settled()
        texts = office.texts(office.group)
        assert [text == asking.HURRIED for text in texts] == [False, False, True, False]
        assert ANSWER in texts[-1]
        office.clock.pass_by(seconds=60)
        office.server.say(office.wang, office.group, f"/ask {QUESTION}")
        await office.settled()
        assert ANSWER in office.texts(office.group)[-1]


async def test_commands_without_end_are_ignored_from_some_point_on(office: Office) -> None:
    for _ in range(35):
        office.server.say(office.wang, office.wang, "/help")
    await office.settled()
    assert len(office.texts(office.wang)) == 30


async def test_a_slow_answer_is_announced_and_still_comes(opened: Opening) -> None:
    # The settings allow whole seconds only; a test need not wait that long.
    chat = ChatSettings().model_copy(update={"slow_after_seconds": 0.01})
    held = Held()
    async with opened(parts={"answerer": held}, chat=chat) as office:
        notice = await office.ask(office.wang, office.group, "/ask 慢")
        assert (notice.text, notice.reply_to) == (asking.SLOW, 1)
        held.may_go_on.set()
        assert (await office.server.next_message(office.group)).text == "答：慢"


async def test_a_slow_question_keeps_its_chat_in_order_and_others_go_on(opened: Opening) -> None:
    held = Held()
    async with opened(parts={"answerer": held}) as office:
        office.server.say(office.wang, office.group, "/ask 慢")
        office.server.say(office.li, office.group, "/ask 后来的")
        assert (await office.ask(office.wang, office.forum, "/ask 别处的")).text == "答：别处的"
        assert (await office.ask(office.li, office.li, "私下的")).text == "答：私下的"
        assert held.begun.is_set()
        assert office.texts(office.group) == []
        held.may_go_on.set()
        await office.settled()
        assert office.texts(office.group) == ["答：慢", "答：后来的"]


async def test_a_marked_message_does_not_wait_for_a_slow_question(opened: Opening) -> None:
    held = Held()
    async with opened(parts={"answerer": held}) as office:
        office.server.say(office.wang, office.wang, "慢")
        assert "密级标志" in (await office.ask(office.wang, office.wang, "机密★1年")).text
        held.may_go_on.set()


async def test_too_many_requests_are_waited_out_and_hold_up_no_other_chat(office: Office) -> None:
    office.server.refuse_next("sendMessage", refusals.too_many_requests(1), place=office.group)
    office.server.say(office.wang, office.group, f"/ask {QUESTION}")
    await office.server.wait_for_call("sendMessage")
    assert ANSWER in (await office.ask(office.li, office.li, QUESTION)).text
    assert ANSWER in (await office.server.next_message(office.group)).text
    assert [call.status for call in office.server.calls("sendMessage")] == [429, 200, 200]


async def test_a_long_wait_is_not_waited_for(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    office.server.refuse_next("sendMessage", refusals.too_many_requests(600))
    reply = await office.ask(office.wang, office.wang, QUESTION)
    assert reply.text == faults.SORRY
    assert "RetryAfter" in caplog.text
    caplog.clear()


async def test_who_blocked_the_bot_is_noted_until_they_let_it_in_again(office: Office) -> None:
    await office.ask(office.wang, office.wang, QUESTION)
    office.server.block(office.wang)
    await office.settled()
    assert silent_since(office, office.wang.id) is not None
    office.server.unblock(office.wang)
    await office.settled()
    assert silent_since(office, office.wang.id) is None


async def test_a_refused_answer_is_noted_without_an_excuse(office: Office) -> None:
    office.server.refuse_next("sendMessage", refusals.blocked())
    office.server.say(office.wang, office.wang, QUESTION)
    await office.settled()
    assert silent_since(office, office.wang.id) is not None
    assert office.texts(office.wang) == []


async def test_a_group_that_throws_the_bot_out_is_noted(office: Office) -> None:
    office.server.kick(office.server.bot, office.group, by=office.wang)
    await office.settled()
    assert silent_since(office, office.group.id) == office.clock.time


async def test_a_group_that_moves_is_served_under_its_new_id_at_once(office: Office) -> None:
    answer = await office.ask(office.wang, office.group, f"/ask {QUESTION}")
    moved = office.server.migrate(office.group)
    again = await office.ask(office.wang, moved, f"@canmou_bot {QUESTION}")
    assert again.text == answer.text
    assert ANSWER in (await office.ask(office.wang, office.wang, QUESTION)).text
    assert ChatStore(office.canmou.engine).moves() == {office.group.id: moved.id}


async def test_the_answers_of_a_group_move_with_it(office: Office) -> None:
    answer = await office.ask(office.wang, office.group, f"/ask {QUESTION}")
    moved = office.server.migrate(office.group)
    await office.settled()
    copy = await office.ask(office.wang, moved, "/ask 迟报了呢？")
    toast = await office.press(office.wang, replace(copy, keyboard=answer.keyboard), "有用")
    assert "已记下" in toast.text


async def test_an_answer_that_meets_the_move_goes_to_the_new_group(opened: Opening) -> None:
    held = Held()
    async with opened(parts={"answerer": held}) as office:
        office.server.say(office.wang, office.group, "/ask 慢")
        await asyncio.to_thread(held.begun.wait, 5)
        moved = office.server.migrate(office.group)
        held.may_go_on.set()
        assert (await office.server.next_message(moved)).text == "答：慢"


async def test_an_answer_outlives_its_topic(opened: Opening) -> None:
    held = Held()
    async with opened(parts={"answerer": held}) as office:
        topic = office.forum.topic("会务")
        office.server.say(office.wang, office.forum, "/ask 慢", thread=topic)
        await asyncio.to_thread(held.begun.wait, 5)
        office.server.delete_topic(office.forum, topic)
        held.may_go_on.set()
        answer = await office.server.next_message(office.forum)
        assert (answer.text, answer.thread) == ("答：慢", None)


async def test_an_answer_outlives_its_question(opened: Opening) -> None:
    held = Held()
    async with opened(parts={"answerer": held}) as office:
        question = office.server.say(office.wang, office.group, "/ask 慢")
        await asyncio.to_thread(held.begun.wait, 5)
        office.server.delete(question)
        held.may_go_on.set()
        assert (await office.server.next_message(office.group)).text == "答：慢"


@pytest.mark.parametrize("when", list(Moment))
async def test_a_broken_connection_loses_no_answer(office: Office, when: Moment) -> None:
    office.server.drop_next("sendMessage", when=when)
    assert ANSWER in (await office.ask(office.wang, office.wang, QUESTION)).text


async def test_trouble_with_typing_is_no_trouble(office: Office) -> None:
    office.server.refuse_next("sendChatAction", refusals.too_many_requests(30))
    assert ANSWER in (await office.ask(office.wang, office.wang, QUESTION)).text


async def test_a_refused_answer_is_excused_and_logged_without_its_words(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    office.server.refuse_next("sendMessage", refusals.bad_request(f"can't parse {ANSWER}"))
    assert (await office.ask(office.wang, office.wang, QUESTION)).text == faults.SORRY
    assert "BadRequest" in caplog.text
    assert ANSWER not in caplog.text
    caplog.clear()


async def test_when_telegram_cannot_be_reached_there_is_no_traceback(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    office.server.refuse_next("sendMessage", refusals.bad_gateway(), times=2)
    assert (await office.ask(office.wang, office.wang, QUESTION)).text == faults.SORRY
    (record,) = [record for record in caplog.records if record.name == faults.__name__]
    assert (record.levelno, record.exc_info) == (logging.WARNING, None)


async def test_a_fault_of_our_own_is_excused_and_logged_without_its_words(
    opened: Opening, caplog: pytest.LogCaptureFixture
) -> None:
    async with opened(parts={"answerer": Broken()}) as office:
        reply = await office.ask(office.wang, office.group, f"/ask {QUESTION}")
        assert (reply.text, reply.reply_to) == (faults.SORRY, 1)
        assert "ValueError" in caplog.text
        assert "doubles.py" in caplog.text
        assert QUESTION not in caplog.text
        caplog.clear()


async def test_a_fault_behind_a_button_is_excused_in_its_toast(
    opened: Opening, caplog: pytest.LogCaptureFixture
) -> None:
    async with opened(parts={"answerer": Reciter("一句。")}) as office:
        answer = await office.ask(office.wang, office.wang, QUESTION)

        @event.listens_for(office.canmou.engine, "before_cursor_execute")
        def refuse(*_: object) -> None:
            raise OSError("disk")

        assert (await office.press(office.wang, answer, "有用")).text == faults.SORRY
        event.remove(office.canmou.engine, "before_cursor_execute", refuse)
        caplog.clear()
