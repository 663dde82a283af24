"""What stands above the body: the red head, the title, who it goes to."""

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from bot.files.papers.layout import (
    CHARACTER_PT,
    CHARACTERS,
    HEAD_LINES,
    LETTER_NEAR_PT,
    LINE_PT,
    MARK_LINE,
    MARK_SMALLEST_PT,
    MARK_TOP_MM,
    MARK_WIDEST_PT,
    ORDER_MARK_TOP_MM,
    TEXT_WIDTH_PT,
    points,
)
from bot.files.papers.lines import add_blank, add_line, dress, write, write_lines
from bot.files.papers.pages import set_letter, stretch
from bot.files.papers.paper import Form, Head, Paper
from bot.files.papers.styles import (
    ADDRESSEE,
    LETTER_MARK,
    LETTER_NUMBER,
    MARK,
    NORMAL,
    NUMBER,
    ORDER_NUMBER,
    SERIAL,
    SIGNER,
    TITLE,
    URGENCY,
    Style,
)
from bot.files.papers.titles import split_title
from bot.files.papers.words import tidy, width

COLONS = ":："
BETWEEN = 3  # characters left free at both edges and between number and signer
SET_OFF = 1
NEXT_LINE = "\n\t"


def add_head(document: Document, head: Head) -> None:
    """Add the red head of a form."""
    if head.form is Form.LETTER:
        _add_letter_head(document, head)
        return
    if head.form is Form.ORDER:
        _add_mark(document, tidy(head.issuer), points(ORDER_MARK_TOP_MM))
        add_blank(document, HEAD_LINES)
        add_line(document, ORDER_NUMBER, tidy(head.number))
        add_blank(document, HEAD_LINES)
        return
    left = _left(head)
    for style, text in left:
        add_line(document, style, text)
    _add_mark(document, tidy(head.issuer), points(MARK_TOP_MM) - len(left) * LINE_PT)
    add_blank(document, HEAD_LINES)
    _write_number(add_line(document, NUMBER), tidy(head.number), tidy(head.signer))
    add_blank(document, HEAD_LINES)


def has_title(paper: Paper) -> bool:
    """Tell whether a paper has a title of its own below its head."""
    head = paper.head
    return head is None or not (head.form is Form.ORDER or (head.form is Form.MINUTES and head.issuer == paper.title))


def add_title(document: Document, title: str) -> None:
    """Add the title, in as many lines as it takes, and the empty line below it."""
    write_lines(add_line(document, TITLE), split_title(tidy(title)))
    add_blank(document)


def add_addressee(document: Document, addressee: str) -> None:
    """Add who a paper goes to, with the colon."""
    words = tidy(addressee).rstrip(COLONS)
    if words:
        add_line(document, ADDRESSEE, f"{words}：")


def _left(head: Head) -> list[tuple[Style, str]]:
    """Return what stands on the left, a line each: the number of the copy, the urgency."""
    found = ((SERIAL, tidy(head.serial)), (URGENCY, tidy(head.urgency)))
    return [(style, text) for style, text in found if text]


def _add_letter_head(document: Document, head: Head) -> None:
    """Add the head of a letter: who issues and the double line on the first page only, the number on the right."""
    set_letter(document)
    story = document.sections[0].first_page_header
    mark = story.paragraphs[0]
    dress(mark, LETTER_MARK)
    _write_mark(mark, tidy(head.issuer))
    stretch(mark)
    (style, first), *others = _left(head) or [(NORMAL, "")]
    line = add_line(document, LETTER_NUMBER)
    line.paragraph_format.space_before = Pt(LETTER_NEAR_PT)
    line.paragraph_format.tab_stops.add_tab_stop(Pt(TEXT_WIDTH_PT), WD_TAB_ALIGNMENT.RIGHT)
    write(line, first, style=style)
    write(line, f"\t{tidy(head.number)}", style=NORMAL)
    for style, text in others:
        add_line(document, style, text)
    add_blank(document, HEAD_LINES)


def _add_mark(document: Document, issuer: str, above_pt: float) -> None:
    """Add 发文机关标志, as large as goes in one line."""
    line = add_line(document, MARK)
    line.paragraph_format.space_before = Pt(above_pt)
    _write_mark(line, issuer)


def _write_mark(line: Paragraph, issuer: str) -> None:
    """Write a mark as large as goes in one line; one that would be too small in two or more."""
    is_long = width(issuer) * MARK_SMALLEST_PT > TEXT_WIDTH_PT
    texts = split_title(issuer) if is_long else (issuer,)
    size_pt = min(MARK_WIDEST_PT, TEXT_WIDTH_PT // max(1, *map(_room, texts)))
    write_lines(line, texts)
    line.paragraph_format.line_spacing = Pt(size_pt * MARK_LINE)
    for run in line.runs:
        run.font.size = Pt(size_pt)


def _room(text: str) -> float:
    """Return the characters that a line of a mark takes: figures are set off from the characters beside them."""
    return width(text) + (SET_OFF if any(character.isascii() for character in text) else 0)


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
