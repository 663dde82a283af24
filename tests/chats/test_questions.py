"""Questions in private: what is answered, how it looks, what is no question."""

import pytest

from bot.chat import asking
from bot.format import LIMIT, utf16_length
from bot.sandbox.keyboards import KeyboardKind
from tests.chats.conftest import Office, Opening
from tests.chats.doubles import Reciter
from tests.chats.office import CLERKS, DUTY_2023


async def test_an_answer_is_the_words_of_a_rule_with_the_place_where_they_stand(office: Office) -> None:
    answer = await office.ask(office.wang, office.wang, "值班电话要几声之内接听？")
    quote, source = answer.text.split("\n")
    assert quote in DUTY_2023
    assert "3声之内接听" in quote
    assert source == "《值班管理规定》第二条（2023年）"
    assert answer.marked("blockquote") == (quote,)
    assert [button.text for button in answer.buttons] == ["原文", "有用", "不准"]


async def test_an_answer_in_private_is_no_reply(office: Office) -> None:
    assert (await office.ask(office.wang, office.wang, "/ask 值班电话要几声之内接听？")).reply_to is None


async def test_a_list_is_shown_whole_and_its_characters_are_no_markup(office: Office) -> None:
    answer = await office.ask(office.wang, office.wang, "值班管理规定第四条")
    assert "（三）用值班电话聊天 & 上网；\n（四）泄露 <来电> 内容。" in answer.text


async def test_a_rule_that_is_no_longer_in_force_is_marked(office: Office) -> None:
    answer = await office.ask(office.wang, office.wang, "2019年的值班管理规定第二条")
    assert answer.text.endswith("第二条 交接班时间为每日18时。\n《值班管理规定》第二条（2019年，已修订）")
    assert answer.text.startswith("注意：")


async def test_what_the_rules_do_not_answer_is_refused_with_what_may_be_related(office: Office) -> None:
    answer = await office.ask(office.wang, office.wang, "食堂一份饭多少元")
    assert answer.text.startswith("资料库里没有找到能回答这个问题的内容。\n查找的内容：食堂一份饭多少元")
    assert "\n\n可能相关，供参考（不是答案）：\n《" in answer.text
    assert [button.text for button in answer.buttons] == ["原文", "有用", "不准"]


async def test_an_article_that_does_not_exist_is_said_to_be_missing(office: Office) -> None:
    answer = await office.ask(office.wang, office.wang, "值班管理规定第九十条")
    assert answer.text.startswith("《值班管理规定》没有第九十条")


async def test_a_long_answer_comes_in_several_messages_cut_at_sentence_ends(opened: Opening) -> None:
    async with opened(parts={"answerer": Reciter(CLERKS)}) as office:
        first = await office.ask(office.wang, office.group, "/ask 谁检查音响？")
        second = await office.server.next_message(office.group)
    assert LIMIT / 2 < utf16_length(first.text) <= LIMIT
    assert first.text.endswith("。")
    assert first.text + second.text.partition("\n")[0] == CLERKS
    assert first.reply_to == second.reply_to == 1
    assert not first.buttons
    assert [button.text for button in second.buttons] == ["原文", "有用", "不准"]


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("谢谢", "不客气"),
        ("好的，", "不客气"),
        ("非常感谢您", "不客气"),
        ("👍", "不客气"),
        ("您好！", "您好"),
        ("你是谁？", "您好"),
    ],
)
async def test_courtesies_are_no_questions(office: Office, text: str, reply: str) -> None:
    assert (await office.ask(office.wang, office.wang, text)).text.startswith(reply)


async def test_a_command_without_a_question_asks_for_one(office: Office) -> None:
    reply = await office.ask(office.wang, office.wang, "/ask")
    assert reply.text == asking.WHAT_IS_ASKED
    sent = office.server.calls("sendMessage")[-1]
    assert KeyboardKind.FORCE_REPLY in sent.parameters["reply_markup"]


async def test_pictures_are_not_understood_which_is_said_once(office: Office) -> None:
    for number in range(3):
        office.server.upload(office.wang, office.wang, f"{number}.mp4", b"video")
    await office.settled()
    assert office.texts(office.wang) == [asking.ONLY_TEXT]


async def test_words_under_a_picture_are_a_question(office: Office) -> None:
    office.server.upload(office.wang, office.wang, "a.pdf", b"%PDF", caption="值班电话要几声之内接听？")
    assert "3声之内接听" in (await office.server.next_message(office.wang)).text


async def test_an_edited_question_is_not_answered_again(office: Office) -> None:
    question = office.server.say(office.wang, office.wang, "值班电话要几声之内接听？")
    await office.server.next_message(office.wang)
    office.server.edit(office.wang, question, "会议记录保存多少年？")
    await office.settled()
    assert len(office.texts(office.wang)) == 1


async def test_an_unknown_command_points_to_the_help(office: Office) -> None:
    assert "/help" in (await office.ask(office.wang, office.wang, "/foo")).text


async def test_the_help_lists_what_the_menu_lists(office: Office) -> None:
    text = (await office.ask(office.wang, office.wang, "/help")).text
    await office.settled()
    menu = office.server.backend.commands[f"chat {office.wang.id}", ""]
    assert [f"/{command.command} {command.description}" for command in menu] == [
        line for line in text.splitlines() if line.startswith("/")
    ]
    assert {"start", "help", "ask", "documents"} < {command.command for command in menu}
    assert "claim" not in text


async def test_the_greeting_names_the_office(office: Office) -> None:
    assert "本办公室" in (await office.ask(office.wang, office.wang, "/start")).text
