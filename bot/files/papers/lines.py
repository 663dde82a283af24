"""Lines of text put into a document: their style, their indents, the missing facts in them marked in yellow."""

from collections.abc import Sequence

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from bot.files.papers.layout import CHARACTER_PT, twips
from bot.files.papers.styles import NORMAL, Style
from bot.files.papers.words import pieces

ALIGNMENTS = {
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}


def add_line(story: Document | _Cell, style: Style, text: str = "") -> Paragraph:
    """Add a paragraph at the end of a document or a cell."""
    line = story.add_paragraph()
    dress(line, style)
    write(line, text)
    return line


def dress(line: Paragraph, style: Style) -> None:
    """Give a paragraph a style, and what programs that check papers look for in the paragraph itself."""
    line.style = style.name
    line.alignment = ALIGNMENTS[style.align]
    if style.first:
        indent(line, first=style.first)


def add_blank(document: Document, count: int = 1) -> None:
    """Add empty lines, which stay with what follows."""
    for _ in range(count):
        add_line(document, NORMAL).paragraph_format.keep_with_next = True


def write(line: Paragraph, text: str, *, style: Style | None = None) -> None:
    """Write at the end of a paragraph; in the letters of another style where one is given."""
    for piece, is_blank in pieces(text):
        run = line.add_run(piece)
        if style is not None:
            _letter(run, style)
        if is_blank:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def write_lines(line: Paragraph, texts: Sequence[str]) -> None:
    """Write a paragraph whose lines end where they are told to."""
    for place, text in enumerate(texts):
        if place:
            line.add_run().add_break()
        write(line, text)


def indent(
    line: Paragraph, *, left: float = 0, right: float = 0, first: float = 0, character_pt: float = CHARACTER_PT
) -> None:
    """Set the indents of a paragraph in characters; a ``first`` line below 0 hangs out to the left.

    A hanging indent is given as a length only: how it goes with one in characters differs between programs.
    """
    ind = line._p.get_or_add_pPr().get_or_add_ind()
    lengths = {"left": left, "right": right, "firstLine": max(first, 0), "hanging": max(-first, 0)}
    for name, characters in lengths.items():
        if characters:
            ind.set(qn(f"w:{name}"), str(twips(characters * character_pt)))
        if characters and first >= 0:
            ind.set(qn(f"w:{name}Chars"), str(round(characters * 100)))


def _letter(run: Run, style: Style) -> None:
    run.font.name, run.font.size, run.font.bold = style.font, Pt(style.size_pt), style.bold
    faces = run._r.get_or_add_rPr().get_or_add_rFonts()
    for script in ("eastAsia", "cs"):
        faces.set(qn(f"w:{script}"), style.font)
