"""The cells of a table on their way to rows, and how large a table may be."""

from bot.files.errors import TableFault
from bot.office.rows import Row, Value

ROWS = 20_000  # with content
COLUMNS = 100

# Values that are not empty, by row and then by column, both from 1.
Grid = dict[int, dict[int, Value]]


def to_rows(grid: Grid) -> list[Row]:
    """Return the rows that have cells; raise TableFault."""
    width = max((column for cells in grid.values() for column in cells), default=0)
    if len(grid) > ROWS or width > COLUMNS:
        raise too_large()
    columns = range(1, width + 1)
    return [Row(number, tuple(grid[number].get(column, "") for column in columns)) for number in sorted(grid)]


def too_large() -> TableFault:
    """Return the fault of a table that is larger than any that people keep by hand."""
    return TableFault(f"表格太大，最多{ROWS}行、{COLUMNS}列，请删去多余的行、列后再试。")
