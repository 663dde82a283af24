"""A year's special days as a table: 日期, 类型 (放假 or 上班), 名称."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NoReturn

from bot.office.calendar import SATURDAY, SpecialDay
from bot.office.errors import NoticeFault
from bot.office.notice.checks import Finding, checked, holiday_name
from bot.office.notice.dates import DECEMBER
from bot.office.rows import Row, cell_name

HEADINGS = ("日期", "类型", "名称")
OFF = frozenset({"放假", "休", "休息", "节假日"})
WORKING = frozenset({"上班", "班", "补班", "调休上班"})
MOVED = "调休"  # off on a weekday, worked at a weekend
DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the three columns are."""

    date: int
    kind: int
    name: int


def read_list(rows: Sequence[Row]) -> tuple[int, tuple[SpecialDay, ...]]:
    """Return the year of a table and its special days; raise NoticeFault.

    元旦 may begin in the December before.
    """
    place, columns = _columns(rows)
    findings = [_finding(row, columns) for row in rows[place + 1 :]]
    year = max((finding.day.date.year for finding in findings), default=0)
    for finding in findings:
        day = finding.day.date
        if day.year != year and (day.year, day.month) != (year - 1, DECEMBER):
            raise NoticeFault(f"{day.year}年的日期和{year}年的混在一起", finding.place)
    return year, checked(findings)


def _columns(rows: Sequence[Row]) -> tuple[int, Columns]:
    """Return which row has the headings, and where."""
    for place, row in enumerate(rows):
        found = [next((i for i, cell in enumerate(row.cells) if heading in str(cell)), -1) for heading in HEADINGS]
        if len({*found} - {-1}) == len(HEADINGS):
            return place, Columns(*found)
    raise NoticeFault("没有找到表头，应有“日期”“类型”“名称”三列")


def _finding(row: Row, columns: Columns) -> Finding:
    day = _date(row, columns.date)
    name = holiday_name(str(row.cells[columns.name]))
    if not name:
        _refuse(row, columns.name, "不是节日名称")
    return Finding(SpecialDay(day, _is_working(row, columns.kind, day), name), cell_name(row, columns.date))


def _date(row: Row, column: int) -> date:
    cell = row.cells[column]
    if isinstance(cell, date):
        return cell.date() if isinstance(cell, datetime) else cell
    match = DATE.fullmatch(str(cell))
    try:
        if match:
            return date(*map(int, match.groups()))
    except ValueError:
        pass
    _refuse(row, column, "不是日期，应如2027-01-01")


def _is_working(row: Row, column: int, day: date) -> bool:
    kind = row.cells[column]
    if kind == MOVED:
        return day.weekday() >= SATURDAY
    if kind not in OFF | WORKING:
        _refuse(row, column, "应是“放假”或“上班”")
    return kind in WORKING


def _refuse(row: Row, column: int, words: str) -> NoReturn:
    raise NoticeFault(f"“{row.cells[column]}”{words}", cell_name(row, column))
