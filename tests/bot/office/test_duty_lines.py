"""A roster line by line, and back again through the reader of tables."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.office.calendar import Calendar, DayKind
from bot.office.duty.lines import HEADER, RosterLine, roster_lines, unknown_years
from bot.office.duty.shifts import Hours, Shift
from bot.office.duty.tables import read_roster
from bot.office.people import Person
from bot.office.published import published_years
from bot.office.rows import Row

ZONE = ZoneInfo("Asia/Shanghai")
CALENDAR = Calendar(published_years())
WHOLE, DAYTIME, NIGHT = (
    Hours(time(8, 30), time(8, 30)),
    Hours(time(8, 30), time(17, 30)),
    Hours(time(17, 30), time(8, 30)),
)
ZHANG, LI, WANG = Person(1, "张三", "13800000001"), Person(2, "李四"), Person(3, "王五", "13800000003")


def shift(day: date, hours: Hours = WHOLE, officer: Person = ZHANG, leader: Person = WANG) -> Shift:
    return Shift(*hours.on(day, ZONE), officer, leader)


def lines(*shifts: Shift) -> tuple[RosterLine, ...]:
    return roster_lines(shifts, calendar=CALENDAR, zone=ZONE)


def test_a_line_says_all_of_a_shift() -> None:
    (line,) = lines(shift(date(2026, 10, 1)))
    assert line.cells == (
        date(2026, 10, 1),
        "周四",
        "08:30—次日08:30",
        "王五",
        "13800000003",
        "张三",
        "13800000001",
        "国庆节放假",
    )
    assert len(line.cells) == len(HEADER)
    assert (line.start, line.end) == WHOLE.on(date(2026, 10, 1), ZONE)


@pytest.mark.parametrize(
    ("day", "kind", "remark"),
    [
        (date(2026, 9, 28), DayKind.WORKING, ""),
        (date(2026, 10, 7), DayKind.HOLIDAY, "国庆节放假"),
        (date(2026, 10, 10), DayKind.WORKING, "国庆节调休上班"),
        (date(2026, 10, 11), DayKind.WEEKEND, ""),
        (date(2099, 1, 1), None, ""),
    ],
)
def test_a_line_says_what_day_it_is(day: date, kind: DayKind | None, remark: str) -> None:
    (line,) = lines(shift(day))
    assert (line.kind, line.remark) == (kind, remark)


def test_a_year_that_is_not_known_is_said_once() -> None:
    made = lines(shift(date(2099, 1, 1)), shift(date(2099, 1, 2)))
    assert unknown_years(made, CALENDAR) == "2099年放假安排尚未导入"
    assert unknown_years(lines(shift(date(2026, 1, 1))), CALENDAR) == ""


def test_officers_of_one_time_share_a_line() -> None:
    day = date(2026, 9, 28)
    (line,) = lines(shift(day), shift(day, officer=LI))
    assert (line.officer, line.officer_phone) == ("张三、李四", "13800000001、无")
    (line,) = lines(shift(day, officer=LI))
    assert (line.officer, line.officer_phone) == ("李四", "")


def test_lines_are_in_the_order_of_time() -> None:
    day = date(2026, 9, 28)
    made = lines(shift(day, NIGHT), shift(date(2026, 9, 27), NIGHT), shift(day, DAYTIME))
    assert [line.hours for line in made] == ["17:30—次日08:30", "08:30—17:30", "17:30—次日08:30"]


def test_hours_are_those_of_the_offices_clock() -> None:
    start, end = (datetime(2026, 9, day, 0, 30, tzinfo=UTC) for day in (28, 29))
    (line,) = lines(Shift(start, end, ZHANG, WANG))
    assert (line.day, line.hours) == (date(2026, 9, 28), "08:30—次日08:30")


def test_what_is_written_out_is_read_in_again() -> None:
    shifts = [
        shift(date(2026, 12, 31), DAYTIME),
        shift(date(2026, 12, 31), NIGHT, LI),
        shift(date(2027, 1, 1), DAYTIME, LI),
        shift(date(2027, 1, 1), DAYTIME, ZHANG),
    ]
    rows = [Row(1, HEADER), *(Row(number, line.cells) for number, line in enumerate(lines(*shifts), 2))]
    reading = read_roster(rows, now=datetime(2026, 12, 1, tzinfo=ZONE), zone=ZONE, hours=WHOLE)
    assert reading.faults == ()
    assert {
        (entry.start, entry.end, entry.officer, entry.officer_phone, entry.leader) for entry in reading.entries
    } == {(each.start, each.end, each.officer.name, each.officer.phone, each.leader.name) for each in shifts}
