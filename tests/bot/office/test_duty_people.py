"""Lists of people who take turns, as offices keep them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.office.calendar import DayKind
from bot.office.duty.shifts import Tier
from bot.office.duty.tables import Member, Reading, read_people
from bot.office.rows import Row

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 25, 10, tzinfo=ZONE)


def read(*lines: str) -> Reading[Member]:
    rows = [Row(number, tuple(line.split("|"))) for number, line in enumerate(lines, 1)]
    return read_people(rows, now=NOW, zone=ZONE)


def test_a_list_is_read_whole_in_its_order() -> None:
    reading = read(
        "值班人员名单||||||||",
        "姓名|职务/科室|联系电话|岗位|工作日|周末|节假日|不排班|Telegram编号",
        "张 三|综合科|13800000000|值班员|√|√||2026-12-05至12-08、12-20|123456",
        "李四|主任|13900000000|带班领导|是|0|1|无|",
        "王五|||值班员、带班领导|||||",
    )
    absences = ((date(2026, 12, 5), date(2026, 12, 8)), (date(2026, 12, 20), date(2026, 12, 20)))
    assert reading.entries == (
        Member(
            3, "张三", (Tier.OFFICER,), (DayKind.WORKING, DayKind.WEEKEND), "13800000000", "综合科", absences, 123456
        ),
        Member(4, "李四", (Tier.LEADER,), (DayKind.WORKING, DayKind.HOLIDAY), "13900000000", "主任"),
        Member(5, "王五", (Tier.OFFICER, Tier.LEADER), ()),
    )


def test_a_list_without_columns_of_days_is_for_all_days() -> None:
    (member,) = read("岗位|姓名", "值班员|张三").entries
    assert member.kinds == tuple(DayKind)


@pytest.mark.parametrize(
    ("post", "tiers"),
    [
        ("值班员", (Tier.OFFICER,)),
        ("值班", (Tier.OFFICER,)),
        ("带班", (Tier.LEADER,)),
        ("值班领导", (Tier.LEADER,)),
        ("值班员/带班领导", (Tier.OFFICER, Tier.LEADER)),
    ],
)
def test_posts_are_read_as_people_write_them(post: str, tiers: tuple[Tier, ...]) -> None:
    (member,) = read("姓名|岗位", f"张三|{post}").entries
    assert member.tiers == tiers


def test_all_faults_are_named_by_row_and_cell_and_nothing_is_taken() -> None:
    reading = read(
        "姓名|电话|岗位|周末|请假|Telegram编号",
        "张三|820|值班员|？|12月8日至5日|abc",
        "|1234567|看门|||",
        "张三||值班员|||7",
        "李四||值班员|||7",
        "王五、赵六||值班员|||",
    )
    assert reading.entries == ()
    assert [str(fault) for fault in reading.faults] == [
        "第2行 B列（B2）：电话号码看不懂：820",
        "第2行 D列（D2）：请填“√”或留空：?",
        "第2行 E列（E2）：起止日期颠倒：12月8日至5日",
        "第2行 F列（F2）：Telegram编号应为数字：abc",
        "第3行 A列（A3）：缺少姓名",
        "第3行 C列（C3）：岗位应填“值班员”“带班领导”或两者都填",
        "第4行 A列（A4）：与第2行重复",
        "第5行 F列（F5）：与第4行重复",
        "第6行 A列（A6）：姓名看不懂：王五、赵六",
    ]


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        (["姓名|电话", "张三|1234567"], "前10行里没有找到表头，表头应有“姓名”“岗位”等列"),
        (["姓名|岗位|姓名", "张三|值班员|李四"], "第1行：表头中“姓名”有不止一列，请只保留一列"),
        (["姓名|岗位"], "表里没有人员"),
    ],
)
def test_what_is_wrong_with_a_list_is_said(lines: list[str], fault: str) -> None:
    assert [str(each) for each in read(*lines).faults] == [fault]
