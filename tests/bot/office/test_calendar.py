"""Working days, weekends and holidays against what was published, and years of which nothing is."""

from datetime import date, timedelta
from itertools import islice

import chinese_calendar
import pytest

from bot.office.calendar import DAY, Calendar, DayKind, SpecialDay, long_date, weekday
from bot.office.errors import YearUnknown
from bot.office.published import published_years, solar_term

CALENDAR = Calendar(published_years())
UNKNOWN = max(published_years()) + 1


def days(first: date, last: date) -> list[date]:
    return [first + count * DAY for count in range((last - first).days + 1)]


def published_kind(day: date) -> DayKind:
    if day in chinese_calendar.holidays:
        return DayKind.HOLIDAY
    return DayKind.WORKING if chinese_calendar.is_workday(day) else DayKind.WEEKEND


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_every_day_of_a_year_is_what_was_published(year: int) -> None:
    for day in days(date(year, 1, 1), date(year, 12, 31)):
        kind = published_kind(day)
        assert (day, CALENDAR.kind(day)) == (day, kind)
        assert (day, CALENDAR.is_working(day)) == (day, kind is DayKind.WORKING)
        assert (day, bool(CALENDAR.holiday(day))) == (day, kind is DayKind.HOLIDAY)
        is_special = day in chinese_calendar.holidays or day in chinese_calendar.workdays
        assert (day, bool(CALENDAR.remark(day))) == (day, is_special)


@pytest.mark.parametrize(
    ("day", "holiday", "remark"),
    [
        (date(2026, 1, 1), "元旦", "元旦放假"),
        (date(2026, 2, 14), "", "春节调休上班"),
        (date(2026, 2, 21), "春节", "春节放假"),
        (date(2026, 4, 5), "清明节", "清明节放假"),
        (date(2025, 10, 6), "中秋节", "中秋节放假"),
        (date(2026, 9, 20), "", "国庆节调休上班"),
        (date(2026, 9, 19), "", ""),
        (date(2026, 9, 21), "", ""),
        (date(UNKNOWN, 1, 1), "", f"{UNKNOWN}年放假安排尚未导入"),
    ],
)
def test_what_is_said_of_a_day(day: date, holiday: str, remark: str) -> None:
    assert (CALENDAR.holiday(day), CALENDAR.remark(day)) == (holiday, remark)


def test_an_unknown_year_is_said_and_not_guessed() -> None:
    day = date(UNKNOWN, 3, 1)
    assert not CALENDAR.knows(UNKNOWN)
    for ask in (CALENDAR.kind, CALENDAR.is_working, lambda day: next(CALENDAR.working_days(day))):
        with pytest.raises(YearUnknown, match=f"{UNKNOWN}年的放假调休安排还没有导入") as raised:
            ask(day)
        assert raised.value.year == UNKNOWN


def test_a_year_may_be_known_to_have_no_special_day() -> None:
    calendar = Calendar({UNKNOWN: ()})
    assert calendar.kind(date(UNKNOWN, 3, 1)) is DayKind.WORKING


def test_a_holiday_may_reach_into_the_year_before_its_own() -> None:
    eve = date(UNKNOWN - 1, 12, 31)
    assert CALENDAR.is_working(eve)
    calendar = Calendar({**published_years(), UNKNOWN: [SpecialDay(eve, False, "元旦")]})
    assert calendar.kind(eve) is DayKind.HOLIDAY


@pytest.mark.parametrize(
    ("first", "step", "found"),
    [
        (date(2026, 2, 13), 1, [date(2026, 2, 13), date(2026, 2, 14), date(2026, 2, 24)]),
        (date(2026, 2, 24), -1, [date(2026, 2, 24), date(2026, 2, 14), date(2026, 2, 13)]),
        (date(2026, 10, 1), 1, [date(2026, 10, 8), date(2026, 10, 9), date(2026, 10, 10)]),
        (date(2026, 10, 7), -1, [date(2026, 9, 30), date(2026, 9, 29), date(2026, 9, 28)]),
        (date(2025, 12, 31), 1, [date(2025, 12, 31), date(2026, 1, 4), date(2026, 1, 5)]),
        (date(2026, 1, 3), -1, [date(2025, 12, 31), date(2025, 12, 30), date(2025, 12, 29)]),
    ],
)
def test_working_days_are_counted_over_holidays_both_ways(first: date, step: int, found: list[date]) -> None:
    assert list(islice(CALENDAR.working_days(first, step), 3)) == found


def test_working_days_end_where_the_years_that_are_known_do() -> None:
    last = date(UNKNOWN - 1, 12, 30)
    with pytest.raises(YearUnknown):
        list(islice(CALENDAR.working_days(last), 3))


def test_dates_are_written_as_people_write_them() -> None:
    assert long_date(date(2026, 12, 1)) == "2026年12月1日（周二）"
    assert "".join(weekday(date(2026, 11, 30) + timedelta(count))[1] for count in range(7)) == "一二三四五六日"


@pytest.mark.parametrize(
    ("day", "term"),
    [
        (date(2024, 2, 4), "立春"),
        (date(2024, 4, 4), "清明"),
        (date(2024, 12, 21), "冬至"),
        (date(2025, 2, 3), "立春"),
        (date(2025, 6, 21), "夏至"),
        (date(2025, 12, 21), "冬至"),
        (date(2026, 1, 5), "小寒"),
        (date(2026, 2, 4), "立春"),
        (date(2026, 2, 18), "雨水"),
        (date(2026, 3, 20), "春分"),
        (date(2026, 4, 5), "清明"),
        (date(2026, 5, 21), "小满"),
        (date(2026, 8, 7), "立秋"),
        (date(2026, 9, 23), "秋分"),
        (date(2026, 12, 22), "冬至"),
        (date(2026, 12, 21), ""),
        (date(2026, 12, 23), ""),
    ],
)
def test_a_solar_term_is_named_on_its_day(day: date, term: str) -> None:
    assert solar_term(day) == term


@pytest.mark.parametrize("year", [2024, 2026, 2027, 2030])
def test_a_year_has_twenty_four_solar_terms(year: int) -> None:
    terms = [solar_term(day) for day in days(date(year, 1, 1), date(year, 12, 31))]
    assert len(set(terms) - {""}) == sum(map(bool, terms)) == 24
