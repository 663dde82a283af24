"""Calendar files as programs write them, and what they find in ours."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from bot.files.calendars import Entry, read_calendar, write_calendar
from bot.files.errors import CalendarFault

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 27, 8, tzinfo=ZONE)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def at(day: int, hour: int = 0, minute: int = 0) -> datetime:
    """Return a moment of December 2026 by the office's clock."""
    return datetime(2026, 12, day, hour, minute, tzinfo=ZONE)


FIRST, LAST = at(1), at(31)


def read(content: bytes, *, since: datetime = FIRST, until: datetime = LAST) -> list[Entry]:
    return read_calendar(content, since=since, until=until, zone=ZONE)


def wrap(*lines: str, method: str = "PUBLISH") -> bytes:
    """Return a calendar file of one event with the lines."""
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", f"METHOD:{method}", "BEGIN:VEVENT", "UID:1"]
    return "\r\n".join([*head, *lines, "END:VEVENT", "END:VCALENDAR", ""]).encode()


def written(*entries: Entry) -> bytes:
    return write_calendar("会议", entries, zone=ZONE, now=NOW)


MEETING = Entry(
    uid="meeting-1@canmou",
    title="局务会，听取汇报；研究工作",
    start=at(1, 9),
    end=at(1, 10, 30),
    place="三楼会议室",
    notes="一、学习文件\n二、其他事项",
    alarms=(24 * HOUR, 15 * MINUTE),
    revision=3,
)


def test_what_is_written_reads_back() -> None:
    others = (Entry("duty-2@canmou", "值班", at(2, 17), at(3, 8)), Entry("3", "党课", at(4, 9), cancelled=True))
    assert read(written(MEETING, *others)) == [MEETING, *others]


def test_a_series_is_written_as_one_and_read_as_its_times() -> None:
    rule = "FREQ=WEEKLY;BYDAY=TU"
    content = written(Entry("1", "周例会", at(1, 7, 30), at(1, 8), rule=rule))
    assert content.count(b"BEGIN:VEVENT") == 1
    # In UTC this hour is still Monday.
    assert [entry.start for entry in read(content)] == [at(day, 7, 30) for day in (1, 8, 15, 22, 29)]
    assert {(entry.rule, entry.uid) for entry in read(content)} == {(rule, "1")}


def test_times_are_written_by_the_clock_of_a_zone_that_has_no_summer_time() -> None:
    lines = written(Entry("1", "周例会", at(1, 9).astimezone(UTC))).decode().splitlines()
    assert "DTSTART;TZID=Asia/Shanghai:20261201T090000" in lines
    assert [line for line in lines if line.startswith("TZOFFSET")] == ["TZOFFSETFROM:+0800", "TZOFFSETTO:+0800"]


def test_a_program_knows_the_calendar_and_what_it_already_has() -> None:
    lines = written(MEETING).decode().splitlines()
    assert {"METHOD:PUBLISH", "X-WR-CALNAME:会议", "UID:meeting-1@canmou", "SEQUENCE:3"} <= {*lines}
    assert "DTSTAMP:20261127T000000Z" in lines
    assert written(MEETING) == written(MEETING)


def test_a_cancelled_entry_says_so_in_its_title_and_reminds_nobody() -> None:
    (event,) = Calendar.from_ical(written(Entry("1", "党课", at(4, 9), alarms=(HOUR,), cancelled=True))).events
    assert (event.summary, event.status, event.subcomponents) == ("已取消：党课", "CANCELLED", [])


titles = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1).map(str.strip).filter(bool)


@given(
    titles,
    titles,
    st.datetimes(datetime.combine(date(2026, 12, 1), time()), datetime.combine(date(2026, 12, 30), time())),
)
def test_any_text_at_any_time_reads_back(title: str, place: str, start: datetime) -> None:
    entry = Entry("1", title, start.replace(microsecond=0, tzinfo=ZONE), place=place)
    assert read(written(entry)) == [entry]


OUTLOOK = """\
BEGIN:VCALENDAR
PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN
VERSION:2.0
METHOD:PUBLISH
X-MS-OLK-FORCEINSPECTOROPEN:TRUE
BEGIN:VTIMEZONE
TZID:China Standard Time
BEGIN:STANDARD
DTSTART:16010101T000000
TZOFFSETFROM:+0800
TZOFFSETTO:+0800
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
CLASS:PUBLIC
CREATED:20261120T010203Z
DESCRIPTION:请准备材料。\\n\\n
DTEND;TZID="China Standard Time":20261203T160000
DTSTAMP:20261120T010203Z
DTSTART;TZID="China Standard Time":20261203T143000
LOCATION:五楼
PRIORITY:5
RRULE:FREQ=WEEKLY;UNTIL=20261217T063000Z;BYDAY=TH
SEQUENCE:1
SUMMARY;LANGUAGE=zh-cn:专题会
TRANSP:OPAQUE
UID:040000008200E00074C5B7101A82E008
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
BEGIN:VALARM
TRIGGER:-PT15M
ACTION:DISPLAY
DESCRIPTION:Reminder
END:VALARM
END:VEVENT
END:VCALENDAR
"""

