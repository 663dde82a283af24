"""Standard answers: from 不准 to the answer that someone stands for, and what happens when its source changes."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.chat.standards import feedback, listing, writing
from bot.office.acts import Act
from bot.permissions import Role
from bot.services.standards import FALLS_DUE, SUBMITTED
from bot.storage.audit import noted_acts
from bot.storage.library import LibraryRecords
from knowledge.ingest import Ingest
from knowledge.readers import Readers
from tests.chats.closed import LEADERS, appoint, collect, move
from tests.chats.conftest import Office
from tests.chats.office import SEALS
from tests.chats.standing import ANSWER, LABEL, QUESTION, approved, drafted, pressed, standing_office
from tests.chats.test_buttons import press_made_up


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with standing_office(tmp_path) as office:
        yield office


async def test_an_answer_called_wrong_becomes_one_that_someone_stands_for(office: Office) -> None:
    preview = await drafted(office, office.wang)
    assert preview.text.startswith(f"问：{QUESTION}\n答：{ANSWER}\n依据：《印章使用规定》第二条（2021年）")
    await pressed(office, office.wang, preview, "提交审定")
    assert "标准答复" not in (await office.ask(office.li, office.li, QUESTION)).text
    await office.deliver()
    for approver in (office.chief, office.wang):
        assert (await office.server.next_message(approver)).text == SUBMITTED
    shown = await office.ask(office.chief, office.chief, "/standards")
    card = await pressed(office, office.chief, shown, f"待审定：{QUESTION}")
    await pressed(office, office.chief, card, "审定")
    answer = await office.ask(office.li, office.group, "/ask 请问公章能不能带出办公室")
    assert answer.text == f"{ANSWER}\n\n{LABEL}\n依据：\n《印章使用规定》第二条（2021年）"
    await office.press(office.li, answer, "原文")
    assert (await office.server.next_message(office.group)).text.startswith("《印章使用规定》第二条")
    with office.canmou.engine.begin() as connection:
        assert Act.APPROVE_STANDARD in [noted.act for noted in noted_acts(connection)]


@pytest.mark.parametrize(
    "question", ["公章不可以带出办公室吗？", "介绍信可以带出办公室吗？", "公章可以带出办公室几天？"]
)
async def test_a_question_that_is_another_one_is_searched(office: Office, question: str) -> None:
    await approved(office)
    assert "标准答复" not in (await office.ask(office.li, office.li, question)).text


async def test_a_changed_source_takes_the_answer_out_of_use_until_it_is_confirmed(
    office: Office, tmp_path: Path
) -> None:
    await approved(office)
    changed = tmp_path / "印章.txt"
    changed.write_text(SEALS.replace("两人同行", "三人同行"), "utf-8")
    with Readers(office.canmou.limits) as readers:
        list(Ingest(office.canmou.records, office.canmou.embedder, readers).outcomes([changed]))
    answer = await office.ask(office.li, office.li, QUESTION)
    assert "标准答复" not in answer.text
    assert "三人同行" in answer.text
    await office.pass_by(minutes=10)
    await office.pass_by(minutes=10)
    assert office.texts(office.chief).count(FALLS_DUE) == 1
    assert (await office.server.next_message(office.chief)).text == FALLS_DUE
    shown = await office.ask(office.chief, office.chief, "/standards")
    card = await pressed(office, office.chief, shown, f"依据已变动，待复核：{QUESTION}")
    await pressed(office, office.chief, card, "复核无误，继续使用")
    assert LABEL in (await office.ask(office.li, office.li, QUESTION)).text


async def test_a_removed_source_cannot_be_confirmed(office: Office) -> None:
    await approved(office)
    LibraryRecords(office.canmou.engine).remove("印章.txt")
    await office.deliver()
    assert (await office.server.next_message(office.chief)).text == FALLS_DUE
    shown = await office.ask(office.chief, office.chief, "/standards")
    card = await pressed(office, office.chief, shown, f"依据已变动，待复核：{QUESTION}")
    toast = await office.press(office.chief, card, "复核无误，继续使用")
    assert toast.text == "依据《印章使用规定》第二条（2021年）已经没有，或者不再现行。"
    assert (await pressed(office, office.chief, card, "停用")).text == listing.NONE


async def test_an_answer_follows_its_source_into_a_closed_collection(office: Office) -> None:
    await approved(office)
    collect(office, Role.DIRECTOR)
    move(office, "印章.txt", LEADERS)
    assert "标准答复" not in (await office.ask(office.li, office.group, f"/ask {QUESTION}")).text
    assert LABEL in (await office.ask(office.wang, office.wang, QUESTION)).text


async def test_a_draft_with_a_closed_source_cannot_be_put_before_everybody(office: Office) -> None:
    collect(office, Role.DIRECTOR)
    preview = await drafted(office, office.wang)
    move(office, "印章.txt", LEADERS)
    assert (await pressed(office, office.wang, preview, LEADERS)).buttons[1].text == f"✓ {LEADERS}"
    assert "只在“领导资料”范围开放" in (await office.press(office.wang, preview, "✓ 公开")).text


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ("见《没有的规定》第二条。", "资料库里没有找到《没有的规定》第二条，请核对后再写。"),
        ("见《印章使用规定》第九十条。", "资料库里没有找到《印章使用规定》第九十条，请核对后再写。"),
        ("好" * 1001, "答复应当为1至1000个字。"),
    ],
)
async def test_an_answer_that_cannot_stand_is_asked_for_again(office: Office, words: str, complaint: str) -> None:
    again = await drafted(office, office.wang, words)
    assert again.text.startswith(complaint)
    assert (await office.ask(office.wang, office.wang, ANSWER, reply_to=again)).text.startswith(f"问：{QUESTION}")


async def test_an_answer_without_a_source_says_so(office: Office) -> None:
    preview = await drafted(office, office.wang, "一律不得带出。")
    assert writing.NO_GROUNDS in preview.text
    assert (await pressed(office, office.wang, preview, "取消")).text == writing.DROPPED


async def test_feedback_is_for_those_who_may_see_what_was_asked(office: Office) -> None:
    collect(office, Role.LEADER)
    appoint(office, office.li, Role.LEADER)
    await office.press(office.li, await office.ask(office.li, office.li, QUESTION), "不准")
    assert (await office.ask(office.wang, office.wang, "/feedback")).text == feedback.NONE
    shown = await office.ask(office.chief, office.chief, "/feedback")
    assert QUESTION in shown.text
    assert "（1人）" in shown.text
    assert "没有“查看反馈”的权限" in (await office.ask(office.li, office.li, "/feedback")).text
    assert (await office.ask(office.wang, office.group, "/feedback")).text == feedback.ONLY_PRIVATE


async def test_only_its_writer_hands_a_draft_in_and_only_in_private(office: Office) -> None:
    preview = await drafted(office, office.wang)
    data = next(each.data for each in preview.buttons if each.text == "提交审定")
    own = await office.ask(office.chief, office.chief, "/documents")
    assert (await press_made_up(office, office.chief, own, data)).text == writing.GONE
    here = await office.ask(office.wang, office.group, "/ask 值班电话要几声之内接听？")
    await press_made_up(office, office.wang, here, data)
    assert (await office.ask(office.chief, office.chief, "/standards")).text == listing.NONE
