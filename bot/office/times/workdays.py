"""Days that only the calendar knows: 下一个工作日, 节后第一个工作日, 本月最后一个周五, 国庆节."""

import re
from datetime import date, timedelta
from functools import partial
from itertools import islice
from re import Match

from bot.office.calendar import DAY, Calendar, DayKind, monday
from bot.office.times.dates import WEEK, WEEKDAY_NAME, WEEKDAY_NUMBERS, Reader, month_after
from bot.office.times.numerals import COUNT, number
from bot.office.times.rules import LAST, MonthlyWeekday, MonthlyWorkingDay, Rule, days
from bot.office.times.tokens import Day, Found, Frame

A_YEAR = 366
# Holidays that have the same date every year; those by the moon are known from the calendar's days off alone.
FIXED = {"元旦": (1, 1), "国庆节": (10, 1), "劳动节": (5, 1)}
NAMES = {"元旦": "元旦", "春节": "春节", "清明": "清明节", "劳动": "劳动节", "五一": "劳动节", "端午": "端午节"}
NAMES |= {"中秋": "中秋节", "国庆": "国庆节", "十一": "国庆节"}
PLACE = rf"(?:(首|头|最后一?|第一|第{COUNT}|倒数第{COUNT})个?)"
_NAME = (
    r"(?:(?P<holiday>元旦|春节|清明|劳动|五一(?![\d点])|端午|中秋|国庆|十一(?=节|假|长假|黄金周|后|前))(?:节|假期?|长假|黄金周)?"
    r"|节|长假|假期?)"
)
_WORKDAY = r"(?:工作日|上班日)"

_NEXT = re.compile(rf"下一?个{_WORKDAY}")
_AHEAD = re.compile(rf"(?<!\d)({COUNT})个{_WORKDAY}(?:之?后|以后|之?内|以内)")
_AROUND = re.compile(
    rf"{_NAME}(?P<side>之?后|之?前)的?"
    rf"(?:(?P<place>{PLACE})(?:的)?{_WORKDAY}|(?P<first>上班第一天|第一天上班|首日上班))"
)
_IN_MONTH = re.compile(
    rf"(?:(?P<month>{COUNT})月份?|(?P<which>本|这|下)一?个?月)的?(?P<place>{PLACE})(?:{_WORKDAY}|(?:周|星期|礼拜)(?P<weekday>{WEEKDAY_NAME}))"
)
_IN_WEEK = re.compile(rf"(?P<which>本|这|下)一?个?(?:周|星期)的?(?P<place>{PLACE}){_WORKDAY}")
_HOLIDAY = re.compile(r"(元旦|春节|清明|劳动|端午|中秋|国庆)节?(?:当天)?")


def place_number(written: str) -> int:
    """Return a place as a rule has it: 第三 is 3, 首 is 1, 最后一 is LAST, 倒数第二 is -2."""
    counted = re.search(COUNT, written.removeprefix("最后"))
    if written.startswith("最后"):
        return LAST
    count = number(counted[0]) if counted else 1
    return -count if written.startswith("倒数") else count


def _working_day(first: date, place: int, calendar: Calendar, step: int = 1) -> date:
    return next(islice(calendar.working_days(first, step), place - 1, None))


def _days_ahead(frame: Frame, count: int) -> Found:
    if not 0 < count <= A_YEAR:
        return Found(question="请写明日期。")
    return Found((_working_day(frame.today + DAY, count, frame.calendar),))


def _holiday_days(frame: Frame, name: str, first: date) -> tuple[date, ...]:
    """Return the days off of the next holiday, or of the next one of that name, from ``first`` on."""
    calendar = frame.calendar
    day = first
    while not (calendar.kind(day) is DayKind.HOLIDAY and name in ("", calendar.holiday(day))):
        day += DAY
    found = [day]
    while calendar.kind(found[-1] + DAY) is DayKind.HOLIDAY and name in ("", calendar.holiday(found[-1] + DAY)):
        found.append(found[-1] + DAY)
    return tuple(found)


