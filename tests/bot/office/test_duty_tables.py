"""Rosters as offices keep them: columns in any order, dates in any spelling, and every fault at once."""

from datetime import date, datetime, time
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.office.duty.shifts import Hours
from bot.office.duty.tables import Entry, Reading, read_roster
from bot.office.duty.tables.dates import Near, near_title, read_spans
from bot.office.duty.tables.faults import Unreadable
from bot.office.duty.tables.hours import read_hours
from bot.office.duty.tables.names import read_named, read_phones
from bot.office.rows import Row, Value

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 25, 10, tzinfo=ZONE)
HOURS = Hours(time(8, 30), time(8, 30))
WHOLE = "日期|带班领导|值班员"


def table(text: str) -> list[Row]:
    """Return rows as they are read from a file: empty lines left out, all as wide as the widest."""
    lines = [(number, line.split("|")) for number, line in enumerate(text.splitlines(), 1) if line.strip("| ")]
    width = max(len(cells) for _, cells in lines)
    return [
        Row(number, tuple(cell.strip() for cell in cells) + ("",) * (width - len(cells))) for number, cells in lines
    ]


def read(text: str, now: datetime = NOW) -> Reading[Entry]:
    return read_rows(table(text), now)


def read_rows(rows: list[Row], now: datetime = NOW) -> Reading[Entry]:
    return read_roster(rows, now=now, zone=ZONE, hours=HOURS)


def faults(text: str) -> list[str]:
    reading = read(text)
    assert reading.entries == ()
    return [str(fault) for fault in reading.faults]


def days(text: str, near: Near | None = None) -> list[str]:
    near = near or Near(NOW.date())
    return [first.isoformat() if first == last else f"{first}/{last}" for first, last in read_spans(text, near)]


def test_a_usual_table_is_read_whole() -> None:
    reading = read(
        "2026年12月值班安排表\n"
        "\n"
        "日期|星期|带班领导|电话|值班员|联系电话|备注\n"
        "12月1日|周二|李 四|13900000000|张三、王五|13800000000、13700000000|\n"
        "2日|三|李四|13900000000|赵六（综合科）|8234-5678|请假返回\n"
        "注：值班期间请保持电话畅通\n"
    )
    first, second = HOURS.on(date(2026, 12, 1), ZONE), HOURS.on(date(2026, 12, 2), ZONE)
    assert reading == Reading(
        (
            Entry(4, date(2026, 12, 1), *first, "张三", "李四", "13800000000", "13900000000"),
            Entry(4, date(2026, 12, 1), *first, "王五", "李四", "13700000000", "13900000000"),
            Entry(5, date(2026, 12, 2), *second, "赵六", "李四", "8234-5678", "13900000000"),
        )
    )


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("日期|带班领导|值班员", "12月1日|李四|张三"),
        ("值班人员|值班领导|值班日期", "张三|李四|12月1日"),
        ("序号|日 期|周|带班|值班|备注", "1|12.1|二|李四|张三|"),
        ("时间|带班人员|值班人", "2026-12-01|李四|张三"),
        ("时间|班次|带班领导|值班员", "12月1日（周二）|全天|李四|张三"),
        ("日期|带班领导姓名|值班员姓名", "20261201|李四|张三"),
    ],
)
def test_columns_have_their_usual_names_in_any_order(header: str, row: str) -> None:
    (entry,) = read(f"{header}\n{row}").entries
    assert (entry.day, entry.officer, entry.leader) == (date(2026, 12, 1), "张三", "李四")


@pytest.mark.parametrize(
    ("header", "row", "phones"),
    [
        ("日期|带班领导|值班员|电话", "12月1日|李四|张三|111-1111", ("111-1111", "")),
        ("日期|带班领导|电话|值班员", "12月1日|李四|222-2222|张三", ("", "222-2222")),
        ("电话|日期|值班员|带班领导", "111-1111|12月1日|张三|李四", ("111-1111", "")),
        (
            "日期|带班领导|值班员|值班员电话|带班领导联系电话",
            "12月1日|李四|张三|111-1111|222-2222",
            ("111-1111", "222-2222"),
        ),
        ("日期|带班领导|值班员", "12月1日|李四 222-2222|张三（111-1111）", ("111-1111", "222-2222")),
    ],
)
def test_telephones_are_given_to_whom_they_stand_beside(header: str, row: str, phones: tuple[str, str]) -> None:
    (entry,) = read(f"{header}\n{row}").entries
    assert (entry.officer_phone, entry.leader_phone) == phones


