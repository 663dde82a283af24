"""The columns of a roster by their usual headings, in any order, and whose telephone a column of numbers holds."""

import re
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from bot.office.duty.tables.faults import Findings
from bot.office.duty.tables.headings import TOP, Names, Table, find_table
from bot.office.rows import Row


class Field(StrEnum):
    """What a column of a roster may hold; the values are what people read."""

    DATE = "日期"
    WEEKDAY = "星期"
    LEADER = "带班领导"
    OFFICER = "值班员"
    SHIFT = "班次"
    TIME = "时间"
    LEADER_PHONE = "带班领导电话"
    OFFICER_PHONE = "值班员电话"
    PHONE = "电话"


NEEDED = (Field.DATE, Field.LEADER, Field.OFFICER)
PHONE = r"(?:联系|办公)?(?:电话|手机|方式)(?:号码?)?"
_LEADER = "(?:带班(?:领导|人员?|干部)?|值班领导)"
_OFFICER = "值班(?:员|人员?|干部|工作人员)?"
_NAMES: Names = {
    Field.DATE: re.compile("(?:值班)?日期"),
    Field.WEEKDAY: re.compile("星期几?|周几?|礼拜"),
    Field.LEADER: re.compile(f"{_LEADER}(?:姓名)?"),
    Field.OFFICER: re.compile(f"{_OFFICER}(?:姓名)?"),
    Field.SHIFT: re.compile("班次|时段"),
    Field.TIME: re.compile("(?:值班|起止)?时间"),
    Field.LEADER_PHONE: re.compile(f"{_LEADER}{PHONE}"),
    Field.OFFICER_PHONE: re.compile(f"{_OFFICER}{PHONE}"),
    Field.PHONE: re.compile(PHONE),
}


def find_roster(rows: Sequence[Row], findings: Findings) -> Table | None:
    """Return the table of a roster; None where it has no headings. What its headings lack is taken down."""
    found = find_table(rows, _NAMES)
    if found is None:
        findings.add(f"前{TOP}行里没有找到表头，表头应有“{'”“'.join(NEEDED)}”等列")
        return None
    table = replace(found, fields=_settled(found.fields))
    for field in NEEDED:
        if field not in table.fields:
            findings.add(f"表头缺少“{field}”一列", table.header)
    for double in table.twice():
        findings.add(f"表头中“{double}”有不止一列，请只保留一列", table.header)
    return table


def _settled(fields: tuple[str, ...]) -> tuple[str, ...]:
    """Return the fields with each 电话 given to the name before it, and 时间 taken for the date where no other is."""
    settled: list[str] = []
    owner = Field.OFFICER_PHONE
    for field in fields:
        if field == Field.LEADER:
            owner = Field.LEADER_PHONE
        elif field == Field.OFFICER:
            owner = Field.OFFICER_PHONE
        is_date = field == Field.TIME and Field.DATE not in fields
        settled.append(owner if field == Field.PHONE else Field.DATE if is_date else field)
    return tuple(settled)
