"""A call as it is logged: its fields found in a message, in whatever order people write them."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.office.duty.calling import Entry, latest, read_call, read_clock

ZONE = ZoneInfo("Asia/Shanghai")
WHOLE = Entry("市应急局", "张科长", "13800000000", "报送灾情", "已转科室")


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("市应急局 张科长 13800000000 报送灾情 已转科室", WHOLE),
        ("市应急局，张科长，13800000000，报送灾情，已转科室。", WHOLE),
        ("市应急局张科长 13800000000 报送灾情 已转科室", WHOLE),
        ("张科长 市应急局 13800000000 报送灾情 已转科室", WHOLE),
        ("市应急局 张科长 报送灾情 13800000000 已转科室", WHOLE),
        ("单位：市应急局 姓名：张科长 电话：13800000000 内容：报送灾情 处理：已转科室", WHOLE),
        ("来电单位：市应急局\n联系人：张科长\n联系电话：13800000000\n事由：报送灾情\n办理情况：已转科室", WHOLE),
        (
            "市应急局 0571-87654321 报送灾情：山体滑坡，2人受困 已转应急科",
            Entry("市应急局", "", "0571-87654321", "报送灾情：山体滑坡，2人受困", "已转应急科"),
        ),
        ("群众 13912345678 反映路灯不亮", Entry("", "群众", "13912345678", "反映路灯不亮")),
        ("李明 139 1234 5678 问补贴", Entry("", "李明", "139 1234 5678", "问补贴")),
        ("反映路灯坏了", Entry(content="反映路灯坏了")),
        ("市委办公室主任 催报材料", Entry(person="市委办公室主任", content="催报材料")),
        ("县政府办 报会议通知 3月5日开会", Entry("县政府办", content="报会议通知 3月5日开会")),
        ("市委办 报送20260305号文件", Entry("市委办", content="报送20260305号文件")),
        ("市委办", Entry("市委办")),
        ("   ", Entry()),
    ],
)
def test_the_fields_of_a_message_are_told_apart(text: str, entry: Entry) -> None:
    assert read_call(text) == entry


@given(st.text(alphabet="市应急局张科长13800000000报送灾情已转 ，：\n单位姓名电话内容", max_size=60))
def test_whatever_is_written_nothing_is_made_up(text: str) -> None:
    entry = read_call(text)
    for field in (entry.unit, entry.person, entry.phone, entry.content, entry.handling):
        assert set(field) <= set(text) | {" "}


@pytest.mark.parametrize(
    ("text", "clock", "rest"),
    [
        ("14:30 市委办", time(14, 30), "市委办"),
        ("9点20分，市委办", time(9, 20), "市委办"),
        ("时间：8点半 市委办", time(8, 30), "市委办"),
        ("8时市委办", time(8, 0), "市委办"),
        ("25:00 市委办", None, "25:00 市委办"),
        ("8:75 市委办", None, "8:75 市委办"),
        ("12345 市委办", None, "12345 市委办"),
    ],
)
def test_a_time_may_stand_before_the_message(text: str, clock: time | None, rest: str) -> None:
    assert read_clock(text) == (clock, rest)


@pytest.mark.parametrize(
    ("clock", "moment"),
    [(time(8, 59), (2026, 3, 2, 8, 59)), (time(9, 0), (2026, 3, 2, 9, 0)), (time(9, 1), (2026, 3, 1, 9, 1))],
)
def test_a_time_of_day_is_the_last_one(clock: time, moment: tuple[int, ...]) -> None:
    year, month, day, hour, minute = moment
    expected = datetime(year, month, day, hour, minute, tzinfo=ZONE)
    assert latest(clock, datetime(2026, 3, 2, 1, 0, tzinfo=UTC), ZONE) == expected
