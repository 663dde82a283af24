"""The real documents: every article found, everything covered, every expected quote in one passage and in its place."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from knowledge.documents import Document, Kind, Passage, Reading
from knowledge.numerals import article_number
from knowledge.passages import article_lines, cut
from knowledge.passages.identity import is_head_line
from knowledge.passages.outline import lines, omissions
from knowledge.passages.provisions import articles
from knowledge.readers import Readers

# Files whose articles and lines that begin with 第…条 differ in number, and why.
DIFFERENCES = {
    "文物保护法(2017-11-04).md": -1,  # its history breaks a title of another law: 《…第三十一条的决定》
    "飞行基本规则(2007-10-18).md": 112,  # a chapter's articles stand in one line
}


@pytest.fixture(scope="module")
def readings(shared: Path) -> list[Reading]:
    paths = [*sorted(shared.glob("corpus/*/*")), *sorted(shared.glob("laws/*/*.md"))]
    with Readers() as readers:
        return [readers.read(path) for path in paths]


@pytest.fixture(scope="module")
def documents(readings: list[Reading]) -> list[Document]:
    return [cut(reading) for reading in readings]


@pytest.fixture(scope="module")
def corpus(shared: Path, documents: list[Document]) -> dict[str, Document]:
    names = {path.name for path in shared.glob("corpus/*/*")}
    return {document.file: document for document in documents if document.file in names}


def uncovered(document: Document) -> Iterator[tuple[int, str]]:
    """Yield the lines that no passage holds, each with the number of passages before it."""
    ends = [0, *(passage.span.end for passage in document.passages)]
    starts = [*(passage.span.start for passage in document.passages), len(document.text)]
    for count, (end, start) in enumerate(zip(ends, starts, strict=True)):
        yield from ((count, line.of(document.text)) for line in lines(document.text, end, start))


def squeezed(text: str) -> str:
    return "".join(text.rstrip("。").split())


def test_every_article_is_found(documents: list[Document]) -> None:
    found = {document.file: len(articles(document.text)) - article_lines(document.text) for document in documents}
    assert {file: count for file, count in found.items() if count} == DIFFERENCES


def test_every_article_is_a_passage_in_the_order_of_its_number(documents: list[Document]) -> None:
    for document in documents:
        numbers = [number for passage in document.passages if (number := article_number(passage.locator))]
        assert numbers == sorted(numbers), document.file
        assert len(set(numbers)) == len(articles(document.text)) or document.kind is Kind.SPEECH, document.file


def test_passages_ascend_and_span_no_omission(documents: list[Document]) -> None:
    for document in documents:
        gaps, end = omissions(document.text), 0
        for passage in document.passages:
            assert end <= passage.span.start < passage.span.end, (document.file, passage)
            assert passage.span.of(document.text).strip(), (document.file, passage)
            assert not any(passage.span.start < gap.end and gap.start < passage.span.end for gap in gaps)
            end = passage.span.end


def test_only_heads_headings_and_omissions_are_left_out(documents: list[Document]) -> None:
    for document in documents:
        known = {squeezed(heading) for passage in document.passages for heading in passage.headings}
        known |= {squeezed(passage.locator) for passage in document.passages}
        known |= {squeezed(gap.of(document.text)) for gap in omissions(document.text)}
        for count, line in uncovered(document):
            is_head = count == 0 and is_head_line(line, document.title)
            assert is_head or any(squeezed(line) in one for one in known), (document.file, line)


def test_passages_are_of_a_readable_size(documents: list[Document]) -> None:
    sizes = [passage.span.end - passage.span.start for document in documents for passage in document.passages]
    assert sum(size > 600 for size in sizes) <= 1  # one sentence of an annex that is longer
    assert sum(size > 500 for size in sizes) < len(sizes) / 100


def test_a_part_that_does_not_begin_its_article_points_at_its_opening(documents: list[Document]) -> None:
    for document in documents:
        leads = [(passage.lead, passage) for passage in document.passages if passage.lead]
        assert all(lead.end <= passage.span.start for lead, passage in leads), document.file
    assert sum(passage.lead is not None for document in documents for passage in document.passages) > 50


def test_cutting_is_fast(readings: list[Reading]) -> None:
    sample = readings[::10]
    start = time.process_time()
    characters = sum(len(cut(reading).text) for reading in sample)
    assert (time.process_time() - start) / characters * 1_000_000 < 5  # about 0.5 seconds on an idle machine


@pytest.mark.parametrize(
    ("file", "title", "effective"),
    [
        ("001_38af93b7b436f4fb.txt", "在全区党委和政府办公室主任工作会议上的讲话", None),
        ("004_ccfca2a2b2a83bab.txt", "当好参谋助手做好后勤保障充分发挥办公室职能作用", None),
        ("信访工作条例(2022-02-25).md", "信访工作条例", "2022-05-01"),
        ("党政机关公文处理工作条例(2012-04-16).md", "党政机关公文处理工作条例", "2012-07-01"),
        ("保守国家秘密法(2024-02-27).md", "中华人民共和国保守国家秘密法", "2024-05-01"),
    ],
)
def test_a_real_document_is_known(corpus: dict[str, Document], file: str, title: str, effective: str | None) -> None:
    found = corpus[file]
    assert found.title == title
    assert found.effective == effective or str(found.effective) == effective
    assert (found.kind is Kind.REGULATION) == (effective is not None)


@dataclass(frozen=True)
class Expected:
    question: str
    file: str
    locator: str
    quote: str


@pytest.fixture(scope="module")
def expected(shared: Path) -> list[Expected]:
    rows = map(json.loads, (shared / "eval" / "questions.jsonl").read_text("utf-8").splitlines())
    return [Expected(row["id"], **one) for row in rows if row["answerable"] for one in row["expect"]]


def agrees(document: Document, passage: Passage, locator: str) -> bool:
    """Say whether a passage stands where the question set says; it shortens all but the last heading to 四、."""
    if document.kind is Kind.REGULATION:
        return locator == passage.locator or article_number(locator) == article_number(passage.locator) is not None
    path = passage.headings or (passage.locator,)
    shortened = {f"{above[:2]}{below}" for above, below in pairwise(path)}
    return locator in {*path, *shortened}


def test_every_expected_quote_lies_within_one_passage_in_its_place(
    corpus: dict[str, Document], expected: list[Expected]
) -> None:
    astray = [
        one
        for one in expected
        if not any(
            one.quote in passage.span.of(corpus[one.file].text) and agrees(corpus[one.file], passage, one.locator)
            for passage in corpus[one.file].passages
        )
    ]
    print(f"{len(expected) - len(astray)} of {len(expected)} expected quotes lie in one passage of that locator")
    assert astray == []
