"""Rules of recurrence: their days, their words, what is done on days off, and how they are read from text."""

import json
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.office.calendar import SATURDAY, Calendar
from bot.office.errors import YearUnknown
from bot.office.published import published_years
from bot.office.times.outcome import settle
from bot.office.times.reading import read_time
from bot.office.times.rules import (
    LAST,
    Cycle,
    Daily,
    MonthlyDay,
    MonthlyWeekday,
    MonthlyWorkingDay,
    Policy,
    Rule,
    Weekly,
    WorkingDaily,
    days,
    describe,
    known_days,
    pack,
    unpack,
)

ZONE = ZoneInfo("Asia/Shanghai")
CALENDAR = Calendar(published_years())
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=ZONE)
NINE = time(9)
FRIDAYS = Weekly((4,))

CYCLES: st.SearchStrategy[Cycle] = st.one_of(
    st.just(Daily()),
    st.just(WorkingDaily()),
    st.sets(st.integers(0, 6), min_size=1).map(lambda names: Weekly(tuple(sorted(names)))),
    st.sets(st.integers(1, 28), min_size=1, max_size=3).map(lambda numbers: MonthlyDay(tuple(sorted(numbers)))),
    st.just(MonthlyDay((LAST,))),
    st.just(MonthlyDay((5, LAST))),
    st.builds(MonthlyWeekday, st.integers(0, 6), st.sampled_from([1, 2, 3, 4, LAST])),
    st.builds(MonthlyWorkingDay, st.sampled_from([*range(1, 16), LAST, -2, -5])),
)
FORTNIGHTS = st.builds(
    Weekly,
    st.integers(0, 6).map(lambda name: (name,)),
    st.integers(2, 4),
    st.dates(date(2026, 3, 2), date(2026, 6, 30)),
)
HOURS = st.times(max_value=time(23, 59)).map(lambda hour: hour.replace(second=0, microsecond=0))
RULES = st.builds(Rule, CYCLES | FORTNIGHTS, HOURS, st.none() | HOURS, st.sampled_from(Policy)).filter(
    lambda rule: rule.start != rule.end
)
DATES = st.dates(date(2024, 1, 1), date(2026, 12, 30))


def dates(cycle: Cycle, span: tuple[str, str], policy: Policy = Policy.UNSAID) -> str:
    """Return the days of a cycle between two days of 2026, as 03-02 03-09."""
    first, last = (date.fromisoformat(f"2026-{day}") for day in span)
    return " ".join(f"{day:%m-%d}" for day in days(Rule(cycle, NINE, policy=policy), first, last, CALENDAR))


MARCH = ("03-01", "03-31")
AROUND_NATIONAL_DAY = ("09-18", "10-12")


@pytest.mark.parametrize(
    ("cycle", "span", "expected"),
    [
        (Daily(), ("03-01", "03-03"), "03-01 03-02 03-03"),
        (WorkingDaily(), ("09-24", "10-12"), "09-24 09-28 09-29 09-30 10-08 10-09 10-10 10-12"),
        (Weekly((0,)), MARCH, "03-02 03-09 03-16 03-23 03-30"),
        (Weekly((0, 4)), ("03-01", "03-15"), "03-02 03-06 03-09 03-13"),
        (Weekly((4,), 2, date(2026, 3, 6)), MARCH, "03-06 03-20"),
        (Weekly((4,), 2, date(2026, 3, 9)), MARCH, "03-13 03-27"),
        (Weekly((4,), 3, date(2026, 3, 27)), MARCH, "03-06 03-27"),
        (MonthlyDay((5,)), ("03-01", "05-31"), "03-05 04-05 05-05"),
        (MonthlyDay((1, 15)), ("03-02", "04-30"), "03-15 04-01 04-15"),
        (MonthlyDay((31,)), ("03-01", "05-31"), "03-31 05-31"),
        (MonthlyDay((LAST,)), ("02-01", "04-30"), "02-28 03-31 04-30"),
        (MonthlyWeekday(0, 1), ("03-01", "04-30"), "03-02 04-06"),
        (MonthlyWeekday(4, LAST), ("03-01", "04-30"), "03-27 04-24"),
        (MonthlyWeekday(0, 5), ("03-01", "04-30"), "03-30"),
        (MonthlyWorkingDay(1), ("10-01", "12-31"), "10-08 11-02 12-01"),
        (MonthlyWorkingDay(LAST), ("01-01", "04-30"), "01-30 02-28 03-31 04-30"),
        (MonthlyWorkingDay(-2), ("09-01", "09-30"), "09-29"),
        (MonthlyWorkingDay(30), ("01-01", "12-31"), ""),
    ],
)
def test_a_cycle_gives_its_days(cycle: Cycle, span: tuple[str, str], expected: str) -> None:
    assert dates(cycle, span) == expected


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        (Policy.UNSAID, "09-18 09-25 10-02 10-09"),
        (Policy.KEEP, "09-18 09-25 10-02 10-09"),
        (Policy.NEXT, "09-18 09-28 10-08 10-09"),
        (Policy.BEFORE, "09-18 09-24 09-30 10-09"),
        (Policy.SKIP, "09-18 10-09"),
    ],
)
def test_the_policy_says_what_is_done_on_days_off(policy: Policy, expected: str) -> None:
    assert dates(FRIDAYS, AROUND_NATIONAL_DAY, policy) == expected


