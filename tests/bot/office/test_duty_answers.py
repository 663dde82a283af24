"""Questions that the roster answers, and questions about duty that it must leave to the documents."""

from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.office.calendar import Calendar
from bot.office.duty.answers import DutyQuery, understand
from bot.office.duty.shifts import Tier
from bot.office.errors import YearUnknown
from bot.office.published import published_years

ZONE = ZoneInfo("Asia/Shanghai")
CALENDAR = Calendar(published_years())
NOW = datetime(2026, 9, 24, 10, tzinfo=ZONE)  # a Thursday
TODAY = (9, 24)


def ask(text: str, now: datetime = NOW) -> DutyQuery | None:
    return understand(text, now=now, zone=ZONE, calendar=CALENDAR)


def query(first: tuple[int, int], last: tuple[int, int] | None = None, **more: Any) -> DutyQuery:
    return DutyQuery(date(2026, *first), date(2026, *(last or first)), **more)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("今天谁值班", query(TODAY)),
        ("谁值班？", query(TODAY)),
        ("今日值班的是谁", query(TODAY)),
        ("请问一下，明天是谁值班呢？", query((9, 25))),
        ("大后天轮到谁值班", query((9, 27))),
        ("昨天谁值的班", query((9, 23))),
        ("今天是谁的班", query(TODAY)),
        ("明晚谁值班", query((9, 25), night=True)),
        ("今天晚上谁在值班室", query(TODAY, night=True)),
        ("今晚夜班是谁", query(TODAY, night=True)),
        ("现在谁在岗", query(TODAY, current=True)),
        ("目前谁在值班", query(TODAY, current=True)),
        ("下一班是谁", query(TODAY, next=True)),
        ("今天有谁值班", query(TODAY)),
        ("国庆期间由谁负责值班", query((10, 1), (10, 7))),
    ],
)
def test_who_is_on_duty_is_asked_in_many_ways(text: str, expected: DutyQuery) -> None:
    assert ask(text) == expected


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("周六谁值班", (9, 26), None),
        ("周四谁值班", TODAY, None),
        ("周三谁值班", (9, 30), None),
        ("本周三谁值班", (9, 23), None),
        ("下周一谁值班", (9, 28), None),
        ("下个星期天谁值班", (10, 4), None),
        ("上上周五谁值班", (9, 11), None),
        ("周末谁值班", (9, 26), (9, 27)),
        ("周六日谁值班", (9, 26), (9, 27)),
        ("周六和周日谁值班", (9, 26), (9, 27)),
        ("下周末谁值班", (10, 3), (10, 4)),
        ("下周谁值班", (9, 28), (10, 4)),
        ("今天到周六谁值班", TODAY, (9, 26)),
        ("12月5号值班是谁", (12, 5), None),
        ("十二月五日谁值班", (12, 5), None),
        ("2026年12月5日谁值班", (12, 5), None),
        ("2026-12-05谁值班", (12, 5), None),
        ("12.5谁值班", (12, 5), None),
        ("12月5日到7日谁值班", (12, 5), (12, 7)),
        ("9月30日至10月2日谁值班", (9, 30), (10, 2)),
        ("8月20号谁值的班", (8, 20), None),
        ("28号谁值班", (9, 28), None),
        ("5号谁值班", (10, 5), None),
        ("31号谁值班", (10, 31), None),
        ("下个月谁值班", (10, 1), (10, 31)),
        ("中秋节谁值班", (9, 25), (9, 27)),
        ("国庆节谁值班", (10, 1), (10, 7)),
        ("十一谁值班", (10, 1), (10, 7)),
    ],
)
def test_days_are_understood_as_people_say_them(
    text: str, first: tuple[int, int], last: tuple[int, int] | None
) -> None:
    assert ask(text) == query(first, last)