APPLE = """\
BEGIN:VCALENDAR
CALSCALE:GREGORIAN
PRODID:-//Apple Inc.//macOS 15.1//EN
VERSION:2.0
X-WR-CALNAME:工作
BEGIN:VEVENT
DTSTART;TZID=Asia/Shanghai:20261202T090000
DTEND;TZID=Asia/Shanghai:20261202T093000
EXDATE;TZID=Asia/Shanghai:20261204T090000
RRULE:FREQ=DAILY;COUNT=4
SUMMARY:晨会
UID:8A2C
SEQUENCE:0
BEGIN:VALARM
ACTION:NONE
TRIGGER;VALUE=DATE-TIME:19760401T005545Z
END:VALARM
END:VEVENT
BEGIN:VEVENT
DTSTART;TZID=Asia/Shanghai:20261203T140000
DTEND;TZID=Asia/Shanghai:20261203T150000
RECURRENCE-ID;TZID=Asia/Shanghai:20261203T090000
SUMMARY:晨会（改到下午）
UID:8A2C
SEQUENCE:1
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20261209
DTEND;VALUE=DATE:20261211
SUMMARY:外出培训
UID:8A2D
END:VEVENT
END:VCALENDAR
"""


@pytest.mark.parametrize("zone", ["China Standard Time", "(UTC+08:00) 北京，重庆，香港特别行政区，乌鲁木齐"])
def test_a_file_of_outlook_is_read(zone: str) -> None:
    content = OUTLOOK.replace("China Standard Time", zone).replace("\n", "\r\n").encode("utf-8-sig")
    first, *others = read(content)
    assert first == Entry(
        uid="040000008200E00074C5B7101A82E008",
        title="专题会",
        start=at(3, 14, 30),
        end=at(3, 16),
        place="五楼",
        notes="请准备材料。",
        alarms=(15 * MINUTE,),
        rule="FREQ=WEEKLY;UNTIL=20261217T063000Z;BYDAY=TH",
        revision=1,
    )
    assert [(entry.start, entry.end) for entry in others] == [(at(day, 14, 30), at(day, 16)) for day in (10, 17)]


def test_a_file_of_apple_is_read_with_what_was_moved_and_left_out() -> None:
    assert [(entry.title, entry.start, entry.end, entry.alarms) for entry in read(APPLE.encode())] == [
        ("晨会", at(2, 9), at(2, 9, 30), ()),
        ("晨会（改到下午）", at(3, 14), at(3, 15), ()),
        ("晨会", at(5, 9), at(5, 9, 30), ()),
        ("外出培训", at(9), at(11), ()),
    ]


@pytest.mark.parametrize(
    ("lines", "start", "end"),
    [
        (["DTSTART:20261201T010000Z", "DTEND:20261201T020000Z"], at(1, 9), at(1, 10)),
        (["DTSTART:20261201T090000", "DTEND:20261201T100000"], at(1, 9), at(1, 10)),
        (["DTSTART;TZID=Nowhere/Land:20261201T090000", "DURATION:PT45M"], at(1, 9), at(1, 9, 45)),
        (["DTSTART;TZID=America/New_York:20261201T090000"], at(1, 22), None),
        (["DTSTART;TZID=Europe/London:20261201T090000", "DURATION:PT1H"], at(1, 17), at(1, 18)),
        (["DTSTART;VALUE=DATE:20261201"], at(1), at(2)),
        (["DTSTART:20261201T090000", "DTEND:20261201T080000"], at(1, 9), None),
    ],
)
def test_every_form_of_time_is_read_by_the_offices_clock(
    lines: list[str], start: datetime, end: datetime | None
) -> None:
    (entry,) = read(wrap(*lines))
    assert (entry.start, entry.end, entry.start.tzinfo) == (start, end, ZONE)


