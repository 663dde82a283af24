"""Days as people name them: 明天, 下周三, 12月3日, 3号, 月底, 三天后.

What is too vague to be a day (下周, 月初) is a day too, one that only asks. Days of work and holidays are elsewhere, in
``workdays``.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from re import Match

from bot.office.calendar import DAY, Calendar, monday
from bot.office.times.numerals import COUNT, NUMBER, number
from bot.office.times.tokens import Day, Found, Frame

WEEK = timedelta(days=7)
LAST_MONTH = 12
# A date without a year that is longer ago than this means the next year's.
LONG_AGO = timedelta(days=180)
RELATIVE = {"大前": -3, "前": -2, "昨": -1, "今": 0, "明": 1, "后": 2, "大后": 3}
WEEKDAY_NUMBERS = {**{name: place for place, name in enumerate("一二三四五六日")}, "天": 6} | {
    str(place): place - 1 for place in range(1, 8)
}
YEARS = {"去": -1, "今": 0, "本": 0, "明": 1, "后": 2}
WHICH_WEEKEND = "请确认是周六还是周日。"
WEEKDAY_NAME = r"(?:[一二三四五六日天]|[1-7](?!\s*[\d点时:.]))"

_RELATIVE = re.compile(
    r"(大前|大后|(?<![目之以])[前后]|昨|今|明)(?:天|日(?!本))|([昨今明后])(?=早|晚|夜|上午|下午|中午)"
)
_FOLLOWING = re.compile(r"(当天|当日)|次日|翌日|第二天|隔天")
_WEEKDAY = re.compile(
    rf"(?<![\d一两二三四五六七八九十几每])(上+|下+|本|这)?一?个?(?:周|星期|礼拜)\s*({WEEKDAY_NAME}|末)(?!\s*[次个])"
)
_WEEKDAYS = re.compile(
    rf"(?:[下本这]+一?个?)?(?:周|星期|礼拜)\s*{WEEKDAY_NAME}(?:\s*[、和及或]\s*{WEEKDAY_NAME}(?!\s*[点时次个]))+"
)
_AHEAD = re.compile(rf"(?<!\d)({COUNT})\s*(天|日|周|个?星期|个?礼拜|个月)\s*(?:之后|以后|后)(?!勤)")
_FULL = re.compile(r"(?<!\d)(20\d\d)([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_NOT_A_DAY = (
    r"(?!\s*(?:会议室|会议厅|会场|楼|厅|大?门|文|车|院|机|线|桌|位|窗|馆|库|令|电梯|通知|公告|房|店|仓|岗|柜"
    r"|之?内|均|游))"
)
_MONTH = rf"(?:((?:20)?\d\d|二[〇零]{NUMBER}|今|本|明|后|去)年\s*)?(?<!\d)({NUMBER})\s*月份?\s*"
_MONTH_DAY = re.compile(rf"{_MONTH}({NUMBER})\s*(?:日|号|(?=\s*[-~到至]\s*{NUMBER}\s*[日号])){_NOT_A_DAY}")
_NAMED_MONTH_DAY = re.compile(rf"(上|本|这|下)一?个?月的?\s*({NUMBER})\s*[日号]{_NOT_A_DAY}")
_BARE_DAY = re.compile(rf"(?<![\d第〕\])月年.])({NUMBER})\s*(?:[日号]|(?=\s*[-~到至]\s*{NUMBER}\s*[日号])){_NOT_A_DAY}")
_SLASHED = re.compile(r"(?<![\d./-])(1[0-2]|0?[1-9])([/.])(3[01]|[12]\d|0?[1-9])(?![\d./%万亿元米倍版个])")
_MONTH_END = re.compile(rf"(?:({NUMBER})月份?|(本|这|下)一?个?月|月)的?(?:底|末|最后一天)")
_YEAR_END = re.compile(r"(?:(今|本|明)年)?年(?:底|末)|(今|本|明)年底")
_VAGUE = re.compile(
    rf"(?:{NUMBER}月|[本这下]一?个?月|月)(?:初|中旬?|上旬|下旬)|[上中下]旬|年初|年中|近期|近日|改天|过几天|过两天|这几天|这两天"
    r"|(?:下+|本|这)一?个?(?:周|星期|礼拜|月)|[明后]年"
)


def in_month(year: int, month: int, day: int) -> Found:
    """Return a day by its numbers, or say that there is none."""
    try:
        return Found((date(year, month, day),))
    except ValueError:
        return Found(question=f"{year}年没有{month}月{day}日，请写明日期。")


def month_after(base: date, months: int) -> tuple[int, int]:
    """Return the year and month that lie so many months after a day."""
    count = base.year * LAST_MONTH + base.month - 1 + months
    return count // LAST_MONTH, count % LAST_MONTH + 1


def coming_weekday(frame: Frame, weekday: int) -> Found:
    """Return the next such weekday; where that is today, the one in a week too."""
    ahead = frame.base + (weekday - frame.base.weekday()) % 7 * DAY
    return Found((ahead, ahead + WEEK) if ahead == frame.base else (ahead,))


def weekday_in_week(frame: Frame, weekday: int, weeks: int) -> Found:
    """Return a weekday of this week or of one so many weeks away."""
    day = monday(frame.today) + weekday * DAY + weeks * WEEK
    return Found((day,), later=day + WEEK)


def _weekend(frame: Frame, weeks: int) -> Found:
    saturday = monday(frame.today) + 5 * DAY + weeks * WEEK
    return Found((saturday, saturday + DAY), WHICH_WEEKEND, saturday + WEEK)


def _relative_day(frame: Frame, days: int) -> Found:
    return Found((frame.today + days * DAY,), later=frame.today + DAY)


def _day_of_start(frame: Frame, days: int) -> Found:
    if frame.start_day is None:
        return Found(question="请写明是哪一天。")
    return Found((frame.start_day + days * DAY,))


def _months_ahead(frame: Frame, months: int) -> Found:
    return in_month(*month_after(frame.today, months), frame.today.day)


def _dated(frame: Frame, year: int | None, month: int, day: int) -> Found:
    if year is not None:
        return in_month(year, month, day)
    this = in_month(frame.base.year, month, day)
    following = in_month(frame.base.year + 1, month, day)
    if not this.days or this.days[0] >= frame.base:
        return this
    if frame.base - this.days[0] > LONG_AGO:
        return following
    return Found(this.days, later=next(iter(following.days), None))


def _relative_year(frame: Frame, years: int, month: int, day: int) -> Found:
    return in_month(frame.today.year + years, month, day)


def _relative_month(frame: Frame, months: int, day: int) -> Found:
    found = in_month(*month_after(frame.today, months), day)
    return Found(found.days, found.question, next(iter(_coming_day(frame, day).days), None))


def _coming_day(frame: Frame, day: int) -> Found:
    """Return the next day of that number, in this month or the next that has it."""
    for months in range(3):
        found = in_month(*month_after(frame.base, months), day)
        if found.days and found.days[0] >= frame.base:
            return found
    return Found(question=f"没有{day}日，请写明日期。")


def month_end(calendar: Calendar, year: int, month: int) -> Found:
    """Return the last day of a month, and its last working day where that is another."""
    last = date(year, month, monthrange(year, month)[1])
    working = next(calendar.working_days(last, -1))
    if working == last:
        return Found((last,))
    return Found((working, last), "请确认是最后一个工作日，还是最后一天。")


def _end_of_month(frame: Frame, months: int, month: int | None) -> Found:
    if month is None:
        return month_end(frame.calendar, *month_after(frame.today, months))
    found = _dated(frame, None, month, 28)
    return month_end(frame.calendar, found.days[0].year, month)


def _end_of_year(frame: Frame, years: int) -> Found:
    return month_end(frame.calendar, frame.today.year + years, LAST_MONTH)


def _vague(frame: Frame, words: str) -> Found:
    return Found(question=f"「{words}」是哪一天？请写明日期。")


def _read_relative(match: Match[str]) -> Day:
    return Day(partial(_relative_day, days=RELATIVE[match[1] or match[2]]))


def _read_weekday(match: Match[str]) -> Day:
    prefix, name = match[1] or "", match[2]
    weeks = len(prefix) if prefix.startswith("下") else -len(prefix) if prefix.startswith("上") else 0
    if name == "末":
        return Day(partial(_weekend, weeks=weeks))
    weekday = WEEKDAY_NUMBERS[name]
    if prefix:
        return Day(partial(weekday_in_week, weekday=weekday, weeks=weeks))
    return Day(partial(coming_weekday, weekday=weekday), weekday=weekday)


def _read_ahead(match: Match[str]) -> Day:
    count = number(match[1])
    if match[2] == "个月":
        return Day(partial(_months_ahead, months=count))
    return Day(partial(_relative_day, days=count if match[2] in "天日" else count * WEEK.days))


def _read_full(match: Match[str]) -> Day:
    return _fixed(int(match[1]), int(match[3]), int(match[4]))


def _fixed(year: int | None, month: int, day: int, *, weak: bool = False) -> Day:
    return Day(partial(_dated, year=year, month=month, day=day), weak=weak)


def _read_month_day(match: Match[str]) -> Day:
    month, day = number(match[2]), number(match[3])
    if match[1] in YEARS:
        return Day(partial(_relative_year, years=YEARS[match[1]], month=month, day=day))
    return _fixed(number(match[1]) % 100 + 2000 if match[1] else None, month, day)


def _read_named_month_day(match: Match[str]) -> Day:
    months = {"上": -1, "下": 1}.get(match[1], 0)
    return Day(partial(_relative_month, months=months, day=number(match[2])))


def _read_bare_day(match: Match[str]) -> Day:
    return Day(partial(_coming_day, day=number(match[1])))


def _read_slashed(match: Match[str]) -> Day:
    return _fixed(None, int(match[1]), int(match[3]), weak=True)


def _read_month_end(match: Match[str]) -> Day | None:
    month = number(match[1]) if match[1] else None
    if month is not None and not 1 <= month <= LAST_MONTH:
        return None
    return Day(partial(_end_of_month, months=int(match[2] == "下"), month=month))


def _read_year_end(match: Match[str]) -> Day:
    return Day(partial(_end_of_year, years=YEARS[match[1] or match[2] or "今"]))


def _read_vague(match: Match[str]) -> Day:
    return Day(partial(_vague, words=match[0]))


def _read_following(match: Match[str]) -> Day:
    return Day(partial(_day_of_start, days=0 if match[1] else 1))


Reader = Callable[[Match[str]], Day | None]
PATTERNS: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (_FULL, _read_full),
    (_MONTH_DAY, _read_month_day),
    (_NAMED_MONTH_DAY, _read_named_month_day),
    (_FOLLOWING, _read_following),
    (_AHEAD, _read_ahead),
    (_RELATIVE, _read_relative),
    (_WEEKDAYS, _read_vague),
    (_WEEKDAY, _read_weekday),
    (_MONTH_END, _read_month_end),
    (_YEAR_END, _read_year_end),
    (_VAGUE, _read_vague),
    (_BARE_DAY, _read_bare_day),
    (_SLASHED, _read_slashed),
)
