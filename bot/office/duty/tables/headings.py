"""Where a table begins: the row of headings below the title lines, and what each column holds."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.office.duty.tables.texts import tidy
from bot.office.rows import Row, Value

TOP = 10  # rows in which the headings are looked for
ENOUGH = 2  # known headings make a row of headings
# What may stand in a second row of headings, below a heading over several columns.
_LOWER = re.compile("姓名|名字|职务|(?:联系)?电话|手机(?:号码?)?|联系方式")

Names = Mapping[str, re.Pattern[str]]  # each field with its usual headings


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its columns known: ``fields`` holds the field of each column, "" where there is none."""

    title: str
    header: Row
    fields: tuple[str, ...]
    body: tuple[Row, ...]

    def column(self, field: str) -> int | None:
        """Return the column of a field, or None."""
        return self.fields.index(field) if field in self.fields else None

    def twice(self) -> list[str]:
        """Return the fields that more than one column claims to hold."""
        return sorted({field for field in self.fields if field and self.fields.count(field) > 1})


def find_table(rows: Sequence[Row], names: Names) -> Table | None:
    """Return the table below the row of the first ten that has the most known headings; None without headings."""
    headers = [_lowered(rows, place) for place in range(min(TOP, len(rows)))]
    known = [sum(map(bool, _fields(header, names))) for header, _ in headers]
    if max(known, default=0) < ENOUGH:
        return None
    place = known.index(max(known))
    header, below = headers[place]
    title = " ".join(dict.fromkeys(tidy(cell) for row in rows[:place] for cell in row.cells))
    # A list of several pages repeats its headings.
    body = tuple(row for row in rows[below:] if row.cells != rows[place].cells and row.cells != rows[below - 1].cells)
    return Table(title, header, _fields(header, names), body)


def filled(row: Row) -> list[Value]:
    """Return the values of a row's cells that are not empty."""
    return [cell for cell in row.cells if cell != ""]


def _lowered(rows: Sequence[Row], place: int) -> tuple[Row, int]:
    """Return the headings at ``place`` joined with a second row of them, if there is one, and where the body begins."""
    header = rows[place]
    lower = rows[place + 1].cells if place + 1 < len(rows) else ()
    own = [(above, below) for above, below in zip(header.cells, lower, strict=False) if below not in ("", above)]
    if not own or not all(_LOWER.fullmatch(tidy(below)) for _, below in own):
        return header, place + 1
    joined = (
        f"{above}{below}" if below not in ("", above) else above
        for above, below in zip(header.cells, lower, strict=True)
    )
    return replace(header, cells=tuple(joined)), place + 2


def _fields(header: Row, names: Names) -> tuple[str, ...]:
    return tuple(
        next((field for field, pattern in names.items() if pattern.fullmatch(tidy(cell))), "") for cell in header.cells
    )