def test_two_rows_of_headings_are_one() -> None:
    (entry,) = read(
        "日期|带班领导|带班领导|值班员|值班员\n日期|姓名|电话|姓名|手机\n12月1日|李四|222-2222|张三|111-1111"
    ).entries
    assert (entry.officer, entry.leader, entry.officer_phone, entry.leader_phone) == (
        "张三",
        "李四",
        "111-1111",
        "222-2222",
    )


def test_headings_repeated_on_every_page_and_notes_are_passed_over() -> None:
    notes = "1. 不得脱岗|1. 不得脱岗|1. 不得脱岗\n备注：|无|无\n第二周"
    reading = read(f"{WHOLE}\n12月1日|李四|张三\n{WHOLE}\n12月2日|李四|张三\n{notes}")
    assert [entry.row for entry in reading.entries] == [2, 4]


def test_cells_may_be_dates_of_a_spreadsheet() -> None:
    header = Row(1, ("日期", "带班领导", "值班员", "星期"))
    cells: tuple[Value, ...] = (datetime.fromisoformat("2026-12-01T00:00"), "李四", "张三", "周二")
    (entry,) = read_rows([header, Row(2, cells)]).entries
    assert entry.day == date(2026, 12, 1)


def test_one_row_may_stand_for_several_days() -> None:
    entries = read(f"{WHOLE}|星期\n12月1日-3日|李四|张三|周二至周四").entries
    assert [entry.day.day for entry in entries] == [1, 2, 3]
    assert [before.end == after.start for before, after in pairwise(entries)] == [True, True]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2026-12-01", ["2026-12-01"]),
        ("2026/12/1", ["2026-12-01"]),
        ("2026.12.01 00:00:00", ["2026-12-01"]),
        ("二〇二六年十二月二十一日", ["2026-12-21"]),
        ("１２月１日 星期二", ["2026-12-01"]),
        ("12/1", ["2026-12-01"]),
        ("1月3日", ["2027-01-03"]),
        ("11月1日", ["2026-11-01"]),
        ("12月30日至1月2日", ["2026-12-30/2027-01-02"]),
        ("12.1-12.3", ["2026-12-01/2026-12-03"]),
        ("2026-12-01—2026-12-03", ["2026-12-01/2026-12-03"]),
        ("2026-12-05至12-08、12-20", ["2026-12-05/2026-12-08", "2026-12-20"]),
        ("12月5、6日", ["2026-12-05", "2026-12-06"]),
    ],
)
def test_dates_are_read_in_all_spellings(text: str, found: list[str]) -> None:
    assert days(text) == found


@pytest.mark.parametrize(
    ("title", "text", "found"),
    [
        ("2026年12月值班表", "5日", ["2026-12-05"]),
        ("二〇二六年十二月份值班表", "5", ["2026-12-05"]),
        ("12月值班表", "5号", ["2026-12-05"]),
        ("1月值班表", "5号", ["2027-01-05"]),
        ("2026年12月值班表", "1月3日", ["2027-01-03"]),
        ("2025年国庆节值班表", "10月1日", ["2025-10-01"]),
        ("2026年12月值班表", "3-5", ["2026-12-03/2026-12-05"]),
        ("2026年12月值班表", "12-01", ["2026-12-01"]),
        ("2026年12月值班表", "1-3、7-9", ["2026-12-01/2026-12-03", "2026-12-07/2026-12-09"]),
        ("2024年2月值班表", "29日", ["2024-02-29"]),
    ],
)
def test_a_title_says_the_month_that_dates_leave_out(title: str, text: str, found: list[str]) -> None:
    assert days(text, near_title(title, NOW.date())) == found


