"""The layout of papers as the file has it, against the figures of GB/T 9704-2012, which stand here once more."""

from dataclasses import replace

import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.section import _Footer

from bot.files.papers import Foot, Head, Labelled, Paper, Paragraph
from bot.files.papers.layout import CHARACTER_PT, LINE_PT, TEXT_HEIGHT_PT, TEXT_WIDTH_PT
from tests.bot.files.papers import indents, line, look, part, read
from tests.papers.samples import FOOT, LETTER, MINUTES, NOTICE, REQUEST, SAMPLES

TWO_CHARACTERS = {"firstLineChars": 200, "firstLine": 630}
SONG, FANG, KAI, HEI = "方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体"


@pytest.fixture(scope="module")
def notice() -> Document:
    return read(NOTICE)


@pytest.mark.parametrize("paper", SAMPLES.values(), ids=SAMPLES)
def test_every_paper_has_the_page_of_the_standard(paper: Paper) -> None:
    section = read(paper).sections[0]
    page = (section.page_width, section.page_height)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(length.mm, 1) for length in page] == [210, 297]
    assert [round(length.mm, 1) for length in margins] == [37, 35, 28, 26]
    assert section.gutter == 0


def test_a_page_holds_22_lines_of_28_characters() -> None:
    assert (round(TEXT_WIDTH_PT / 72 * 25.4, 3), round(TEXT_HEIGHT_PT / 72 * 25.4, 3)) == (156, 225)
    assert (LINE_PT, CHARACTER_PT) == (28.95, 15.75)
    assert TEXT_HEIGHT_PT // LINE_PT == 22
    assert TEXT_WIDTH_PT // CHARACTER_PT == 28


def test_the_grid_tells_a_word_processor_22_lines_of_28_characters() -> None:
    grid = read(NOTICE).sections[0]._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "linesAndChars"
    assert int(225 / 25.4 * 1440) // int(grid.get(qn("w:linePitch"))) == 22
    assert 156 / 25.4 * 72 // (16 + int(grid.get(qn("w:charSpace"))) / 4096) == 28


@pytest.mark.parametrize(
    "beginning", ["青山市人民政府办公室\n", "各乡镇", "国庆节、", "一、", "（二）", "附件", "2026年"]
)
def test_lines_are_as_high_as_the_grid_wants(notice: Document, beginning: str) -> None:
    spacing = line(notice, beginning).style.paragraph_format
    assert (spacing.line_spacing.pt, spacing.line_spacing_rule) == (28.95, WD_LINE_SPACING.EXACTLY)
    assert (spacing.space_before, spacing.space_after) == (0, 0)


@pytest.mark.parametrize(
    ("beginning", "place", "wanted"),
    [
        ("特急", 0, (HEI, 16, False)),
        ("青山市人民政府办公室文件", 0, (SONG, 36, False)),
        ("青政办发", 0, (FANG, 16, False)),
        ("青山市人民政府办公室\n关于", 0, (SONG, 22, False)),
        ("各乡镇", 0, (FANG, 16, False)),
        ("国庆节、", 0, (FANG, 16, False)),
        ("一、", 0, (HEI, 16, False)),
        ("（一）", 0, (KAI, 16, False)),
        ("（一）", 1, (FANG, 16, False)),
        ("（二）", 0, (KAI, 16, False)),
        ("1.", 0, (FANG, 16, True)),
        ("1.", 1, (FANG, 16, False)),
        ("（1）", 0, (FANG, 16, False)),
        ("附件", 0, (FANG, 16, False)),
        ("2026年9月18日", 0, (FANG, 16, False)),
        ("（此件", 0, (FANG, 16, False)),
        ("抄送", 0, (FANG, 14, False)),
    ],
)
def test_each_element_has_its_typeface_and_size(
    notice: Document, beginning: str, place: int, wanted: tuple[str, float, bool]
) -> None:
    assert look(line(notice, beginning), place) == wanted


@pytest.mark.parametrize("beginning", ["国庆节、", "一、", "（一）", "（二）", "1.", "（1）", "（此件"])
def test_paragraphs_begin_two_characters_in(notice: Document, beginning: str) -> None:
    found = line(notice, beginning)
    assert indents(found) == TWO_CHARACTERS
    assert found.alignment is WD_ALIGN_PARAGRAPH.JUSTIFY


def test_the_addressee_begins_at_the_edge_and_ends_with_a_colon(notice: Document) -> None:
    found = line(notice, "各乡镇")
    assert indents(found) == {}
    assert found.text == "各乡镇人民政府、街道办事处，市政府各部门、各直属单位："


