"""Further wordings of a standard answer: added in words and out of what was called wrong, listed, removed."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.chat.standards import wordings
from bot.office.acts import Act
from bot.permissions import Role
from bot.sandbox.world import Message
from bot.services.wordings import GONE, MOST
from bot.storage.library import LibraryRecords
from tests.chats.closed import LEADERS, appoint, collect, move
from tests.chats.conftest import Office
from tests.chats.standing import LABEL, QUESTION, approved, pressed, standing_office
from tests.chats.test_audit import acts
from tests.chats.test_buttons import press_made_up
from tests.chats.watch import labels

OTHER = "能把公章带走吗"
SAME = "请问能把公章带走吗？"
MARKED = "机密★5年 公章怎么带"


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """Return an office with a standard answer that is in use."""
    async with standing_office(tmp_path) as office:
        await approved(office)
        yield office


async def opened(office: Office) -> Message:
    """Return the card of the standard answer."""
    shown = await office.ask(office.chief, office.chief, "/standards")
    return await pressed(office, office.chief, shown, f"使用中：{QUESTION}")


async def reworded(office: Office, words: str) -> Message:
    """Give another wording; return what the bot says to that."""
    await office.press(office.chief, await opened(office), "增加问法")
    asked = await office.server.next_message(office.chief)
    assert asked.text == wordings.ASKED.format(QUESTION)
    return await office.ask(office.chief, office.chief, words, reply_to=asked)


async def doubted(office: Office, question: str) -> None:
    """Call the answer to a question wrong."""
    await office.press(office.li, await office.ask(office.li, office.li, question), "不准")


async def answer_to(office: Office, question: str) -> str:
    """Return what a clerk hears."""
    return (await office.ask(office.li, office.li, question)).text


async def test_a_further_wording_is_answered_alike_until_it_is_removed(office: Office) -> None:
    assert LABEL not in await answer_to(office, SAME)
    card = await reworded(office, OTHER)
    assert card.text.splitlines()[:2] == [f"问：①{QUESTION}", f"②{OTHER}"]
    assert labels(card) == ["增加问法", "删问法①", "删问法②", "停用", "返回"]
    assert LABEL in await answer_to(office, SAME)
    assert LABEL in await answer_to(office, QUESTION)
    card = await pressed(office, office.chief, card, "删问法②")
    assert card.text.splitlines()[0] == f"问：{QUESTION}"
    assert labels(card) == ["增加问法", "停用", "返回"]
    assert LABEL not in await answer_to(office, SAME)
    assert [each.act for each in acts(office)][-2:] == [Act.REWORD_STANDARD] * 2


async def test_the_first_wording_can_be_removed_and_the_last_cannot(office: Office) -> None:
    card = await reworded(office, OTHER)
    left = await pressed(office, office.chief, card, "删问法①")
    assert left.text.splitlines()[0] == f"问：{OTHER}"
    assert LABEL not in await answer_to(office, QUESTION)
    toast = await office.press(office.chief, card, "删问法②")
    assert toast.text.startswith("至少要保留一种问法")
    assert LABEL in await answer_to(office, SAME)


async def test_what_was_called_wrong_becomes_a_wording(office: Office) -> None:
    await doubted(office, SAME)
    shown = await office.ask(office.chief, office.chief, "/feedback")
    assert labels(shown)[:4] == ["1 写标准答复", "1 并入已有答复", "2 写标准答复", "2 并入已有答复"]
    choice = await pressed(office, office.chief, shown, "1 并入已有答复")
    assert choice.text == wordings.WHICH.format(SAME)
    assert labels(choice) == [QUESTION, "返回"]
    card = await pressed(office, office.chief, choice, QUESTION)
    assert card.text.splitlines()[1] == f"②{SAME}"
    assert LABEL in await answer_to(office, OTHER)


async def test_without_a_standard_answer_there_is_none_to_join(tmp_path: Path) -> None:
    async with standing_office(tmp_path) as office:
        await doubted(office, SAME)
        assert labels(await office.ask(office.chief, office.chief, "/feedback")) == ["1 写标准答复"]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ("请问公章可以带出办公室吗", f"已经有同样的问法：{QUESTION}"),
        ("吗？", "请写一个完整的问题"),
        ("公章" * 101, "请写一个完整的问题"),
    ],
)
async def test_a_wording_that_cannot_be_used_is_asked_for_again(office: Office, words: str, complaint: str) -> None:
    again = await reworded(office, words)
    assert again.text.startswith(complaint)
    card = await office.ask(office.chief, office.chief, OTHER, reply_to=again)
    assert card.text.splitlines()[1] == f"②{OTHER}"


async def test_a_wording_with_a_mark_of_secrecy_is_not_kept(office: Office) -> None:
    await reworded(office, MARKED)
    assert MARKED not in (await opened(office)).text


async def test_whoever_thinks_better_of_it_adds_nothing(office: Office) -> None:
    assert (await reworded(office, "不加了")).text == wordings.DROPPED
    assert labels(await opened(office)) == ["增加问法", "停用", "返回"]


async def test_there_are_only_so_many(office: Office) -> None:
    for number in range(1, MOST):
        # So many presses in a row would be too many for a minute.
        office.clock.pass_by(minutes=1)
        card = await reworded(office, f"第{number}枚公章能带走吗")
    assert "增加问法" not in labels(card)
    assert len([each for each in labels(card) if each.startswith("删问法")]) == MOST


async def test_a_further_wording_stands_and_falls_with_the_sources(office: Office) -> None:
    await reworded(office, OTHER)
    assert LABEL in await answer_to(office, OTHER)
    assert LibraryRecords(office.canmou.engine).remove("印章.txt")
    assert LABEL not in await answer_to(office, OTHER)


async def test_a_further_wording_shows_nobody_more_than_the_first_one(office: Office) -> None:
    await reworded(office, OTHER)
    collect(office, Role.DIRECTOR)
    move(office, "印章.txt", LEADERS)
    assert LABEL not in await answer_to(office, OTHER)
    assert LABEL in (await office.ask(office.wang, office.wang, OTHER)).text


async def test_who_may_not_see_an_answer_changes_no_wording_of_it(office: Office) -> None:
    card = await reworded(office, OTHER)
    collect(office, Role.DIRECTOR)
    move(office, "印章.txt", LEADERS)
    appoint(office, office.li, Role.LEADER)
    shown = await office.ask(office.li, office.li, "/whoami")
    for label in ("增加问法", "删问法②"):
        data = next(each.data for each in card.buttons if each.text == label)
        assert (await press_made_up(office, office.li, shown, data)).text == GONE
    assert LABEL in (await office.ask(office.wang, office.wang, OTHER)).text


@pytest.mark.parametrize("data", ["1nd:1:12345:0", "1nq:99:0", "1nj:99:0", "1nk:99:1", "1nk:1:99"])
async def test_made_up_presses_change_nothing(office: Office, data: str) -> None:
    before = (await opened(office)).text
    shown = await office.ask(office.chief, office.chief, "/whoami")
    await press_made_up(office, office.chief, shown, data)
    assert (await opened(office)).text == before


async def test_an_answer_that_is_gone_takes_no_wording(office: Office) -> None:
    await office.press(office.chief, await opened(office), "增加问法")
    asked = await office.server.next_message(office.chief)
    await pressed(office, office.chief, await opened(office), "停用")
    assert (await office.ask(office.chief, office.chief, OTHER, reply_to=asked)).text == GONE
