"""Papers out of outlines and rosters: what stands in them, and when they bear a red head."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import create_engine

from bot.config import Config
from bot.files.papers import Foot, Form, Grid, Head, Labelled, Paragraph
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
        ("纪要", True, ""),
        ("命令", True, ""),
        ("讲话提纲", False, ""),
        ("工作总结", False, ""),
        ("工作方案", False, ""),
    ],
)
def test_only_what_is_issued_bears_a_red_head(make_office: MakeOffice, kind: str, has_head: bool, signer: str) -> None:
    paper = outline_paper(make_office(red_head=True), OUTLINE, KINDS[kind])
    assert (paper.head is not None, paper.foot is not None) == (has_head, has_head)
    assert (paper.head.signer if paper.head else "") == signer


ORDER = replace(
    OUTLINE,
    request=Request("命令", "封山禁火"),
    title="青山市人民政府关于封山禁火的命令",
    parts=(
        *OUTLINE.parts,
        OutlinePart("签署", (point("市长　张三"), point("2025年12月30日")), numbered=False),
    ),
    signature="",
    date_line="",
)
MINUTES = replace(
    OUTLINE,
    request=Request("纪要", "党委会"),
    title="市府办党委会纪要",
    parts=(
        *OUTLINE.parts,
        OutlinePart(
            "出席名单",
            (point("出席：张三、李四"), point("请假：无"), point(f"列席：{blank('列席人员')}")),
            numbered=False,
        ),
    ),
)


@pytest.mark.parametrize(
    ("kind", "outline", "head"),
    [
        ("通知", OUTLINE, Head("市府办文件", f"市府〔2025〕{blank('发文序号')}号")),
        ("函", OUTLINE, Head("市府办", f"市府〔2025〕{blank('发文序号')}号", form=Form.LETTER)),
        ("命令", ORDER, Head("市府办令", f"第{blank('令号')}号", form=Form.ORDER)),
        ("纪要", MINUTES, Head("市府办党委会纪要", f"第{blank('期数')}期", form=Form.MINUTES)),
        (
            "纪要",
            replace(MINUTES, title="市府办关于值班的会议纪要"),
            Head("市府办会议纪要", f"第{blank('期数')}期", form=Form.MINUTES),
        ),
    ],
)
def test_a_kind_chooses_the_form_of_its_head(make_office: MakeOffice, kind: str, outline: Outline, head: Head) -> None:
    assert outline_paper(make_office(red_head=True, code="市府"), outline, KINDS[kind]).head == head
    assert outline_paper(make_office(), outline, KINDS[kind]).head is None


def test_urgency_the_number_of_a_copy_and_who_gets_others_stand_in_head_and_foot(make_office: MakeOffice) -> None:
    facts = (("紧急程度", "特急"), ("份号", "000012"), ("抄送机关", "县委办"))
    outline = replace(OUTLINE, request=replace(OUTLINE.request, facts=facts))
    paper = outline_paper(make_office(red_head=True), outline, KINDS["通知"])
    assert paper.head
    assert (paper.head.urgency, paper.head.serial) == ("特急", "000012")
    assert paper.foot == Foot("县委办", "市府办", OUTLINE.date_line)


def test_the_mark_of_a_letter_is_the_office_alone(make_office: MakeOffice) -> None:
    head = outline_paper(make_office(red_head=True, issuer="市府办文件"), OUTLINE, KINDS["函"]).head
    assert head
    assert head.issuer == "市府办"


def test_who_signs_an_order_stands_below_it_under_a_red_head_only(make_office: MakeOffice) -> None:
    paper = outline_paper(make_office(red_head=True), ORDER, KINDS["命令"])
    assert (paper.signature, paper.date_line) == ("市长　张三", "2025年12月30日")
    assert paper.foot == Foot(printer="市府办", date_line="2025年12月30日")
    assert Paragraph("市长　张三") not in paper.body
    assert Paragraph("市长　张三") in outline_paper(make_office(), ORDER, KINDS["命令"]).body
    unsigned = replace(ORDER, parts=ORDER.parts[:-1])
    assert outline_paper(make_office(red_head=True), unsigned, KINDS["命令"]).signature == ""


@pytest.mark.parametrize("red_head", [True, False])
def test_minutes_list_who_was_there_and_nobody_who_was_not(make_office: MakeOffice, red_head: bool) -> None:
    paper = outline_paper(make_office(red_head=red_head), MINUTES, KINDS["纪要"])
    lists = tuple(each for each in paper.body if isinstance(each, Labelled))
    assert lists == (Labelled("出席", "张三、李四"), Labelled("列席", blank("列席人员")))


def test_minutes_have_no_date_but_that_of_printing(make_office: MakeOffice) -> None:
    dated = replace(MINUTES, request=replace(MINUTES.request, day=date(2026, 3, 4)), date_line="")
    paper = outline_paper(make_office(red_head=True), dated, KINDS["纪要"])
    assert (paper.date_line, paper.foot) == ("", Foot(printer="市府办", date_line="2026年3月4日"))


def test_names_in_other_papers_are_paragraphs(make_office: MakeOffice) -> None:
    paper = outline_paper(make_office(), MINUTES, KINDS["通知"])
    assert Paragraph("请假：无") in paper.body


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
