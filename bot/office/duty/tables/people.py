"""A list of the people who take turns, out of a table; the order of its rows is the order of the round."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from zoneinfo import ZoneInfo

from bot.office.calendar import DayKind
from bot.office.duty.shifts import Tier
from bot.office.duty.tables.columns import PHONE
from bot.office.duty.tables.dates import Near, read_spans
from bot.office.duty.tables.faults import Findings, Reading, Unreadable
from bot.office.duty.tables.headings import TOP, Names, Table, find_table
from bot.office.duty.tables.names import read_names, read_phones
from bot.office.duty.tables.texts import text_of, tidy
from bot.office.rows import Row, Value


class Field(StrEnum):
    """What a column of a list of people may hold; the values are what people read."""

    NAME = "姓名"
    PHONE = "电话"
    POSITION = "职务"
    TIERS = "岗位"
    WORKING = DayKind.WORKING
    WEEKEND = DayKind.WEEKEND
    HOLIDAY = DayKind.HOLIDAY
    ABSENCES = "不排班"
    USER_ID = "Telegram编号"


KINDS = (Field.WORKING, Field.WEEKEND, Field.HOLIDAY)
NEEDED = (Field.NAME, Field.TIERS)
_NAMES: Names = {
    Field.NAME: re.compile("姓名|名字"),
    Field.PHONE: re.compile(PHONE),
    Field.POSITION: re.compile("职务|科室|部门|单位|职务[/、]?科室|科室[/、]?职务"),
    Field.TIERS: re.compile("(?:值班)?岗位"),
    Field.WORKING: re.compile("工作日(?:值班)?"),
    Field.WEEKEND: re.compile("(?:周末|双休日)(?:值班)?"),
    Field.HOLIDAY: re.compile("(?:法定)?节?假日(?:值班)?"),
    Field.ABSENCES: re.compile("(?:不排班|请假|休假)(?:日期|时间)?"),
    Field.USER_ID: re.compile("(?i:telegram)(?:编号|号|id|ID)?"),
}
_YES = re.compile("[√✓✔☑是1YyVv有]|值班|参加")
_NO = re.compile("|[×✗✘xX否0Nn无/—-]|不值班|不参加")
_ID = re.compile("[1-9][0-9]{0,15}")


@dataclass(frozen=True, slots=True)
class Member:
    """Someone who takes turns: in ``tiers``, on days of ``kinds``, but not from the first to the last of an absence."""

    row: int
    name: str
    tiers: tuple[Tier, ...]
    kinds: tuple[DayKind, ...]
    phone: str = ""
    position: str = ""
    absences: tuple[tuple[date, date], ...] = ()
    user_id: int | None = None


def read_people(rows: Sequence[Row], *, now: datetime, zone: ZoneInfo) -> Reading[Member]:
    """Return the people of a table; a column of days that it lacks keeps nobody from them, if it lacks all three."""
    findings = Findings()
    table = find_table(rows, _NAMES)
    if table is None or not set(NEEDED) <= set(table.fields):
        findings.add(f"前{TOP}行里没有找到表头，表头应有“{'”“'.join(NEEDED)}”等列")
        return findings.reading([])
    for field in table.twice():
        findings.add(f"表头中“{field}”有不止一列，请只保留一列", table.header)
    reader = _Reader(table, findings, Near(now.astimezone(zone).date()))
    members = [member for row in table.body if (member := reader.member(row))]
    _find_doubles(members, table, findings)
    if not table.body:
        findings.add("表里没有人员")
    return findings.reading(members)


@dataclass(frozen=True)
class _Reader:
    """Reads the rows of one table."""

    table: Table
    findings: Findings
    near: Near

    def member(self, row: Row) -> Member | None:
        """Return the person of a row; None where something is wrong."""
        name = self.findings.read(row, self.table.column(Field.NAME), _name)
        tiers = self.findings.read(row, self.table.column(Field.TIERS), _tiers)
        phone = self.findings.read(row, self.table.column(Field.PHONE), _phone)
        position = self.findings.read(row, self.table.column(Field.POSITION), text_of)
        absences = self.findings.read(row, self.table.column(Field.ABSENCES), partial(_absences, near=self.near))
        user_id = self.findings.read(row, self.table.column(Field.USER_ID), _user_id)
        kinds = self._kinds(row)
        if not (name and tiers):
            return None
        return Member(row.number, name, tiers, kinds, phone or "", position or "", absences or (), user_id)

    def _kinds(self, row: Row) -> tuple[DayKind, ...]:
        if not set(KINDS) & set(self.table.fields):
            return tuple(DayKind)
        ticked = (field for field in KINDS if self.findings.read(row, self.table.column(field), _is_ticked))
        return tuple(DayKind(field) for field in ticked)


def _name(value: Value) -> str:
    names = read_names(text_of(value))
    if len(names) != 1:
        raise Unreadable("一行只能填一人" if names else "缺少姓名")
    return names[0]


def _tiers(value: Value) -> tuple[Tier, ...]:
    text = tidy(value)
    leads = "带班" in text or "领导" in text
    sits = "值班" in text.replace("值班领导", "")
    tiers = (*[Tier.OFFICER] * sits, *[Tier.LEADER] * leads)
    if not tiers:
        raise Unreadable(f"岗位应填“{Tier.OFFICER}”“{Tier.LEADER}”或两者都填")
    return tiers


def _phone(value: Value) -> str:
    return "、".join(filter(None, read_phones(value)))


def _absences(value: Value, near: Near) -> tuple[tuple[date, date], ...]:
    return () if tidy(value) in ("", "无") else read_spans(value, near)


def _user_id(value: Value) -> int | None:
    text = tidy(value)
    if text and not _ID.fullmatch(text):
        raise Unreadable(f"Telegram编号应为数字：{text}")
    return int(text) if text else None


def _is_ticked(value: Value) -> bool:
    text = tidy(value)
    if not (_YES.fullmatch(text) or _NO.fullmatch(text)):
        raise Unreadable(f"请填“√”或留空：{text}")
    return bool(_YES.fullmatch(text))


def _find_doubles(members: Sequence[Member], table: Table, findings: Findings) -> None:
    """Take down every row that names a person or an account that an earlier one has."""
    rows = {row.number: row for row in table.body}
    seen: dict[str | int, int] = {}
    for member in members:
        for field, own in ((Field.NAME, member.name), (Field.USER_ID, member.user_id)):
            if own is not None and seen.setdefault(own, member.row) != member.row:
                findings.add(f"与第{seen[own]}行重复", rows[member.row], table.column(field))
