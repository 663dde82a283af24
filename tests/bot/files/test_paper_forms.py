"""The special forms of GB/T 9704-2012 as the file has them: letters, orders, minutes; the number of a copy."""

from dataclasses import replace

import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as Line

from bot.files.papers import Foot, Form, Head, Paper, Paragraph
from tests.bot.files.papers import indents, line, look, part, read, text
from tests.papers.samples import MINUTES, NOTICE, NUMBERED, ORDER, RED_LETTER, RED_MINUTES

SONG, FANG, HEI = "方正小标宋简体", "仿宋_GB2312", "黑体"
RED = "FF0000"


@pytest.fixture(scope="module")
def letter() -> Document:
    return read(RED_LETTER)


def rule(found: Line) -> tuple[str, str]:
    """Return the kind and the colour of the line below a paragraph."""
    below = found.style.element.pPr.find(qn("w:pBdr")).find(qn("w:bottom"))
    return below.get(qn("w:val")), below.get(qn("w:color"))


def long(found: Line) -> float:
    """Return how long the line below a paragraph is, in millimetres."""
    shape = found.paragraph_format
    return 156 - shape.left_indent.mm - shape.right_indent.mm


def test_a_letters_mark_stands_30_mm_from_the_top_of_its_first_page_only(letter: Document) -> None:
    section = letter.sections[0]
    mark = section.first_page_header.paragraphs[0]
    assert section.header_distance.mm == pytest.approx(30, abs=0.1)
    assert section.different_first_page_header_footer
    assert section.header.is_linked_to_previous
    assert mark.text == "青山市人民政府办公室"
    assert (look(mark)[0], str(mark.style.font.color.rgb)) == (SONG, RED)
    # The characters begin where their line does, which is a tenth higher than they are.
    assert mark.paragraph_format.line_spacing.pt == pytest.approx(look(mark)[1] * 1.1)


def test_a_letters_double_lines_are_170_mm_long_in_the_middle_of_the_page(letter: Document) -> None:
    section = letter.sections[0]
    first, last = section.first_page_header.paragraphs[0], section.first_page_footer.paragraphs[0]
    assert [rule(found) for found in (first, last)] == [("thickThinSmallGap", RED), ("thinThickSmallGap", RED)]
    for found in (first, last):
        assert long(found) == pytest.approx(170, abs=0.1)
        assert 28 + found.paragraph_format.left_indent.mm == pytest.approx((210 - 170) / 2, abs=0.1)
    assert section.footer_distance.mm == pytest.approx(20, abs=0.1)


def test_a_letters_first_page_has_no_number_and_the_others_keep_theirs_in_its_place(letter: Document) -> None:
    section = letter.sections[0]
    assert section.first_page_footer.paragraphs[0].text == ""
    for footer in (section.footer, section.even_page_footer):
        found = footer.paragraphs[0]
        assert found._p.find(qn("w:fldSimple")).get(qn("w:instr")) == "PAGE"
        lifted = section.footer_distance.mm + found.paragraph_format.space_after.mm
        assert lifted + 14 / 2 / 72 * 25.4 == pytest.approx(35 - 7, abs=0.1)


def test_a_letters_number_stands_on_the_right_of_what_is_on_the_left_below_the_first_line(letter: Document) -> None:
    found, urgency = line(letter, "000012"), line(letter, "特急")
    assert found.text == "000012\t青政办函〔2026〕5号"
    stops = [(round(stop.position.mm), stop.alignment.name) for stop in found.paragraph_format.tab_stops]
    assert stops == [(156, "RIGHT")]
    # Seven eighths of a character, of which the line itself leaves some above its characters.
    assert found.paragraph_format.space_before.pt + (28.95 - 16 - 4) == pytest.approx(14, abs=0.1)
    assert (look(found)[:2], look(urgency)[:2]) == ((FANG, 16), (HEI, 16))
    texts = [each.text for each in letter.paragraphs]
    assert texts[: texts.index("特急") + 3] == [found.text, "特急", "", ""]


def test_a_letter_with_a_number_only_has_it_on_the_right() -> None:
    assert (
        read(Paper("函", (Paragraph("正文"),), head=Head("市府办", "1号", form=Form.LETTER))).paragraphs[0].text
        == "\t1号"
    )


