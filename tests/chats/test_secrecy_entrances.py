"""Spellings of the mark at every entrance of the chat: deleted, warned about, neither kept nor gone on with."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from bot.chat import marking
from bot.sandbox.journal import Kind
from bot.storage.tables import answers, calls, drafts, handovers, matters, meetings, outlines, standards
from tests.bot.services.papers import docx
from tests.chats.conftest import Office
from tests.chats.watch import staff
from tests.knowledge.variants import variants

MARKS = variants()[::10]
PICTURE = b"\xff\xd8\xff"
KEPT = (answers, calls, drafts, handovers, matters, meetings, outlines, standards)
Entrance = Callable[[Office, str], object]


def saying(form: str) -> Entrance:
    return lambda office, mark: office.server.say(office.wang, office.wang, form.format(mark))


def by_caption(office: Office, mark: str) -> None:
    office.server.upload(office.wang, office.wang, "a.jpg", PICTURE, photo=True, caption=mark)


def by_caption_of_a_file(office: Office, mark: str) -> None:
    office.server.upload(office.wang, office.wang, "通知.docx", docx(), caption=mark)


def by_name_of_a_file(office: Office, mark: str) -> None:
    office.server.upload(office.wang, office.wang, f"{' '.join(mark.split())} 通知.docx", docx())


def by_paper(office: Office, mark: str) -> None:
    mark = "".join(sign for sign in mark if sign.isprintable() or sign in "\n\t ")
    office.server.upload(office.wang, office.wang, "通知.docx", docx(f"{mark}\n关于值班的通知\n各科室：\n请落实。"))


def by_forwarding(office: Office, mark: str) -> None:
    office.server.forward(office.wang, office.wang, office.server.say(office.stranger, office.elsewhere, mark))


def for_the_library(office: Office, mark: str) -> None:
    text = f"{mark}\n值班规定\n第一条 请落实。\n"
    office.server.upload(office.chief, office.chief, "规定.txt", text.encode(), caption="入库")


ENTRANCES: dict[str, Entrance] = {
    "a question": saying("{}"),
    "a command": saying("/ask {}"),
    "a meeting": saying("/meeting 明天下午三点在301开会，备注：\n{}"),
    "an outline": saying("/outline 通知 国庆节期间值班安排\n{}"),
    "a matter": saying("/matters 新增 送材料\n{}"),
    "a call": saying("市应急局 张科长 报送灾情\n{}"),
    "a handover": saying("交班：\n{}"),
    "a caption": by_caption,
    "a caption of a file": by_caption_of_a_file,
    "a name of a file": by_name_of_a_file,
    "a paper": by_paper,
    "a forwarded message": by_forwarding,
    "a document": for_the_library,
}


def rows(office: Office) -> list[list[tuple[object, ...]]]:
    with office.canmou.engine.connect() as connection:
        return [[tuple(row) for row in connection.execute(select(table))] for table in KEPT]


def heard(office: Office) -> list[str]:
    """Return what the bot ever said, wherever, in order."""
    events = office.server.backend.journal.events
    said = [each.message for each in events if each.message and each.kind is Kind.MESSAGE]
    return [message.text for message in said if message.sender == office.server.bot]


@pytest.mark.parametrize("entrance", ENTRANCES.values(), ids=ENTRANCES)
async def test_a_mark_goes_no_further(office: Office, entrance: Entrance) -> None:
    await staff(office)
    before = rows(office)
    for mark in MARKS:
        office.clock.pass_by(minutes=1)
        said = len(heard(office))
        entrance(office, mark)
        await office.settled()
        assert heard(office)[said:] == [marking.DELETED], mark
    assert rows(office) == before


@pytest.mark.parametrize("mark", MARKS)
async def test_an_edit_that_brings_a_mark_is_deleted(office: Office, mark: str) -> None:
    message = office.server.say(office.wang, office.wang, "谢谢")
    await office.server.next_message(office.wang)
    office.server.edit(office.wang, message, mark)
    assert (await office.server.next_message(office.wang)).text == marking.DELETED