@pytest.mark.parametrize("addressee", ["市政府：", "市政府:", "市政府"])
def test_an_addressee_has_one_colon(addressee: str) -> None:
    assert line(read(replace(LETTER, addressee=addressee)), "市政府").text == "市政府："


def test_the_title_stands_in_the_middle_between_empty_lines(notice: Document) -> None:
    texts = [each.text for each in notice.paragraphs]
    place = next(number for number, text in enumerate(texts) if "关于做好" in text)
    assert notice.paragraphs[place].alignment is WD_ALIGN_PARAGRAPH.CENTER
    assert texts[place - 2 : place] == ["", ""]
    assert texts[place + 1] == ""


def test_attachments_hang_behind_their_numbers(notice: Document) -> None:
    first = line(notice, "附件：1.\t")
    second = line(notice, "2.\t")
    assert indents(first) == {"left": 6 * 315, "hanging": 4 * 315}
    assert indents(second) == {"left": 6 * 315, "hanging": 315}
    assert notice.paragraphs[[each.text for each in notice.paragraphs].index(first.text) - 1].text == ""


def test_a_single_attachment_has_no_number() -> None:
    found = line(read(LETTER), "附件")
    assert found.text == "附件：值班信息系统对接需求说明"
    assert indents(found) == {"left": 5 * 315, "hanging": 3 * 315}


@pytest.mark.parametrize(
    ("signature", "date_line", "wanted"),
    [
        ("青山市人民政府办公室", "2026年9月18日", (225, 400)),  # 10 characters over 6.5
        ("市政府", "2026年9月18日", (575, 400)),
        ("青山市经济技术开发区管理委员会社会事务管理局", "2026年3月5日", (None, 800)),  # 22 over 6
    ],
)
def test_who_signs_stands_in_the_middle_over_the_date(
    signature: str, date_line: str, wanted: tuple[int | None, int]
) -> None:
    paper = read(replace(LETTER, signature=signature, date_line=date_line))
    above, below = line(paper, signature), line(paper, date_line)
    assert (indents(above).get("rightChars"), indents(below)["rightChars"]) == wanted
    assert above.alignment is below.alignment is WD_ALIGN_PARAGRAPH.RIGHT


def test_a_date_without_a_signature_stands_two_characters_from_the_edge() -> None:
    assert indents(line(read(replace(LETTER, signature="")), "2026年3月5日"))["rightChars"] == 200


def test_a_signature_stays_with_the_end_of_the_text() -> None:
    lines = read(LETTER).paragraphs
    place = next(number for number, each in enumerate(lines) if each.text == LETTER.signature)
    assert all(each.paragraph_format.keep_with_next for each in lines[place - 2 : place + 1])


@pytest.mark.parametrize("note", ["此件公开发布", "（此件公开发布）", "(此件公开发布)"])
def test_a_note_stands_in_brackets(note: str) -> None:
    assert line(read(replace(LETTER, note=note)), "（此件").text == "（此件公开发布）"


def number_of(footer: _Footer) -> tuple[str, object, dict[str, int]]:
    found = footer.paragraphs[0]
    assert found._p.find(qn("w:fldSimple")).get(qn("w:instr")) == "PAGE"
    assert look(found) == ("宋体", 14, False)
    return found.text, found.alignment, indents(found)


def test_page_numbers_stand_outside() -> None:
    paper = read(NOTICE)
    section = paper.sections[0]
    assert paper.settings.odd_and_even_pages_header_footer
    assert number_of(section.footer)[1:] == (WD_ALIGN_PARAGRAPH.RIGHT, {"rightChars": 100, "right": 280})
    assert number_of(section.even_page_footer)[1:] == (WD_ALIGN_PARAGRAPH.LEFT, {"leftChars": 100, "left": 280})
    assert [run.text for run in section.footer.paragraphs[0].runs] == ["— ", " —"]
    # The dashes stand half way up a line of 14 points, 7 mm below the text.
    assert section.footer_distance.mm + 14 / 2 / 72 * 25.4 == pytest.approx(35 - 7, abs=0.1)


def test_a_red_head_stands_35_mm_below_the_top_of_the_text() -> None:
    urgent, plain = line(read(NOTICE), "青山市人民政府办公室文件"), line(read(REQUEST), "青山市应急管理局文件")
    assert urgent.paragraph_format.space_before.mm + 28.95 / 72 * 25.4 == pytest.approx(35, abs=0.1)
    assert plain.paragraph_format.space_before.mm == pytest.approx(35, abs=0.1)
    assert str(plain.style.font.color.rgb) == "FF0000"


