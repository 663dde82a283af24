"""Days that a question about the roster names: 今天, 下周六, 本月, 12月5号, 国庆节.

A closed set, each expression read to its end: what a question means is only sure when all of it is understood.
A date without a year is the one nearest to today, before or after; a bare weekday or day of the month is the next.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from re import Match

from bot.office.calendar import DAY, SATURDAY, WEEKDAYS, Calendar, monday, month_of

WEEK = timedelta(days=7)
MONTHS = 12
# About when a holiday is, and by how many days it may be elsewhere.
HOLIDAYS = {
    "元旦": (1, 1),
    "春节": (2, 5),
    "清明节": (4, 5),
    "劳动节": (5, 1),
    "端午节": (6, 10),
    "中秋节": (9, 22),
    "国庆节": (10, 4),
}
LEEWAY = 26 * DAY
_OTHER_NAMES = {"五一": "劳动节", "十一": "国庆节"}
_DAYS = {"大前": -3, "前": -2, "昨": -1, "今": 0, "明": 1, "后": 2, "大后": 3}
_SHIFTS = {"上上": -2, "上": -1, "": 0, "本": 0, "这": 0, "当": 0, "下": 1, "下下": 2}

Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Today:
    """What the named days are counted from."""

    day: date
    calendar: Calendar


Days = Callable[[Today], Span | None]


def find_days(text: str, start: int) -> tuple[Days, int] | None:
    """Return the days named at ``start``, yet to be looked up, and where the expression ends; None for none.

    The text has the numerals of its dates in digits. Looking up may raise YearUnknown, or give None: 2月30日.
    """
    for pattern, read in _READERS:
        match = pattern.match(text, start)
        if match:
            return partial(read, match), match.end()
    return None


def week_of(day: date) -> Span:
    """Return the Monday and the Sunday of a day's week."""
    first = monday(day)
    return first, first + WEEK - DAY


def _day(match: Match[str], today: Today) -> Span:
    day = today.day + _DAYS[match[1]] * DAY
    return day, day


def _full(match: Match[str], today: Today) -> Span | None:
    day = _date(*map(int, match.groups()))
    return (day, day) if day else None


def _month_day(match: Match[str], today: Today) -> Span | None:
    day = _nearest(today.day, int(match[1]), int(match[2]))
    return (day, day) if day else None


def _days(match: Match[str], today: Today) -> Span | None:
    first = _nearest(today.day, int(match[1]), int(match[2]))
    last = _nearest(first, int(match[3] or match[1]), int(match[4])) if first else None
    return (first, last) if first and last and first <= last else None


def _day_of_month(match: Match[str], today: Today) -> Span | None:
    months = (_month_from(today.day, count) for count in range(MONTHS))
    days = (_date(month.year, month.month, int(match[1])) for month in months)
    day = next((each for each in days if each and each >= today.day), None)
    return (day, day) if day else None


def _month(match: Match[str], today: Today) -> Span | None:
    year, number = match[1], int(match[2])
    first = _date(int(year), number, 1) if year else _nearest(today.day, number, 1)
    return month_of(first) if first else None


def _named_month(match: Match[str], today: Today) -> Span:
    return month_of(_month_from(today.day, _SHIFTS[match[1]]))


def _weekday(match: Match[str], today: Today) -> Span:
    number = WEEKDAYS.index(match[2].replace("天", "日"))
    if match[1]:
        day = monday(today.day) + _SHIFTS[match[1]] * WEEK + number * DAY
    else:
        day = today.day + (number - today.day.weekday()) % len(WEEKDAYS) * DAY
    return day, day


def _weekend(match: Match[str], today: Today) -> Span:
    saturday = monday(today.day) + _SHIFTS[match[1] or ""] * WEEK + SATURDAY * DAY
    return saturday, saturday + DAY


def _week(match: Match[str], today: Today) -> Span:
    return week_of(today.day + _SHIFTS[match[1]] * WEEK)


def _holiday(match: Match[str], today: Today) -> Span | None:
    """Return the days off of the holiday that comes next or is just over; raise YearUnknown."""
    names = [name for name in HOLIDAYS if name.startswith(match[1])]
    name = names[0] if names else _OTHER_NAMES[match[1]]
    usual = (date(today.day.year + year, *HOLIDAYS[name]) for year in (-1, 0, 1, 2))
    about = next(day for day in usual if day >= today.day - LEEWAY)
    today.calendar.kind(about)
    around = (about - LEEWAY + count * DAY for count in range(2 * LEEWAY.days))
    days = [day for day in around if today.calendar.holiday(day) == name]
    return (days[0], days[-1]) if days else None


def _nearest(today: date, month: int, day: int) -> date | None:
    """Return the date of a month and a day that is nearest to today; None where there is none."""
    dates = [found for year in (-1, 0, 1) if (found := _date(today.year + year, month, day))]
    return min(dates, key=lambda each: abs(each - today), default=None)


def _month_from(day: date, months: int) -> date:
    """Return the first day of the month so many months from that of ``day``."""
    years, month = divmod(day.month - 1 + months, MONTHS)
    return date(day.year + years, month + 1, 1)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_WEEK = "(?:周|星期|礼拜)"
_WHICH = "(上上|上|本|这|下下|下)一?个?"
# The first that matches wins: the longer expressions stand before those that they begin with.
_READERS: tuple[tuple[re.Pattern[str], Callable[[Match[str], Today], Span | None]], ...] = (
    (re.compile(r"(20\d\d)[年./-](\d{1,2})[月./-](\d{1,2})[日号]?(?!\d)"), _full),
    (re.compile(r"(\d{1,2})月(\d{1,2})[日号]?[到至~—–-](?:(\d{1,2})月)?(\d{1,2})[日号]"), _days),
    (re.compile(r"(\d{1,2})(?:月|[./](?=\d{1,2}(?!\d)))(\d{1,2})[日号]?(?!\d)"), _month_day),
    (re.compile(r"(?:(20\d\d)年)?(\d{1,2})月份?"), _month),
    (re.compile(r"(\d{1,2})[日号]"), _day_of_month),
    (re.compile("(大前|大后|前|昨|今|明|后)(?:天|日|(?=[晚夜]))"), _day),
    (re.compile("(上|本|这|当|下)一?个?月"), _named_month),
    (re.compile(f"(?:{_WHICH})?{_WEEK}(?:末|六日)"), _weekend),
    (re.compile(f"(?:{_WHICH})?{_WEEK}([{WEEKDAYS}天])"), _weekday),
    (re.compile(f"{_WHICH}{_WEEK}"), _week),
    (re.compile("(元旦|春节|清明|五一|劳动|端午|中秋|十一|国庆)节?"), _holiday),
)
