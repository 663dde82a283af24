"""What must be true of a year's special days before they are believed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.office.calendar import SATURDAY, SpecialDay, short_date, weekday
from bot.office.errors import NoticeFault

HOLIDAYS = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")
JOINT = "、"  # between the names of holidays that share their days
# As people write the holidays; one that is decreed for a single year is some 纪念日.
NAME = r"(?:元旦节?|春节|清明节?|(?:国际)?劳动节|五一(?:国际劳动节)?|端午节?|中秋节?|国庆节?|[^\s,、。:()]{0,40}纪念日)"
NAMES = rf"{NAME}(?:[、和与]{NAME})*"
STEMS = {holiday[:2]: holiday for holiday in HOLIDAYS} | {"国际": "劳动节", "五一": "劳动节"}


@dataclass(frozen=True, slots=True)
class Finding:
    """A special day and the place where it was read (第3行)."""

    day: SpecialDay
    place: str


def holiday_name(text: str) -> str:
    """Return the full names of the holidays that a text names: 中秋和国庆 is 中秋节、国庆节."""
    names = re.findall(NAME, text)
    return JOINT.join(name if name.endswith("纪念日") else STEMS[name[:2]] for name in names)


def checked(findings: Iterable[Finding]) -> tuple[SpecialDay, ...]:
    """Return the days in order; raise NoticeFault for a day that cannot be meant, or a holiday that is missing."""
    days: dict[date, SpecialDay] = {}
    for finding in findings:
        day = finding.day
        if day.date in days:
            raise NoticeFault(f"{short_date(day.date)}出现了两次", finding.place)
        if day.is_working and day.date.weekday() < SATURDAY:
            raise NoticeFault(f"{short_date(day.date)}是{weekday(day.date)}，本来就上班", finding.place)
        days[day.date] = day
    missing = _missing(days.values())
    if missing:
        raise NoticeFault(f"缺少{JOINT.join(missing)}的放假安排")
    return tuple(days[day] for day in sorted(days))


def _missing(days: Iterable[SpecialDay]) -> list[str]:
    named = {name for day in days if not day.is_working for name in day.holiday.split(JOINT)}
    return [holiday for holiday in HOLIDAYS if holiday not in named]
