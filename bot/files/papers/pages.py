"""The page: paper, margins, the grid of lines, the page numbers outside."""

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.section import Section
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from bot.files.papers.layout import (
    BOTTOM_MM,
    CHARACTER_SPACE,
    FOOTER_MM,
    LEFT_MM,
    LETTER_LEFT_MM,
    LETTER_MARK_TOP_MM,
    LETTER_RIGHT_MM,
    LETTER_RULE_BOTTOM_MM,
    LINE_PT,
    PAGE_HEIGHT_MM,
    PAGE_WIDTH_MM,
    RIGHT_MM,
    SMALL_PT,
    TOP_MM,
    twips,
)
from bot.files.papers.lines import dress, indent
from bot.files.papers.styles import LETTER_END, PAGE_NUMBER

DASH = "—"


def set_page(document: Document) -> None:
    """Give a document its page."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(PAGE_WIDTH_MM), Mm(PAGE_HEIGHT_MM)
    section.top_margin, section.bottom_margin = Mm(TOP_MM), Mm(BOTTOM_MM)
    section.left_margin, section.right_margin = Mm(LEFT_MM), Mm(RIGHT_MM)
    section.header_distance, section.footer_distance, section.gutter = Mm(0), Mm(FOOTER_MM), Mm(0)
    _set_grid(section)
    for footer, is_odd in ((section.footer, True), (section.even_page_footer, False)):
        footer.is_linked_to_previous = False
        _number(footer.paragraphs[0], is_odd=is_odd)


def set_letter(document: Document) -> None:
    """Give a letter its first page: no number, a double line at the bottom, room for the mark at the top."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.header_distance, section.footer_distance = Mm(LETTER_MARK_TOP_MM), Mm(LETTER_RULE_BOTTOM_MM)
    for footer in (section.footer, section.even_page_footer):
        footer.paragraphs[0].paragraph_format.space_after = Mm(FOOTER_MM - LETTER_RULE_BOTTOM_MM)
    line = section.first_page_footer.paragraphs[0]
    dress(line, LETTER_END)
    stretch(line)


def stretch(line: Paragraph) -> None:
    """Let a line with a double line below it be as long as that."""
    line.paragraph_format.left_indent, line.paragraph_format.right_indent = Mm(LETTER_LEFT_MM), Mm(LETTER_RIGHT_MM)


def _set_grid(section: Section) -> None:
    grid = f'w:type="linesAndChars" w:linePitch="{twips(LINE_PT)}" w:charSpace="{CHARACTER_SPACE}"'
    section._sectPr.append(parse_xml(f"<w:docGrid {nsdecls('w')} {grid}/>"))


def _number(line: Paragraph, *, is_odd: bool) -> None:
    """Put the page number outside, a character from the edge."""
    dress(line, PAGE_NUMBER)
    line.alignment = WD_ALIGN_PARAGRAPH.RIGHT if is_odd else WD_ALIGN_PARAGRAPH.LEFT
    indent(line, left=not is_odd, right=is_odd, character_pt=SMALL_PT)
    line.add_run(f"{DASH} ")
    line._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'))
    line.add_run(f" {DASH}")
