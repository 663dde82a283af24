"""Whom a text of participants means, and which meetings clash over rooms and people."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.office.meetings.attendance import attendance
from bot.office.meetings.clashes import ASSUMED_LENGTH, clashes, room_key
from bot.office.meetings.meeting import Meeting, Plan, Sitting
from bot.office.people import Person

ZONE = ZoneInfo("Asia/Shanghai")
THREE = datetime(2026, 3, 3, 15, 0, tzinfo=ZONE)
HOUR = timedelta(hours=1)
STAFF = (
    Person(1, "张三", position="综合科科长"),
    Person(2, "李四", position="财务科科长"),
    Person(3, "王五", position="综合科副科长"),
    Person(4, "赵小六", position="综合科科员"),
    Person(5, "赵小", position="局长"),
    Person(6, "钱七", position="财务科负责人"),
    Person(7, "孙八"),
)


@pytest.mark.parametrize(
    ("text", "ids", "unmatched"),
    [
        ("张三、李四", {1, 2}, ()),
        ("李四，张三和王五", {1, 2, 3}, ()),
        ("张三 李四", {1, 2}, ()),
        ("张三科长", set(), ("张三科长",)),
        ("综合科科长张三", {1}, ()),
        ("张三同志", {1}, ()),
        ("赵小六", {4}, ()),
        ("赵小", {5}, ()),
        ("局长", {5}, ()),
        ("各科科长", {1, 2}, ()),
        ("各科室科长", {1, 2}, ()),
        ("各科室负责人", {1, 2, 6}, ()),
        ("各部门主要负责人", {1, 2, 6}, ()),
        ("副科长", {3}, ()),
        ("综合科", {1, 3, 4}, ()),
        ("综合科全体人员", {1, 3, 4}, ()),
        ("全体干部职工", {1, 2, 3, 4, 5, 6, 7}, ()),
        ("全体", {1, 2, 3, 4, 5, 6, 7}, ()),
        ("全局全体人员", {1, 2, 3, 4, 5, 6, 7}, ()),
        ("张三、周九", {1}, ("周九",)),
        ("安全员", set(), ("安全员",)),
        ("张", set(), ("张",)),
        ("", set(), ()),
    ],
)
def test_only_what_stands_there_is_matched(text: str, ids: set[int], unmatched: tuple[str, ...]) -> None:
    found = attendance(text, STAFF)
    assert ({person.id for person in found.persons}, found.unmatched) == (ids, unmatched)


def sitting(start: datetime = THREE, end: datetime | None = None, *, room: str = "301", people: str = "") -> Sitting:
    plan = Plan("例会", start, end, room=room, people=people)
    return Sitting(8, Meeting(9, plan, 1, 1), start, end)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("301", "301会议室"),
        ("301", "301室"),
        ("第二会议室", "2号会议室"),
        ("二会议室", "第2会议室"),
        ("三楼会议室", "３楼会议室"),
        ("三楼 会议室", "三楼会议室"),
        ("大礼堂", "大礼堂"),
    ],
)
def test_a_room_has_several_names(one: str, other: str) -> None:
    assert room_key(one) == room_key(other)


@pytest.mark.parametrize(("one", "other"), [("301", "302"), ("二会议室", "三会议室"), ("三楼会议室", "二楼会议室")])
def test_other_rooms_are_others(one: str, other: str) -> None:
    assert room_key(one) != room_key(other)


@pytest.mark.parametrize(
    ("start", "end", "clashing"),
    [
        (THREE, THREE + HOUR, True),
        (THREE + HOUR / 2, THREE + HOUR * 2, True),
        (THREE - HOUR, THREE + HOUR * 5, True),
        (THREE + HOUR, THREE + HOUR * 2, False),
        (THREE - HOUR, THREE, False),
        (THREE - HOUR / 2, None, True),
        (THREE - ASSUMED_LENGTH, None, False),
    ],
)
def test_meetings_in_one_room_clash_when_they_overlap(start: datetime, end: datetime | None, *, clashing: bool) -> None:
    plan = Plan("党委会", THREE, THREE + HOUR, room="301会议室")
    found = clashes(plan, [sitting(start, end)], STAFF)
    assert [clash.room for clash in found] == (["301"] if clashing else [])
    assert all(clash.is_assumed == (end is None) for clash in found)


def test_people_cannot_be_in_two_meetings() -> None:
    plan = Plan("党委会", THREE, THREE + HOUR, room="302", people="各科室负责人")
    (clash,) = clashes(plan, [sitting(people="张三、王五")], STAFF)
    assert (clash.room, [person.name for person in clash.people]) == ("", ["张三"])


def test_neither_cancelled_sittings_nor_the_meeting_itself_clash() -> None:
    plan = Plan("党委会", THREE, room="301")
    assert clashes(plan, [replace(sitting(), cancelled=True)], STAFF) == ()
    assert clashes(plan, [sitting()], STAFF, ignored=9) == ()


def test_meetings_without_a_room_do_not_share_one() -> None:
    assert clashes(Plan("党委会", THREE), [sitting(room="")], STAFF) == ()
