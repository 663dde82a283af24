"""What stands below the body: attachments, signature and date, a note, and 版记 at the foot of the last page."""

from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.table import CT_TblPr
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from bot.files.papers.layout import (
    CHARACTERS,
    INDENT,
    LEFT_MM,
    SEAL_LINES,
    SEALED_RIGHT,
    SMALL_PT,
    TEXT_WIDTH_PT,
    THICK_MM,
    THIN_MM,
    UNSEALED_RIGHT,
    eighths,
    points,
    twips,
)
from bot.files.papers.lines import add_blank, add_line, dress, indent, write
from bot.files.papers.paper import Foot
from bot.files.papers.styles import ATTACHMENTS, DATE, FOOT, NOTE, SIGNATURE
from bot.files.papers.words import tidy, width

ATTACHED, COPIES, PRINTED = "附件：", "抄送：", "印发"
MANY = 10  # attachments, from which on a number has two figures
END_MARKS = "。；;.，,"
BRACKETS = "（）()"


def add_attachments(document: Document, names: tuple[str, ...]) -> None:
    """Add the list of attachments; of one only, without a number."""
    if not names:
        return
    add_blank(document)
    label = width(ATTACHED)
    if len(names) == 1:
        line = add_line(document, ATTACHMENTS, ATTACHED + names[0])
        indent(line, left=INDENT + label, first=-label)
        return
    number = 1 if len(names) < MANY else 1.5
    for place, name in enumerate(names, 1):
        begins = place == 1
        line = add_line(document, ATTACHMENTS, f"{ATTACHED if begins else ''}{place}.\t{name}")
        indent(line, left=INDENT + label + number, first=-number - (label if begins else 0))


def add_signature(document: Document, signature: str, date_line: str) -> None:
    """Add who issues a paper, in the middle over its date, with room for the seal."""
    if not signature and not date_line:
        return
    add_blank(document, SEAL_LINES if signature else 1)
    right: float = SEALED_RIGHT if signature else UNSEALED_RIGHT
    if signature:
        over = (min(width(signature), CHARACTERS) - width(date_line)) / 2 if date_line else 0
        line = add_line(document, SIGNATURE, signature)
        line.paragraph_format.keep_with_next = bool(date_line)
        # Whatever reaches over the edge moves the date to the left instead.
        right += max(over - right, 0)
        indent(line, right=right - over)
    if date_line:
        indent(add_line(document, DATE, date_line), right=right)


def add_signer(document: Document, signer: str, date_line: str) -> None:
    """Add the office and the stamp of the person who signs an order, and the date below an empty line."""
    if signer:
        add_blank(document, SEAL_LINES)
        line = add_line(document, SIGNATURE, signer)
        line.paragraph_format.keep_with_next = bool(date_line)
        indent(line, right=SEALED_RIGHT)
    if date_line:
        add_blank(document)
        indent(add_line(document, DATE, date_line), right=SEALED_RIGHT)


def add_note(document: Document, note: str) -> None:
    """Add a note in brackets."""
    words = note.strip(BRACKETS)
    if words:
        add_line(document, NOTE, f"（{words}）")


def add_foot(document: Document, foot: Foot, *, is_letter: bool = False) -> None:
    """Add 版记 between rules at the foot of the last page: who gets copies; who printed the paper, and when.

    A letter says only who gets copies, without rules.
    """
    rows = [text for text in (_copies(foot), "" if is_letter else _printed(foot)) if text]
    if not rows:
        return
    table = document.add_table(len(rows), 1)
    table._tbl.tblPr.getparent().replace(table._tbl.tblPr, _foot_properties(is_ruled=not is_letter))
    for row, text in zip(table.rows, rows, strict=True):
        _write_foot(row.cells[0].paragraphs[0], text)
    # A document cannot end with a table.
    last = add_line(document, FOOT)
    last.paragraph_format.line_spacing = Pt(1)


def _copies(foot: Foot) -> str:
    copies = tidy(foot.copies).rstrip(END_MARKS)
    return f"{COPIES}{copies}。" if copies else ""


def _printed(foot: Foot) -> str:
    printer, date_line = tidy(foot.printer), tidy(foot.date_line)
    printed = f"{date_line.removesuffix(PRINTED)}{PRINTED}" if date_line else ""
    return f"{printer}\t{printed}" if printer or printed else ""


def _foot_properties(*, is_ruled: bool) -> CT_TblPr:
    """Return where the lines stand, as a table that the text makes room for, and their rules."""
    kind = "single" if is_ruled else "none"
    outer, inner = (f'w:val="{kind}" w:sz="{eighths(points(mm))}" w:space="0"' for mm in (THICK_MM, THIN_MM))
    place = f'w:horzAnchor="page" w:vertAnchor="margin" w:tblpX="{twips(points(LEFT_MM))}" w:tblpYSpec="bottom"'
    return parse_xml(
        f'<w:tblPr {nsdecls("w")}><w:tblpPr {place}/><w:tblW w:w="{twips(TEXT_WIDTH_PT)}" w:type="dxa"/><w:tblBorders>'
        f'<w:top {outer}/><w:bottom {outer}/><w:insideH {inner}/></w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    )


def _write_foot(line: Paragraph, text: str) -> None:
    dress(line, FOOT)
    write(line, text)
    label = width(COPIES) if text.startswith(COPIES) else 0
    indent(line, left=1 + label, right=1, first=-label, character_pt=SMALL_PT)
    line.paragraph_format.tab_stops.add_tab_stop(Pt(TEXT_WIDTH_PT - SMALL_PT), WD_TAB_ALIGNMENT.RIGHT)
