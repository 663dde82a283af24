"""Documents by chat: taken in with a look at what changes, moved, removed; collections made and opened."""

import threading
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from bot.chat import marking
from bot.chat.documents import collecting, intake, managing, wording
from bot.chat.documents.meter import Meter
from bot.chat.documents.shelf import GONE
from bot.chat.private import ONLY_PRIVATE
from bot.office.acts import Act
from bot.permissions import Role
from bot.sandbox.world import Message
from bot.services import documents
from bot.services.audience import AudienceService
from bot.storage.audit import noted_acts
from bot.storage.library import LibraryRecords
from knowledge.embedding import Progress, Vectors, no_progress
from tests.bot.services.papers import docx
from tests.chats.closed import LEADERS, appoint, closed_office, collect, desk, move
from tests.chats.conftest import Office
from tests.chats.office import DUTY_2023, SEALS
from tests.chats.test_buttons import press_made_up
from tests.fakes import GramEmbedder

TEXTS = {"值班.txt": DUTY_2023, "印章.txt": SEALS}
CARS = "公务用车规定\n（2025年2月3日印发）\n\n第一条 用车应当提前1天申请。\n\n第二条 车辆由车队调度。\n"
NEWER = SEALS.replace("2021年7月12日", "2026年1月5日").replace("两人同行", "三人同行") + "\n第四条 印章应当上锁保管。\n"


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with closed_office(tmp_path, TEXTS) as office:
        appoint(office, office.wang, Role.STAFF)
        yield office


async def hand_in(office: Office, name: str, content: bytes, caption: str = "入库") -> Message:
    office.server.upload(office.chief, office.chief, name, content, caption=caption)
    return await office.server.next_message(office.chief)


async def pressed(office: Office, message: Message, label: str) -> Message:
    """Press a button as the administrator and return the message as it is then."""
    await office.press(office.chief, message, label)
    return await office.server.next_edit(office.chief)


async def taken_in(office: Office, shown: Message) -> str:
    """Confirm a file; return the last words about it."""
    await office.press(office.chief, shown, "确认收入")
    await office.settled()
    return office.server.world.chats[office.chief.id].messages[shown.message_id].text


def held(office: Office) -> dict[str, str]:
    """Return the collection of each file."""
    return {each.file: each.collection for each in LibraryRecords(office.canmou.engine).shelved()}


def acts(office: Office) -> list[str]:
    with office.canmou.engine.begin() as connection:
        return [noted.act for noted in noted_acts(connection)]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("用车.txt", CARS.encode()),
        ("用车.docx", docx(CARS)),
        ("用车.html", f"<title>公务用车规定</title>{''.join(f'<p>{line}</p>' for line in CARS.split())}".encode()),
    ],
)
async def test_a_file_is_shown_first_and_served_at_once_when_it_is_confirmed(
    office: Office, name: str, content: bytes
) -> None:
    shown = await hand_in(office, name, content)
    assert shown.text.startswith(f"《公务用车规定》\n文件：{name}\n种类：制度，共2段\n日期：2025年2月3日印发")
    assert "资料库里没有同名的文件。" in shown.text
    assert [each.text for each in shown.buttons] == ["✓ 公开", "确认收入", "取消"]
    assert name not in held(office)
    assert await taken_in(office, shown) == "已收入《公务用车规定》，共2段，开放范围：公开。现在就可以提问。"
    assert "提前1天" in (await office.ask(office.wang, office.group, "/ask 用车应当提前几天申请？")).text
    assert Act.INGEST in acts(office)


async def test_a_new_text_is_compared_with_the_one_that_it_replaces(office: Office) -> None:
    shown = await hand_in(office, "印章.txt", NEWER.encode())
    assert "将替换：同名文件（2021年，现开放范围：公开）。" in shown.text
    assert "与现有文本相比：改动1条（第二条）；新增1条（第四条）。" in shown.text
    await taken_in(office, shown)
    assert "三人同行" in (await office.ask(office.wang, office.wang, "公章可以带出办公室吗？")).text
    assert len(held(office)) == 2


async def test_a_new_version_under_another_name_stands_beside_the_old_one(office: Office) -> None:
    shown = await hand_in(office, "印章2026.txt", NEWER.encode())
    assert "资料库里已有同名制度（2021年），两份都保留，以日期在后的为准。" in shown.text
    await taken_in(office, shown)
    listed = await office.ask(office.wang, office.wang, "/documents")
    assert "2021年，" in listed.text
    assert len(held(office)) == 3


