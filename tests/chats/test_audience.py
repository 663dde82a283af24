"""Documents for some alone: what a group is shown, what is shown in private, and what became of it meanwhile."""

from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from bot.chat import reading
from bot.chat.outlines import showing
from bot.permissions import Role
from bot.sandbox.world import Message
from bot.storage.library import LibraryRecords
from tests.bot.services.papers import docx
from tests.chats.closed import LEADERS, appoint, closed_office, collect, move
from tests.chats.conftest import Office
from tests.chats.office import DUTY_2023, SEALS
from tests.chats.test_buttons import press_made_up

MONEY = """领导用车规定
（2024年3月1日印发）

第一条 领导干部用车由专职司机保障，用车应当提前1天告知车队。

第二条 司机不得对外透露行程，领导行程由机要秘书保管并在7天后销毁。

第三条 领导干部用车应当坚持节约，严格控制长途出车，确保安全。
"""
TEXTS = {"值班.txt": DUTY_2023, "印章.txt": SEALS, "用车.txt": MONEY}
QUESTION = "领导行程由谁保管？"
SECRET = "机要秘书"


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """Return an office where 王 is a leader, 李 is not, and a rule is for the leaders and the second group."""
    async with closed_office(tmp_path, TEXTS) as office:
        collect(office, Role.LEADER, office.forum.id)
        move(office, "用车.txt", LEADERS)
        appoint(office, office.wang, Role.LEADER)
        appoint(office, office.li, Role.STAFF)
        yield office


def leaks(message: Message) -> bool:
    return SECRET in message.text or "用车" in message.text


async def test_a_leader_is_answered_in_private_and_not_in_a_group(office: Office) -> None:
    assert SECRET in (await office.ask(office.wang, office.wang, QUESTION)).text
    assert not leaks(await office.ask(office.wang, office.group, f"/ask {QUESTION}"))


async def test_a_group_that_a_collection_is_opened_to_is_answered_whoever_asks(office: Office) -> None:
    assert SECRET in (await office.ask(office.li, office.forum, f"/ask {QUESTION}")).text


async def test_who_is_in_such_a_group_is_answered_in_private_too_until_they_leave(office: Office) -> None:
    assert SECRET in (await office.ask(office.li, office.li, QUESTION)).text
    office.server.kick(office.li, office.forum, by=office.chief)
    await office.settled()
    assert not leaks(await office.ask(office.li, office.li, QUESTION))


async def test_an_administrator_sees_all_in_private_alone(office: Office) -> None:
    assert SECRET in (await office.ask(office.chief, office.chief, QUESTION)).text
    assert len((await office.ask(office.chief, office.chief, "/documents")).text.splitlines()) == 4


async def test_the_list_of_documents_is_that_of_the_chat(office: Office) -> None:
    assert "用车" in (await office.ask(office.wang, office.wang, "/documents")).text
    shown = await office.ask(office.wang, office.group, "/documents")
    assert shown.text.startswith("资料库共有 2 份文件")
    assert not leaks(shown)
    assert shown.buttons == ()


async def test_an_old_answer_opens_only_for_who_may_see_its_source_now(office: Office) -> None:
    answer = await office.ask(office.wang, office.group, "/ask 公章可以带出办公室吗？")
    assert "第二条" in answer.text
    move(office, "印章.txt", LEADERS)
    led = await office.press(office.wang, answer, "原文")
    assert (led.text, bool(led.url)) == ("", True)
    office.server.leave(office.li, office.forum)
    await office.settled()
    assert (await office.press(office.li, answer, "原文")).text == reading.GONE
    assert len(office.server.sent(office.group)) == 1


async def test_the_neighbours_of_an_article_are_closed_with_its_document(office: Office) -> None:
    answer = await office.ask(office.wang, office.group, "/ask 公章可以带出办公室吗？")
    await office.press(office.wang, answer, "原文")
    article = await office.server.next_message(office.group)
    move(office, "印章.txt", LEADERS)
    assert (await office.press(office.wang, article, "下一条")).url.endswith("-1-0")


async def test_a_removed_document_opens_for_nobody(office: Office) -> None:
    answer = await office.ask(office.wang, office.wang, QUESTION)
    assert LibraryRecords(office.canmou.engine).remove("用车.txt")
    assert (await office.press(office.wang, answer, "原文")).text == reading.GONE