def test_a_day_is_moved_into_the_span_from_outside() -> None:
    assert dates(FRIDAYS, ("10-08", "10-08"), Policy.NEXT) == "10-08"
    assert dates(FRIDAYS, ("09-30", "10-01"), Policy.BEFORE) == "09-30"


def test_a_saturday_that_is_wanted_is_moved_from_holidays_only() -> None:
    assert dates(Weekly((5,)), ("09-26", "10-17"), Policy.SKIP) == "10-10 10-17"


def test_the_next_years_table_is_needed_only_where_it_matters() -> None:
    rule = Rule(FRIDAYS, NINE)
    span = (date(2026, 12, 28), date(2027, 1, 10))
    assert days(rule, *span, CALENDAR) == (date(2027, 1, 1), date(2027, 1, 8))
    for policy in (Policy.NEXT, Policy.BEFORE, Policy.SKIP):
        with pytest.raises(YearUnknown, match="2027"):
            days(Rule(FRIDAYS, NINE, policy=policy), *span, CALENDAR)
    with pytest.raises(YearUnknown):
        days(Rule(MonthlyWorkingDay(1), NINE), *span, CALENDAR)
    assert days(Rule(FRIDAYS, NINE, policy=Policy.NEXT), date(2026, 12, 21), date(2026, 12, 31), CALENDAR)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Rule(Daily(), time(8, 30)), "每天 08:30"),
        (Rule(WorkingDaily(), NINE, time(9, 30)), "每个工作日 09:00—09:30"),
        (Rule(Weekly((0,)), NINE, policy=Policy.NEXT), "每周一 09:00，遇节假日顺延"),
        (Rule(Weekly((0, 2, 4)), time(22), time(8)), "每周一、三、五 22:00—次日08:00"),
        (Rule(Weekly((4,), 2, date(2026, 3, 6)), NINE), "每两周周五 09:00，自2026年3月6日起"),
        (Rule(MonthlyDay((5, LAST)), NINE, policy=Policy.SKIP), "每月5日、最后一天 09:00，遇节假日取消"),
        (Rule(MonthlyWeekday(4, LAST), NINE), "每月最后一个周五 09:00"),
        (Rule(MonthlyWorkingDay(2), NINE), "每月第二个工作日 09:00"),
        (Rule(MonthlyWorkingDay(12), NINE), "每月第十二个工作日 09:00"),
        (Rule(MonthlyWorkingDay(-2), NINE), "每月倒数第二个工作日 09:00"),
    ],
)
def test_a_rule_is_described_in_words(rule: Rule, words: str) -> None:
    assert describe(rule) == words


def test_hours_over_midnight_end_on_the_next_day() -> None:
    start, end = Rule(Daily(), time(22), time(8)).on(date(2026, 3, 2), ZONE)
    assert (start, end) == (datetime(2026, 3, 2, 22, tzinfo=ZONE), datetime(2026, 3, 3, 8, tzinfo=ZONE))


@pytest.mark.parametrize(
    ("rule", "first", "found", "until"),
    [
        (Rule(FRIDAYS, NINE), date(2026, 12, 20), [date(2026, 12, 25), date(2027, 1, 1), date(2027, 1, 8)], 10),
        (Rule(FRIDAYS, NINE, policy=Policy.NEXT), date(2026, 12, 20), [date(2026, 12, 25)], None),
        (Rule(WorkingDaily(), NINE), date(2026, 12, 30), [date(2026, 12, 30), date(2026, 12, 31)], None),
        (Rule(WorkingDaily(), NINE), date(2027, 1, 1), [], None),
    ],
)
def test_days_are_given_as_far_as_the_years_are_known(
    rule: Rule, first: date, found: list[date], until: int | None
) -> None:
    last = date(2027, 1, until) if until else date(2026, 12, 31)
    assert known_days(rule, first, date(2027, 1, 10), CALENDAR) == (tuple(found), last)