async def test_a_file_goes_into_the_collection_that_is_chosen(office: Office) -> None:
    collect(office)
    shown = await hand_in(office, "用车.txt", CARS.encode())
    await office.press(office.chief, shown, LEADERS)
    await office.settled()
    shown = office.server.world.chats[office.chief.id].messages[shown.message_id]
    assert [each.text for each in shown.buttons][:2] == ["公开", f"✓ {LEADERS}"]
    await taken_in(office, shown)
    assert held(office)["用车.txt"] == LEADERS
    assert "提前1天" not in (await office.ask(office.wang, office.group, "/ask 用车应当提前几天申请？")).text


async def test_a_new_text_stays_in_the_collection_of_the_old_one(office: Office) -> None:
    collect(office)
    move(office, "印章.txt", LEADERS)
    shown = await hand_in(office, "印章.txt", NEWER.encode())
    assert shown.buttons[1].text == f"✓ {LEADERS}"
    await taken_in(office, shown)
    assert held(office)["印章.txt"] == LEADERS


async def test_what_is_cancelled_or_confirmed_twice_is_done_once(office: Office) -> None:
    shown = await hand_in(office, "用车.txt", CARS.encode())
    assert (await pressed(office, shown, "取消")).text == intake.DROPPED
    assert (await office.press(office.chief, shown, "确认收入")).text == intake.HANDLED
    assert "用车.txt" not in held(office)


async def test_after_the_button_the_next_file_is_meant_without_a_caption(office: Office) -> None:
    listed = await office.ask(office.chief, office.chief, "/documents")
    await office.press(office.chief, listed, "添加文件")
    assert (await office.server.next_message(office.chief)).text == intake.ASKED
    assert (await hand_in(office, "用车.docx", docx(CARS), "")).text.startswith("《公务用车规定》\n文件：")
    assert "未发现问题" in (await hand_in(office, "用车.docx", docx(CARS), "")).text


async def test_a_paper_that_was_proofread_can_be_taken_in(office: Office) -> None:
    report = await hand_in(office, "用车.docx", docx(CARS), "")
    assert [each.text for each in report.buttons] == ["收入资料库"]
    await office.press(office.chief, report, "收入资料库")
    shown = await office.server.next_message(office.chief)
    assert shown.text.startswith("《公务用车规定》\n文件：用车.docx")
    await taken_in(office, shown)
    assert "用车.docx" in held(office)


async def test_who_keeps_no_documents_is_offered_nothing(office: Office) -> None:
    office.server.upload(office.wang, office.wang, "用车.docx", docx(CARS), caption="入库")
    report = await office.server.next_message(office.wang)
    assert report.text.startswith("《公务用车规定》\n未发现问题")
    assert report.buttons == ()
    assert (await office.ask(office.wang, office.wang, "/documents")).buttons == ()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("表.xlsx", b"x", documents.UNKNOWN),
        ("坏.docx", b"not a file", documents.BROKEN),
        ("空.txt", b"  \n", documents.NO_TEXT),
        ("印章.md", SEALS.encode(), wording.KNOWN),
    ],
)
async def test_a_file_that_cannot_be_taken_in_is_refused_in_words(
    office: Office, name: str, content: bytes, said: str
) -> None:
    shown = await hand_in(office, name, content)
    assert said in shown.text
    assert shown.buttons == ()


async def test_a_file_with_a_mark_is_deleted_and_nothing_of_it_is_kept(office: Office) -> None:
    marked = f"机密★1年\n\n{CARS}"
    shown = await hand_in(office, "用车.txt", marked.encode())
    assert shown.text in (marking.DELETED, marking.NOT_DELETED)
    assert "用车.txt" not in held(office)


class Slow(GramEmbedder):
    """An embedder that waits, once it is told to, before it goes on."""

    begun, may_go_on = threading.Event(), threading.Event()

    def passages(self, texts: Sequence[str], progress: Progress = no_progress) -> Vectors:
        if any("车队" in text for text in texts):
            progress(1)
            self.begun.set()
            assert self.may_go_on.wait(10)
        return super().passages(texts, progress)


