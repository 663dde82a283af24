"""Papers out of outlines and rosters: what stands in them, and when they bear a red head."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import create_engine

from bot.config import Config
from bot.files.papers import Foot, Grid, Head, Paragraph
from bot.office.calendar import Calendar
from bot.office.duty.lines import RosterLine, roster_lines
from bot.office.duty.shifts import Hours, Shift
from bot.office.people import Person
from bot.office.published import published_years
from bot.services.office import Office
from bot.services.papers import outline_paper, roster_paper, set_marks
from knowledge.outlines import Origin, Outline, OutlinePart, Point, Request, blank
from prompts.kinds import load_kinds
from tests.fakes import Clock

ZONE = ZoneInfo("Asia/Shanghai")
KINDS = load_kinds()
MakeOffice = Callable[..., Office]


def point(text: str) -> Point:
    return Point(text, Origin.FORM)


OUTLINE = Outline(
    request=Request("通知", "值班工作", day=date(2025, 12, 30)),
    title="关于做好值班工作的通知",
    addressee="各科室",
    parts=(
        OutlinePart("", (point("现将有关事项通知如下："),), numbered=False),
        OutlinePart("值班安排", (point("各科室每天安排一人值班。"), point("按时交接。交接时当面说清。"))),
        OutlinePart("工作要求", (point("不得迟报、漏报。"),)),
    ),
    closing="特此通知。",
    signature="青山市人民政府办公室",
    date_line="2025年12月30日",
    attachments=("值班表",),
)


@pytest.fixture
def make_office() -> MakeOffice:
    def make(**writing: object) -> Office:
        config = Config(office={"name": "市府办"}, writing=writing)
        return Office(config, create_engine("sqlite://"), Clock().now)

    return make


def test_an_outline_keeps_its_words_and_its_levels(make_office: MakeOffice) -> None:
    paper = outline_paper(make_office(), OUTLINE, KINDS["通知"])
    assert paper.body == (
        Paragraph("现将有关事项通知如下："),
        Paragraph("一、值班安排", 1),
        Paragraph("（一）", 2, "各科室每天安排一人值班。"),
        Paragraph("（二）按时交接。", 2, "交接时当面说清。"),
        Paragraph("二、工作要求", 1),
        Paragraph("不得迟报、漏报。"),
        Paragraph("特此通知。"),
    )
    assert (paper.title, paper.addressee, paper.attachments) == (OUTLINE.title, "各科室", ("值班表",))
    assert (paper.signature, paper.date_line) == (OUTLINE.signature, OUTLINE.date_line)


def test_there_is_no_red_head_unless_it_is_wanted(make_office: MakeOffice) -> None:
    paper = outline_paper(make_office(), OUTLINE, KINDS["通知"])
    assert (paper.head, paper.foot) == (None, None)


def test_a_red_head_has_the_office_the_code_and_the_year_of_the_paper(make_office: MakeOffice) -> None:
    office = make_office(red_head=True, issuer="青山市人民政府办公室", code="青政办发")
    paper = outline_paper(office, OUTLINE, KINDS["通知"])
    assert paper.head == Head("青山市人民政府办公室文件", f"青政办发〔2025〕{blank('发文序号')}号")
    assert paper.foot == Foot(printer="青山市人民政府办公室", date_line="2025年12月30日")


def test_what_a_red_head_lacks_is_asked_for(make_office: MakeOffice) -> None:
    undated = replace(OUTLINE, request=replace(OUTLINE.request, day=None))
    bare = outline_paper(make_office(red_head=True), undated, KINDS["通知"]).head
    assert bare == Head("市府办文件", blank("发文字号"))
    coded = outline_paper(make_office(red_head=True, code="青政办"), undated, KINDS["通知"]).head
    assert coded == Head("市府办文件", f"青政办〔2026〕{blank('发文序号')}号")


@pytest.mark.parametrize(
    ("kind", "has_head", "signer"),
    [
        ("通知", True, ""),
        ("函", True, ""),
        ("请示", True, blank("签发人")),
        ("报告", True, blank("签发人")),
        ("督查通报", True, ""),
        ("会议通知", True, ""),
        ("纪要", False, ""),
        ("讲话提纲", False, ""),
        ("工作总结", False, ""),
        ("工作方案", False, ""),
    ],
)
def test_only_what_is_issued_bears_a_red_head(make_office: MakeOffice, kind: str, has_head: bool, signer: str) -> None:
    paper = outline_paper(make_office(red_head=True), OUTLINE, KINDS[kind])
    assert (paper.head is not None, paper.foot is not None) == (has_head, has_head)
    assert (paper.head.signer if paper.head else "") == signer


def roster(*hours: Hours, first: date = date(2026, 10, 1), phone: str = "13800000001") -> tuple[RosterLine, ...]:
    officer, leader = Person(1, "张三", phone), Person(2, "李四", phone)
    shifts = [Shift(*each.on(first + day * timedelta(1), ZONE), officer, leader) for day in range(2) for each in hours]
    return roster_lines(shifts, calendar=Calendar(published_years()), zone=ZONE)


NIGHT, DAYTIME = Hours(time(17, 30), time(8, 30)), Hours(time(8, 30), time(17, 30))


def test_hours_that_are_all_the_same_are_said_once() -> None:
    said, grid = roster_paper("值班表", roster(NIGHT)).body
    assert said == Paragraph("每班时间：17:30—次日08:30。")
    assert grid == Grid(
        ("日期", "星期", "带班领导", "电话", "值班员", "电话", "备注"),
        tuple(
            (f"10月{day}日", weekday, "李四", "13800000001", "张三", "13800000001", "国庆节放假")
            for day, weekday in ((1, "周四"), (2, "周五"))
        ),
    )


def test_different_hours_have_a_column() -> None:
    (grid,) = roster_paper("值班表", roster(DAYTIME, NIGHT)).body
    assert isinstance(grid, Grid)
    assert [row[2] for row in grid.rows[:2]] == ["08:30—17:30", "17:30—次日08:30"]


def test_columns_without_content_are_left_out_and_a_note_stands_below() -> None:
    _, grid, note = roster_paper("值班表", roster(NIGHT, first=date(2026, 3, 3), phone=""), "节假日以通知为准").body
    assert isinstance(grid, Grid)
    assert grid.headings == ("日期", "星期", "带班领导", "值班员")
    assert note == Paragraph("节假日以通知为准")


def test_days_of_two_years_have_their_years() -> None:
    _, grid = roster_paper("值班表", roster(NIGHT, first=date(2025, 12, 31))).body
    assert isinstance(grid, Grid)
    assert [row[0] for row in grid.rows] == ["2025年12月31日", "2026年1月1日"]


def test_a_roster_without_shifts_is_a_paper_all_the_same() -> None:
    assert roster_paper("值班表", ()).body == (Grid((), ()),)


@pytest.mark.parametrize(
    ("typed", "set_as"),
    [
        ("要强化值守,建立机制:快速反应;不得脱岗。", "要强化值守，建立机制：快速反应；不得脱岗。"),
        ("办公厅(室)主管", "办公厅（室）主管"),
        ("Word,Excel 3.5万元 12:30 (1)", "Word,Excel 3.5万元 12:30 (1)"),
    ],
)
def test_a_paper_has_full_width_marks_whatever_its_documents_were_typed_with(typed: str, set_as: str) -> None:
    assert set_marks(typed) == set_as
