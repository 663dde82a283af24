"""Groups: what is meant for the bot, what of it is the question, where the answer goes."""

import pytest

from bot.chat import asking
from tests.chats.conftest import Office

QUESTION = "值班电话要几声之内接听？"
ANSWER = "3声之内接听"


@pytest.mark.parametrize(
    "text",
    [
        f"/ask {QUESTION}",
        f"/ask@canmou_bot {QUESTION}",
        f"@canmou_bot {QUESTION}",
        f"😀 @Canmou_Bot，{QUESTION}",
        f"请问 /ask@canmou_bot {QUESTION}",
    ],
)
async def test_commands_and_mentions_are_answered_as_replies(office: Office, text: str) -> None:
    question = office.server.say(office.wang, office.group, text)
    answer = await office.server.next_message(office.group)
    assert ANSWER in answer.text
    assert answer.reply_to == question.message_id


async def test_a_reply_to_the_bot_is_a_question(office: Office) -> None:
    prompt = await office.ask(office.wang, office.group, "/ask")
    assert prompt.text == asking.WHAT_IS_ASKED
    assert ANSWER in (await office.ask(office.li, office.group, QUESTION, reply_to=prompt)).text


async def test_talk_among_people_is_left_alone(office: Office) -> None:
    office.server.world.privacy = False
    aside = office.server.say(office.wang, office.group, QUESTION)
    office.server.say(office.li, office.group, "不知道", reply_to=aside)
    office.server.say(office.li, office.group, f"/ask@other_bot {QUESTION}")
    office.server.say(office.li, office.group, "/foo")
    office.server.upload(office.li, office.group, "a.pdf", b"%PDF")
    await office.settled()
    assert office.texts(office.group) == []


async def test_the_bots_name_is_no_part_of_the_question(office: Office) -> None:
    answer = await office.ask(office.wang, office.group, "食堂一份饭 @canmou_bot 多少元")
    assert "查找的内容：食堂一份饭 多少元" in answer.text


async def test_a_bare_mention_asks_what_someone_else_said(office: Office) -> None:
    aside = office.server.say(office.li, office.group, QUESTION)
    answer = await office.ask(office.wang, office.group, "@canmou_bot", reply_to=aside)
    assert ANSWER in answer.text


async def test_a_bare_mention_under_the_bots_own_words_asks_for_a_question(office: Office) -> None:
    answer = await office.ask(office.wang, office.group, f"/ask {QUESTION}")
    prompt = await office.ask(office.wang, office.group, "@canmou_bot", reply_to=answer)
    assert prompt.text == asking.WHAT_IS_ASKED


async def test_an_unknown_command_for_the_bot_is_said_to_be_unknown(office: Office) -> None:
    assert "/help" in (await office.ask(office.wang, office.group, "/foo@canmou_bot")).text


async def test_the_help_in_a_group_says_how_to_ask_there(office: Office) -> None:
    assert "@canmou_bot 加问题" in (await office.ask(office.wang, office.group, "/help")).text


async def test_an_answer_stays_in_its_topic(office: Office) -> None:
    topic = office.forum.topic("值班")
    answer = await office.ask(office.wang, office.forum, f"@canmou_bot {QUESTION}", thread=topic)
    assert (answer.thread, answer.in_topic) == (topic.id, True)
    typing = office.server.calls("sendChatAction")[-1]
    assert typing.parameters["message_thread_id"] == str(topic.id)


async def test_talk_in_a_topic_that_the_bot_opened_is_left_alone(office: Office) -> None:
    office.server.world.privacy = False
    topic = office.server.open_topic(office.server.bot, office.forum, "通知")
    office.server.say(office.wang, office.forum, QUESTION, thread=topic)
    await office.settled()
    assert office.texts(office.forum) == []


async def test_a_chain_of_replies_outside_topics_is_no_topic(office: Office) -> None:
    answer = await office.ask(office.wang, office.forum, f"/ask {QUESTION}")
    again = await office.ask(office.wang, office.forum, "会议记录保存多少年？", reply_to=answer)
    assert "10年" in again.text or "资料库" in again.text
    assert not again.in_topic


async def test_an_anonymous_administrator_is_answered(office: Office) -> None:
    answer = await office.ask(office.wang, office.forum, f"@canmou_bot {QUESTION}", anonymous=True)
    assert ANSWER in answer.text


async def test_typing_is_shown_at_once(office: Office) -> None:
    await office.ask(office.wang, office.group, f"/ask {QUESTION}")
    methods = [call.method for call in office.server.log if call.method in ("sendChatAction", "sendMessage")]
    assert methods == ["sendChatAction", "sendMessage"]
