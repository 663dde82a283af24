"""A table's rows as the office sees them: numbered from 1, with cells that are named as in its spreadsheet."""

from dataclasses import dataclass
from datetime import date, datetime, time
from string import ascii_uppercase

# What a cell holds; an empty one "", a number its digits.
Value = str | date | datetime | time


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is not empty; all rows of a table have as many cells as its widest one."""

    number: int
    cells: tuple[Value, ...]


def cell_name(row: Row, column: int) -> str:
    """Return the name of the cell at ``row.cells[column]``: C5."""
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, len(ascii_uppercase))
        letters = ascii_uppercase[letter] + letters
    return f"{letters}{row.number}"