async def test_while_a_long_file_is_taken_in_the_work_is_shown_and_questions_are_answered(tmp_path: Path) -> None:
    embedder = Slow()
    async with closed_office(tmp_path, TEXTS, embedder=embedder) as office:
        shown = await hand_in(office, "用车.txt", CARS.encode())
        await office.press(office.chief, shown, "确认收入")
        assert (await office.server.next_edit(office.chief)).text.startswith("正在收入……已完成")
        assert "3声" in (await office.ask(office.wang, office.group, "/ask 值班电话要几声之内接听？")).text
        embedder.may_go_on.set()
        await office.settled()
        assert "用车.txt" in held(office)


@pytest.mark.parametrize(("total", "done", "percent"), [(0, [], 0), (10, [3, 2], 50), (10, [10], 99), (10, [20], 99)])
def test_a_meter_counts_up_to_the_last_word(total: int, done: list[int], percent: int) -> None:
    meter = Meter(total)
    for count in done:
        meter.advance(count)
    assert meter.percent == percent


async def test_a_document_is_moved_and_removed_after_it_was_asked_back(office: Office) -> None:
    collect(office)
    listed = await office.ask(office.chief, office.chief, "/documents")
    shelf = await pressed(office, listed, "管理文件")
    assert shelf.text.startswith("本单位的文件共 2 份")
    card = await pressed(office, shelf, "印章使用规定")
    assert "开放范围：公开" in card.text
    card = await pressed(office, card, f"改为：{LEADERS}")
    assert f"开放范围：{LEADERS}" in card.text
    assert held(office)["印章.txt"] == LEADERS
    sure = await pressed(office, card, "移除")
    assert sure.text == managing.SURE.format("《印章使用规定》")
    assert "印章.txt" in held(office)
    assert (await pressed(office, sure, "确定移除")).text == "已移除《印章使用规定》。"
    assert "印章.txt" not in held(office)
    assert {Act.MOVE_DOCUMENT, Act.REMOVE} <= set(acts(office))


async def test_the_button_of_a_document_that_is_gone_meets_no_other(office: Office) -> None:
    listed = await office.ask(office.chief, office.chief, "/documents")
    shelf = await pressed(office, listed, "管理文件")
    records = LibraryRecords(office.canmou.engine)
    kept = records.load()
    records.remove("印章.txt")
    records.put([kept[0]])
    assert (await office.press(office.chief, shelf, "印章使用规定")).text == GONE


async def test_a_collection_is_made_opened_and_closed_again(office: Office) -> None:
    listed = await office.ask(office.chief, office.chief, "/documents")
    ranges = await pressed(office, listed, "资料范围")
    assert collecting.NONE in ranges.text
    await office.press(office.chief, ranges, "新建资料范围")
    asked = await office.server.next_message(office.chief)
    card = await office.ask(office.chief, office.chief, LEADERS, reply_to=asked)
    assert "可以查看：只有管理员" in card.text
    card = await pressed(office, card, Role.LEADER)
    card = await pressed(office, card, "党组")
    assert card.text.endswith("可以查看：领导、党组")
    (made,) = AudienceService(desk(office)).all()
    assert (made.roles, made.chats) == ({"LEADER"}, {office.forum.id})
    card = await pressed(office, card, f"✓ {Role.LEADER}")
    assert card.text.endswith("可以查看：党组")
    move(office, "印章.txt", LEADERS)
    assert "还有文件" in (await office.press(office.chief, card, "删除")).text
    move(office, "印章.txt", "")
    assert collecting.NONE in (await pressed(office, card, "删除")).text
    assert acts(office).count(Act.SET_COLLECTION) == 5


async def test_what_is_for_those_who_keep_documents_is_done_by_them_in_private(office: Office) -> None:
    listed = await office.ask(office.chief, office.chief, "/documents")
    here = await office.ask(office.wang, office.group, "/ask 值班电话要几声之内接听？")
    for label in ("添加文件", "管理文件", "资料范围"):
        data = next(each.data for each in listed.buttons if each.text == label)
        assert "没有“管理资料”的权限" in (await press_made_up(office, office.wang, here, data)).text
    office.server.join(office.chief, office.group)
    for label in ("添加文件", "管理文件", "资料范围"):
        data = next(each.data for each in listed.buttons if each.text == label)
        assert (await press_made_up(office, office.chief, here, data)).text == ONLY_PRIVATE
