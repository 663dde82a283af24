"""Links from a group into the private chat, to an original that the group may not see."""

import re
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.chat import reading
from bot.chat.links import spot_in, word_of_spot
from bot.permissions import Role
from bot.sandbox.world import User
from bot.services.invitations import SECRET_BYTES
from bot.storage.library import LibraryRecords
from tests.chats.closed import LEADERS, appoint, closed_office, collect, move
from tests.chats.conftest import Office
from tests.chats.office import DUTY_2023, SEALS

TEXTS = {"值班.txt": DUTY_2023, "印章.txt": SEALS}
QUESTION = "公章可以带出办公室吗？"
ARTICLE = "《印章使用规定》第二条\n\n第二条 公章不得带出办公室。"


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """Return an office where 王 is a leader, 李 is not, and leaders have a collection."""
    async with closed_office(tmp_path, TEXTS) as office:
        collect(office, Role.LEADER)
        appoint(office, office.wang, Role.LEADER)
        appoint(office, office.li, Role.STAFF)
        yield office


async def followed(office: Office) -> str:
    """Ask in the group, close the source off, and return the word of the link that 王 is given for it."""
    answer = await office.ask(office.wang, office.group, f"/ask {QUESTION}")
    move(office, "印章.txt", LEADERS)
    url = (await office.press(office.wang, answer, "原文")).url
    address, _, word = url.partition("?start=")
    assert address == "https://t.me/canmou_bot"
    return word


async def test_who_may_see_it_is_led_to_the_private_chat_and_shown_it_there(office: Office) -> None:
    word = await followed(office)
    shown = await office.ask(office.wang, office.wang, f"/start {word}")
    assert shown.text.startswith(ARTICLE)
    assert [each.text for each in shown.buttons] == ["上一条", "下一条"]
    await office.press(office.wang, shown, "下一条")
    assert (await office.server.next_edit(office.wang)).text.startswith("《印章使用规定》第三条")
    # The group saw nothing but the answer of then.
    assert len(office.server.sent(office.group)) == 1


async def test_the_word_holds_numbers_alone_and_fits_into_a_link(office: Office) -> None:
    word = await followed(office)
    assert re.fullmatch(r"o[0-9-]{1,63}", word)
    assert len(word_of_spot(10**9 - 1, 10**4 - 1, -(10**6 - 1), 10**4 - 1)) <= 64


def remove(office: Office) -> None:
    """Remove the document."""
    assert LibraryRecords(office.canmou.engine).remove("印章.txt")


def demote(office: Office) -> None:
    """Make a leader one of the staff."""
    appoint(office, office.wang, Role.STAFF)


def leave(office: Office) -> None:
    """Have a leader leave the group that the answer was given in."""
    office.server.leave(office.wang, office.group)


@pytest.mark.parametrize("happens", [remove, demote, leave])
async def test_a_link_shows_what_may_be_seen_when_it_is_followed(
    office: Office, happens: Callable[[Office], None]
) -> None:
    word = await followed(office)
    happens(office)
    await office.settled()
    assert (await office.ask(office.wang, office.wang, f"/start {word}")).text == reading.CLOSED


async def test_a_link_that_is_passed_on_shows_nothing_to_who_may_not_see_it(office: Office) -> None:
    word = await followed(office)
    assert (await office.ask(office.li, office.li, f"/start {word}")).text == reading.CLOSED
    # An administrator sees all documents, but is not in the group where it was asked.
    assert (await office.ask(office.chief, office.chief, f"/start {word}")).text == reading.CLOSED
    told = await office.ask(office.stranger, office.stranger, f"/start {word}")
    assert "您还没有登记" in told.text


async def test_buttons_of_a_shown_original_close_with_it(office: Office) -> None:
    shown = await office.ask(office.wang, office.wang, f"/start {await followed(office)}")
    demote(office)
    assert (await office.press(office.wang, shown, "下一条")).text == reading.GONE


async def test_nobody_reads_what_another_asked_in_private(office: Office) -> None:
    await office.ask(office.wang, office.wang, QUESTION)
    for user in (office.wang, office.li):
        told = await office.ask(user, user, f"/start {word_of_spot(1, 0, 0, 0)}")
        assert told.text.startswith(ARTICLE if user == office.wang else reading.CLOSED)


@pytest.mark.parametrize("word", ["o99-0-0-0", "o1-9-0-0", "o1-0-99-0", "o1-0-0-9", "o999999999-9999-999999-9999"])
async def test_made_up_words_show_nothing(office: Office, word: str) -> None:
    await office.ask(office.wang, office.group, f"/ask {QUESTION}")
    assert (await office.ask(office.wang, office.wang, f"/start {word}")).text == reading.CLOSED


@pytest.mark.parametrize("word", ["o", "o1", "o1-2-3", "o1-0-0-0x", "o1_0_0_0", "o-1-0-0-0", "o١-0-0-0"])
async def test_other_words_are_taken_for_invitations(office: Office, word: str) -> None:
    assert spot_in(word) is None
    assert "邀请链接不对" in (await office.ask(office.wang, office.wang, f"/start {word}")).text


async def test_in_a_group_a_word_opens_nothing(office: Office) -> None:
    word = await followed(office)
    told = await office.ask(office.wang, office.group, f"/start@canmou_bot {word}")
    assert "印章" not in told.text


async def test_an_invitation_is_never_taken_for_a_source(office: Office) -> None:
    assert spot_in("1-" + "o" * SECRET_BYTES) is None
    await open_invitation(office, office.stranger)


async def open_invitation(office: Office, user: User) -> None:
    """Let someone in by a link as before."""
    asked = await office.ask(office.chief, office.chief, "/invite")
    await office.press(office.chief, asked, "工作人员")
    link = (await office.server.next_edit(office.chief)).text
    code = re.search(r"start=(\S+)", link)
    assert code
    assert "欢迎！您的身份：工作人员" in (await office.ask(user, user, f"/start {code[1]}")).text
