"""Dates as tables write them: 2026-12-01, 12月1日（周二）, 12.1, 1日 below a title with a month, 12月1日-3日.

A date without a year is taken near a day that is known: the month of the table's title, or today. What may be read in
two ways is refused, not guessed.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.office.calendar import DAY, WEEKDAYS, short_date, weekday
from bot.office.duty.tables.faults import Unreadable
from bot.office.duty.tables.texts import text_of, tidy, with_digits
from bot.office.rows import Value

LONGEST = 366  # days that one cell may stand for
HALF_YEAR = timedelta(days=183)
_DATE = re.compile(
    r"(?:(?:(?P<year>20\d\d)[年./-])?(?P<month>\d{1,2})(?P<mark>[月./-]))?(?P<day>\d{1,2})[日号]?"
    r"|(?P<year8>20\d\d)(?P<month8>\d\d)(?P<day8>\d\d)"
)
_BETWEEN = re.compile("至|到|~|[—–-]+")
_LIST = re.compile("[、,;和及]")
_MIDNIGHT = re.compile(r"\s0?0:00(?::00)?$")
_WEEKDAY = re.compile(r"\(?(?:星期|周|礼拜)([一二三四五六日天])\)?")
# A column of weekdays may do without 周; in a date 日 and 一 mean something else.
_WEEKDAYS = re.compile(r"(?:星期|周|礼拜|^|[、,至到—–-])([一二三四五六日天])")
_TITLE_YEAR = re.compile(r"(20\d\d)(?=[年./-])")
_TITLE_MONTH = re.compile(r"(?:(\d{1,2})月?[—–~至、-])?(\d{1,2})月")


@dataclass(frozen=True, slots=True)
class Near:
    """What a date that is not written in full is taken near to.

    ``month`` is that of a bare 5日, if any is known. In a table that ``is_monthly`` 1-3 are three days of its month.
    """

    day: date
    month: int | None = None
    is_monthly: bool = False


def near_title(title: str, today: date) -> Near:
    """Return the month of a title (2026年12月值班表), or else today."""
    text = with_digits(tidy(title))
    year = _TITLE_YEAR.search(text)
    months = {int(month) for pair in _TITLE_MONTH.findall(text) for month in pair if month}
    start = date(int(year[1]), 1, 1) if year else today
    if len(months) != 1 or not months <= set(range(1, 13)):
        return Near(start)
    month = months.pop()
    day = start.replace(month=month) if year else _real(_in_year_near(month, 1, today), title)
    return Near(day, month, is_monthly=True)


def read_days(value: Value, near: Near) -> tuple[date, ...]:
    """Return the days that a cell names; raise Unreadable."""
    days = []
    for first, last in read_spans(value, near):
        if (last - first).days >= LONGEST:
            raise Unreadable("起止日期相隔太久")
        days += [first + count * DAY for count in range((last - first).days + 1)]
    return tuple(days)


def read_spans(value: Value, near: Near) -> tuple[tuple[date, date], ...]:
    """Return the first and last days of what a cell names (12-05至12-08、12-20); raise Unreadable."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return ((value, value),)
    text = with_digits(_WEEKDAY.sub("", re.sub(r"\s", "", _MIDNIGHT.sub("", text_of(value)))))
    spans = []
    for part in filter(None, _LIST.split(text)):
        first, last = _span(part, near)
        spans.append((first, last))
        near = replace(near, day=last, month=last.month)
    if not spans:
        raise Unreadable("没有写日期")
    return tuple(spans)


def check_weekdays(value: Value, days: tuple[date, ...]) -> None:
    """Raise Unreadable where a cell names other weekdays than those of the days, or of the first and the last."""
    named = [name.replace("天", "日") for name in _WEEKDAYS.findall(tidy(value))]
    real = [WEEKDAYS[day.weekday()] for day in days]
    if named and named not in (real, [real[0], real[-1]]):
        raise Unreadable(f"星期与日期不符，{short_date(days[0])}是{weekday(days[0])}")


def _span(text: str, near: Near) -> tuple[date, date]:
    single = _single(text, near)
    if single:
        return single, single
    for between in _BETWEEN.finditer(text):
        first = _single(text[: between.start()], near)
        last = _single(text[between.end() :], replace(near, day=first, month=first.month)) if first else None
        if first and last:
            if last < first:
                raise Unreadable(f"起止日期颠倒：{text}")
            return first, last
    raise Unreadable(f"日期看不懂：{text}")


def _single(text: str, near: Near) -> date | None:
    """Return the one date that a text is; None where it is something else."""
    match = _DATE.fullmatch(text)
    if not match or _is_days(match, near):
        return None
    year, month, day = (match[name] or match[f"{name}8"] for name in ("year", "month", "day"))
    number = int(month) if month else near.month
    if number is None:
        raise Unreadable(f"日期没有写月份：{text}")
    found = _in_year(int(year), number, int(day)) if year else _in_year_near(number, int(day), near.day)
    return _real(found, text)


def _is_days(match: re.Match[str], near: Near) -> bool:
    """Tell whether 1-3 means days of the table's month; raise Unreadable where it may be a month and a day as well."""
    if not near.is_monthly or match["mark"] != "-" or match["year"] or match["day"].startswith("0"):
        return False
    first, last = int(match["month"]), int(match["day"])
    if first == near.month and first < last:
        raise Unreadable(f"“{match[0]}”可以是{first}月{last}日，也可以是{first}日至{last}日，请写明")
    return first != near.month


def _in_year_near(month: int, day: int, near: date) -> date | None:
    """Return the date in the year of ``near``, or in the next one where it would be long past; None for no such day."""
    dates = (_in_year(year, month, day) for year in (near.year, near.year + 1))
    return next((each for each in dates if each and near - each <= HALF_YEAR), None)


def _real(found: date | None, text: str) -> date:
    if found is None:
        raise Unreadable(f"没有这一天：{text}")
    return found


def _in_year(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
