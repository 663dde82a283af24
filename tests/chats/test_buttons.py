"""What happens under an answer: the whole article and its neighbours, votes, and presses that lead nowhere."""

import asyncio
from dataclasses import replace

import pytest

from bot.chat import presses, reading, voting
from bot.chat.buttons import Action, button
from bot.format import LIMIT, utf16_length
from bot.sandbox.keyboards import Button, Keyboard, KeyboardKind
from bot.sandbox.world import CallbackAnswer, Message, User
from bot.storage.answers import feedback
from tests.chats.conftest import Office, Opening
from tests.chats.doubles import Reciter
from tests.chats.office import CLERKS

QUESTION = "值班电话要几声之内接听？"


async def press_made_up(office: Office, user: User, message: Message, data: str) -> CallbackAnswer:
    """Press a button that the bot never made, as another program than Telegram's could."""
    keyboard = Keyboard(KeyboardKind.INLINE, ((Button("x", "callback_data", data),),))
    return await office.press(user, replace(message, keyboard=keyboard), "x")


async def test_the_whole_article_is_shown_as_a_reply_in_the_same_topic(office: Office) -> None:
    topic = office.forum.topic("会务")
    answer = await office.ask(office.wang, office.forum, f"/ask {QUESTION}", thread=topic)
    toast = await office.press(office.li, answer, "原文")
    article = await office.server.next_message(office.forum)
    assert toast.text == ""
    assert article.text == "《值班管理规定》第二条\n\n第二条 值班电话应当在3声之内接听，并做好来电登记。"
    assert (article.reply_to, article.thread) == (answer.message_id, topic.id)
    assert [each.text for each in article.buttons] == ["上一条", "下一条"]


async def test_the_neighbours_are_shown_in_the_same_message_up_to_the_ends(office: Office) -> None:
    answer = await office.ask(office.wang, office.wang, QUESTION)
    await office.press(office.wang, answer, "原文")
    article = await office.server.next_message(office.wang)
    await office.press(office.wang, article, "上一条")
    first = await office.server.next_edit(office.wang)
    assert first.text.startswith("《值班管理规定》第一条\n\n第一条 为了规范值班工作")
    assert [each.text for each in first.buttons] == ["下一条"]
    for locator in ("第二条", "第三条", "第四条", "第五条"):
        await office.press(office.wang, first, "下一条")
        first = await office.server.next_edit(office.wang)
        assert first.text.startswith(f"《值班管理规定》{locator}\n")
    assert [each.text for each in first.buttons] == ["上一条"]
    assert first.message_id == article.message_id


async def test_each_source_has_a_button_of_its_own(office: Office) -> None:
    answer = await office.ask(office.wang, office.wang, "值班管理规定第二条和第三条")
    assert [each.text for each in answer.buttons] == ["原文①", "原文②", "有用", "不准"]
    await office.press(office.wang, answer, "原文②")
    assert (await office.server.next_message(office.wang)).text.startswith("《值班管理规定》第三条")


async def test_a_long_article_is_read_page_by_page(opened: Opening) -> None:
    async with opened(parts={"answerer": Reciter(CLERKS)}) as office:
        await office.ask(office.wang, office.wang, "谁检查音响？")
        answer = await office.server.next_message(office.wang)
        await office.press(office.wang, answer, "原文")
        first = await office.server.next_message(office.wang)
        assert utf16_length(first.text) <= LIMIT
        assert [each.text for each in first.buttons] == ["下一页（2/2）", "下一条"]
        await office.press(office.wang, first, "下一页（2/2）")
        second = await office.server.next_edit(office.wang)
        assert first.text.partition("\n\n")[2] + second.text == CLERKS
        assert [each.text for each in second.buttons] == ["上一页", "下一条"]
        await office.press(office.wang, second, "上一页")
        assert (await office.server.next_edit(office.wang)).text == first.text


async def test_pressing_twice_changes_nothing_and_is_no_fault(office: Office) -> None:
    answer = await office.ask(office.wang, office.wang, QUESTION)
    await office.press(office.wang, answer, "原文")
    article = await office.server.next_message(office.wang)
    for _ in range(2):
        assert (await office.press(office.wang, article, "下一条")).text == ""
    await office.settled()
    assert [call.status for call in office.server.calls("editMessageText")] == [200, 400]


