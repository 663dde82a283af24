"""Any text goes on paper: odd characters, great lengths, nothing at all; and the same paper is the same file."""

from dataclasses import replace
from io import BytesIO
from unicodedata import category
from zipfile import ZipFile

import pytest
from docx.enum.text import WD_COLOR_INDEX
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.files.papers import Foot, Grid, Head, Labelled, Paper, Paragraph, write_paper
from bot.files.papers.words import paragraphs, pieces, tidy, width
from knowledge.outlines import blank
from tests.bot.files.papers import line, read, text
from tests.papers.samples import LETTER, NOTICE, SAMPLES

ODD = "中文，。“”《》（）12\t\n\0\x1b\u202e\ufffe\ud800【待补：】<&>"
TEXTS = st.text(st.sampled_from(ODD) | st.characters(), max_size=60)
CELLS = st.lists(TEXTS, max_size=4).map(tuple)
LINES = st.one_of(
    st.builds(Paragraph, TEXTS, st.integers(0, 4), TEXTS),
    st.builds(Labelled, TEXTS, TEXTS),
    st.builds(Grid, CELLS, st.lists(CELLS, max_size=4).map(tuple)),
)
PAPERS = st.builds(
    Paper,
    TEXTS,
    st.lists(LINES, max_size=5).map(tuple),
    addressee=TEXTS,
    attachments=st.lists(TEXTS, max_size=12).map(tuple),
    signature=TEXTS,
    date_line=TEXTS,
    note=TEXTS,
    head=st.none() | st.builds(Head, TEXTS, TEXTS, TEXTS, TEXTS),
    foot=st.none() | st.builds(Foot, TEXTS, TEXTS, TEXTS),
)


@settings(max_examples=60, deadline=None)
@given(PAPERS)
def test_any_paper_can_be_written_and_read(paper: Paper) -> None:
    assert tidy(paper.title) in " ".join(each.text.replace("\n", "") for each in read(paper).paragraphs)


@given(TEXTS)
def test_what_is_left_of_a_text_can_be_printed(words: str) -> None:
    left = tidy(words)
    assert not {category(character) for character in left} & {"Cc", "Cf", "Cs"}
    assert left == left.strip()
    assert tidy(left) == left


@given(TEXTS)
def test_the_pieces_of_a_text_are_the_text(words: str) -> None:
    assert "".join(piece for piece, _ in pieces(words)) == words


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("", ()),
        (" \n ", ()),
        ("甲\r\n乙\n\n丙", ("甲", "乙", "丙")),
        ("甲\t乙", ("甲 乙",)),
        ("\x00甲\x1b\u202e乙\ufeff\ufffe", ("甲乙",)),
        ("\ue000", ("\ue000",)),
        ("𠮷", ("𠮷",)),
    ],
)
def test_a_text_is_freed_of_what_no_paper_holds(words: str, wanted: tuple[str, ...]) -> None:
    assert paragraphs(words) == wanted


@pytest.mark.parametrize(("words", "wanted"), [("", 0), ("值班", 2), ("2026年9月18日", 6.5), ("（一）", 3)])
def test_a_width_is_counted_in_chinese_characters(words: str, wanted: float) -> None:
    assert width(words) == wanted


@pytest.mark.parametrize("paper", SAMPLES.values(), ids=SAMPLES)
def test_the_same_paper_is_the_same_file(paper: Paper) -> None:
    assert write_paper(paper) == write_paper(replace(paper))


def test_a_file_tells_nothing_of_who_made_it_and_when() -> None:
    with ZipFile(BytesIO(write_paper(NOTICE))) as package:
        assert not [name for name in package.namelist() if name.startswith("docProps")]
        assert {member.date_time for member in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def marked(paper: Paper) -> list[str]:
    """Return what is marked in yellow, tables last."""
    document = read(paper)
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    lines = [*document.paragraphs, *(each for cell in cells for each in cell.paragraphs)]
    runs = [run for each in lines for run in each.runs]
    return [run.text for run in runs if run.font.highlight_color is WD_COLOR_INDEX.YELLOW]


def test_missing_facts_are_marked_wherever_they_stand() -> None:
    names = ("标题", "主送", "正文", "标签", "表格", "附件", "机关", "日期", "附注", "文号", "印发机关")
    title, addressee, body, label, cell, attached, issuer, day, note, number, printer = map(blank, names)
    paper = Paper(
        f"关于{title}的通知",
        (Paragraph(f"一、{body}", 1, f"至{body}。"), Labelled("出席", label), Grid(("日期",), ((cell,),))),
        addressee,
        (attached,),
        issuer,
        day,
        note,
        Head("青山市文件", number),
        Foot(printer=printer),
    )
    wanted = [number, title, addressee, body, body, label, attached, issuer, day, note, cell, printer]
    assert marked(paper) == wanted


def test_nothing_else_is_marked() -> None:
    assert marked(replace(LETTER, title="关于【附件】和【待补】的函")) == []


def test_a_paper_of_two_hundred_points_holds_them_all() -> None:
    points = [f"（{number}）第{number}项工作要有人管、有回音。" for number in range(1, 201)]
    written = text(read(Paper("工作要点", tuple(Paragraph(point, 4) for point in points))))
    assert all(point in written for point in points)


@pytest.mark.parametrize("body", [(), (Paragraph(""),), (Grid((), ()),), (Grid((), ((),)),)])
def test_an_empty_body_leaves_a_whole_paper(body: tuple[Paragraph | Grid, ...]) -> None:
    document = read(replace(LETTER, body=body, attachments=()))
    assert [each.text for each in document.paragraphs] == [
        LETTER.title,
        "",
        "市大数据局：",
        "",
        "",
        LETTER.signature,
        LETTER.date_line,
    ]


def test_a_text_of_several_lines_makes_several_paragraphs() -> None:
    document = read(Paper("标题", (Paragraph("甲\n乙"), Paragraph("一、丙\n丁", 1, "戊\n己"))))
    assert [each.text for each in document.paragraphs[2:]] == ["甲", "乙", "一、丙 丁戊", "己"]


@pytest.mark.parametrize("count", [2, 9, 10, 30])
def test_all_attachments_are_numbered(count: int) -> None:
    document = read(replace(LETTER, attachments=tuple(f"名单{place}" for place in range(count))))
    assert line(document, "附件：1.\t名单0").text
    assert line(document, f"{count}.\t").text == f"{count}.\t名单{count - 1}"
