"""Tables: ruled, as wide as the text, headings on every page, no row broken over two."""

from collections.abc import Sequence

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.table import CT_TblPr
from docx.shared import Pt
from docx.table import _Row
from docx.text.paragraph import Paragraph

from bot.files.papers.columns import Fit, fit, fold
from bot.files.papers.layout import (
    TABLE_LINE,
    TABLE_PADDING_PT,
    TABLE_RULE_PT,
    TEXT_WIDTH_PT,
    eighths,
    twips,
)
from bot.files.papers.lines import dress, write_lines
from bot.files.papers.paper import Grid
from bot.files.papers.styles import TABLE_CELL, TABLE_HEADING, Style
from bot.files.papers.words import tidy, width


def add_grid(document: Document, grid: Grid) -> None:
    """Add a table."""
    columns = max(map(len, (grid.headings, *grid.rows)))
    if not columns:
        return
    rows = [_cells(row, columns) for row in (grid.headings, *grid.rows)]
    layout = fit(rows, grid.widths)
    table = document.add_table(len(rows), columns)
    table._tbl.replace(table._tbl.tblPr, _properties())
    for place, column in enumerate(table.columns):
        column.width = Pt(layout.widths_pt[place])
    for place, (row, texts) in enumerate(zip(table.rows, rows, strict=True)):
        _set_row(row, layout, is_heading=not place)
        _fill(row, texts, layout, style=TABLE_CELL if place else TABLE_HEADING)


def _cells(row: Sequence[str], columns: int) -> tuple[str, ...]:
    return (*map(tidy, row), *[""] * (columns - len(row)))


def _properties() -> CT_TblPr:
    rule = f'w:val="single" w:sz="{eighths(TABLE_RULE_PT)}" w:space="0" w:color="000000"'
    rules = "".join(f"<w:{side} {rule}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    padding = f'w:w="{twips(TABLE_PADDING_PT)}" w:type="dxa"'
    return parse_xml(
        f'<w:tblPr {nsdecls("w")}><w:tblW w:w="{twips(TEXT_WIDTH_PT)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{rules}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar><w:left {padding}/><w:right {padding}/></w:tblCellMar></w:tblPr>"
    )


def _set_row(row: _Row, layout: Fit, *, is_heading: bool) -> None:
    """Keep a row on one page, and say whether it is repeated on each."""
    row.height, row.height_rule = Pt(layout.row_pt), WD_ROW_HEIGHT_RULE.AT_LEAST
    properties = row._tr.get_or_add_trPr()
    properties.insert(0, OxmlElement("w:cantSplit"))
    if is_heading:
        properties.append(OxmlElement("w:tblHeader"))


def _fill(row: _Row, texts: Sequence[str], layout: Fit, *, style: Style) -> None:
    for column, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        cell.width = Pt(layout.widths_pt[column])
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        lines = fold(text, layout, column)
        _write(cell.paragraphs[0], lines, layout.size_pt, style)
        if any(width(line) * layout.size_pt > layout.widths_pt[column] for line in lines):
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.LEFT


def _write(line: Paragraph, texts: Sequence[str], size_pt: float, style: Style) -> None:
    dress(line, style)
    line.paragraph_format.line_spacing = Pt(size_pt * TABLE_LINE)
    write_lines(line, texts)
    for run in line.runs:
        run.font.size = Pt(size_pt)