async def test_a_made_up_press_opens_no_answer_of_another_chat(office: Office) -> None:
    answer = await office.ask(office.wang, office.wang, QUESTION)
    here = await office.ask(office.li, office.group, "/ask 值班电话要几声之内接听？")
    opening = next(each.data for each in answer.buttons if each.text == "原文")
    assert (await press_made_up(office, office.wang, here, opening)).text == reading.GONE


async def test_a_follow_up_in_a_group_leans_on_no_turn_in_private(office: Office) -> None:
    await office.ask(office.wang, office.wang, "领导用车规定第一条")
    assert not leaks(await office.ask(office.wang, office.group, "/ask 那第二条呢"))


async def test_an_outline_in_a_group_takes_nothing_from_closed_documents(office: Office) -> None:
    shown = await office.ask(office.wang, office.group, "/outline 通知 领导干部用车管理")
    assert "用车.txt" not in shown.text
    assert "领导用车规定" not in shown.text
    assert "专职司机" not in shown.text
    assert "严格控制长途出车" not in shown.text
    own = await office.ask(office.wang, office.wang, "/outline 通知 领导干部用车管理")
    assert "《领导用车规定》" in own.text


async def test_a_draft_that_is_opened_later_shows_what_may_be_seen_then(office: Office) -> None:
    own = await office.ask(office.wang, office.wang, "/outline 通知 领导干部用车管理")
    assert "《领导用车规定》" in own.text
    appoint(office, office.wang, Role.STAFF)
    drafts = await office.ask(office.wang, office.wang, "/drafts")
    await office.press(office.wang, drafts, "1 打开")
    opened = await office.server.next_message(office.wang)
    assert "《领导用车规定》" not in opened.text
    assert "司机" not in opened.text
    assert showing.LEFT_OUT in opened.text
    await office.press(office.wang, own, "生成Word")
    await office.settled()
    (paper,) = [each for each in office.server.sent(office.wang) if each.file]
    assert paper.file
    with ZipFile(BytesIO(paper.file.content)) as parts:
        assert "司机" not in parts.read("word/document.xml").decode()


async def test_a_paper_is_not_compared_with_one_that_its_sender_may_not_see(office: Office) -> None:
    paper = docx(MONEY.replace("2024年3月1日", "2026年3月1日"))
    move(office, "用车.txt", "")
    office.server.upload(office.li, office.li, "通知.docx", paper)
    before = (await office.server.next_message(office.li)).text
    move(office, "用车.txt", LEADERS)
    office.server.leave(office.li, office.forum)
    await office.settled()
    office.server.upload(office.li, office.li, "通知.docx", paper)
    after = (await office.server.next_message(office.li)).text
    assert "2024年" not in after
    assert before.startswith("《领导用车规定》")


async def test_the_briefing_of_a_group_tells_of_its_own_documents(tmp_path: Path) -> None:
    async with closed_office(tmp_path, TEXTS, briefings=True) as office:
        collect(office)
        await office.pass_by(hours=23)
        assert len(office.texts(office.group)) == 1
        move(office, "印章.txt", LEADERS)
        move(office, "用车.txt", LEADERS)
        for _ in range(6):
            await office.pass_by(hours=24)
        later = office.texts(office.group)[1:]
        assert len(later) > 2
        assert all("印章" not in text and "公章" not in text and "用车" not in text for text in later)
        move(office, "用车.txt", "")
        await office.pass_by(hours=24)
        assert "《领导用车规定》" in office.texts(office.group)[-1]


async def test_that_a_closed_document_went_is_told_to_nobody(tmp_path: Path) -> None:
    async with closed_office(tmp_path, TEXTS, briefings=True) as office:
        collect(office, office.group.id)
        move(office, "用车.txt", LEADERS)
        await office.pass_by(hours=23)
        records = LibraryRecords(office.canmou.engine)
        assert records.remove("用车.txt")
        assert records.remove("印章.txt")
        await office.pass_by(hours=24)
        assert "移除《印章使用规定》" in office.texts(office.group)[-1]
        assert "用车" not in office.texts(office.group)[-1]


async def test_a_collection_moves_with_its_group(office: Office) -> None:
    collect(office, office.group.id, name="科室资料")
    move(office, "印章.txt", "科室资料")
    moved = office.server.migrate(office.group)
    await office.settled()
    assert "印章" in (await office.ask(office.wang, moved, "/documents")).text
