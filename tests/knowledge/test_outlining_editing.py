"""Changes in words: read, carried out, said; what cannot be done is answered politely; nothing else is touched."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.numerals import chinese
from knowledge.outlines import Length, Origin, Outline, OutlinePart, Point, blank
from knowledge.outlining import OutlineFault
from knowledge.outlining.editing import Change, Undo, apply, describe, read_change
from knowledge.outlining.editing.changes import (
    LAST,
    Add,
    DropPart,
    DropPoint,
    Fill,
    Insert,
    Move,
    Readdress,
    Redate,
    Rename,
    Resign,
    Resize,
    Retitle,
    Reword,
    Swap,
)
from tests.knowledge.drafts import OUTLINE, Library, shape

MISSING = ("会议时间", "会议地点", "联系人", "联系电话")
OPEN = replace(OUTLINE, parts=(OutlinePart("事项", tuple(Point(blank(what), Origin.FORM) for what in MISSING)),))


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("第二部分加强督查", Add(2, "督查")),
        ("第二部分增加保密要求", Add(2, "保密")),
        ("请在第二部分里补充一些安全检查方面的内容。", Add(2, "安全检查")),
        ("最后一部分突出保密", Add(LAST, "保密")),
        ("第一部分加一条：各单位按时上报", Insert(1, "各单位按时上报")),
        ("第1部分增加：各单位按时上报", Insert(1, "各单位按时上报")),
        ("删去第三条", DropPoint(None, 3)),
        ("第三条不要了", DropPoint(None, 3)),
        ("删掉第二部分第一条", DropPoint(2, 1)),
        ("请把第二部分的第三点删掉吧", DropPoint(2, 3)),
        ("删去最后一条", DropPoint(None, LAST)),
        ("删除第四部分", DropPart(4)),
        ("第四部分删掉", DropPart(4)),
        ("标题改为关于国庆值班的通知", Retitle("关于国庆值班的通知")),
        ("标题改成“关于国庆值班的通知”", Retitle("关于国庆值班的通知")),
        ("第二部分标题改为工作重点", Rename(2, "工作重点")),
        ("第一部分第二条改为各科室要带头", Reword(1, 2, "各科室要带头")),
        ("第二条改为：各科室要带头。", Reword(None, 2, "各科室要带头")),
        ("主送改为各镇人民政府，各街道办事处", Readdress("各镇人民政府，各街道办事处")),
        ("落款改为区政府办公室", Resign("区政府办公室")),
        ("日期改为2026年9月1日", Redate("2026年9月1日")),
        ("成文时间改为2026年9月1日", Redate("2026年9月1日")),
        ("把第三部分移到第二部分前面", Move(3, 2)),
        ("第一部分放到最后一部分之后", Move(1, LAST, behind=True)),
        ("会议时间是下周三下午3点", Fill("会议时间", "下周三下午3点")),
        ("时间定在下周三", Fill("会议时间", "下周三")),
        ("联系人：张三", Fill("联系人", "张三")),
        ("简短一点", Resize(longer=False)),
        ("请写得详细一些", Resize(longer=True)),
        ("上一版", Undo()),
        ("回到上一版", Undo()),
        ("还原上一版", Undo()),
        ("退回去", Undo()),
        ("太长了，短一点", Resize(longer=False)),
        ("缩短一些", Resize(longer=False)),
        ("内容再丰富一点", Resize(longer=True)),
        ("加一条：值班期间手机不得关机", Insert(LAST, "值班期间手机不得关机")),
        ("最后加一段：请遵照执行", Insert(LAST, "请遵照执行")),
        ("第一部分和第二部分换一下", Swap(1, 2)),
        ("第三部分与第二部分对调", Swap(3, 2)),
        ("主送单位写各乡镇", Readdress("各乡镇")),
        ("主送：各乡镇", Readdress("各乡镇")),
        ("撤销刚才的修改", Undo()),
    ],
)
def test_a_change_is_read_as_people_write_it(text: str, change: Change | Undo) -> None:
    assert read_change(text, OPEN) == change


@pytest.mark.parametrize(
    "text",
    [
        "值班电话是多少",
        "会议时间是几点",
        "突发事件多久之内上报？",
        "联系是张三",
        "第三部分",
        "删去",
        "领导是李四",
        "明天下午三点开会",
        "条例第三条是什么",
        "",
    ],
)
def test_what_is_no_change_is_left_alone(text: str) -> None:
    assert read_change(text, OPEN) is None


def test_a_blank_that_is_not_there_is_not_filled() -> None:
    assert read_change("会议时间是下周三", OUTLINE) is None


def changed(change: Change) -> Outline:
    return apply(OUTLINE, change, Library())


FIRST, SECOND = ("安排", ["甲。", "乙。", "丙。"]), ("要求", ["丁。", "时间：【待补：时间】"])
THIRD = ("反馈", ["【待补：反馈的具体内容】"])


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (Add(2, "督查"), [FIRST, ("要求", ["丁。", "督查要有回音。", "时间：【待补：时间】"]), THIRD]),
        (Add(3, "督查"), [FIRST, SECOND, ("反馈", ["督查要有回音。"])]),
        (Add(2, "保密"), [FIRST, ("要求", ["丁。", "【待补：保密】", "时间：【待补：时间】"]), THIRD]),
        (
            Add(1, "本制度所称印章包括公章、名章"),
            [("安排", ["甲。", "乙。", "丙。", "本制度所称印章包括公章、名章"]), SECOND, THIRD],
        ),
        (Insert(1, "戊"), [("安排", ["甲。", "乙。", "丙。", "戊"]), SECOND, THIRD]),
        (DropPart(1), [SECOND, THIRD]),
        (DropPart(LAST), [FIRST, SECOND]),
        (DropPoint(1, 2), [("安排", ["甲。", "丙。"]), SECOND, THIRD]),
        (DropPoint(None, 3), [("安排", ["甲。", "乙。"]), SECOND, THIRD]),
        (DropPoint(None, 5), [FIRST, ("要求", ["丁。"]), THIRD]),
        (DropPoint(None, LAST), [FIRST, SECOND, ("反馈", [])]),
        (Reword(2, 1, "戊"), [FIRST, ("要求", ["戊", "时间：【待补：时间】"]), THIRD]),
        (Rename(1, "打算"), [("打算", ["甲。", "乙。", "丙。"]), SECOND, THIRD]),
        (Move(3, 1), [THIRD, FIRST, SECOND]),
        (Move(1, 2, behind=True), [SECOND, FIRST, THIRD]),
        (Move(1, LAST, behind=True), [SECOND, THIRD, FIRST]),
        (Move(2, 2), [FIRST, SECOND, THIRD]),
        (Resize(longer=False), [("安排", ["甲。", "乙。"]), SECOND, THIRD]),
        (Fill("时间", "九点"), [FIRST, ("要求", ["丁。", "时间：九点"]), THIRD]),
    ],
)
def test_a_change_touches_what_it_names_and_nothing_else(change: Change, expected: object) -> None:
    outline = changed(change)
    assert shape(outline) == expected
    assert (outline.title, outline.addressee, outline.parts[0]) == (OUTLINE.title, OUTLINE.addressee, OUTLINE.parts[0])


def test_title_addressee_office_and_date_are_changed() -> None:
    assert changed(Retitle("新标题")).title == "新标题"
    assert changed(Readdress("各镇")).addressee == "各镇"
    assert changed(Resign("区委")).signature == "区委"
    assert changed(Redate("2026年9月1日")).missing == ("时间", "反馈的具体内容")


@pytest.mark.parametrize("change", [Insert(1, "戊"), Reword(1, 1, "戊")])
def test_the_writers_words_are_the_writers(change: Change) -> None:
    points = [point for part in changed(change).parts for point in part.points if point.text == "戊"]
    assert [(point.origin, point.citations) for point in points] == [(Origin.GIVEN, ())]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (DropPart(9), "没有第九部分，现在共有三个部分。"),
        (DropPart(0), "没有第零部分，现在共有三个部分。"),
        (Add(4, "督查"), "没有第四部分，现在共有三个部分。"),
        (DropPoint(2, 3), "第二部分“要求”没有第三条，现在共有两条。"),
        (DropPoint(None, 1), "不止一个部分有第一条，请说明是第几部分，例如“第二部分第一条”。"),
        (DropPoint(None, 7), "没有第七条，现在共有六条。"),
        (Fill("地点", "三楼"), "没有“地点”这一项内容。"),
    ],
)
def test_what_cannot_be_done_is_said(change: Change, said: str) -> None:
    with pytest.raises(OutlineFault, match=f"^{said}$"):
        changed(change)


def test_an_outline_grows_and_shrinks_until_nothing_is_left_to_do() -> None:
    longer = changed(Resize(longer=True))
    assert longer.request.length is Length.LONG
    with pytest.raises(OutlineFault, match="没有更多"):
        apply(longer, Resize(longer=True), Library())
    shorter = changed(Resize(longer=False))
    shortest = apply(shorter, Resize(longer=False), Library())
    assert shortest.request.length is Length.SHORT
    with pytest.raises(OutlineFault, match="最简短"):
        apply(shortest, Resize(longer=False), Library())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (Add(2, "督查"), "已在第二部分“要求”增加一条关于“督查”的内容。"),
        (Add(2, "保密"), "资料库里没有找到关于“保密”的内容，已在第二部分“要求”留出待补的一条。"),
        (Insert(1, "戊"), "已在第一部分“安排”增加一条。"),
        (DropPart(3), "已删去第三部分“反馈”。"),
        (DropPoint(None, 3), "已删去第一部分“安排”第三条（丙。）。"),
        (Reword(2, 1, "戊"), "已改写第二部分“要求”第一条（丁。）。"),
        (Rename(1, "打算"), "第一部分“安排”的标题已改为“打算”。"),
        (Move(3, 1), "已把第三部分“反馈”移到第一部分“安排”前面。"),
        (Move(1, 2, behind=True), "已把第一部分“安排”移到第二部分“要求”后面。"),
        (Resize(longer=False), "已精简一些内容。"),
        (Resize(longer=True), "已补充一些内容。"),
        (Fill("时间", "九点"), "时间已填为“九点”。"),
        (Retitle("新标题"), "标题已改为“新标题”。"),
        (Readdress("各镇"), "主送机关已改为“各镇”。"),
        (Resign("区委"), "落款已改为“区委”。"),
        (Redate("今天"), "日期已改为“今天”。"),
    ],
)
def test_a_change_is_said_with_the_place_that_was_meant(change: Change, said: str) -> None:
    assert describe(change, OUTLINE, changed(change)) == said


def test_where_no_part_is_numbered_all_count() -> None:
    plain = replace(OUTLINE, parts=tuple(replace(part, numbered=False) for part in OUTLINE.parts))
    assert [part.heading for part in apply(plain, DropPart(1), Library()).parts] == ["安排", "要求", "反馈"]


numbers = st.integers(1, 30)
words = st.text("督查保密值班信访", min_size=2, max_size=8)


@given(numbers, numbers, words, st.booleans())
def test_what_is_written_in_the_usual_form_is_read_back(part: int, point: int, said: str, arabic: bool) -> None:
    first, second = (str(number) if arabic else chinese(number) for number in (part, point))
    assert read_change(f"第{first}部分增加{said}", OPEN) == Add(part, said)
    assert read_change(f"删去第{first}部分第{second}条", OPEN) == DropPoint(part, point)
    assert read_change(f"第{first}部分第{second}条改为{said}", OPEN) == Reword(part, point, said)
    assert read_change(f"第{first}部分移到第{second}部分后面", OPEN) == Move(part, point, behind=True)


@given(st.text(max_size=40))
def test_whatever_is_written_is_read_without_a_fault(text: str) -> None:
    read_change(text, OPEN)