@pytest.mark.parametrize(
    ("title", "text", "fault"),
    [
        ("", "2月30日", "没有这一天：2月30日"),
        ("", "2026-13-01", "没有这一天：2026-13-01"),
        ("", "5日", "日期没有写月份：5日"),
        ("2026年11月28日至12月5日", "5日", "日期没有写月份：5日"),
        ("", "12月3日至12月1日", "起止日期颠倒：12月3日至12月1日"),
        ("", "待定", "日期看不懂：待定"),
        ("", "", "没有写日期"),
        ("2026年12月值班表", "12-15", "“12-15”可以是12月15日，也可以是12日至15日，请写明"),
    ],
)
def test_a_date_that_cannot_be_sure_is_refused(title: str, text: str, fault: str) -> None:
    with pytest.raises(Unreadable, match=fault):
        days(text, near_title(title, NOW.date()))


@given(
    st.dates(date(2026, 6, 1), date(2027, 5, 1)), st.sampled_from(["{0.month}月{0.day}日", "{0.month}.{0.day}", "{0}"])
)
def test_a_date_of_the_months_ahead_is_found_without_its_year(day: date, spelling: str) -> None:
    assert days(spelling.format(day)) == [day.isoformat()]


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("", ("08:30", "08:30")),
        ("全天", ("08:30", "08:30")),
        ("白班", ("08:30", "17:30")),
        ("夜班", ("17:30", "08:30")),
        ("08:30-17:30", ("08:30", "17:30")),
        ("8：30至次日8：30", ("08:30", "08:30")),
        ("8时30分—17时", ("08:30", "17:00")),
        ("白班（9:00—18:00）", ("09:00", "18:00")),
        ("18:00~24:00", ("18:00", "00:00")),
    ],
)
def test_hours_are_read_from_names_and_from_times(text: str, hours: tuple[str, str]) -> None:
    assert read_hours(text, HOURS) == Hours(*map(time.fromisoformat, hours))


@pytest.mark.parametrize(
    ("usual", "day", "night"),
    [
        (("08:30", "08:30"), ("08:30", "17:30"), ("17:30", "08:30")),
        (("18:00", "09:00"), ("09:00", "18:00"), ("18:00", "09:00")),
        (("09:00", "17:00"), ("09:00", "17:00"), ("17:00", "09:00")),
    ],
)
def test_day_and_night_shifts_meet_at_the_offices_hours(
    usual: tuple[str, str], day: tuple[str, str], night: tuple[str, str]
) -> None:
    for name, hours in (("白班", day), ("夜班", night)):
        assert read_hours(name, Hours(*map(time.fromisoformat, usual))) == Hours(*map(time.fromisoformat, hours))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("晚班", "班次看不懂：晚班"),
        ("白班夜班", "班次看不懂：白班夜班"),
        ("8:30", "班次要写明起止时间：8:30"),
        ("25:00-26:00", "没有这个时间：25:00"),
        ("8:00至次日9:00", "一班不能超过24小时：8:00至次日9:00"),
    ],
)
def test_hours_that_cannot_be_sure_are_refused(text: str, fault: str) -> None:
    with pytest.raises(Unreadable, match=fault):
        read_hours(text, HOURS)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("张三", [("张三", "")]),
        ("张 三", [("张三", "")]),
        ("张　三、李四", [("张三", ""), ("李四", "")]),
        ("张 三 李四", [("张三", ""), ("李四", "")]),
        ("张三 李四", [("张三", ""), ("李四", "")]),
        ("张三\n李四", [("张三", ""), ("李四", "")]),
        ("欧阳 锋", [("欧阳锋", "")]),
        ("买买提•艾力", [("买买提·艾力", "")]),
        ("张三（综合科）", [("张三", "")]),
        ("张三 副主任", [("张三", "")]),
        ("张三 13800000000、李四 139 0000 0000", [("张三", "13800000000"), ("李四", "13900000000")]),
        ("张三13800000000", [("张三", "13800000000")]),
        ("张三\n0571-88880000", [("张三", "0571-88880000")]),
        ("John Smith", [("John Smith", "")]),
        ("待定", []),
        ("—", []),
        ("", []),
    ],
)
def test_names_are_read_as_people_write_them(text: str, people: list[tuple[str, str]]) -> None:
    assert list(read_named(text)) == people


