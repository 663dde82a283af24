"""Text tables (.csv), as Excel and WPS save them and as they open them right."""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from io import StringIO

from bot.files.errors import TableFault
from bot.files.tables.grid import to_rows
from bot.office.rows import Row, Value

ENCODINGS = ("utf-8-sig", "gb18030")
# On a tie the rarer mark is meant: a comma may well stand in every line of some text.
SEPARATORS = "\t;,"
# A spreadsheet would reckon out what begins like this; an apostrophe before it keeps it text.
FORMULA = re.compile(r"[=+\-@＝＋－＠\t\r].", re.DOTALL)
GUARD = "'"


def read_csv(content: bytes) -> list[Row]:
    """Return the rows of a text table, every value a text; raise TableFault."""
    text = _decode(content)
    try:
        lines = list(csv.reader(StringIO(text, newline=""), delimiter=_separator(text)))
    except csv.Error as error:
        raise TableFault("文件打不开，请另存为 .xlsx 后再试。") from error
    grid = {number: _cells(line) for number, line in enumerate(lines, 1)}
    return to_rows({number: cells for number, cells in grid.items() if cells})


def write_csv(rows: Iterable[Sequence[Value | int | float]]) -> bytes:
    """Return a table as a text file; its byte order mark tells Excel and WPS that it is UTF-8."""
    out = StringIO(newline="")
    csv.writer(out).writerows([_text(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _decode(content: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise TableFault("文件打不开，请另存为 .xlsx 后再试。")


def _separator(text: str) -> str:
    """Return the mark that stands in the most lines."""
    lines = text.splitlines()
    return max(SEPARATORS, key=lambda mark: sum(mark in line for line in lines))


def _cells(line: Sequence[str]) -> dict[int, Value]:
    cells = ((column, _unguarded(cell.strip())) for column, cell in enumerate(line, 1))
    return {column: cell for column, cell in cells if cell}


def _text(value: Value | int | float) -> str:
    match value:
        case datetime():
            return f"{value:%Y-%m-%d %H:%M}"
        case date():
            return value.isoformat()
        case time():
            return f"{value:%H:%M}"
        case str() if FORMULA.match(value):
            return GUARD + value
    return str(value)


def _unguarded(cell: str) -> str:
    bare = cell.removeprefix(GUARD)
    return bare if FORMULA.match(bare) else cell
