"""The list of documents: all of them, page by page, and where they come from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest

from bot.app import Canmou
from bot.chat import listing, presses
from knowledge.audience import Audience
from knowledge.library import Entry
from knowledge.records import Origin
from tests.chats.conftest import Office, Opening


@dataclass(frozen=True)
class Shelf:
    """A library of which only the list of documents is wanted."""

    documents: tuple[Entry, ...]

    def entries(self, _audience: Audience) -> tuple[Entry, ...]:
        return self.documents


def titled(entry: Entry, title: str) -> Entry:
    return replace(entry, record=replace(entry.record, document=replace(entry.document, title=title)))


def shelf(library: Canmou, titles: Sequence[str]) -> dict[str, Shelf]:
    entry = next(entry for entry in library.library.entries() if entry.in_force)
    return {"library": Shelf(tuple(titled(entry, title) for title in titles))}


async def test_the_documents_are_listed_those_in_force_first(office: Office) -> None:
    listed = await office.ask(office.wang, office.wang, "/documents")
    assert listed.text.splitlines() == [
        "资料库共有 4 份文件，其中现行 3 份",
        "1. 《值班管理规定》（2023年，现行）",
        "2. 《印章使用规定》（2021年，现行）",
        "3. 《会议管理办法》（2022年，现行）",
        "4. 《值班管理规定》（2019年，已修订）",
    ]
    assert not listed.buttons


async def test_a_long_list_is_turned_page_by_page(opened: Opening, library: Canmou) -> None:
    titles = [f"规定{number}" for number in range(1, 46)]
    async with opened(parts=shelf(library, titles)) as office:
        page = await office.ask(office.wang, office.group, "/documents")
        shown = page.text.splitlines()[1:]
        for label in ("下一页（2/3）", "下一页（3/3）"):
            await office.press(office.li, page, label)
            page = await office.server.next_edit(office.group)
            shown += page.text.splitlines()[1:]
        assert shown == [f"{number}. 《{title}》（2023年，现行）" for number, title in enumerate(titles, 1)]
        assert [button.text for button in page.buttons] == ["上一页"]
        await office.press(office.li, page, "上一页")
        assert (await office.server.next_edit(office.group)).text.splitlines()[1].startswith("21. ")


async def test_titles_are_no_markup_and_no_novels(opened: Opening, library: Canmou) -> None:
    titles = ["<b>甲</b> & 乙", "长" * 300] * 10
    async with opened(parts=shelf(library, titles)) as office:
        lines = (await office.ask(office.wang, office.wang, "/documents")).text.splitlines()
    assert lines[1] == "1. 《<b>甲</b> & 乙》（2023年，现行）"
    assert lines[2] == f"2. 《{'长' * 60}……》（2023年，现行）"


async def test_an_empty_library_says_so(opened: Opening) -> None:
    async with opened(parts={"library": Shelf(())}) as office:
        assert (await office.ask(office.wang, office.wang, "/documents")).text == listing.EMPTY


@pytest.mark.parametrize("is_active", [True, False])
async def test_the_starter_handbook_is_named_as_such_while_it_is_used(
    opened: Opening, library: Canmou, is_active: bool
) -> None:
    entry = library.library.entries()[0]
    starter = replace(entry, active=is_active, record=replace(entry.record, origin=Origin.HANDBOOK))
    async with opened(parts={"library": Shelf((starter,))}) as office:
        text = (await office.ask(office.wang, office.wang, "/documents")).text
    assert (listing.STARTER in text) is is_active


async def test_a_stranger_cannot_turn_pages(opened: Opening, library: Canmou) -> None:
    async with opened(parts=shelf(library, ["规定"] * 21)) as office:
        page = await office.ask(office.wang, office.group, "/documents")
        office.server.kick(office.server.bot, office.forum, by=office.wang)
        private = await office.ask(office.li, office.li, "/documents")
        office.server.leave(office.li, office.group)
        await office.settled()
        assert (await office.press(office.li, private, "下一页（2/2）")).text == presses.REFUSED
        assert (await office.press(office.wang, page, "下一页（2/2）")).text == ""
