"""A given .docx measured: what its own text, its styles and its defaults say, and what nothing says."""

from collections.abc import Callable
from io import BytesIO

import pytest
from docx import Document
from docx.document import Document as Word
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from bot.files.papers.measuring import Measures, measure
from bot.files.papers.paper import Paper, Paragraph
from bot.files.papers.writing import write_paper
from knowledge.errors import UnreadableDocument
from knowledge.readers import Limits

LONG = "各单位要认真做好值班工作，严格落实领导带班制度，及时报送信息，不得迟报、漏报、谎报、瞒报。"


def measured(change: Callable[[Word], None]) -> Measures:
    document = Document()
    document.add_paragraph(LONG)
    change(document)
    out = BytesIO()
    document.save(out)
    return measure("文件.docx", out.getvalue(), Limits())


def set_run(document: Word) -> None:
    run = document.paragraphs[0].runs[0]
    run.font.size = Pt(16)
    run.font.name = "Times New Roman"
    run._element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋_GB2312")


def set_style(document: Word) -> None:
    style = document.styles["Normal"]
    style.font.size = Pt(16)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "仿宋")


def set_paragraph(document: Word) -> None:
    spacing = document.paragraphs[0].paragraph_format
    spacing.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    spacing.line_spacing = Pt(28)


def set_page(document: Word) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.left_margin = Mm(37), Mm(28)


def test_a_run_says_its_typeface_and_size() -> None:
    found = measured(set_run)
    assert (found.font, found.size, found.pitch) == ("仿宋_GB2312", 16, None)


def test_a_style_says_them_for_its_paragraphs() -> None:
    found = measured(set_style)
    assert (found.font, found.size) == ("仿宋", 16)


def test_a_fixed_line_is_measured_and_another_is_not() -> None:
    assert measured(set_paragraph).pitch == 28
    assert (
        measured(lambda document: setattr(document.paragraphs[0].paragraph_format, "line_spacing", 1.5)).pitch is None
    )


def test_the_page_is_measured() -> None:
    found = measured(set_page)
    assert [found.width, found.height, found.top, found.left] == pytest.approx([210, 297, 37, 28], abs=0.05)


def test_headings_do_not_count_as_text() -> None:
    def add_heading(document: Word) -> None:
        set_run(document)
        document.add_paragraph().add_run("一、标题").font.size = Pt(22)

    assert measured(add_heading).size == 16


def test_our_own_papers_have_the_measures_of_the_standard() -> None:
    found = measure("文件.docx", write_paper(Paper("关于值班的通知", (Paragraph(LONG),))), Limits())
    assert [found.top, found.bottom, found.left, found.right] == pytest.approx([37, 35, 28, 26], abs=0.05)
    assert (found.font, found.size) == ("仿宋_GB2312", 16)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04x", bytes.fromhex("d0cf11e0a1b11ae1")])
def test_what_is_no_docx_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableDocument):
        measure("文件.docx", content, Limits())


def test_a_package_that_unpacks_too_far_is_refused() -> None:
    out = BytesIO()
    Document().save(out)
    with pytest.raises(UnreadableDocument, match="bomb"):
        measure("文件.docx", out.getvalue(), Limits(unpacked_bytes=1000))
