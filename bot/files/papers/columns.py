"""How wide the columns of a table are, in how large letters, and how high its rows. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.files.papers.layout import (
    LINE_PT,
    LINES,
    ROW_HIGH_PT,
    ROW_LOW_PT,
    TABLE_BROKEN_PT,
    TABLE_PADDING_PT,
    TABLE_RULE_PT,
    TABLE_SIZES_PT,
    TEXT_WIDTH_PT,
)
from bot.files.papers.words import width

ABOVE = 4  # lines that stand over a table on its first page
ROOM = 1.12  # figures of the typefaces that stand in are wider than half a character
PIECES = re.compile("[^、]+、?|、")


@dataclass(frozen=True, slots=True)
class Fit:
    """How a table is set: the size of its letters, the width of each column, the height of a row, in points."""

    size_pt: float
    widths_pt: tuple[float, ...]
    row_pt: float


def fit(rows: Sequence[Sequence[str]], shares: Sequence[float] = ()) -> Fit:
    """Return how to set rows of as many cells each, in letters as large as break no cell, or cells at 、 only.

    ``shares`` of the line go before the widths that the texts need.
    """
    columns = list(zip(*rows, strict=True))
    size_pt, widths = _natural(columns)
    if len(shares) == len(columns) and min(shares) > 0:
        widths = tuple(shares)
    scale = TEXT_WIDTH_PT / sum(widths)
    return Fit(size_pt, tuple(each * scale for each in widths), _row(len(rows)))


def _natural(columns: Sequence[Sequence[str]]) -> tuple[float, tuple[float, ...]]:
    """Return the largest letters that fit, and the widths that the columns then need."""
    wholes = [max(map(width, column)) for column in columns]
    broken = [max(map(_longest_piece, column)) for column in columns]
    for needs in (wholes, broken):
        for size_pt in TABLE_SIZES_PT:
            widths = _widths(needs, size_pt)
            if sum(widths) <= TEXT_WIDTH_PT:
                return size_pt, widths
    return TABLE_BROKEN_PT, _lowered(_widths(wholes, TABLE_BROKEN_PT))


def _longest_piece(text: str) -> float:
    return max(map(width, pieces_of(text)), default=0)


def fold(text: str, fit: Fit, column: int) -> tuple[str, ...]:
    """Return the lines of a cell, which ends them at 、 where it can."""
    room = (fit.widths_pt[column] - 2 * TABLE_PADDING_PT) / fit.size_pt / ROOM
    lines = [""]
    for piece in pieces_of(text):
        if lines[-1] and width(lines[-1] + piece) > room:
            lines.append("")
        lines[-1] += piece
    return tuple(lines)


def pieces_of(text: str) -> list[str]:
    """Return what a cell can be broken into."""
    return PIECES.findall(text)


def _widths(needs: Sequence[float], size_pt: float) -> tuple[float, ...]:
    """Return the widths of columns that hold so many characters, and one at least."""
    return tuple(max(need, 1) * ROOM * size_pt + 2 * TABLE_PADDING_PT for need in needs)


def _lowered(widths: Sequence[float]) -> tuple[float, ...]:
    """Return widths of which the largest are cut to one measure, so that all go into a line."""
    if sum(widths) <= TEXT_WIDTH_PT:
        return tuple(widths)
    room, left = TEXT_WIDTH_PT, len(widths)
    most = room / left
    for each in sorted(widths):
        if each > room / left:
            most = room / left
            break
        room, left = room - each, left - 1
    return tuple(min(each, most) for each in widths)


def _row(rows: int) -> float:
    """Return how high a row is: lower than usual where so many then go on one page."""
    even = (LINES - ABOVE) * LINE_PT / rows - 2 * TABLE_RULE_PT
    return min(even, ROW_HIGH_PT) if even >= ROW_LOW_PT else ROW_HIGH_PT