def _around(frame: Frame, name: str, *, after: bool, place: int) -> Found:
    """Return a working day counted from the end of a holiday, or back from its beginning."""
    if after:
        first = _holiday_days(frame, name, frame.today)[-1] + DAY
        return Found((_working_day(first, place, frame.calendar),)) if place > 0 else _unclear()
    first = _holiday_days(frame, name, frame.today + DAY)[0] - DAY
    return Found((_working_day(first, -place, frame.calendar, -1),)) if place < 0 else _unclear()


def _unclear() -> Found:
    return Found(question="请写明日期。")


def _in_month(frame: Frame, month: tuple[int, int], cycle: MonthlyWeekday | MonthlyWorkingDay) -> Found:
    first = date(*month, 1)
    last = date(*month_after(first, 1), 1) - DAY
    found = days(Rule(cycle, frame.now.time()), first, last, frame.calendar)
    return Found(found) if found else Found(question="这个月没有这一天，请写明日期。")


def _in_named_month(frame: Frame, month: int, cycle: MonthlyWeekday | MonthlyWorkingDay) -> Found:
    year = frame.today.year + (month < frame.today.month)
    return _in_month(frame, (year, month), cycle)


def _in_coming_month(frame: Frame, months: int, cycle: MonthlyWeekday | MonthlyWorkingDay) -> Found:
    return _in_month(frame, month_after(frame.today, months), cycle)


def _in_week(frame: Frame, weeks: int, place: int) -> Found:
    first = monday(frame.today) + weeks * WEEK
    found = [day for day in (first + timedelta(count) for count in range(7)) if frame.calendar.is_working(day)]
    index = place - 1 if place > 0 else place
    return Found((found[index],)) if -len(found) <= index < len(found) else Found(question="请写明日期。")


def _named(frame: Frame, name: str) -> Found:
    """Return a holiday's own day where it has the same date every year, and else ask which of its days off."""
    if name not in FIXED:
        return Found(_holiday_days(frame, name, frame.today), f"请确认是{name}放假的哪一天。")
    month, day = FIXED[name]
    this = date(frame.today.year, month, day)
    return Found((this if this >= frame.today else date(this.year + 1, month, day),))


def _read_next(_: Match[str]) -> Day:
    return Day(partial(_days_ahead, count=1))


def _read_ahead(match: Match[str]) -> Day:
    return Day(partial(_days_ahead, count=number(match[1])))


def _read_around(match: Match[str]) -> Day:
    name = NAMES.get(match["holiday"] or "", "")
    place = 1 if match["first"] else place_number(match["place"])
    return Day(partial(_around, name=name, after="后" in match["side"], place=place))


def _read_in_month(match: Match[str]) -> Day | None:
    place = place_number(match["place"])
    weekday = match["weekday"]
    cycle = MonthlyWeekday(WEEKDAY_NUMBERS[weekday], place) if weekday else MonthlyWorkingDay(place)
    if not match["month"]:
        return Day(partial(_in_coming_month, months=int(match["which"] == "下"), cycle=cycle))
    month = number(match["month"])
    return Day(partial(_in_named_month, month=month, cycle=cycle)) if 1 <= month <= 12 else None


def _read_in_week(match: Match[str]) -> Day:
    return Day(partial(_in_week, weeks=int(match["which"] == "下"), place=place_number(match["place"])))


def _read_holiday(match: Match[str]) -> Day:
    return Day(partial(_named, name=NAMES[match[1]]), weak=True)


PATTERNS: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (_AROUND, _read_around),
    (_NEXT, _read_next),
    (_AHEAD, _read_ahead),
    (_IN_MONTH, _read_in_month),
    (_IN_WEEK, _read_in_week),
    (_HOLIDAY, _read_holiday),
)