@pytest.mark.parametrize(
    ("issuer", "size"),
    [
        ("市府办文件", 54),
        ("青山市人民政府办公室文件", 36),
        ("市府办第12次办公会纪要", 36),  # figures are set off
        ("青山市" * 10, 27),  # in two lines
    ],
)
def test_who_issues_is_as_large_as_goes_in_a_line(issuer: str, size: int) -> None:
    found = line(read(replace(NOTICE, head=Head(issuer))), issuer[:3])
    assert look(found) == (SONG, size, False)


def test_the_red_line_is_as_wide_as_the_text() -> None:
    found = line(read(NOTICE), "青政办发")
    rule = found.style.element.pPr.find(qn("w:pBdr")).find(qn("w:bottom"))
    assert (rule.get(qn("w:color")), rule.get(qn("w:sz"))) == ("FF0000", "12")
    assert indents(found) == {}
    assert found.alignment is WD_ALIGN_PARAGRAPH.CENTER


def test_a_paper_that_goes_up_names_who_signs_beside_its_number() -> None:
    found = line(read(REQUEST), "\t青应急")
    assert found.text == "\t青应急〔2026〕12号\t签发人：【待补：签发人】"
    stops = [(round(stop.position.pt, 1), stop.alignment.name) for stop in found.paragraph_format.tab_stops]
    assert stops == [(15.8, "LEFT"), (426.4, "RIGHT")]
    assert look(found)[0] == FANG
    assert look(found, -1)[0] == KAI


def test_who_signs_stands_below_a_number_that_is_too_long_for_both() -> None:
    head = Head("青山县应急管理局文件", "青应急〔2026〕【待补：发文序号】号", "【待补：签发人】")
    found = line(read(replace(REQUEST, head=head)), "\t青应急")
    assert found.text == "\t青应急〔2026〕【待补：发文序号】号\n\t\t签发人：【待补：签发人】"


def test_the_last_lines_stand_at_the_foot_between_rules() -> None:
    table = read(NOTICE).tables[0]
    place = table._tbl.tblPr.find(qn("w:tblpPr"))
    assert (place.get(qn("w:vertAnchor")), place.get(qn("w:tblpYSpec"))) == ("margin", "bottom")
    borders = table._tbl.tblPr.find(qn("w:tblBorders"))
    eighths = [int(borders.find(qn(f"w:{side}")).get(qn("w:sz"))) for side in ("top", "insideH", "bottom")]
    assert [each / 8 / 72 * 25.4 for each in eighths] == pytest.approx([0.35, 0.25, 0.35], abs=0.02)
    copies, printed = (row.cells[0].paragraphs[0] for row in table.rows)
    assert copies.text == f"抄送：{FOOT.copies}。"
    assert indents(copies) == {"left": 4 * 280, "hanging": 3 * 280, "right": 280}
    assert printed.text == "青山市人民政府办公室\t2026年9月18日印发"


@pytest.mark.parametrize("foot", [None, Foot(), Foot(copies=" 。")])
def test_empty_last_lines_are_left_out(foot: Foot | None) -> None:
    assert read(replace(NOTICE, foot=foot)).tables == []


def test_names_hang_behind_their_labels_below_an_empty_line() -> None:
    lines = read(MINUTES).paragraphs
    place = next(number for number, each in enumerate(lines) if each.text.startswith("出席："))
    assert lines[place - 1].text == ""
    assert [each.text[:3] for each in lines[place : place + 3]] == ["出席：", "请假：", "列席："]
    assert indents(lines[place]) == {"left": 5 * 315, "hanging": 3 * 315}
    assert (look(lines[place])[0], look(lines[place], 1)[0]) == (HEI, FANG)


def test_a_label_has_one_colon() -> None:
    assert read(Paper("纪要", (Labelled("出席：", "张三"),))).paragraphs[-1].text == "出席：张三"


def test_headings_are_listed_and_stay_with_their_text(notice: Document) -> None:
    found = line(notice, "一、")
    assert (found.style.name, found.style.paragraph_format.keep_with_next) == ("Heading 1", True)
    # With text behind it in its line it is a paragraph like others.
    assert line(notice, "（一）").style.name == "Body Text"


def test_every_typeface_names_others_that_may_stand_in() -> None:
    table = part(NOTICE, "word/fontTable.xml")
    for font in (SONG, FANG, KAI, HEI, "宋体"):
        assert f'<w:font w:name="{font}"><w:altName w:val="' in table


def test_the_text_keeps_to_the_page_by_itself() -> None:
    styles = part(Paper("标题", (Paragraph("正文"),)), "word/styles.xml")
    for switch in ("widowControl", "overflowPunct", "autoSpaceDE", "autoSpaceDN", "snapToGrid"):
        assert styles.count(f'<w:{switch} w:val="0"/>') == styles.count("<w:style ")
