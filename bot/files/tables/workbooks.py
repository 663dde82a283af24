"""Spreadsheets (.xlsx) in: the first visible sheet with content, its merged cells filled, its dates as dates.

The file is read as a stream: read whole, one merged range over all of a sheet would take all memory.
"""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from xml.etree import ElementTree
from zipfile import BadZipFile

from openpyxl.cell import Cell, MergedCell, ReadOnlyCell
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.datetime import from_excel
from openpyxl.worksheet.cell_range import CellRange

from bot.files.errors import TableFault
from bot.files.tables.grid import ROWS, Grid, to_rows, too_large
from bot.office.rows import Row, Value

ZIP = b"PK\x03\x04"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # an old or an encrypted workbook
UNPACKED_BYTES = 40_000_000
CELLS = 20_000_000  # empty ones with a border or a colour included, which some sheets have without end
LAST_ROW = 1_048_576  # of a sheet
EPOCH_YEAR = 1900  # where Excel's days begin
# Date and time formats of Chinese Excel and WPS (58 is 3月14日), which files name by number only and openpyxl
# does not know: it reads plain numbers there.
CHINESE_FORMATS = frozenset({*range(27, 37), *range(50, 59)})
# openpyxl has no fault of its own for a damaged file.
DAMAGED = (
    ArithmeticError,
    AttributeError,
    BadZipFile,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zlib.error,
)


def read_workbook(content: bytes) -> list[Row]:
    """Return the rows of the first visible sheet with content; raise TableFault."""
    try:
        return _read(ExcelReader(BytesIO(content), read_only=True, data_only=True, keep_links=False))
    except DAMAGED as error:
        raise TableFault("文件打不开，可能已损坏，请用 Excel 或 WPS 打开后另存为 .xlsx 再试。") from error


def _read(reader: ExcelReader) -> list[Row]:
    with reader.archive as package:
        if sum(member.file_size for member in package.infolist()) > UNPACKED_BYTES:
            raise too_large()
        reader.read()
        parts = {sheet.name: relation.target for sheet, relation in reader.parser.find_sheets()}
        visible = (sheet for sheet in reader.wb.worksheets if sheet.sheet_state == "visible")
        for sheet in visible:
            # Some programs give a sheet's size wrong; all of it is looked at.
            sheet.reset_dimensions()
            grid = _grid(sheet.iter_rows(max_row=LAST_ROW), reader.wb.epoch)
            if grid:
                _fill(grid, package.read(parts[sheet.title]))
                return to_rows(grid)
    return []


def _grid(rows: Iterable[Sequence[Cell | MergedCell]], epoch: datetime) -> Grid:
    grid: Grid = {}
    room = CELLS
    for number, cells in enumerate(rows, 1):
        values = ((column, _value(cell, epoch)) for column, cell in enumerate(cells, 1) if cell.value is not None)
        filled = {column: value for column, value in values if value != ""}
        if filled:
            grid[number] = filled
        room -= len(cells)
        if len(grid) > ROWS or room < 0:
            raise too_large()
    return grid


def _fill(grid: Grid, part: bytes) -> None:
    """Give every merged range the value of its first cell, as far as the table goes."""
    last_row, last_column = max(grid), max(max(cells) for cells in grid.values())
    room = CELLS
    for merged in _merged(part):
        rows = range(merged.min_row, min(merged.max_row, last_row) + 1)
        columns = range(merged.min_col, min(merged.max_col, last_column) + 1)
        room -= len(rows) * len(columns)
        if room < 0:
            raise too_large()
        first = grid.get(merged.min_row, {})
        if merged.min_col in first:
            cells = dict.fromkeys(columns, first[merged.min_col])
            for row in rows:
                grid.setdefault(row, {}).update(cells)


def _merged(part: bytes) -> Iterator[CellRange]:
    for _, element in ElementTree.iterparse(BytesIO(part)):
        if element.tag.endswith("}mergeCell"):
            yield CellRange(element.attrib["ref"])
        element.clear()


def _value(cell: Cell | MergedCell, epoch: datetime) -> Value:
    match from_excel(cell.value, epoch) if _is_chinese_date(cell) else cell.value:
        case datetime() as value:
            return _moment(value)
        case date() | time() as value:
            return value
        case timedelta() as value:  # hours of more than a day: 24:00
            hours, rest = divmod(value, timedelta(hours=1))
            return f"{hours}:{rest // timedelta(minutes=1):02}"
        case float() as value:
            return str(int(value)) if value.is_integer() else f"{value:.15g}"
        case value:
            return str(value).strip()


def _moment(value: datetime) -> Value:
    """Return a date where no time of the day is given, a time where only that is (24:00 is a whole day)."""
    if value.year <= EPOCH_YEAR:
        return value.time()
    return value if value.time() != time() else value.date()


def _is_chinese_date(cell: Cell | MergedCell) -> bool:
    """Tell whether a cell holds a plain number that is to be a date or a time."""
    if not isinstance(cell, ReadOnlyCell) or not isinstance(cell.value, int | float):
        return False
    return cell.style_array.numFmtId in CHINESE_FORMATS