def test_a_letters_last_line_names_who_gets_copies_without_rules(letter: Document) -> None:
    (table,) = letter.tables
    assert [row.cells[0].text for row in table.rows] == ["抄送：市委网信办。"]
    borders = table._tbl.tblPr.find(qn("w:tblBorders"))
    assert {each.get(qn("w:val")) for each in borders} == {"none"}
    assert read(replace(RED_LETTER, foot=Foot(printer="市府办", date_line="2026年3月5日"))).tables == []


def test_an_order_begins_with_its_mark_20_mm_below_the_top_of_the_text_and_its_number() -> None:
    paper = read(ORDER)
    mark, number = line(paper, "青山市人民政府令"), line(paper, "第12号")
    assert mark.paragraph_format.space_before.mm == pytest.approx(20, abs=0.1)
    assert (look(mark)[0], str(mark.style.font.color.rgb)) == (SONG, RED)
    assert (number.alignment, look(number)[:2]) == (WD_ALIGN_PARAGRAPH.CENTER, (FANG, 16))
    assert number.style.element.pPr.find(qn("w:pBdr")) is None
    assert [each.text for each in paper.paragraphs][:7] == [
        "青山市人民政府令",
        "",
        "",
        "第12号",
        "",
        "",
        "为预防森林火灾，保护森林资源，根据《森林防火条例》，现发布命令如下：",
    ]
    assert "封山禁火的命令" not in text(paper)


def test_who_signs_an_order_stands_two_lines_below_it_and_the_date_below_another() -> None:
    lines = read(ORDER).paragraphs
    place = next(number for number, each in enumerate(lines) if each.text.startswith("市长　"))
    assert [each.text for each in lines[place - 2 : place]] == ["", ""]
    assert [each.text for each in lines[place + 1 : place + 3]] == ["", "2026年9月18日"]
    assert {indents(lines[at])["rightChars"] for at in (place, place + 2)} == {400}
    assert all(each.paragraph_format.keep_with_next for each in lines[place - 2 : place + 2])


def test_minutes_are_called_in_red_35_mm_below_the_top_of_the_text_and_once() -> None:
    paper = read(RED_MINUTES)
    mark = paper.paragraphs[0]
    assert mark.text == "青山市人民政府办公室\n第12次主任办公会议纪要"
    assert mark.paragraph_format.space_before.mm == pytest.approx(35, abs=0.1)
    assert (look(mark)[0], str(mark.style.font.color.rgb), mark.alignment) == (SONG, RED, WD_ALIGN_PARAGRAPH.CENTER)
    assert text(paper).count("主任办公会议纪要") == 1
    assert line(paper, "第12期").alignment is WD_ALIGN_PARAGRAPH.CENTER
    assert [look(line(paper, name))[0] for name in ("出席", "请假", "列席")] == [HEI] * 3


def test_minutes_under_another_mark_keep_their_title() -> None:
    paper = read(replace(MINUTES, head=Head("市府办会议纪要", form=Form.MINUTES)))
    assert line(paper, "市府办会议纪要").style.font.color.rgb is not None
    assert line(paper, "青山市").style.name == "Title"


@pytest.mark.parametrize(
    ("head", "above"),
    [
        (Head("市府办文件", serial="000012"), ["000012"]),
        (Head("市府办文件", serial="000012", urgency="特急"), ["000012", "特急"]),
        (Head("市府办文件"), []),
    ],
)
def test_what_stands_on_the_left_moves_no_mark(head: Head, above: list[str]) -> None:
    paper = read(replace(NOTICE, head=head))
    mark = line(paper, "市府办文件")
    assert [each.text for each in paper.paragraphs][: len(above)] == above
    lines = len(above) * 28.95 / 72 * 25.4
    assert mark.paragraph_format.space_before.mm + lines == pytest.approx(35, abs=0.1)


def test_the_number_of_a_copy_is_six_figures_on_the_left() -> None:
    found = line(read(NUMBERED), "000012")
    assert (look(found)[:2], found.alignment, indents(found)) == ((FANG, 16), WD_ALIGN_PARAGRAPH.LEFT, {})


@pytest.mark.parametrize("paper", [NOTICE, ORDER, RED_MINUTES])
def test_other_forms_have_page_numbers_on_every_page(paper: Paper) -> None:
    assert not read(paper).sections[0].different_first_page_header_footer


def test_a_letter_is_the_same_file_every_time() -> None:
    assert part(RED_LETTER, "word/document.xml") == part(RED_LETTER, "word/document.xml")
    assert part(RED_LETTER, "[Content_Types].xml").count("header") > 0
