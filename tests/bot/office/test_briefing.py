"""The briefing: its days, its article, what changed in the documents, and how it reads."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.office.briefing import (
    Article,
    Changes,
    Facts,
    Missing,
    Seen,
    Waiting,
    changes,
    compose,
    is_briefed,
    pick,
)
from bot.office.calendar import DAY, Calendar
from bot.office.duty.shifts import Shift
from bot.office.meetings.meeting import Meeting, Plan, Sitting
from bot.office.people import Person
from bot.office.published import published_years

ZONE = ZoneInfo("Asia/Shanghai")
CALENDAR = Calendar(published_years())
TUESDAY = date(2026, 3, 3)
WANG, LI = Person(1, "王强", "13800000001"), Person(2, "李娜")
ZHAO, CHEN = Person(3, "赵刚", "13900000003"), Person(4, "陈东", "13900000004")
ARTICLE = Article("a", "第一条 值班电话应当在3声之内接听。", "《值班规定》第一条（2023年）")
LONGEST_BRIEFING = 26


def at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)


def shift(day: date, officer: Person = WANG, leader: Person = ZHAO, *, start: int = 9, hours: int = 24) -> Shift:
    return Shift(at(day, start), at(day, start) + timedelta(hours=hours), officer, leader)


def sitting(day: date, hour: int, title: str = "例会", room: str = "") -> Sitting:
    meeting = Meeting(1, Plan(title, at(day, hour), room=room), 1, -1)
    return Sitting(1, meeting, at(day, hour), None)


FACTS = Facts(
    day=TUESDAY,
    term="",
    calendar=CALENDAR,
    shifts=(shift(TUESDAY), shift(TUESDAY + DAY, LI, CHEN)),
    sittings=(),
    waiting=(),
    matters=(),
    changes=Changes(),
    article=ARTICLE,
)


def lines(**facts: Any) -> list[str]:
    """Return the lines of a briefing that differs from an ordinary one in these facts."""
    return "\n".join(compose(replace(FACTS, **facts), ZONE)).splitlines()


@pytest.mark.parametrize(
    ("day", "daily", "is_wanted"),
    [
        (date(2026, 3, 2), False, True),
        (date(2026, 3, 7), False, False),
        (date(2026, 3, 7), True, True),
        (date(2026, 10, 1), False, False),  # National Day, a Thursday
        (date(2026, 10, 1), True, True),
        (date(2026, 10, 10), False, True),  # a Saturday that is worked
        (date(2027, 1, 1), False, True),  # a Friday of a year that is not known
        (date(2027, 1, 2), False, False),
    ],
)
def test_briefings_come_on_working_days_or_on_all(day: date, daily: bool, is_wanted: bool) -> None:
    assert is_briefed(day, CALENDAR, daily=daily) is is_wanted


def test_an_ordinary_briefing() -> None:
    assert lines(sittings=(sitting(TUESDAY, 15, "主任办公会", "301会议室"), sitting(TUESDAY + DAY, 9))) == [
        "2026年3月3日（周二）",
        "【值班】",
        "09:00—次日09:00 王强 13800000001，带班赵刚 13900000003",
        "明日：李娜，带班陈东",
        "【会议】",
        "今日15:00 主任办公会（301会议室）",
        "明日09:00 例会",
        "【每日一条】",
        "第一条 值班电话应当在3声之内接听。",
        "——《值班规定》第一条（2023年）",
    ]


@pytest.mark.parametrize(
    ("day", "term", "heading"),
    [
        (date(2026, 3, 5), "惊蛰", ["2026年3月5日（周四） 惊蛰"]),
        (date(2026, 3, 7), "", ["2026年3月7日（周六）"]),
        (date(2026, 10, 10), "", ["2026年10月10日（周六） 国庆节调休上班"]),
        (date(2026, 10, 1), "", ["2026年10月1日（周四） 国庆节放假"]),
        (date(2026, 4, 29), "", ["2026年4月29日（周三）", "距劳动节放假还有2天"]),
        (date(2026, 4, 23), "", ["2026年4月23日（周四）"]),
        (date(2026, 4, 24), "", ["2026年4月24日（周五）", "距劳动节放假还有7天"]),
        (date(2026, 12, 24), "", ["2026年12月24日（周四）"]),
        (date(2026, 12, 25), "", ["2026年12月25日（周五）", "2027年放假安排尚未导入"]),
        (date(2027, 1, 4), "", ["2027年1月4日（周一）", "2027年放假安排尚未导入"]),
    ],
)
def test_the_heading_tells_what_day_it_is_and_what_is_near(day: date, term: str, heading: list[str]) -> None:
    found = compose(replace(FACTS, day=day, term=term), ZONE)
    assert found[0].splitlines() == heading


@pytest.mark.parametrize(
    ("shifts", "expected"),
    [
        ((), ["值班表：今日未导入", "明日：未导入"]),
        ((shift(TUESDAY + DAY),), ["值班表：今日未导入", "明日：王强，带班赵刚"]),
        (
            (shift(TUESDAY, WANG, hours=9), shift(TUESDAY, LI, start=18, hours=15)),
            [
                "【值班】",
                "09:00—18:00 王强 13800000001，带班赵刚 13900000003",
                "18:00—次日09:00 李娜，带班赵刚 13900000003",
                "明日：未导入",
            ],
        ),
        (
            (shift(TUESDAY, WANG), shift(TUESDAY, LI)),
            ["【值班】", "09:00—次日09:00 王强、李娜 13800000001、无，带班赵刚 13900000003", "明日：未导入"],
        ),
    ],
)
def test_duty_is_told_shift_by_shift(shifts: tuple[Shift, ...], expected: list[str]) -> None:
    found = lines(shifts=shifts)
    assert found[1 : 1 + len(expected)] == expected


def test_many_of_anything_are_cut_with_their_number() -> None:
    meetings = tuple(sitting(TUESDAY, 8 + number, f"会{number}") for number in range(9))
    waiting = tuple(Waiting(f"会{number}", tuple("甲乙丙丁戊己")) for number in range(4))
    titles = tuple(f"办法{number}" for number in range(5))
    found = lines(
        day=date(2026, 4, 29),
        sittings=tuple(replace(each, start=each.start + 57 * DAY) for each in meetings),
        shifts=tuple(shift(date(2026, 4, 29), start=hour, hours=4) for hour in range(0, 24, 4)),
        waiting=waiting,
        matters=tuple(f"未办结：事{number}" for number in range(7)),
        changes=Changes(titles, titles, titles),
    )
    assert "今日12:00 会4……等9项" in found
    assert "会1：甲、乙、丙、丁、戊等6人……等4项" in found
    assert "【交接】待办7项" in found
    assert "未办结：事2……等7项" in found
    assert "【文件】新增《办法0》《办法1》《办法2》等5份" in found
    assert "08:00—12:00 王强 13800000001，带班赵刚 13900000003……等6项" in found
    assert len(found) <= LONGEST_BRIEFING


def test_a_long_title_is_cut_and_a_meeting_that_goes_on_says_since_when() -> None:
    found = lines(sittings=(sitting(TUESDAY - DAY, 9, "长" * 40),))
    assert found[5] == f"3月2日起 {'长' * 30}……"


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("shifts", "值班表：读取失败"),
        ("sittings", "会议：读取失败"),
        ("waiting", "未答复名单：读取失败"),
        ("matters", "交接事项：读取失败"),
        ("changes", "文件更新：读取失败"),
        ("article", "每日一条：读取失败"),
        ("calendar", "放假安排：读取失败"),
    ],
)
def test_a_source_that_cannot_be_read_is_named_and_the_others_stand(source: str, line: str) -> None:
    found = lines(**{source: Missing("读取失败")})
    assert line in found
    rest = [each for each in found if "读取失败" not in each]
    assert set(rest) <= set(lines())
    assert len(rest) >= len(lines()) - 4


def test_nothing_is_said_of_what_there_is_none_of() -> None:
    found = lines()
    assert "会议：今明两天没有会议" in found
    assert not [line for line in found if line.startswith(("【交接】", "【文件】", "【未答复】"))]


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (None, {"a": "1"}, Changes()),
        ({"a": "1"}, {"a": "1"}, Changes()),
        ({}, {"a": "1"}, Changes(added=("《a》",))),
        ({"a": "1"}, {"a": "2"}, Changes(replaced=("《a》",))),
        ({"a": "1", "b": "1"}, {"b": "1"}, Changes(removed=("《a》",))),
        # The same title in another file.
        ({"a": "1"}, {"a.v2": "2"}, Changes(replaced=("《a》",))),
    ],
)
def test_changes_of_documents(before: dict[str, str] | None, now: dict[str, str], expected: Changes) -> None:
    assert changes(None if before is None else seen(before), seen(now)) == expected


def seen(digests: dict[str, str]) -> dict[str, Seen]:
    return {file: Seen(digest, f"《{file.removesuffix('.v2')}》") for file, digest in digests.items()}


@given(st.integers(1, 12), st.integers(-9, -1))
def test_no_article_comes_again_before_all_were_shown(count: int, chat_id: int) -> None:
    articles = [Article(str(number), "", "") for number in range(count)]
    shown: dict[str, date] = {}
    order = []
    for step in range(3 * count):
        day = TUESDAY + step * DAY
        article = pick(articles, shown, chat_id=chat_id, day=day)
        assert article
        assert article == pick(articles, shown, chat_id=chat_id, day=day)
        shown[article.key] = day
        order.append(article.key)
    # In whatever stretch of so many days each is shown once.
    assert all(len({*order[first : first + count]}) == count for first in range(2 * count + 1))


def test_groups_do_not_read_in_the_same_order() -> None:
    articles = [Article(str(number), "", "") for number in range(50)]
    firsts = {pick(articles, {}, chat_id=chat_id, day=TUESDAY) for chat_id in range(-9, 0)}
    assert len(firsts) > 3


def test_without_articles_there_is_none() -> None:
    assert pick([], {}, chat_id=-1, day=TUESDAY) is None