@pytest.mark.parametrize(
    "text", ["13800000000", "张三 李四 13800000000", "张三 13800000000、13900000000", "？？", "甲" * 21]
)
def test_what_is_no_name_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match="姓名看不懂"):
        read_named(text)


@pytest.mark.parametrize(
    ("text", "phones"),
    [
        ("", ()),
        ("13800000000", ("13800000000",)),
        ("0571-88880000、无", ("0571-88880000", "")),
        ("（0571）88880000", ("0571-88880000",)),
    ],
)
def test_telephones_are_looked_at_loosely(text: str, phones: tuple[str, ...]) -> None:
    assert read_phones(text) == phones


@pytest.mark.parametrize("text", ["820", "1" * 21, "打总机"])
def test_what_is_no_telephone_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match="电话号码看不懂"):
        read_phones(text)


def test_all_faults_are_named_by_row_and_cell_and_nothing_is_taken() -> None:
    assert faults(
        "日期|星期|带班领导|值班员|电话|班次\n"
        "12月1日|周二|李四|张三||\n"
        "12月3日|周五|||820|\n"
        "2月30日||李四、王五|张三、张三|1234567|晚班\n"
        "|周五|李四|张三||\n"
    ) == [
        "第3行 B列（B3）：星期与日期不符，12月3日是周四",
        "第3行 C列（C3）：缺少带班领导",
        "第3行 D列（D3）：缺少值班员",
        "第4行 A列（A4）：没有这一天：2月30日",
        "第4行 C列（C4）：带班领导只能填一人",
        "第4行 D列（D4）：同一个人写了不止一次",
        "第4行 F列（F4）：班次看不懂：晚班",
        "第5行 A列（A5）：没有写日期",
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a|b\nc|d", ["前10行里没有找到表头，表头应有“日期”“带班领导”“值班员”等列"]),
        ("\n" * 10 + "标题\n" * 10 + WHOLE, ["前10行里没有找到表头，表头应有“日期”“带班领导”“值班员”等列"]),
        ("标题\n日期|值班员\n12月1日|张三", ["第2行：表头缺少“带班领导”一列"]),
        (f"{WHOLE}|日期\n12月1日|李四|张三|", ["第1行：表头中“日期”有不止一列，请只保留一列"]),
        (WHOLE, ["表里没有值班安排"]),
        (f"{WHOLE}\n12月1日（周三）|李四|张三", ["第2行 A列（A2）：星期与日期不符，12月1日是周二"]),
        (f"{WHOLE}\n12月1日||", ["第2行 B列（B2）：缺少带班领导", "第2行 C列（C2）：缺少值班员"]),
        (f"{WHOLE}|电话\n12月1日|李四|张三、王五|1234567", ["第2行 D列（D2）：这里有1个电话号码，姓名有2个"]),
        (f"{WHOLE}\n2026-01-01至2027-12-31|李四|张三", ["第2行 A列（A2）：起止日期相隔太久"]),
    ],
)
def test_what_is_wrong_with_a_table_is_said(text: str, found: list[str]) -> None:
    assert faults(text) == found


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (["12月1日|全天", "12月1日|全天"], ["第3行 A列（A3）：12月1日的班次与第2行时间重叠"]),
        (["12月2日|全天", "12月1日至3日|全天"], ["第3行 A列（A3）：12月2日的班次与第2行时间重叠"]),
        (["12月1日|白班", "12月1日|17:00-20:00"], ["第3行 A列（A3）：12月1日的班次与第2行时间重叠"]),
        (["12月1日|全天", "12月2日|8:00-9:00"], ["第3行 A列（A3）：12月2日的班次与第2行时间重叠"]),
    ],
)
def test_times_that_overlap_are_named(rows: list[str], found: list[str]) -> None:
    assert faults(f"{WHOLE}|班次\n" + "\n".join(row.replace("|", "|李四|张三|") for row in rows)) == found


def test_shifts_that_meet_do_not_overlap() -> None:
    rows = ("12月1日|李四|张三|白班", "12月1日|李四|王五|夜班", "12月2日|李四|张三|白班")
    assert len(read(f"{WHOLE}|班次\n" + "\n".join(rows)).entries) == 3