def test_a_rule_that_may_fall_on_days_off_lacks_a_policy_until_it_is_said() -> None:
    assert Rule(FRIDAYS, NINE).lacks_policy
    assert not Rule(FRIDAYS, NINE, policy=Policy.KEEP).lacks_policy
    assert not Rule(MonthlyWorkingDay(LAST), NINE).lacks_policy


@given(RULES)
def test_a_rule_survives_json(rule: Rule) -> None:
    assert unpack(json.loads(json.dumps(pack(rule)))) == rule


@given(RULES)
def test_a_description_is_read_as_the_same_rule(rule: Rule) -> None:
    reading = read_time(describe(rule), MONDAY, zone=ZONE, calendar=CALENDAR)
    assert reading is not None
    assert reading.doubts == ()
    assert reading.rule is not None
    same = reading.rule
    if isinstance(rule.cycle, Weekly) and rule.cycle.interval > 1:
        # The week is the same, whichever day of it is named.
        span = (date(2026, 7, 1), date(2026, 9, 1))
        kept = Rule(rule.cycle, NINE), Rule(same.cycle, NINE)
        assert days(kept[0], *span, CALENDAR) == days(kept[1], *span, CALENDAR)
    else:
        assert same.cycle == rule.cycle
    assert (same.start, same.end, same.policy) == (rule.start, rule.end, rule.policy)


@given(RULES, DATES, st.integers(0, 60))
def test_days_are_within_the_span_sorted_and_unique(rule: Rule, first: date, length: int) -> None:
    last = min(first + timedelta(length), date(2026, 12, 30))
    found = days(rule, first, last, CALENDAR)
    assert all(first <= day <= last for day in found)
    assert list(found) == sorted(set(found))


@given(RULES, DATES, st.sampled_from([Policy.NEXT, Policy.BEFORE, Policy.SKIP]))
def test_moved_days_are_worked(rule: Rule, first: date, policy: Policy) -> None:
    weekends = isinstance(rule.cycle, Weekly | MonthlyWeekday)
    last = min(first + timedelta(40), date(2026, 12, 30))
    moved = days(Rule(rule.cycle, rule.start, policy=policy), first, last, CALENDAR)
    assert all(CALENDAR.is_working(day) or (weekends and day.weekday() >= SATURDAY) for day in moved)


@given(RULES, DATES)
def test_a_span_gives_the_same_days_whole_or_in_parts(rule: Rule, first: date) -> None:
    last = min(first + timedelta(30), date(2026, 12, 30))
    whole = days(rule, first, last, CALENDAR)
    assert whole == tuple(
        day for count in range((last - first).days + 1) for day in days(rule, *[first + timedelta(count)] * 2, CALENDAR)
    )


