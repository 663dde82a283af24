"""Expressions of time as colleagues type them: what is sure, what is asked back, what is no time at all."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.office.calendar import Calendar
from bot.office.errors import YearUnknown
from bot.office.published import published_years
from bot.office.times.echo import when
from bot.office.times.outcome import TimeReading, settle
from bot.office.times.reading import SEVERAL, read_time

ZONE = ZoneInfo("Asia/Shanghai")
CALENDAR = Calendar(published_years())
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=ZONE)
NEW_YEARS_EVE = datetime(2026, 12, 31, 10, 0, tzinfo=ZONE)
BEFORE_NATIONAL_DAY = datetime(2026, 9, 29, 16, 0, tzinfo=ZONE)


def read(text: str, now: datetime = MONDAY) -> TimeReading:
    reading = read_time(text, now, zone=ZONE, calendar=CALENDAR)
    assert reading is not None, text
    return reading


def stamp(moment: datetime | None) -> str:
    return f"{moment:%m-%d %H:%M}" if moment else ""


@pytest.mark.parametrize(
    ("text", "start"),
    [
        # the clock
        ("今天下午三点", "03-02 15:00"),
        ("今天下午3点", "03-02 15:00"),
        ("下午三点", "03-02 15:00"),
        ("下午3点半", "03-02 15:30"),
        ("下午三点一刻", "03-02 15:15"),
        ("下午三点三刻", "03-02 15:45"),
        ("下午三点五十", "03-02 15:50"),
        ("下午3点05分", "03-02 15:05"),
        ("下午三点零五分", "03-02 15:05"),
        ("下午3点5分", "03-02 15:05"),
        ("下午三点二十五", "03-02 15:25"),
        ("下午2:30", "03-02 14:30"),
        ("下午 2 点 30 分", "03-02 14:30"),
        ("15:00", "03-02 15:00"),
        ("15：00", "03-02 15:00"),
        ("１５：３０", "03-02 15:30"),
        ("15:00:00", "03-02 15:00"),
        ("15时30分", "03-02 15:30"),
        ("15时", "03-02 15:00"),
        ("十五点二十", "03-02 15:20"),
        ("十五点二十分", "03-02 15:20"),
        ("十二点半", "03-02 12:30"),
        ("中午12点", "03-02 12:00"),
        ("中午十二点半", "03-02 12:30"),
        ("中午1点", "03-02 13:00"),
        ("下午12点半", "03-02 12:30"),
        ("12点", "03-02 12:00"),
        ("10点", "03-02 10:00"),
        ("十点半", "03-02 10:30"),
        ("11点整", "03-02 11:00"),
        ("上午11点钟", "03-02 11:00"),
        ("傍晚6点", "03-02 18:00"),
        ("晚上7点半", "03-02 19:30"),
        ("晚上12点", "03-03 00:00"),
        ("今晚12点", "03-03 00:00"),
        ("今晚8点", "03-02 20:00"),
        ("今晚八点半", "03-02 20:30"),
        ("深夜11点", "03-02 23:00"),
        ("24:00", "03-03 00:00"),
        ("明天0点", "03-03 00:00"),
        ("明天凌晨2点", "03-03 02:00"),
        ("明天03:00", "03-03 03:00"),
        ("三点", "03-02 15:00"),  # three at night has passed
        ("今天4点", "03-02 16:00"),
        # days near by
        ("明天上午9点", "03-03 09:00"),
        ("明日上午九时", "03-03 09:00"),
        ("明天9点", "03-03 09:00"),
        ("明天，上午9点", "03-03 09:00"),
        ("明早8点", "03-03 08:00"),
        ("明天一早8点", "03-03 08:00"),
        ("明晚7点", "03-03 19:00"),
        ("后天上午十点", "03-04 10:00"),
        ("大后天下午2点", "03-05 14:00"),
        ("三天后上午9点", "03-05 09:00"),
        ("3天后的上午9点", "03-05 09:00"),
        ("一周后下午3点", "03-09 15:00"),
        ("两个星期后下午3点", "03-16 15:00"),
        ("一个月后上午9点", "04-02 09:00"),
        # counted from now
        ("两小时后", "03-02 11:00"),
        ("2个小时后", "03-02 11:00"),
        ("1.5小时后", "03-02 10:30"),
        ("半小时后", "03-02 09:30"),
        ("半个小时之后", "03-02 09:30"),
        ("一个半小时后", "03-02 10:30"),
        ("45分钟后", "03-02 09:45"),
        ("一刻钟后", "03-02 09:15"),
        ("过两个小时后", "03-02 11:00"),
        # weekdays
        ("周三下午两点", "03-04 14:00"),
        ("星期三下午两点", "03-04 14:00"),
        ("礼拜三下午两点", "03-04 14:00"),
        ("本周三下午两点", "03-04 14:00"),
        ("这周五下午4点", "03-06 16:00"),
        ("这个周五下午4点", "03-06 16:00"),
        ("周日上午九点", "03-08 09:00"),
        ("星期天上午九点", "03-08 09:00"),
        ("下周一上午九点", "03-09 09:00"),
        ("下个周一上午九点", "03-09 09:00"),
        ("下星期二 14:30", "03-10 14:30"),
        ("下下周一上午九点", "03-16 09:00"),
        ("周5下午3点", "03-06 15:00"),
        ("周一上午8点", "03-09 08:00"),  # today's has passed
        # dates
        ("12月3日上午9点", "12-03 09:00"),
        ("12月3号上午9点", "12-03 09:00"),
        ("十二月三日上午九点", "12-03 09:00"),
        ("12月3日（周四）上午9:00", "12-03 09:00"),
        ("12月3日（星期四）9:00", "12-03 09:00"),
        ("12月3日 周四 上午9点", "12-03 09:00"),
        ("2026年12月3日9时", "12-03 09:00"),
        ("星期四（12月3日）上午9点", "12-03 09:00"),
        ("二〇二六年十二月三日上午九时", "12-03 09:00"),
        ("26年12月3日上午9点", "12-03 09:00"),
        ("今年12月3日上午9点", "12-03 09:00"),
        ("2026-12-03 14:00", "12-03 14:00"),
        ("2026/12/3 14:00", "12-03 14:00"),
        ("2026.12.3 14:00", "12-03 14:00"),
        ("12/3 下午2点", "12-03 14:00"),
        ("12.3下午2点", "12-03 14:00"),
        ("3号下午3点", "03-03 15:00"),
        ("15号下午3点", "03-15 15:00"),
        ("1号上午9点", "04-01 09:00"),
        ("2号下午3点", "03-02 15:00"),
        ("本月20日上午10点", "03-20 10:00"),
        ("下月5日上午10点", "04-05 10:00"),
        ("下个月5号上午10点", "04-05 10:00"),
        ("3月31号下午5点", "03-31 17:00"),
        ("本月底下午4点", "03-31 16:00"),
        ("月底下午4点", "03-31 16:00"),
        ("4月底下午4点", "04-30 16:00"),
        ("年底下午4点", "12-31 16:00"),
        # by the calendar
        ("国庆节上午9点", "10-01 09:00"),
        ("元旦上午10点", "01-01 10:00"),
        ("下一个工作日9点半", "03-03 09:30"),
        ("三个工作日后上午9点", "03-05 09:00"),
        ("5个工作日内下午4点", "03-09 16:00"),
        ("节后第一个工作日上午9点", "04-07 09:00"),
        ("节前最后一个工作日下午4点", "04-03 16:00"),
        ("清明节后第二个工作日上午9点", "04-08 09:00"),
        ("国庆节后第一个工作日上午8点半", "10-08 08:30"),
        ("国庆后首个工作日上午8点半", "10-08 08:30"),
        ("国庆节前最后一个工作日下午3点", "09-30 15:00"),
        ("五一节后上班第一天上午9点", "05-06 09:00"),
        ("本月最后一个工作日下午4点", "03-31 16:00"),
        ("本月第一个工作日下午4点", "03-02 16:00"),
        ("下月第一个工作日上午9点", "04-01 09:00"),
        ("10月第一个工作日上午9点", "10-08 09:00"),
        ("本月第二个周五上午9点", "03-13 09:00"),
        ("下个月最后一个周一上午9点", "04-27 09:00"),
        ("本周最后一个工作日下午4点", "03-06 16:00"),
        # within a sentence
        ("周五开会 下午两点半", "03-06 14:30"),
        ("明天开个会，时间是下午三点", "03-03 15:00"),
        ("请于3月10日前报名，定于3月12日上午9点开会", "03-12 09:00"),
        ("时间：3月12日（星期四）下午2:30", "03-12 14:30"),
        ("周五下班前交材料，明天上午9点碰头", "03-03 09:00"),
        ("明天上午9点开会，提前一天和半小时提醒", "03-03 09:00"),
        ("提三点意见，明天上午9点讨论", "03-03 09:00"),
        ("在3号会议室，明天上午9点", "03-03 09:00"),
        ("学习国办发〔2026〕3号文件，明天上午9点", "03-03 09:00"),
        ("早一点到，明天上午9点开始", "03-03 09:00"),
    ],
)
def test_a_sure_time_has_no_doubt(text: str, start: str) -> None:
    reading = read(text)
    assert (stamp(reading.start), reading.doubts) == (start, ())
    assert reading.start is not None
    assert reading.start.tzinfo is ZONE
    assert reading.start.year == (2027 if "元旦" in text else 2026)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("下午3点到5点", "03-02 15:00", "03-02 17:00"),
        ("下午3点-5点", "03-02 15:00", "03-02 17:00"),
        ("下午3点—5点", "03-02 15:00", "03-02 17:00"),
        ("明天上午9点到11点半", "03-03 09:00", "03-03 11:30"),
        ("明天9点到12点", "03-03 09:00", "03-03 12:00"),
        ("明天上午8至10点", "03-03 08:00", "03-03 10:00"),
        ("明天下午2-4点", "03-03 14:00", "03-03 16:00"),
        ("15:00-17:00", "03-02 15:00", "03-02 17:00"),
        ("15:00~17:00", "03-02 15:00", "03-02 17:00"),
        ("明天9:00-17:30", "03-03 09:00", "03-03 17:30"),
        ("明天9:00-5:00", "03-03 09:00", "03-03 17:00"),
        ("3点开到5点", "03-02 15:00", "03-02 17:00"),
        ("下午3点开始，5点结束", "03-02 15:00", "03-02 17:00"),
        ("从明天下午3点到5点", "03-03 15:00", "03-03 17:00"),
        ("上午11点到下午1点", "03-02 11:00", "03-02 13:00"),
        ("上午11点到1点", "03-02 11:00", "03-02 13:00"),
        ("今晚22点到明早8点", "03-02 22:00", "03-03 08:00"),
        ("晚上10点至次日8点", "03-02 22:00", "03-03 08:00"),
        ("今晚10点到第二天早上8点", "03-02 22:00", "03-03 08:00"),
        ("22:00-6:00", "03-02 22:00", "03-03 06:00"),
        ("晚上8点到12点", "03-02 20:00", "03-03 00:00"),
        ("晚上10点到8点", "03-02 22:00", "03-03 08:00"),
        ("17:30至次日8:30", "03-02 17:30", "03-03 08:30"),
        ("周三17:30至周四8:30", "03-04 17:30", "03-05 08:30"),
        ("下午3点到明天上午10点", "03-02 15:00", "03-03 10:00"),
        ("3月3日上午9点到5日下午5点", "03-03 09:00", "03-05 17:00"),
        ("12月31日22点到1月1日8点", "12-31 22:00", "01-01 08:00"),
        ("明天下午3点，开两个小时", "03-03 15:00", "03-03 17:00"),
        ("明天9点 时长90分钟", "03-03 09:00", "03-03 10:30"),
        ("明天下午3点开会，大约一个半小时", "03-03 15:00", "03-03 16:30"),
        ("明天下午3点开会，会期半小时", "03-03 15:00", "03-03 15:30"),
    ],
)
def test_a_range_ends_after_it_starts(text: str, start: str, end: str) -> None:
    reading = read(text)
    assert (stamp(reading.start), stamp(reading.end), reading.doubts) == (start, end, ())


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("明天三点", ["03-03 15:00", "03-03 03:00"]),
        ("后天2点半", ["03-04 14:30", "03-04 02:30"]),
        ("3点到5点，明天", ["03-03 15:00", "03-03 03:00"]),
        ("周一下午两点", ["03-02 14:00", "03-09 14:00"]),
        ("周末上午九点", ["03-07 09:00", "03-08 09:00"]),
        ("下周末上午九点", ["03-14 09:00", "03-15 09:00"]),
        ("12月3日周五上午9点", ["12-03 09:00", "12-04 09:00"]),
        ("明天（周三）上午9点", ["03-03 09:00", "03-04 09:00"]),
        ("9点", ["03-02 21:00", "03-03 09:00"]),
        ("今天8点", ["03-02 20:00", "03-03 08:00"]),
        ("今天上午8点", ["03-03 08:00"]),
        ("昨天下午三点", ["03-03 15:00"]),
        ("上周五下午三点", ["03-06 15:00"]),
        ("3月1日上午9点", ["03-01 09:00"]),
        ("本月1日上午9点", ["04-01 09:00"]),
        ("2025年12月3日上午9点", []),
        ("5月底上午9点", ["05-29 09:00", "05-31 09:00"]),
        ("端午节上午9点", ["06-19 09:00", "06-20 09:00", "06-21 09:00"]),
        ("晚上1点", ["03-03 01:00"]),
        ("明天上午3点", ["03-03 03:00", "03-03 15:00"]),
        ("明天下午10点", ["03-03 10:00", "03-03 22:00"]),
        ("明天下午三点开会，后天上午九点再开一次", ["03-03 15:00", "03-04 09:00"]),
        ("下周开会，下午三点", []),
        ("3月5日、6日上午9点", ["03-05 09:00", "03-06 09:00"]),
        ("今天或明天下午3点", ["03-02 15:00", "03-03 15:00"]),
        ("明天下午3点或4点", ["03-03 15:00", "03-03 16:00"]),
        ("周三、周五上午9点", ["03-04 09:00", "03-06 09:00"]),
        ("下周三、四上午9点", []),
        ("星期五（3月5日）上午9点", ["03-05 09:00", "03-06 09:00"]),
        ("每周一上午九点和周四下午三点", []),
        ("月初上午9点", []),
        ("改天下午3点", []),
        ("2月30日上午9点", []),
        ("13月1日上午9点", []),
        ("次日上午9点", []),
        ("5日下午5点到3月3日上午9点", []),
        ("从下周起下午3点", []),
        ("下周最后一天，下午三点", []),
        ("今晚一点", ["03-03 01:00"]),
    ],
)
def test_what_is_doubtful_is_asked_back(text: str, choices: list[str]) -> None:
    reading = read(text)
    (doubt,) = reading.doubts
    assert [stamp(choice.start) for choice in doubt.choices] == choices
    assert doubt.question.endswith(("。", "？", "吗？"))


@pytest.mark.parametrize(
    ("text", "day", "last"),
    [
        ("明天", date(2026, 3, 3), None),
        ("后天上午", date(2026, 3, 4), None),
        ("明天下午开会", date(2026, 3, 3), None),
        ("三个工作日后", date(2026, 3, 5), None),
        ("2026年12月3日", date(2026, 12, 3), None),
        ("12.3", date(2026, 12, 3), None),
        ("国庆节", date(2026, 10, 1), None),
        ("周三到周五", date(2026, 3, 4), date(2026, 3, 6)),
        ("3月3-5日", date(2026, 3, 3), date(2026, 3, 5)),
        ("3号至5号", date(2026, 3, 3), date(2026, 3, 5)),
        ("3-5日", date(2026, 3, 3), date(2026, 3, 5)),
        ("年底", date(2026, 12, 31), None),
    ],
)
def test_without_an_hour_there_is_only_a_day(text: str, day: date, last: date | None) -> None:
    reading = read(text)
    assert (reading.start, reading.day, reading.last, reading.doubts) == (None, day, last, ())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "你好",
        "提三点意见",
        "有一点问题",
        "快一点",
        "晚一点开会",
        "早点到",
        "第3点要求",
        "25点",
        "3号会议室",
        "二号楼",
        "版本12.3已发布",
        "合格率12.3%",
        "同比增长1.2亿元",
        "国办发〔2026〕3号",
        "提前一天提醒",
        "会前十分钟通知我",
        "一周三次",
        "目前天气很好",
        "临时会议",
        "早日完成",
        "晚会节目",
        "国庆节安排",
        "下午",
        "301",
    ],
)
def test_what_is_no_time_is_not_taken_for_one(text: str) -> None:
    assert read_time(text, MONDAY, zone=ZONE, calendar=CALENDAR) is None


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("1月5日上午9点", "2027-01-05 09:00"),
        ("明天上午9点", "2027-01-01 09:00"),
        ("下周一上午9点", "2027-01-04 09:00"),
        ("3号下午3点", "2027-01-03 15:00"),
        ("今晚22点到明早8点", "2026-12-31 22:00"),
        ("下月5日上午9点", "2027-01-05 09:00"),
    ],
)
def test_the_year_turns(text: str, start: str) -> None:
    reading = read(text, NEW_YEARS_EVE)
    assert (f"{reading.start:%Y-%m-%d %H:%M}", reading.doubts) == (start, ())


@pytest.mark.parametrize("text", ["下一个工作日9点", "节后第一个工作日上午9点", "明年1月底下午3点", "下月底下午4点"])
def test_a_year_without_its_table_is_never_guessed(text: str) -> None:
    with pytest.raises(YearUnknown, match="2027"):
        read(text, NEW_YEARS_EVE)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("节前最后一个工作日下午5点", "09-30 17:00"),
        ("节后第一个工作日上午9点", "10-08 09:00"),
        ("节后第三个工作日上午9点", "10-10 09:00"),  # a worked Saturday
        ("两个工作日后上午9点", "10-08 09:00"),
        ("10月最后一个工作日下午4点", "10-30 16:00"),
    ],
)
def test_worked_weekends_and_holidays_are_counted(text: str, start: str) -> None:
    assert stamp(read(text, BEFORE_NATIONAL_DAY).start) == start


def test_a_choice_settles_the_reading() -> None:
    reading = read("明天三点到五点")
    settled = settle(reading, reading.doubts[0].choices[1])
    assert (stamp(settled.start), stamp(settled.end), settled.doubts) == ("03-03 03:00", "03-03 05:00", ())


def test_the_stretches_that_were_read_are_known() -> None:
    text = "明天１５：００开会，开两个小时，带笔记本"
    assert [text[start:end] for start, end in read(text).spans] == ["明天", "１５：００", "开两个小时"]


def test_several_times_are_asked_back_but_a_time_said_twice_is_not() -> None:
    assert read("明天下午3点或者后天下午3点").doubts[0].question == SEVERAL
    assert read("定于明天下午3点开会。时间：明天15:00").doubts == ()


MOMENTS = st.integers(1, 900_000).map(lambda minutes: MONDAY + timedelta(minutes=minutes))


@given(MOMENTS, st.none() | st.integers(1, 3 * 24 * 60))
def test_the_echo_is_read_as_the_same_time(start: datetime, minutes: int | None) -> None:
    end = start + timedelta(minutes=minutes) if minutes else None
    reading = read(when(start, end, CALENDAR, ZONE))
    assert (reading.start, reading.end, reading.doubts) == (start, end, ())


def test_the_echo_remarks_what_is_special_of_the_day() -> None:
    worked = datetime(2026, 10, 10, 9, 0, tzinfo=ZONE)
    assert when(worked, None, CALENDAR, ZONE) == "2026年10月10日（周六）09:00（国庆节调休上班）"
    assert when(NEW_YEARS_EVE, NEW_YEARS_EVE + timedelta(days=1), CALENDAR, ZONE) == (
        "2026年12月31日（周四）10:00—2027年1月1日（周五）10:00"
    )


DAYS = "今天 明天 后天 周三 周一 下周 周末 每周 每天 每月 一、三 12月3日 2月29日 3号 31号 月底 年底"
DATES = "国庆节 春节 次日 节后第一个工作日"
CLOCKS = "上午 下午 晚上 凌晨 早 晚 三点 3点 9:30 15:00 24点 半 两小时 分钟后 十二 999 天后 个工作日后 个月后"
OTHERS = "到 至 - ， 最后一个 工作日 遇节假日顺延 提前 一天 后 前 每两周 自 从 起 下周起 开"
WORDS = " ".join((DAYS, DATES, CLOCKS, OTHERS)).split()


@given(st.lists(st.sampled_from(WORDS), max_size=8), MOMENTS)
def test_nothing_past_or_backward_comes_without_a_doubt(words: list[str], now: datetime) -> None:
    try:
        reading = read_time("".join(words), now, zone=ZONE, calendar=CALENDAR)
    except YearUnknown:
        return
    if reading is None:
        return
    assert reading.start or reading.day or reading.doubts
    assert reading.doubts or (reading.start or now + timedelta(1)) > now
    times = [(reading.start, reading.end), *((each.start, each.end) for one in reading.doubts for each in one.choices)]
    assert all(end > start for start, end in times if start and end)


@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    read_time(text, MONDAY, zone=ZONE, calendar=CALENDAR)