async def test_an_article_that_was_deleted_cannot_be_turned_and_is_no_fault(office: Office) -> None:
    answer = await office.ask(office.wang, office.wang, QUESTION)
    await office.press(office.wang, answer, "原文")
    article = await office.server.next_message(office.wang)
    query = office.server.press(office.wang, article, "下一条")
    office.server.delete(article)
    assert (await office.server.answer_to(query)).text == ""
    await office.settled()


async def test_two_people_vote_and_one_changes_their_mind(office: Office) -> None:
    answer = await office.ask(office.wang, office.group, f"/ask {QUESTION}")
    said = [
        (await office.press(person, answer, label)).text
        for person, label in [(office.wang, "有用"), (office.li, "不准"), (office.wang, "有用"), (office.li, "有用")]
    ]
    assert said == [voting.THANKS[True], voting.THANKS[False], voting.THANKS[True], voting.CHANGED[True]]
    votes = feedback(office.canmou.engine)
    assert {(vote.user_id, vote.useful) for vote in votes} == {(office.wang.id, True), (office.li.id, True)}
    assert votes[0].answer.question == QUESTION
    assert "3声之内接听" in votes[0].answer.citations[0].quote
    assert votes[0].asked_at < votes[0].voted_at < office.clock.time


async def test_two_presses_at_once_are_one_vote(office: Office) -> None:
    answer = await office.ask(office.wang, office.wang, QUESTION)
    await asyncio.gather(*(office.press(office.wang, answer, label) for label in ("有用", "不准", "有用", "不准")))
    assert len(feedback(office.canmou.engine)) == 1


@pytest.mark.parametrize("data", ["", "x", "0o:1:0", "1o:1", "1o:1:0:0", "1z:1", "1v:1:x", "1o:99999999999999:0"])
async def test_data_that_says_nothing_known_is_expired(office: Office, data: str) -> None:
    answer = await office.ask(office.wang, office.wang, QUESTION)
    assert (await press_made_up(office, office.wang, answer, data or "?")).text == presses.EXPIRED


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("1o:77:0", reading.GONE),
        ("1o:1:7", reading.GONE),
        ("1t:1:0:99:0", reading.GONE),
        ("1t:1:0:0:9", reading.GONE),
        ("1t:1:0:0:-1", reading.GONE),
        ("1v:77:1", voting.GONE),
    ],
)
async def test_what_is_not_there_any_more_is_said_to_be_gone(office: Office, data: str, said: str) -> None:
    answer = await office.ask(office.wang, office.wang, QUESTION)
    assert (await press_made_up(office, office.wang, answer, data)).text == said


async def test_an_answer_of_another_chat_cannot_be_read_or_voted_on(office: Office) -> None:
    await office.ask(office.chief, office.chief, QUESTION)
    own = await office.ask(office.wang, office.wang, "会议记录保存多少年？")
    assert (await press_made_up(office, office.wang, own, "1o:1:0")).text == reading.GONE
    assert (await press_made_up(office, office.wang, own, "1v:1:1")).text == voting.GONE
    assert feedback(office.canmou.engine) == []


async def test_who_was_shut_out_cannot_press_any_more(office: Office) -> None:
    answer = await office.ask(office.wang, office.wang, QUESTION)
    for group in (office.group, office.forum):
        office.server.kick(office.wang, group, by=office.li)
    await office.settled()
    assert (await office.press(office.wang, answer, "原文")).text == presses.REFUSED
    assert len(office.texts(office.wang)) == 1


async def test_presses_are_limited(office: Office) -> None:
    answer = await office.ask(office.wang, office.wang, QUESTION)
    said = [(await office.press(office.wang, answer, "有用")).text for _ in range(30)]
    # The question counts too.
    assert said.index(presses.HURRIED) == 29


async def test_a_press_that_waited_too_long_is_no_fault(office: Office) -> None:
    answer = await office.ask(office.wang, office.wang, QUESTION)
    query = office.server.press(office.wang, answer, "有用")
    office.server.expire(query)
    await office.settled()
    assert len(feedback(office.canmou.engine)) == 1


def test_data_is_short_and_can_be_read_back() -> None:
    longest = button("原文", Action.TURN, 10**12 - 1, 999, -99999, 99)
    assert isinstance(longest.callback_data, str)
    assert len(longest.callback_data.encode()) <= 64
