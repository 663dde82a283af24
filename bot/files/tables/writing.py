"""Spreadsheets (.xlsx) out: titled, ruled, wide enough for Chinese text, ready to print on A4."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from unicodedata import east_asian_width

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from bot.office.rows import Value

A4 = 9
NAME_LENGTH = 31  # of a sheet's tab
NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
FORMULA = ("=", "+", "-", "@")
NARROWEST, WIDEST = 8, 42  # a column, in half-width characters
PORTRAIT = 96  # half-width characters across a page upright
TITLE = Font(name="黑体", size=16)
HEADER = Font(name="黑体", size=11)
BODY = Font(name="宋体", size=11)
SHADE = PatternFill("solid", fgColor="E7ECF2")
THIN = Side(style="thin", color="808080")
RULED = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
FORMATS = {datetime: "yyyy-mm-dd hh:mm", date: "yyyy-mm-dd", time: "hh:mm"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its tab's name, the line above the table, the columns' headings and the rows; times are naive."""

    name: str
    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[Value | int | float]]


def write_table(sheets: Iterable[Sheet]) -> bytes:
    """Return a workbook of at least one sheet; text stays text, whatever it begins with."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for sheet in sheets:
        name = NOT_IN_NAMES.sub(" ", sheet.name)[:NAME_LENGTH].strip(" '")
        _write(workbook.create_sheet(name or "表"), sheet)
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


def _write(page: Worksheet, sheet: Sheet) -> None:
    widths = [_width(column) for column in _columns(sheet)]
    _title(page, sheet.title, len(widths))
    for column, heading in enumerate(sheet.header, 1):
        _style(_put(page, 2, column, heading), HEADER, CENTRED).fill = SHADE
    for number, row in enumerate(sheet.rows, 3):
        for column, value in enumerate(row, 1):
            _style(_put(page, number, column, value), BODY, LEFT if widths[column - 1] == WIDEST else CENTRED)
    for column, width in enumerate(widths, 1):
        page.column_dimensions[get_column_letter(column)].width = width
    page.freeze_panes = "A3"
    _set_up_print(page, is_wide=sum(widths) > PORTRAIT)


def _columns(sheet: Sheet) -> list[list[str]]:
    """Return the columns as texts, as many as the widest row has, the heading first."""
    rows = [sheet.header, *sheet.rows]
    return [[str(row[column]) for row in rows if column < len(row)] for column in range(max(map(len, rows)))]


def _width(texts: Iterable[str]) -> int:
    """Return how wide a column of these texts is, in half-width characters."""
    longest = max((sum(map(_units, line)) for text in texts for line in text.splitlines()), default=0)
    return min(max(longest + 2, NARROWEST), WIDEST)


def _units(character: str) -> int:
    return 2 if east_asian_width(character) in "WFA" else 1


def _title(page: Worksheet, title: str, columns: int) -> None:
    _put(page, 1, 1, title)
    page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=columns)
    page.cell(1, 1).font = TITLE
    page.cell(1, 1).alignment = CENTRED
    page.row_dimensions[1].height = 32


def _put(page: Worksheet, row: int, column: int, value: Value | int | float) -> Cell | MergedCell:
    cell = page.cell(row, column)
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(FORMULA)
    else:
        cell.value = value
        cell.number_format = FORMATS.get(type(value), cell.number_format)
    return cell


def _style(cell: Cell | MergedCell, font: Font, alignment: Alignment) -> Cell | MergedCell:
    cell.font, cell.alignment, cell.border = font, alignment, RULED
    return cell


def _set_up_print(page: Worksheet, *, is_wide: bool) -> None:
    page.page_setup.paperSize = A4
    page.page_setup.orientation = "landscape" if is_wide else "portrait"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_options.horizontalCentered = True
    page.print_title_rows = "1:2"
