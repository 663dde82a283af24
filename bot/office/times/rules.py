"""Rules of recurrence: a cycle of days, the hours on each of them, and what is done on days that are not worked.

Owns which days a rule gives, its description in words and its packed form. A rule has no beginning and no end of its
own, except that a cycle of several weeks has to know one week that it is held in.
"""

from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from bot.office.calendar import DAY, WEEKDAYS, Calendar, DayKind
from bot.office.errors import YearUnknown

LAST = -1  # counted from the end of the month
WEEK = 7
NUMERALS = ("零", *"一二三四五六七八九十")


class Policy(StrEnum):
    """What is done on a day that is not worked; the values are what people read."""

    UNSAID = ""  # kept on its day, but people should be asked
    KEEP = "遇节假日照常"
    NEXT = "遇节假日顺延"
    BEFORE = "遇节假日提前"
    SKIP = "遇节假日取消"


@dataclass(frozen=True, slots=True)
class Daily:
    """Every day."""


@dataclass(frozen=True, slots=True)
class WorkingDaily:
    """Every working day, worked weekends (调休) included."""


@dataclass(frozen=True, slots=True)
class Weekly:
    """On weekdays, Monday 0; every ``interval`` weeks, of which the week of ``since`` is one."""

    weekdays: tuple[int, ...]
    interval: int = 1
    since: date = date.min


@dataclass(frozen=True, slots=True)
class MonthlyDay:
    """On days of the month; LAST is its last day. A month without a day 31 has no such day."""

    days: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MonthlyWeekday:
    """On the first to fifth, or LAST, Monday (0) to Sunday (6) of the month."""

    weekday: int
    place: int


@dataclass(frozen=True, slots=True)
class MonthlyWorkingDay:
    """On the n-th working day of the month, or with -n on the n-th from its end."""

    place: int


