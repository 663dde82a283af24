"""Repetitions as people say them: 每周一、三, 每月最后一个工作日, 每两周周五, and 遇节假日顺延."""

import re
from collections.abc import Callable
from functools import partial
from re import Match

from bot.office.calendar import monday
from bot.office.times.amounts import HOURS, amount
from bot.office.times.dates import WEEK, WEEKDAY_NAME, WEEKDAY_NUMBERS, month_after
from bot.office.times.numerals import COUNT, NUMBER, number
from bot.office.times.rules import (
    LAST,
    Cycle,
    Daily,
    MonthlyDay,
    MonthlyWeekday,
    MonthlyWorkingDay,
    Policy,
    Weekly,
    WorkingDaily,
)
from bot.office.times.tokens import Found, Frame, Moment, Repeat, Since
from bot.office.times.workdays import PLACE, place_number

CYCLIC_DAY = 31
MOST_WEEKS = 52
SOMETIMES_MISSING = 28  # every month has a day of this number

_WEEK = r"(?:周|星期|礼拜)"
# In 每周一三点 the 三 is of the clock.
_LIST = rf"{WEEKDAY_NAME}(?:\s*(?:[、和及与]|以及|,(?={_WEEK}))?\s*(?:每?{_WEEK})?{WEEKDAY_NAME}(?!\s*[点时次个]))*"
_RANGE = rf"{WEEKDAY_NAME}\s*[到至-]\s*{_WEEK}?{WEEKDAY_NAME}"
_EVERY_DAY = re.compile(r"每(?:天|日|(?=早|晚))")
_EVERY_WORKING_DAY = re.compile(r"每个?工作日|工作日每[天日]")
_WEEKDAYS = re.compile(
    rf"每(?:(?P<count>{COUNT})个?{_WEEK}的?|个?(?={_WEEK}))(?:{_WEEK}(?:(?P<range>{_RANGE})|(?P<list>{_LIST})))"
    rf"|(?P<other>每?隔一?个?{_WEEK}的?)(?:{_WEEK})?(?P<other_list>{_LIST})"
    rf"|{_WEEK}(?P<bare_range>{_RANGE})的?每[天日]"
)
_MONTH_DAYS = re.compile(
    rf"每个?月的?((?:(?:{NUMBER}\s*[日号]?|最后一天)\s*[、,和及]\s*)*(?:{NUMBER}\s*[日号]|最后一天|月?[底末]))"
)
_MONTH_PLACE = re.compile(rf"每个?月的?(?P<place>{PLACE})(?:工作日|{_WEEK}(?P<weekday>{WEEKDAY_NAME}))")
_UNSUPPORTED = re.compile(
    rf"每个?季度?(?:末|初)?|每个?(?:半年|年度?|半月|旬|小时)|每隔?{COUNT}(?:天|日|个月|个季度|年|个?小时)|每隔.{{1,3}}天|[单双]周"
)
_INCOMPLETE = re.compile(rf"每个?(?:{_WEEK}|月)")
_SINCE = re.compile(r"[自从](?P<which>下+|本|这)一?个?(?P<unit>周|星期|礼拜|月)(?:起|开始)")

_OFF = r"(?:法定)?(?:节假日|假期|休息日|节日|假日|放假|公休日?)"
POLICY = re.compile(
    rf"(?:如?遇[到上]?|逢|碰上)?{_OFF}[,，]?(?:时|的|日)?(?:则|就|自动|往后|向后|往前|向前|依次|会议|均|予以)*"
    r"(?:(?P<next>顺延|推迟|后延|延后|延期)|(?P<before>提前|前移)|(?P<keep>照常|照开|不变|不顺延)"
    r"|(?P<skip>取消|不开|不召开|停开|暂停|除外|不办|不安排|免))"
    r"(?:[到至](?:下|前|后|上|第)一?个?工作日|一[天日])?(?:召开|举行|进行)?"
    rf"|(?P<without>除{_OFF}(?:以|之)?外)"
)
POLICIES = {
    "next": Policy.NEXT,
    "before": Policy.BEFORE,
    "keep": Policy.KEEP,
    "skip": Policy.SKIP,
    "without": Policy.SKIP,
}
_MOMENT = re.compile(rf"(?<![\d.前])(?:再?过)?({HOURS})(?:之后|以后|过?后)")


