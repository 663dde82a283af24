"""Outlines of every kind over the real documents: all parts, every point from its source, no fact from nowhere."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from knowledge.documents import Document, Status
from knowledge.documents import Kind as DocumentKind
from knowledge.outlines import BLANK, Length, Origin, Outline, Request
from knowledge.outlining import Outliner
from knowledge.outlining.numbering import lines
from prompts import Kind, load_kinds
from tests.knowledge.desk import Desk, open_desk

KINDS = load_kinds()
TOPICS = (
    "国庆节期间值班安排",
    "加强公文审核把关",
    "信访工作",
    "保密管理",
    "购置办公设备和增加编制",
    "值班抽查情况",
    "厂房火灾",
    "安全生产工作会议",
)
OFFICE, DAY = "区政府办公室", date(2026, 11, 27)
# What may be wrong in a text: figures and dates in any writing, names in brackets, quoted words.
FACT = re.compile(
    r"《[^》]+》|“[^”]+”|\d+(?:\.\d+)?|[零〇一二两三四五六七八九十百千万]+(?:年|月|日|天|小时|分钟|个工作日|元|人|名|次|条|件)"
)


@pytest.fixture(scope="module")
def library(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Return a desk with the real documents."""
    folder = tmp_path_factory.mktemp("corpus")
    with open_desk(folder) as desk:
        desk.ingest(sorted(shared.glob("corpus/*/*")))
        yield desk


@pytest.fixture(scope="module")
def documents(library: Desk) -> dict[str, Document]:
    return {entry.document.file: entry.document for entry in library.snapshot().entries}


@pytest.fixture(scope="module")
def made(library: Desk) -> dict[str, list[Outline]]:
    """Return the outlines of each kind on every topic."""
    outliner = Outliner(library.retriever, KINDS)
    requests = {
        name: [Request(name, topic, office=OFFICE, day=DAY, length=Length.LONG) for topic in TOPICS] for name in KINDS
    }
    return {name: list(map(outliner.outline, asked)) for name, asked in requests.items()}


def own_words(kind: Kind, outline: Outline) -> str:
    """Return everything that a set phrase may be made of: the kind's file, the request, the names of its sources."""
    parts = "".join(f"{part.heading}{part.phrases}{part.blanks}" for part in kind.parts)
    cited = "".join(
        f"《{citation.document.strip('《》')}》"
        for part in outline.parts
        for point in part.points
        for citation in point.citations
    )
    day = f"{DAY.year}年{DAY.month}月{DAY.day}日"
    set_words = f"{kind.title}{kind.addressee}{kind.closing}{parts}".replace("{事由}", outline.request.topic)
    return f"{set_words}{outline.request.topic}{OFFICE}{day}{cited}"


def forms(outline: Outline) -> Iterator[str]:
    """Yield every text that is no quotation."""
    yield from (outline.title, outline.addressee, outline.closing, outline.signature, outline.date_line)
    yield from outline.attachments
    for part in outline.parts:
        yield part.heading
        yield from (point.text for point in part.points if point.origin is not Origin.SOURCE)


@pytest.mark.parametrize("name", KINDS)
def test_an_outline_has_all_parts_and_every_point_its_source(
    made: dict[str, list[Outline]], documents: dict[str, Document], name: str
) -> None:
    for outline in made[name]:
        kind = KINDS[outline.request.kind]
        assert len(outline.parts) == len(kind.parts)
        assert all(part.points for part in outline.parts)
        for point in (point for part in outline.parts for point in part.points):
            assert point.origin in (Origin.FORM, Origin.SOURCE)
            assert bool(point.citations) or point.origin is Origin.FORM
            for citation in point.citations:
                assert citation.span.of(documents[citation.file].text) == citation.quote
                assert citation.status is Status.IN_FORCE
            if point.origin is Origin.SOURCE:
                assert point.text == point.citations[0].quote


@pytest.mark.parametrize("name", KINDS)
def test_no_fact_stands_in_an_outline_that_nobody_gave(made: dict[str, list[Outline]], name: str) -> None:
    for outline in made[name]:
        known = own_words(KINDS[outline.request.kind], outline)
        strange = [fact[0] for text in forms(outline) for fact in FACT.finditer(BLANK.sub("", text))]
        assert [fact for fact in strange if fact not in known] == []


@pytest.mark.parametrize("name", KINDS)
def test_no_part_stands_empty_and_nothing_is_said_twice(made: dict[str, list[Outline]], name: str) -> None:
    for outline in made[name]:
        texts = [point.text for part in outline.parts for point in part.points]
        assert not [text for text in texts if text.endswith("的具体内容】")]
        quoted = [point.text for part in outline.parts for point in part.points if point.origin is Origin.SOURCE]
        assert len(quoted) == len(set(quoted))


def test_grounds_are_rules_only(made: dict[str, list[Outline]], documents: dict[str, Document]) -> None:
    parts = [part for outline in made["请示"] for part in outline.parts if part.heading == "政策依据"]
    cited = [citation.file for part in parts for point in part.points for citation in point.citations]
    assert cited
    assert {documents[file].kind for file in cited} == {DocumentKind.REGULATION}


@pytest.mark.parametrize("topic", TOPICS[:4])
def test_the_documents_give_points_about_what_offices_ask(library: Desk, topic: str) -> None:
    outline = Outliner(library.retriever, KINDS).outline(Request("通知", topic))
    said = [line for line in lines(outline) if line.origin is Origin.SOURCE]
    assert said
    assert all(len(line.text) >= 12 for line in said)


def test_a_request_in_a_report_is_advised_with_the_article(library: Desk) -> None:
    outline = Outliner(library.retriever, KINDS).outline(Request("报告", "增加编制"))
    assert [(citation.document, citation.quote) for citation in outline.grounds] == [
        ("党政机关公文处理工作条例", "不得在报告等非请示性公文中夹带请示事项。")
    ]