@pytest.mark.parametrize(
    ("text", "words", "first"),
    [
        ("每周一上午九点", "每周一 09:00", "03-09"),
        ("每周一上午九点半到十一点", "每周一 09:30—11:00", "03-02"),
        ("每个周一上午九点", "每周一 09:00", "03-09"),
        ("每星期三下午两点", "每周三 14:00", "03-04"),
        ("每周一、三、五早上8点半", "每周一、三、五 08:30", "03-04"),
        ("每周一三五早上8点半", "每周一、三、五 08:30", "03-04"),
        ("每周一和周四上午10点", "每周一、四 10:00", "03-02"),
        ("每周二、周四下午3点", "每周二、四 15:00", "03-03"),
        ("每周一至周五早上8:30", "每周一、二、三、四、五 08:30", "03-03"),
        ("周一到周五每天上午9点", "每周一、二、三、四、五 09:00", "03-03"),
        ("每周五下午三点", "每周五 15:00", "03-06"),
        ("每周日晚上8点", "每周日 20:00", "03-08"),
        ("每天早上8点", "每天 08:00", "03-03"),
        ("每日17:30", "每天 17:30", "03-02"),
        ("每晚8点", "每天 20:00", "03-02"),
        ("每天17:30至次日8:30", "每天 17:30—次日08:30", "03-02"),
        ("每个工作日上午8:30", "每个工作日 08:30", "03-03"),
        ("每工作日9点", "每个工作日 09:00", "03-03"),
        ("工作日每天上午9点半", "每个工作日 09:30", "03-02"),
        ("每月5日上午9点", "每月5日 09:00", "03-05"),
        ("每月1号、15号上午9点", "每月1日、15日 09:00", "03-15"),
        ("每个月10号下午2点", "每月10日 14:00", "03-10"),
        ("每月最后一天下午5点", "每月最后一天 17:00", "03-31"),
        ("每月底下午4点", "每月最后一天 16:00", "03-31"),
        ("每月第一个周一上午9点", "每月第一个周一 09:00", "04-06"),
        ("每月第1个星期一上午10点", "每月第一个周一 10:00", "03-02"),
        ("每月最后一个周五下午4点", "每月最后一个周五 16:00", "03-27"),
        ("每月最后一个工作日下午4点", "每月最后一个工作日 16:00", "03-31"),
        ("每个月的第一个工作日上午9点", "每月第一个工作日 09:00", "04-01"),
        ("每月首个工作日上午10点", "每月第一个工作日 10:00", "03-02"),
        ("每月第三个工作日上午9点", "每月第三个工作日 09:00", "03-04"),
        ("每月倒数第二个工作日下午3点", "每月倒数第二个工作日 15:00", "03-30"),
        ("从下周起每周一上午9点", "每周一 09:00", "03-09"),
        ("从下个月开始，每月5日上午9点", "每月5日 09:00", "04-05"),
        ("自3月16日起每周三上午9点", "每周三 09:00", "03-18"),
        ("自2026年3月9日起每两周周一上午9点", "每两周周一 09:00，自2026年3月9日起", "03-09"),
        ("每周一上午九点开例会，遇节假日顺延", "每周一 09:00，遇节假日顺延", "03-09"),
        ("每周一上午九点，节假日顺延至下一个工作日", "每周一 09:00，遇节假日顺延", "03-09"),
        ("每周一上午九点，如遇法定节假日自动顺延", "每周一 09:00，遇节假日顺延", "03-09"),
        ("每月5日上午9点，遇节假日提前", "每月5日 09:00，遇节假日提前", "03-05"),
        ("每周一上午九点，遇节假日提前一天", "每周一 09:00，遇节假日提前", "03-09"),
        ("每周一上午九点，遇到放假就取消", "每周一 09:00，遇节假日取消", "03-09"),
        ("每周一上午九点，节假日除外", "每周一 09:00，遇节假日取消", "03-09"),
        ("每周一上午九点（除节假日外）", "每周一 09:00，遇节假日取消", "03-09"),
        ("每周一上午九点，节假日不开", "每周一 09:00，遇节假日取消", "03-09"),
        ("每周一上午九点，节假日照常", "每周一 09:00，遇节假日照常", "03-09"),
        ("每周一上午10点开两个小时", "每周一 10:00—12:00", "03-02"),
    ],
)
def test_repetitions_are_read_as_people_say_them(text: str, words: str, first: str) -> None:
    reading = read_time(text, MONDAY, zone=ZONE, calendar=CALENDAR)
    assert reading is not None
    assert reading.doubts == ()
    assert reading.rule is not None
    assert describe(reading.rule) == words
    assert f"{reading.start:%m-%d}" == first


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("每天三点", 2),
        ("每周五三点", 2),
        ("每两周周五下午2点", 2),
        ("隔周周五下午2点", 2),
        ("每三周周五下午2点", 3),
        ("每周一", 0),
        ("每周上午9点", 0),
        ("每月上午9点", 0),
        ("每季度最后一个工作日下午3点", 0),
        ("每年3月5日上午9点", 0),
        ("每隔一天上午9点", 0),
        ("每两个月5日上午9点", 0),
        ("单周周五下午3点", 0),
        ("每月31日上午9点", 0),
        ("每月40日上午9点", 0),
        ("每天晚上12点", 0),
    ],
)
def test_a_repetition_that_is_not_clear_is_asked_back(text: str, count: int) -> None:
    reading = read_time(text, MONDAY, zone=ZONE, calendar=CALENDAR)
    assert reading is not None
    (doubt,) = reading.doubts
    assert len(doubt.choices) == count


def test_a_choice_settles_the_rule_too() -> None:
    reading = read_time("每两周周五下午2点到4点", MONDAY, zone=ZONE, calendar=CALENDAR)
    assert reading is not None
    settled = settle(reading, reading.doubts[0].choices[1])
    assert settled.rule == Rule(Weekly((4,), 2, date(2026, 3, 13)), time(14), time(16))
    night = read_time("每天三点到五点", MONDAY, zone=ZONE, calendar=CALENDAR)
    assert night is not None
    assert settle(night, night.doubts[0].choices[1]).rule == Rule(Daily(), time(3), time(5))


@pytest.mark.parametrize("day", [date(2024, 1, 1) + timedelta(count) for count in range(0, 1096, 7)])
def test_the_first_time_is_always_ahead(day: date) -> None:
    now = datetime.combine(day, NINE, ZONE)
    for text in ("每周一上午九点", "每个工作日上午九点", "每月最后一个工作日上午九点", "每月5日上午九点，遇节假日顺延"):
        try:
            reading = read_time(text, now, zone=ZONE, calendar=CALENDAR)
        except YearUnknown:
            assert day.year == 2026
            continue
        assert reading is not None
        assert reading.start is not None
        assert reading.start > now