def _weekday_list(written: str) -> tuple[int, ...]:
    return tuple(sorted({WEEKDAY_NUMBERS[name] for name in re.findall(WEEKDAY_NAME, written)}))


def _weekday_range(written: str) -> Repeat:
    first, last = (WEEKDAY_NUMBERS[name] for name in re.findall(WEEKDAY_NAME, written))
    if first >= last:
        return Repeat(None, "请写明每周是周几。")
    return Repeat(Weekly(tuple(range(first, last + 1))))


def _read_weekdays(match: Match[str]) -> Repeat:
    if span := match["range"] or match["bare_range"]:
        return Repeat(None, "请写明每几周、周几。") if match["count"] else _weekday_range(span)
    if match["other"]:
        return Repeat(Weekly(_weekday_list(match["other_list"]), 2))
    interval = number(match["count"]) if match["count"] else 1
    if not 0 < interval <= MOST_WEEKS:
        return Repeat(None, "请写明每几周、周几。")
    return Repeat(Weekly(_weekday_list(match["list"]), interval))


def _read_month_days(match: Match[str]) -> Repeat:
    numbers = sorted({number(each) for each in re.findall(NUMBER, re.sub("最后一天", "", match[1]))})
    if any(not 1 <= each <= CYCLIC_DAY for each in numbers):
        return Repeat(None, "请写明是每月几日。")
    last = (LAST,) if re.search("最后一天|底|末", match[1]) else ()
    question = ""
    if numbers and numbers[-1] > SOMETIMES_MISSING:
        question = f"有的月份没有{numbers[-1]}日，请改用别的日子，或者写「每月最后一天」。"
    return Repeat(None if question else MonthlyDay((*numbers, *last)), question)


def _read_month_place(match: Match[str]) -> Repeat:
    place, weekday = place_number(match["place"]), match["weekday"]
    if not weekday:
        return Repeat(MonthlyWorkingDay(place)) if 0 < abs(place) <= 20 else Repeat(None, "请写明是第几个工作日。")
    possible = 1 <= place <= 5 or place == LAST
    return Repeat(MonthlyWeekday(WEEKDAY_NUMBERS[weekday], place)) if possible else Repeat(None, "请写明是第几个。")


def _fixed(cycle: Cycle | None, question: str = "") -> Callable[[Match[str]], Repeat]:
    return lambda _: Repeat(cycle, question)


def _unsupported(match: Match[str]) -> Repeat:
    return Repeat(None, f"目前还不能按「{match[0]}」重复，请写成每天、每个工作日、每周、每几周或每月的某一天。")


def _incomplete(match: Match[str]) -> Repeat:
    return Repeat(None, f"「{match[0]}」是哪一天？请写明，例如「每周一」「每月5日」「每月最后一个工作日」。")


def _begin(frame: Frame, weeks: int, months: int) -> Found:
    if months:
        year, month = month_after(frame.today, months)
        return Found((frame.today.replace(year=year, month=month, day=1),))
    return Found((max(frame.today, monday(frame.today) + weeks * WEEK),))


def _read_since(match: Match[str]) -> Since:
    ahead = match["which"].count("下")
    months, weeks = (ahead, 0) if match["unit"] == "月" else (0, ahead)
    return Since(partial(_begin, weeks=weeks, months=months))


def _read_policy(match: Match[str]) -> Policy:
    return next(policy for name, policy in POLICIES.items() if match[name])


def _read_moment(match: Match[str]) -> Moment | None:
    ahead = amount(match[1])
    return Moment(ahead) if ahead else None


PATTERNS: tuple[tuple[re.Pattern[str], Callable[[Match[str]], Repeat | Since | Policy | Moment | None]], ...] = (
    (POLICY, _read_policy),
    (_EVERY_WORKING_DAY, _fixed(WorkingDaily())),
    (_WEEKDAYS, _read_weekdays),
    (_MONTH_PLACE, _read_month_place),
    (_MONTH_DAYS, _read_month_days),
    (_UNSUPPORTED, _unsupported),
    (_EVERY_DAY, _fixed(Daily())),
    (_INCOMPLETE, _incomplete),
    (_SINCE, _read_since),
    (_MOMENT, _read_moment),
)
