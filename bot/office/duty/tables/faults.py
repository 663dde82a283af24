"""What is wrong with a table, cell by cell, in the words that people read, and all of it at once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.office.rows import Row, Value, cell_name

T = TypeVar("T")


class Unreadable(Exception):
    """A value cannot be taken as it is written; its words are for people."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault; ``row`` is 0 for one of the whole table, ``cell`` (C5) "" for one of a whole row."""

    text: str
    row: int = 0
    cell: str = ""

    def __str__(self) -> str:
        """Return the fault as people read it: 第5行 C列（C5）：星期与日期不符."""
        if not self.row:
            return self.text
        column = self.cell.removesuffix(str(self.row))
        return f"第{self.row}行 {column}列（{self.cell}）：{self.text}" if self.cell else f"第{self.row}行：{self.text}"


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """What a table gives: entries, or the faults that keep all of it out."""

    entries: tuple[T, ...] = ()
    faults: tuple[Fault, ...] = ()


class Findings:
    """The faults of a table as they are found."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def add(self, text: str, row: Row | None = None, column: int | None = None) -> None:
        """Take down a fault of a cell, of a row or of the whole table."""
        number = row.number if row else 0
        self._faults.append(Fault(text, number, cell_name(row, column) if row and column is not None else ""))

    def read(self, row: Row, column: int | None, reader: Callable[[Value], T]) -> T | None:
        """Return a cell as ``reader`` reads it; None without the column, and, the fault taken down, where it cannot."""
        if column is None:
            return None
        try:
            return reader(row.cells[column])
        except Unreadable as fault:
            self.add(str(fault), row, column)
            return None

    def reading(self, entries: list[T]) -> Reading[T]:
        """Return the entries where nothing was wrong, else the faults in the order of the table."""
        if self._faults:
            # AA5 stands behind C5.
            return Reading(
                faults=tuple(sorted(self._faults, key=lambda fault: (fault.row, len(fault.cell), fault.cell)))
            )
        return Reading(entries=tuple(entries))


def _place(fault: Fault) -> tuple[int, int, str]:
    """Return where a fault stands: AA5 is behind C5."""
    return fault.row, len(fault.cell), fault.cell
