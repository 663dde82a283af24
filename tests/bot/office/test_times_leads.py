"""How long before a meeting people are reminded, as they say it."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.office.times.leads import DayLead, Leads, read_leads

ZONE = ZoneInfo("Asia/Shanghai")
UNITS = {"d": 24 * 60, "h": 60, "m": 1}


def lengths(words: str) -> tuple[timedelta, ...]:
    """Return the lengths of 1d 30m."""
    return tuple(timedelta(minutes=int(word[:-1]) * UNITS[word[-1]]) for word in words.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("提前一天和半小时提醒", "1d 30m"),
        ("提前1天、2小时、15分钟提醒", "1d 2h 15m"),
        ("提前1天、2小时、15分钟", "1d 2h 15m"),
        ("提前一天，提前一小时各提醒一次", "1d 1h"),
        ("提前一天及会前半小时提醒", "1d 30m"),
        ("提前一天、一小时和十分钟分别提醒", "1d 1h 10m"),
        ("会前十分钟提醒", "10m"),
        ("会前10分钟提醒我", "10m"),
        ("会前半小时通知大家", "30m"),
        ("开会前15分钟叫我一下", "15m"),
        ("提前一刻钟提醒", "15m"),
        ("提前一个半小时提醒", "90m"),
        ("提前1.5小时提醒", "90m"),
        ("提前两个小时提醒大家", "2h"),
        ("提前1小时30分钟提醒", "90m"),
        ("提前三天提醒", "3d"),
        ("提前一周提醒", "7d"),
        ("前一天提醒", "1d"),
        ("会议开始前20分钟提醒", "20m"),
        ("明天下午三点开会，提前半小时提醒，带笔记本", "30m"),
        ("请提前一天通知参会人员", "1d"),
        ("提醒：会前1天、1小时", "1d 1h"),
        ("提前30分提醒", "30m"),
        ("提早十分钟提醒我", "10m"),
        ("提前10分钟到场", ""),
        ("请提前15分钟入场签到", ""),
        ("提前三天报送材料", ""),
        ("提前半天准备", ""),
        ("目前两天一次", ""),
        ("每周一开会，遇节假日提前一天", ""),
        ("会议纪要要在会后三天内印发", ""),
    ],
)
def test_leads_are_read_longest_first(text: str, expected: str) -> None:
    assert read_leads(text).before == lengths(expected)


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("当天早上八点提醒", DayLead(0, time(8))),
        ("当天8:30提醒我", DayLead(0, time(8, 30))),
        ("前一天下午5点提醒", DayLead(1, time(17))),
        ("会前一天下午五点半提醒大家", DayLead(1, time(17, 30))),
        ("提前一天晚上8点提醒", DayLead(1, time(20))),
        ("前两天上午9点通知", DayLead(2, time(9))),
    ],
)
def test_a_reminder_may_have_its_own_clock(text: str, lead: DayLead) -> None:
    assert (read_leads(text).at, read_leads(text).before) == ((lead,), ())


@pytest.mark.parametrize("text", ["不用提醒", "无需提醒了", "不需要提醒", "明天开会，别提醒", "不要再发提醒"])
def test_no_reminder_may_be_wanted(text: str) -> None:
    assert (read_leads(text).is_none, read_leads(text).before) == (True, ())


def test_a_clock_becomes_a_length_before_the_start() -> None:
    start = datetime(2026, 3, 3, 9, 0, tzinfo=ZONE)
    leads = Leads(lengths("30m"), (DayLead(1, time(17)), DayLead(0, time(8)), DayLead(0, time(10))))
    assert leads.ahead_of(start) == lengths("16h 1h 30m")


def test_what_was_read_is_known() -> None:
    text = "明天开会，提前１天、会前半小时提醒，带笔记本"
    assert [text[start:end] for start, end in read_leads(text).spans] == ["提前１天、会前半小时提醒"]
