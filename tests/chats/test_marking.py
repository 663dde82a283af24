"""Messages with a classification mark: warned about, deleted where that is possible, never kept or looked up."""

import pytest
from sqlalchemy import select

from bot.chat import marking
from bot.sandbox.journal import Kind
from bot.storage.tables import answers
from tests.chats.conftest import Office, Opening
from tests.chats.doubles import Reciter, Recorder

PICTURE = b"\xff\xd8\xff"
MARKED = "机密★5年\n关于值班电话要几声之内接听的通知"


def kept(office: Office) -> list[str]:
    with office.canmou.engine.connect() as connection:
        return list(connection.scalars(select(answers.c.question)))


def deleted(office: Office) -> list[str]:
    events = office.server.backend.journal.events
    return [event.message.text for event in events if event.kind is Kind.DELETE and event.message]


@pytest.mark.parametrize("text", [MARKED, f"/ask {MARKED}", "秘密★\n通知"])
async def test_in_private_it_is_deleted_and_neither_kept_nor_looked_up(opened: Opening, text: str) -> None:
    recorder = Recorder()
    async with opened(parts={"answerer": recorder}) as office:
        warning = await office.ask(office.wang, office.wang, text)
        assert warning.text == marking.DELETED
        assert deleted(office) == [text]
        assert (kept(office), recorder.asked) == ([], [])


async def test_in_a_group_it_is_deleted_where_the_bot_may(office: Office) -> None:
    warning = await office.ask(office.wang, office.group, f"@canmou_bot {MARKED}")
    assert (warning.text, deleted(office)) == (marking.NOT_DELETED, [])
    office.server.promote(office.server.bot, office.group, by=office.wang, can_delete_messages=True)
    # An administrator hears everything, so this needs no mention.
    assert (await office.ask(office.li, office.group, MARKED)).text == marking.DELETED
    assert deleted(office) == [MARKED]
    assert kept(office) == []


async def test_a_question_under_a_marked_message_is_not_looked_up(opened: Opening) -> None:
    recorder = Recorder()
    async with opened(parts={"answerer": recorder}) as office:
        marked = office.server.say(office.li, office.group, MARKED)
        warning = await office.ask(office.wang, office.group, "@canmou_bot 这个怎么办", reply_to=marked)
        assert warning.text == marking.NOT_DELETED
        assert recorder.asked == []


async def test_a_caption_and_a_files_name_count(office: Office) -> None:
    office.server.upload(office.wang, office.wang, "a.pdf", b"%PDF", caption=MARKED)
    office.server.upload(office.wang, office.wang, "机密★10年 通知.pdf", b"%PDF")
    for _ in range(2):
        assert (await office.server.next_message(office.wang)).text == marking.DELETED


async def test_an_edit_that_brings_a_mark_is_warned_about(office: Office) -> None:
    message = office.server.say(office.wang, office.wang, "值班电话要几声之内接听？")
    await office.server.next_message(office.wang)
    office.server.edit(office.wang, message, MARKED)
    assert (await office.server.next_message(office.wang)).text == marking.DELETED


@pytest.mark.parametrize("place", [0, 1, 2])
async def test_what_was_sent_together_with_a_marked_picture_goes_with_it(office: Office, place: int) -> None:
    captions = ["机密★5年" if number == place else "" for number in range(3)]
    for number, caption in enumerate(captions):
        office.server.upload(
            office.wang, office.wang, f"{number}.jpg", PICTURE, photo=True, caption=caption, album="7"
        )
    await office.server.wait_for(lambda _: len(deleted(office)) == 3)
    await office.settled()
    assert office.texts(office.wang).count(marking.DELETED) == 1


async def test_albums_without_a_mark_and_other_albums_stay(office: Office) -> None:
    office.server.upload(office.wang, office.wang, "a.jpg", PICTURE, photo=True, album="1")
    office.server.upload(office.wang, office.wang, "b.jpg", PICTURE, photo=True, caption="秘密★", album="2")
    office.server.upload(office.li, office.li, "c.jpg", PICTURE, photo=True, album="2")
    await office.server.next_message(office.li)
    await office.settled()
    assert deleted(office) == ["秘密★"]


async def test_a_caption_that_is_marked_later_is_deleted(office: Office) -> None:
    picture = office.server.upload(office.wang, office.wang, "a.jpg", PICTURE, photo=True, caption="值班照片")
    await office.server.next_message(office.wang)
    office.server.edit(office.wang, picture, MARKED)
    assert (await office.server.next_message(office.wang)).text == marking.DELETED
    assert deleted(office) == [MARKED]


async def test_an_edit_in_a_group_that_brings_a_mark_is_warned_about(office: Office) -> None:
    message = office.server.say(office.wang, office.group, "@canmou_bot 值班电话要几声之内接听？")
    await office.server.next_message(office.group)
    office.server.edit(office.wang, message, f"@canmou_bot {MARKED}")
    assert (await office.server.next_message(office.group)).text == marking.NOT_DELETED


async def test_a_forwarded_message_counts(office: Office) -> None:
    marked = office.server.say(office.stranger, office.elsewhere, MARKED)
    office.server.forward(office.wang, office.wang, marked)
    assert (await office.server.next_message(office.wang)).text == marking.DELETED


@pytest.mark.parametrize("name", ["机密-通知.pdf", "（绝密）照片.jpg", "某事 秘密.heic"])
async def test_a_mark_in_any_files_name_counts(office: Office, name: str) -> None:
    office.server.upload(office.li, office.li, name, b"x")
    assert (await office.server.next_message(office.li)).text == marking.DELETED


async def test_a_question_about_secrecy_is_a_question(office: Office) -> None:
    answer = await office.ask(office.wang, office.wang, "机密级文件由谁领取？")
    assert "密级标志" not in answer.text


async def test_what_the_bot_itself_quoted_is_not_taken_for_a_marked_message(opened: Opening) -> None:
    async with opened(parts={"answerer": Reciter("机密★1年\n是怎样标注的。")}) as office:
        answer = await office.ask(office.wang, office.group, "/ask 怎样标注")
        again = await office.ask(office.wang, office.group, "再说一遍", reply_to=answer)
        assert again.text == answer.text
        assert deleted(office) == []


async def test_a_group_that_is_not_listed_is_left_alone(office: Office) -> None:
    office.server.promote(office.server.bot, office.elsewhere, by=office.stranger, can_delete_messages=True)
    office.server.say(office.stranger, office.elsewhere, MARKED)
    await office.settled()
    assert (office.texts(office.elsewhere), deleted(office)) == ([], [])


async def test_a_warning_does_not_repeat_the_words(office: Office) -> None:
    await office.ask(office.wang, office.wang, MARKED)
    assert not any("接听" in str(call.parameters) for call in office.server.log)
