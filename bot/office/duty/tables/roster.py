"""A roster out of a table: one entry for each officer of each shift, or everything that is wrong with it.

Every shift has both tiers. Several officers of one shift stand in one cell; two rows for one time are a fault.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from bot.office.calendar import short_date
from bot.office.duty.shifts import Hours
from bot.office.duty.tables.columns import Field, find_roster
from bot.office.duty.tables.dates import Near, check_weekdays, near_title, read_days
from bot.office.duty.tables.faults import Findings, Reading, Unreadable
from bot.office.duty.tables.headings import Table, filled
from bot.office.duty.tables.hours import read_hours
from bot.office.duty.tables.names import read_named, read_phones
from bot.office.duty.tables.texts import tidy, with_digits
from bot.office.rows import Row, Value

_DATE_LIKE = re.compile(r"\d+(?:[年月./-]\d|[日号]|$)")
_NOTE = re.compile("注|备注|说明|要求|制表|填表|审核|审批|签发|联系人|值班电话|值班室")

People = tuple[tuple[str, str], ...]  # names with their telephone numbers


@dataclass(frozen=True, slots=True)
class Entry:
    """One officer's shift as a table has it; ``row`` is where it stands there."""

    row: int
    day: date
    start: datetime
    end: datetime
    officer: str
    leader: str
    officer_phone: str = ""
    leader_phone: str = ""


def read_roster(rows: Sequence[Row], *, now: datetime, zone: ZoneInfo, hours: Hours) -> Reading[Entry]:
    """Return the shifts of a table; ``hours`` are those of a shift that the table does not give any for."""
    findings = Findings()
    table = find_roster(rows, findings)
    if table is None:
        return findings.reading([])
    near = near_title(table.title, now.astimezone(zone).date())
    reader = _Reader(table=table, findings=findings, near=near, zone=zone, hours=hours)
    entries = [entry for row in table.body for entry in reader.entries(row)]
    _find_overlaps(entries, table, findings)
    if not any(map(_is_shift, table.body)):
        findings.add("表里没有值班安排")
    return findings.reading(entries)


@dataclass(frozen=True, kw_only=True)
class _Reader:
    """Reads the rows of one table."""

    table: Table
    findings: Findings
    near: Near
    zone: ZoneInfo
    hours: Hours

    def entries(self, row: Row) -> list[Entry]:
        """Return the entries of a row; none for a note, or where something is wrong."""
        if not _is_shift(row):
            return []
        days = self._days(row)
        leaders = self._people(row, Field.LEADER, Field.LEADER_PHONE)
        officers = self._people(row, Field.OFFICER, Field.OFFICER_PHONE)
        hours = self._hours(row)
        if not (days and leaders and officers and hours):
            return []
        return list(self._shifts(row, days, hours, leader=leaders[0], officers=officers))

    def _shifts(
        self, row: Row, days: Sequence[date], hours: Hours, *, leader: tuple[str, str], officers: People
    ) -> Iterator[Entry]:
        for day in days:
            start, end = hours.on(day, self.zone)
            for officer, phone in officers:
                yield Entry(row.number, day, start, end, officer, leader[0], phone, leader[1])

    def _days(self, row: Row) -> tuple[date, ...] | None:
        column = self.table.column(Field.DATE)
        days = self.findings.read(row, column, partial(read_days, near=self.near))
        if days:
            self.findings.read(row, column, partial(check_weekdays, days=days))
            self.findings.read(row, self.table.column(Field.WEEKDAY), partial(check_weekdays, days=days))
        return days

    def _people(self, row: Row, field: Field, phone: Field) -> People | None:
        """Return the people in a cell, with the numbers beside their names or in the column of numbers."""
        people = self.findings.read(row, self.table.column(field), partial(_named, field=field))
        if not people:
            return None
        phones = self.findings.read(row, self.table.column(phone), partial(_phones, count=len(people)))
        beside = phones or ("",) * len(people)
        return tuple((name, own or other) for (name, own), other in zip(people, beside, strict=True))

    def _hours(self, row: Row) -> Hours | None:
        """Return the hours of a row: its time where one is written, else its kind of shift."""
        columns = [self.table.column(field) for field in (Field.TIME, Field.SHIFT)]
        column = next((each for each in columns if each is not None and row.cells[each] != ""), None)
        if column is None:
            return self.hours
        return self.findings.read(row, column, partial(read_hours, usual=self.hours))


def _is_shift(row: Row) -> bool:
    """Tell whether a row is no note: one text alone, be it over merged cells, or one that begins as notes do."""
    texts = [tidy(cell) for cell in filled(row)]
    is_sentence = len(set(texts)) == 1 and not _DATE_LIKE.match(with_digits(texts[0]))
    return not (is_sentence or _NOTE.match(texts[0]))


def _named(value: Value, field: Field) -> People:
    people = read_named(value)
    if not people:
        raise Unreadable(f"缺少{field}")
    if field is Field.LEADER and len(people) > 1:
        raise Unreadable("带班领导只能填一人")
    if len({name for name, _ in people}) < len(people):
        raise Unreadable("同一个人写了不止一次")
    return people


def _phones(value: Value, count: int) -> tuple[str, ...]:
    phones = read_phones(value)
    if phones and len(phones) != count:
        raise Unreadable(f"这里有{len(phones)}个电话号码，姓名有{count}个")
    return phones


def _find_overlaps(entries: Sequence[Entry], table: Table, findings: Findings) -> None:
    """Take down every row whose time another row has before."""
    rows = {row.number: row for row in table.body}
    column = table.column(Field.DATE)
    last: Entry | None = None
    for entry in sorted(entries, key=lambda entry: (entry.start, entry.row)):
        if last and entry.start < last.end and entry.row != last.row:
            at, other = max(entry, last, key=_row), min(entry, last, key=_row)
            findings.add(f"{short_date(at.day)}的班次与第{other.row}行时间重叠", rows[at.row], column)
        if last is None or entry.end > last.end:
            last = entry


def _row(entry: Entry) -> int:
    return entry.row
