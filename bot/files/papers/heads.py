"""What stands above the body: the red head, the title, who it goes to."""

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from bot.files.papers.layout import (
    CHARACTER_PT,
    CHARACTERS,
    HEAD_LINES,
    LINE_PT,
    MARK_LINE,
    MARK_SMALLEST_PT,
    MARK_TOP_MM,
    MARK_WIDEST_PT,
    TEXT_WIDTH_PT,
    points,
)
from bot.files.papers.lines import add_blank, add_line, write, write_lines
from bot.files.papers.paper import Head
from bot.files.papers.styles import ADDRESSEE, MARK, NORMAL, NUMBER, SIGNER, TITLE, URGENCY
from bot.files.papers.titles import split_title
from bot.files.papers.words import tidy, width

COLONS = ":："
BETWEEN = 3  # characters left free at both edges and between number and signer
NEXT_LINE = "\n\t"


def add_head(document: Document, head: Head) -> None:
    """Add the red head: urgency, issuer, number and signer, the red line."""
    urgency = tidy(head.urgency)
    if urgency:
        add_line(document, URGENCY, urgency)
    above_pt = points(MARK_TOP_MM) - (LINE_PT if urgency else 0)
    _add_mark(document, tidy(head.issuer), above_pt)
    add_blank(document, HEAD_LINES)
    line = add_line(document, NUMBER)
    _write_number(line, tidy(head.number), tidy(head.signer))
    add_blank(document, HEAD_LINES)


def add_title(document: Document, title: str) -> None:
    """Add the title, in as many lines as it takes, and the empty line below it."""
    write_lines(add_line(document, TITLE), split_title(tidy(title)))
    add_blank(document)


def add_addressee(document: Document, addressee: str) -> None:
    """Add who a paper goes to, with the colon."""
    words = tidy(addressee).rstrip(COLONS)
    if words:
        add_line(document, ADDRESSEE, f"{words}：")


def _add_mark(document: Document, issuer: str, above_pt: float) -> None:
    """Add 发文机关标志, as large as goes in one line."""
    size_pt = max(min(MARK_WIDEST_PT, TEXT_WIDTH_PT // max(width(issuer), 1)), MARK_SMALLEST_PT)
    line = add_line(document, MARK, issuer)
    line.paragraph_format.space_before = Pt(above_pt)
    line.paragraph_format.line_spacing = Pt(size_pt * MARK_LINE)
    for run in line.runs:
        run.font.size = Pt(size_pt)


def _write_number(line: Paragraph, number: str, signer: str) -> None:
    """Write the number: in the middle, or on the left of the signer where a paper goes up."""
    if not signer:
        write(line, number)
        return
    tabs = line.paragraph_format.tab_stops
    tabs.add_tab_stop(Pt(CHARACTER_PT))
    tabs.add_tab_stop(Pt(TEXT_WIDTH_PT - CHARACTER_PT), WD_TAB_ALIGNMENT.RIGHT)
    line.alignment = WD_ALIGN_PARAGRAPH.LEFT
    # What is still to be filled in may be too long for both in one line.
    fits = width(f"{number}签发人：{signer}") + BETWEEN <= CHARACTERS
    write(line, f"\t{number}{'' if fits else NEXT_LINE}\t签发人：", style=NORMAL)
    write(line, signer, style=SIGNER)