Cycle = Daily | WorkingDaily | Weekly | MonthlyDay | MonthlyWeekday | MonthlyWorkingDay
CYCLES: dict[str, Callable[..., Cycle]] = {
    "daily": Daily,
    "working_daily": WorkingDaily,
    "weekly": Weekly,
    "monthly_day": MonthlyDay,
    "monthly_weekday": MonthlyWeekday,
    "monthly_working_day": MonthlyWorkingDay,
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A cycle of days with its hours by the office's clock; an end not later than the start is on the next day."""

    cycle: Cycle
    start: time
    end: time | None = None
    policy: Policy = Policy.UNSAID

    def on(self, day: date, zone: ZoneInfo) -> tuple[datetime, datetime | None]:
        """Return the start and the end, aware, on a day of the rule."""
        start = datetime.combine(day, self.start, zone)
        if self.end is None:
            return start, None
        return start, datetime.combine(day if self.end > self.start else day + DAY, self.end, zone)

    @property
    def lacks_policy(self) -> bool:
        """Tell whether the rule may fall on days off and nobody has said what is done then."""
        return self.policy is Policy.UNSAID and not isinstance(self.cycle, WorkingDaily | MonthlyWorkingDay)


def days(rule: Rule, first: date, last: date, calendar: Calendar) -> tuple[date, ...]:
    """Return the rule's days from first to last, sorted, each once; raise YearUnknown where the calendar is needed."""
    if rule.policy in (Policy.UNSAID, Policy.KEEP):
        return tuple(_cycle_days(rule.cycle, first, last, calendar))
    # A day off just outside may be moved in from either side.
    begin = first - _days_off(first, -1, calendar) if rule.policy is Policy.NEXT else first
    end = last + _days_off(last, 1, calendar) if rule.policy is Policy.BEFORE else last
    moved = (_moved(rule, day, calendar) for day in _cycle_days(rule.cycle, begin, end, calendar))
    return tuple(sorted({day for day in moved if day and first <= day <= last}))


def known_days(rule: Rule, first: date, last: date, calendar: Calendar) -> tuple[tuple[date, ...], date]:
    """Return the rule's days from first to last as far as the calendar suffices, and the day up to which it does."""
    until = last
    while until >= first:
        try:
            return days(rule, first, until, calendar), until
        except YearUnknown as unknown:
            until = min(until, date(unknown.year, 1, 1)) - DAY
    return (), first - DAY


def describe(rule: Rule) -> str:
    """Return the rule in words: 每周一、三 09:00—10:00，遇节假日顺延."""
    end = "" if rule.end is None else f"—{'' if rule.end > rule.start else '次日'}{rule.end:%H:%M}"
    hours = f"{_cycle_words(rule.cycle)} {rule.start:%H:%M}{end}"
    return "，".join(filter(None, [hours, str(rule.policy), _since_words(rule.cycle)]))


def pack(rule: Rule) -> dict[str, Any]:
    """Return the rule as plain values for JSON."""
    kind = next(kind for kind, maker in CYCLES.items() if maker is type(rule.cycle))
    cycle = {name: _plain(getattr(rule.cycle, name)) for name in type(rule.cycle).__dataclass_fields__}
    return {
        "kind": kind,
        "cycle": cycle,
        "start": rule.start.isoformat(),
        "end": rule.end and rule.end.isoformat(),
        "policy": rule.policy.value,
    }


def unpack(packed: Mapping[str, Any]) -> Rule:
    """Return the rule that was packed."""
    values = {name: _value(name, plain) for name, plain in packed["cycle"].items()}
    return Rule(
        CYCLES[packed["kind"]](**values),
        time.fromisoformat(packed["start"]),
        time.fromisoformat(packed["end"]) if packed["end"] else None,
        Policy(packed["policy"]),
    )


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _value(name: str, plain: Any) -> Any:
    if name == "since":
        return date.fromisoformat(plain)
    return tuple(plain) if isinstance(plain, list) else plain


def _days_off(day: date, step: int, calendar: Calendar) -> timedelta:
    """Return how many days off follow ``day`` without a break, or go before it with step -1."""
    nearest = next(calendar.working_days(day + step * DAY, step))
    return abs(nearest - day) - DAY


def _moved(rule: Rule, day: date, calendar: Calendar) -> date | None:
    """Return where a day is moved to by the policy; None where it is skipped."""
    kind = calendar.kind(day)
    # 每周六 is not moved from every Saturday, only from those of a holiday.
    wanted = kind is DayKind.WEEKEND and isinstance(rule.cycle, Weekly | MonthlyWeekday)
    if kind is DayKind.WORKING or wanted:
        return day
    if rule.policy is Policy.SKIP:
        return None
    return next(calendar.working_days(day, 1 if rule.policy is Policy.NEXT else -1))


def _cycle_days(cycle: Cycle, first: date, last: date, calendar: Calendar) -> Iterator[date]:
    """Yield the days of the cycle itself, in order."""
    if isinstance(cycle, MonthlyDay | MonthlyWeekday | MonthlyWorkingDay):
        for month in _months(first, last):
            yield from (day for day in _month_days(cycle, month, calendar) if first <= day <= last)
        return
    for day in _span(first, last):
        if _falls_on(cycle, day, calendar):
            yield day


def _falls_on(cycle: Daily | WorkingDaily | Weekly, day: date, calendar: Calendar) -> bool:
    match cycle:
        case Daily():
            return True
        case WorkingDaily():
            return calendar.is_working(day)
        case Weekly():
            weeks = (_monday(day) - _monday(cycle.since)) // WEEK
            return day.weekday() in cycle.weekdays and weeks % cycle.interval == 0


def _month_days(
    cycle: MonthlyDay | MonthlyWeekday | MonthlyWorkingDay, month: list[date], calendar: Calendar
) -> list[date]:
    match cycle:
        case MonthlyDay():
            wanted = {len(month) if day == LAST else day for day in cycle.days}
            return [day for day in month if day.day in wanted]
        case MonthlyWeekday():
            return _at([day for day in month if day.weekday() == cycle.weekday], cycle.place)
        case MonthlyWorkingDay():
            return _at([day for day in month if calendar.is_working(day)], cycle.place)


def _at(found: list[date], place: int) -> list[date]:
    """Return the day at a place counted from 1, or from the end from -1; none where there are too few."""
    return [found[place - 1 if place > 0 else place]] if abs(place) <= len(found) else []


def _months(first: date, last: date) -> Iterator[list[date]]:
    """Yield every month that the days from first to last touch, each as its days."""
    month = first.replace(day=1)
    while month <= last:
        following = month + timedelta(monthrange(month.year, month.month)[1])
        yield list(_span(month, following - DAY))
        month = following


def _span(first: date, last: date) -> Iterator[date]:
    return (first + count * DAY for count in range((last - first).days + 1))


def _monday(day: date) -> int:
    """Return the number of the Monday of the day's week."""
    return day.toordinal() - day.weekday()


def _cycle_words(cycle: Cycle) -> str:
    match cycle:
        case Daily():
            return "每天"
        case WorkingDaily():
            return "每个工作日"
        case Weekly():
            weekdays = "、".join(WEEKDAYS[day] for day in cycle.weekdays)
            return f"每周{weekdays}" if cycle.interval == 1 else f"每{_count(cycle.interval)}周周{weekdays}"
        case MonthlyDay():
            return "每月" + "、".join("最后一天" if day == LAST else f"{day}日" for day in cycle.days)
        case MonthlyWeekday():
            return f"每月{_place(cycle.place)}周{WEEKDAYS[cycle.weekday]}"
        case MonthlyWorkingDay():
            return f"每月{_place(cycle.place)}工作日"


def _since_words(cycle: Cycle) -> str:
    """Return the week that a cycle of several weeks is counted from, which its description would lack otherwise."""
    if not isinstance(cycle, Weekly) or cycle.interval == 1:
        return ""
    return f"自{cycle.since.year}年{cycle.since.month}月{cycle.since.day}日起"


def _place(place: int) -> str:
    if place == LAST:
        return "最后一个"
    return f"第{_numeral(place)}个" if place > 0 else f"倒数第{_numeral(-place)}个"


def _count(number: int) -> str:
    return "两" if number == 2 else _numeral(number)


def _numeral(number: int) -> str:
    """Return a number under 100: 二, 十二, 三十一."""
    tens, ones = divmod(number, 10)
    return (("" if tens < 2 else NUMERALS[tens]) + "十" if tens else "") + (NUMERALS[ones] if ones or not tens else "")