@pytest.mark.parametrize(
    ("start", "rule", "days"),
    [
        ("DTSTART:20261201T090000", "FREQ=DAILY;COUNT=3", [1, 2, 3]),
        ("DTSTART:20261201T090000", "FREQ=DAILY;INTERVAL=10;UNTIL=20261221", [1, 11, 21]),
        ("DTSTART:20261201T090000", "FREQ=DAILY;INTERVAL=10;UNTIL=20261221T005959Z", [1, 11]),
        ("DTSTART:20261201T090000", "FREQ=DAILY;INTERVAL=10;UNTIL=20261221T090000", [1, 11, 21]),
        ("DTSTART:20261130T090000", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR", [4, 14, 18, 28]),
        ("DTSTART:20260131T090000", "FREQ=MONTHLY;BYMONTHDAY=-2", [30]),
        ("DTSTART:20200101T090000", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-3", [29]),
        ("DTSTART:20201224T090000", "FREQ=YEARLY", [24]),
        ("DTSTART;VALUE=DATE:20261228", "FREQ=DAILY", [28, 29, 30]),
        ("DTSTART;TZID=America/New_York:20261028T200000", "FREQ=WEEKLY;BYDAY=WE", [3, 10, 17, 24]),
    ],
)
def test_a_rule_is_laid_out_within_the_window(start: str, rule: str, days: list[int]) -> None:
    assert [entry.start.day for entry in read(wrap(start, f"RRULE:{rule}"))] == days


def test_days_may_be_added_to_an_entry() -> None:
    entries = read(wrap("DTSTART:20261201T090000", "RDATE:20261205T090000,20261206T100000"))
    assert [entry.start for entry in entries] == [at(1, 9), at(5, 9), at(6, 10)]


def test_the_window_has_its_first_moment_and_not_its_last() -> None:
    content = written(Entry("1", "早", at(2)), Entry("2", "晚", at(3)))
    assert [entry.title for entry in read(content, since=at(2), until=at(3))] == ["早"]


@pytest.mark.parametrize(
    ("trigger", "alarms"),
    [
        ("TRIGGER:-P1D", (24 * HOUR,)),
        ("TRIGGER:PT0S", (timedelta(),)),
        ("TRIGGER:PT5M", ()),
        ("TRIGGER;RELATED=END:-PT1H30M", (30 * MINUTE,)),
        ("TRIGGER;VALUE=DATE-TIME:20261201T003000Z", (30 * MINUTE,)),
    ],
)
def test_an_alarm_is_how_long_before_the_start(trigger: str, alarms: tuple[timedelta, ...]) -> None:
    alarm = ["BEGIN:VALARM", "ACTION:DISPLAY", trigger, "END:VALARM"]
    (entry,) = read(wrap("DTSTART:20261201T090000", "DTEND:20261201T100000", *alarm))
    assert entry.alarms == alarms


@pytest.mark.parametrize(("method", "status"), [("PUBLISH", "CANCELLED"), ("CANCEL", "CONFIRMED")])
def test_a_cancellation_is_known_in_both_of_its_forms(method: str, status: str) -> None:
    (entry,) = read(wrap("DTSTART:20261201T090000", f"STATUS:{status}", method=method))
    assert (entry.cancelled, entry.title) == (True, "（无标题）")


def test_an_old_file_in_a_chinese_encoding_is_read() -> None:
    (entry,) = read(wrap("DTSTART:20261201T090000", "SUMMARY:局务会").decode().encode("gb18030"))
    assert entry.title == "局务会"


def test_null_signs_are_left_out() -> None:
    (entry,) = read(wrap("DTSTART:20261201T090000", "SUMMARY:局\0务会"))
    assert entry.title == "局务会"


def crowd(rule: str, count: int = 1) -> bytes:
    event = f"BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20000101T090000\r\nRRULE:{rule}\r\nEND:VEVENT\r\n"
    return f"BEGIN:VCALENDAR\r\n{event * count}END:VCALENDAR\r\n".encode()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "文件打不开"),
        (b"hello", "文件打不开"),
        (b"\xff\xfe\x00", "文件打不开"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "文件打不开"),
        (b"BEGIN:VEVENT\r\nDTSTART:20261201T090000\r\nEND:VEVENT\r\n", "文件打不开"),
        (wrap("SUMMARY:x")[:-20], "文件打不开"),
        (wrap("SUMMARY:x"), "文件打不开"),
        (wrap("DTSTART:soon"), "文件打不开"),
        (wrap("DTSTART:20261201T090000", "DTEND;VALUE=DATE:20261201"), "文件打不开"),
        (wrap("DTSTART:20261201T090000", "RRULE:FREQ=SOMETIMES"), "重复规则不支持"),
        (wrap("DTSTART:20261201T090000", "RRULE:FREQ=HOURLY"), "重复规则不支持"),
        (wrap("DTSTART:20261201T090000", "RRULE:FREQ=DAILY;INTERVAL=0"), "重复规则不支持"),
        (wrap("DTSTART:20261201T090000", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"), "重复规则不支持"),
        (wrap("DTSTART:20261201T090000", "RRULE:FREQ=DAILY;BYSECOND=1,2,3"), "重复规则不支持"),
        (crowd("FREQ=DAILY", 201), "重复的日程太多"),
        (crowd("FREQ=DAILY", 100), "日程太多"),
        (b"a" * 5_000_001, "文件太大"),
    ],
)
def test_a_file_that_is_no_calendar_is_refused_in_a_sentence(content: bytes, words: str) -> None:
    with pytest.raises(CalendarFault, match=words):
        read(content)


@given(st.sampled_from(["MO", "TU,TH", "SA"]), st.integers(1, 4), st.integers(0, 23))
def test_a_weekly_rule_keeps_its_weekdays_at_every_hour(weekdays: str, interval: int, hour: int) -> None:
    start = datetime(2026, 11, 2 + WEEKDAYS.index(weekdays[:2]), hour, tzinfo=ZONE)
    rule = f"FREQ=WEEKLY;INTERVAL={interval};BYDAY={weekdays}"
    found = [entry.start for entry in read(written(Entry("1", "例会", start, rule=rule)))]
    assert {moment.hour for moment in found} == {hour}
    assert {WEEKDAYS[moment.weekday()] for moment in found} == {*weekdays.split(",")}
    assert {(moment - start).days // 7 % interval for moment in found} == {0}