@pytest.mark.parametrize(
    ("text", "tier"),
    [
        ("今天谁带班", Tier.LEADER),
        ("今天带班领导是谁", Tier.LEADER),
        ("今天哪位领导值班", Tier.LEADER),
        ("今天值班的领导是谁", Tier.LEADER),
        ("今天值班员是谁", Tier.OFFICER),
        ("今天值班员", Tier.OFFICER),
        ("今天值班员电话是多少", Tier.OFFICER),
        ("今天带班领导和值班员是谁", None),
        ("今天谁带班谁值班", None),
    ],
)
def test_the_tier_is_the_one_that_is_named(text: str, tier: Tier | None) -> None:
    assert ask(text) == query(TODAY, tier=tier)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("下次我什么时候值班", query(TODAY, mine=True, next=True)),
        ("下次什么时候值班？", query(TODAY, mine=True, next=True)),
        ("下次值班是什么时候", query(TODAY, mine=True, next=True)),
        ("我什么时候值班", query(TODAY, mine=True, next=True)),
        ("我想知道我哪天带班", query(TODAY, mine=True, next=True, tier=Tier.LEADER)),
        ("我这个月值几次班", query((9, 1), (9, 30), mine=True)),
        ("我下个月有几个班？", query((10, 1), (10, 31), mine=True)),
        ("我值多少次班", query((9, 1), (9, 30), mine=True)),
        ("我下周哪天值班", query((9, 28), (10, 4), mine=True)),
        ("我周六要值班吗", query((9, 26), mine=True)),
        ("我今天值不值班", query(TODAY, mine=True)),
        ("我的值班表", query((9, 1), (9, 30), mine=True)),
    ],
)
def test_the_askers_own_turns_are_asked_for(text: str, expected: DutyQuery) -> None:
    assert ask(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("本周值班表", query((9, 21), (9, 27))),
        ("值班表", query((9, 21), (9, 27))),
        ("帮我查一下10月份的值班安排", query((10, 1), (10, 31))),
        ("国庆值班表", query((10, 1), (10, 7))),
    ],
)
def test_the_roster_itself_is_asked_for(text: str, expected: DutyQuery) -> None:
    assert ask(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "值班要注意什么",
        "谁负责安排值班",
        "国庆节由谁安排值班",
        "值班员迟到怎么处理",
        "值班电话几声之内接听",
        "值班电话是多少",
        "节假日值班有补贴吗",
        "节假日谁值班",
        "夜间谁值班",
        "国庆节怎么值班",
        "国庆节值班几个人",
        "元旦放假几天",
        "值班表什么时候发",
        "值班表由谁编排",
        "谁可以值班",
        "谁要值班",
        "哪些人值班",
        "值班员是什么",
        "值班员和带班领导的职责",
        "领导值班吗",
        "我们领导是谁",
        "值班期间可以喝酒吗",
        "今天值班",
        "明天带班",
        "我今天值班",
        "我值班",
        "谁替我值班",
        "我能不能和张三换班",
        "今天谁开会",
        "今天谁在",
        "今天是几号",
        "2月30日谁值班",
        "周六和下周三谁值班",
        "我下次值班要带什么",
        "谁" * 41 + "值班",
        "",
    ],
)
def test_other_questions_are_left_to_the_documents(text: str) -> None:
    assert ask(text) is None


def test_a_date_without_a_year_is_the_nearest() -> None:
    january = datetime(2026, 1, 3, 10, tzinfo=ZONE)
    assert ask("12月30号谁值的班", january) == DutyQuery(date(2025, 12, 30), date(2025, 12, 30))
    assert ask("12月值班表", january) == DutyQuery(date(2025, 12, 1), date(2025, 12, 31))
    assert ask("2月10号谁值班", january) == query((2, 10))


def test_today_is_that_of_the_offices_clock() -> None:
    assert ask("今天谁值班", datetime(2026, 9, 24, 17, tzinfo=ZoneInfo("UTC"))) == query((9, 25))


def test_a_holiday_of_a_year_that_is_not_known_is_said() -> None:
    with pytest.raises(YearUnknown, match="2027年"):
        ask("春节谁值班")


def test_no_question_to_the_documents_is_taken_over(shared: Path) -> None:
    lines = (shared / "train" / "questions.tsv").read_text("utf-8").splitlines()[1:]
    assert not [line for line in lines if ask(line.split("\t")[-1])]
