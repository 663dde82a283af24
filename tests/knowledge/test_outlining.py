"""Outlines over a small library: set phrases, blanks, and the points of documents word for word, each in its part."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from knowledge.outlines import Length, Origin, Outline, OutlinePart, Point, Request, blank
from knowledge.outlining import OutlineFault, Outliner, fill
from knowledge.records import Origin as RecordOrigin
from prompts import Category, Direction, Kind, Part, load_kinds
from tests.knowledge.desk import Desk, open_desk

RULE = """党政机关公文处理工作条例
（2012年4月16日印发）

第一条 为了适应工作需要，制定本条例。
第八条 公文种类主要有：
（一）报告。适用于汇报工作。
（二）请示。适用于向上级机关请求指示、批准。
第十五条 向上级机关行文，应当遵循以下规则：
（一）原则上主送一个上级机关。
（二）请示应当一文一事。不得在报告等非请示性公文中夹带请示事项。
第十六条 本条例自2012年7月1日起施行。
"""
DUTY = """值班管理办法
（2024年3月1日修订）

第一条 为了规范值班工作，制定本办法。
第二条 值班实行二十四小时制，节假日由领导干部带班。
第三条 值班电话应当在三声之内接听，并在来电登记簿上写明来电时间、来电单位和事由。
第四条 值班人员不得有下列行为：
（一）擅自离开值班岗位；
（二）酒后到值班室上岗。
第五条 值班期间发生突发事件的，值班人员应当立即报告带班领导。
第六条 值班人员不得脱岗、饮酒，不得泄露值班中知悉的内部情况。
第七条 本办法自2024年4月1日起施行。
"""
OLD_DUTY = (
    DUTY.replace("2024年3月1日修订", "2019年3月1日印发").replace("三声", "六声").replace("2024年4月", "2019年4月")
)
SPEECH = """在全区办公室工作会议上的讲话
（2023年1月16日）

一、抓好值班

各单位要坚持领导带班和值班人员昼夜在岗，确保紧急情况第一时间得到处置。去年值班室接报紧急情况三十余件。

这些做法要坚持下去，不得放松值班。同志们要把值班当作头等大事。

二、抓好后勤

公务用车一律凭派车单出车，节假日应当封存停驶。
"""
NOTICE = Kind(
    "通知",
    Category.STATUTORY,
    Direction.DOWN,
    "布置工作",
    "{机关}关于{事由}的通知",
    aliases=("部署通知",),
    closing="特此通知。",
    parts=(
        Part("缘由", phrases=("根据【待补：发文依据】，现就{事由}有关事项通知如下：",), numbered=False),
        Part("值班要求", query="值班 带班 在岗 应当", count=2),
        Part("工作纪律", query="不得 禁止 严禁 纪律", count=2),
        Part("后勤保障", query="食堂 供暖 绿化", count=2),
        Part("联系", blanks=("联系人", "联系电话")),
    ),
)
SPEAKING = Kind(
    "讲话提纲", Category.DAILY, Direction.INTERNAL, "讲话", "在{事由}上的讲话", addressee="无", signed=False,
    parts=(Part("要求", query="值班 带班 在岗", count=3),),
)  # fmt: skip
KINDS = {kind.name: kind for kind in (NOTICE, SPEAKING)}


@pytest.fixture(scope="module")
def writing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Return a desk with rules and a speech, which no test may change."""
    with open_desk(tmp_path_factory.mktemp("writing")) as desk:
        texts = {
            "值班管理办法2024.txt": DUTY,
            "值班管理办法2019.txt": OLD_DUTY,
            "讲话.txt": SPEECH,
            "公文条例.txt": RULE,
        }
        desk.take_in(texts)
        yield desk


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Return a desk whose library stays empty."""
    with open_desk(tmp_path_factory.mktemp("bare")) as desk:
        yield desk


@pytest.fixture
def outliner(writing: Desk) -> Outliner:
    return Outliner(writing.retriever, KINDS)


def texts(part: OutlinePart, origin: Origin | None = None) -> list[str]:
    return [point.text for point in part.points if origin in (None, point.origin)]


def part(outline: Outline, heading: str) -> OutlinePart:
    return next(part for part in outline.parts if part.heading == heading)


def sources(outline: Outline) -> list[Point]:
    return [point for part in outline.parts for point in part.points if point.origin is Origin.SOURCE]


def test_every_part_of_the_kind_is_there_in_its_order(outliner: Outliner) -> None:
    outline = outliner.outline(Request("通知", "国庆值班安排"))
    assert [part.heading for part in outline.parts] == [part.heading for part in NOTICE.parts]
    assert [part.numbered for part in outline.parts] == [False, True, True, True, True]


def test_points_are_slices_of_documents_in_force(outliner: Outliner, writing: Desk) -> None:
    outline = outliner.outline(Request("通知", "国庆值班安排", length=Length.LONG))
    documents = {entry.document.file: entry.document for entry in writing.snapshot().entries}
    assert sources(outline)
    for point in sources(outline):
        (citation,) = point.citations
        assert point.text == citation.quote == citation.span.of(documents[citation.file].text)
        assert citation.file != "值班管理办法2019.txt"


def test_rules_and_speeches_each_give_what_the_part_asks_for(outliner: Outliner) -> None:
    outline = outliner.outline(Request("通知", "国庆值班安排", length=Length.LONG))
    duty, discipline = texts(part(outline, "值班要求")), texts(part(outline, "工作纪律"))
    assert "值班实行二十四小时制，节假日由领导干部带班。" in duty
    assert "各单位要坚持领导带班和值班人员昼夜在岗，确保紧急情况第一时间得到处置。" in duty
    assert "值班人员不得脱岗、饮酒，不得泄露值班中知悉的内部情况。" in discipline


@pytest.mark.parametrize("words", ["去年", "这些做法", "同志们", "下列", "擅自离开", "施行", "公务用车", "制定本办法"])
def test_what_cannot_stand_alone_is_no_point(outliner: Outliner, words: str) -> None:
    outline = outliner.outline(Request("通知", "国庆值班安排", length=Length.LONG))
    assert not [point.text for point in sources(outline) if words in point.text]


def test_no_point_is_said_twice(outliner: Outliner) -> None:
    said = [point.text for point in sources(outliner.outline(Request("通知", "国庆值班", length=Length.LONG)))]
    assert len(said) == len(set(said))


def test_a_part_that_nothing_is_known_for_is_a_blank(outliner: Outliner) -> None:
    outline = outliner.outline(Request("通知", "国庆值班安排"))
    assert part(outline, "后勤保障").points == (Point("【待补：后勤保障的具体内容】", Origin.FORM),)


def test_what_only_the_writer_knows_is_asked_for(outliner: Outliner) -> None:
    outline = outliner.outline(Request("通知", "国庆值班安排"))
    assert texts(part(outline, "联系")) == ["联系人：【待补：联系人】；联系电话：【待补：联系电话】"]
    assert outline.missing == ("发文机关", "主送机关", "后勤保障的具体内容", "联系人", "联系电话", "成文日期")


def test_facts_of_the_request_fill_blanks(outliner: Outliner) -> None:
    facts = (("联系人", "李四"), ("联系电话", "12345"))
    outline = outliner.outline(Request("通知", "国庆值班", office="区政府办公室", day=date(2026, 9, 1), facts=facts))
    assert texts(part(outline, "联系")) == ["联系人：李四；联系电话：12345"]
    assert (outline.title, outline.signature) == ("区政府办公室关于国庆值班的通知", "区政府办公室")
    assert outline.date_line == "2026年9月1日"


def test_the_grounds_name_the_rule_that_the_topic_is_about(outliner: Outliner) -> None:
    (opening,) = outliner.outline(Request("通知", "国庆值班安排")).parts[0].points
    assert opening.text == "根据《值班管理办法》，现就国庆值班安排有关事项通知如下："
    assert [citation.document for citation in opening.citations] == ["值班管理办法"]
    assert opening.origin is Origin.FORM


def test_without_a_rule_about_it_the_grounds_stay_blank(outliner: Outliner) -> None:
    (opening,) = outliner.outline(Request("通知", "绿化养护")).parts[0].points
    assert blank("发文依据") in opening.text
    assert not opening.citations


@pytest.mark.parametrize(
    ("kind", "asked", "addressee"),
    [("通知", "", "【待补：主送机关】"), ("通知", "各科室", "各科室"), ("讲话提纲", "", ""), ("通知", "无", "")],
)
def test_the_addressee_is_as_asked_or_as_usual(outliner: Outliner, kind: str, asked: str, addressee: str) -> None:
    assert outliner.outline(Request(kind, "值班", addressee=asked)).addressee == addressee


def test_a_kind_without_a_signature_has_neither_office_nor_date(outliner: Outliner) -> None:
    outline = outliner.outline(Request("讲话提纲", "值班工作会议", office="区政府办公室", day=date(2026, 9, 1)))
    assert (outline.title, outline.signature, outline.date_line) == ("在值班工作会议上的讲话", "", "")


def test_a_longer_outline_has_more_points_and_a_short_one_fewer(outliner: Outliner) -> None:
    counts = [len(sources(outliner.outline(Request("讲话提纲", "值班", length=length)))) for length in Length]
    assert counts[0] < counts[1] <= counts[2]


def test_a_kind_is_found_by_another_name(outliner: Outliner) -> None:
    assert outliner.outline(Request("部署通知", "值班")).request.kind == "通知"


def test_an_unknown_kind_is_refused_in_plain_words(outliner: Outliner) -> None:
    with pytest.raises(OutlineFault, match="没有“传单”这种文种"):
        outliner.outline(Request("传单", "值班"))


@pytest.mark.parametrize("topic", ["召开全区主任会议", "关于召开主任会议的通知"])
def test_a_notice_that_calls_a_meeting_has_the_parts_of_one(writing: Desk, topic: str) -> None:
    outline = Outliner(writing.retriever, load_kinds()).outline(Request("通知", topic))
    assert "会议时间" in [part.heading for part in outline.parts]


def test_advice_comes_with_the_article_that_says_so(writing: Desk) -> None:
    outline = Outliner(writing.retriever, load_kinds()).outline(Request("报告", "增加编制"))
    assert "应当用请示，不用报告" in outline.advice
    assert [citation.quote for citation in outline.grounds] == ["不得在报告等非请示性公文中夹带请示事项。"]
    assert outline.grounds[0].locator.startswith("第十五条")


@pytest.mark.parametrize("kind", load_kinds())
def test_an_empty_library_gives_the_form_alone(bare: Desk, kind: str) -> None:
    outline = Outliner(bare.retriever, load_kinds()).outline(Request(kind, "增加编制"))
    assert outline.parts
    assert not outline.grounds
    assert {point.origin for part in outline.parts for point in part.points} == {Origin.FORM}


def test_a_sample_of_the_handbook_gives_points_but_no_grounds(desk: Desk) -> None:
    desk.take_in({"值班管理制度.md": DUTY}, RecordOrigin.HANDBOOK)
    outline = Outliner(desk.retriever, KINDS).outline(Request("通知", "国庆值班安排"))
    assert sources(outline)
    assert "发文依据" in outline.missing


def test_more_about_some_words_is_found_and_not_said_again(outliner: Outliner) -> None:
    outline = outliner.outline(Request("讲话提纲", "后勤保障"))
    points = outliner.more(outline, 0, "值班", count=2)
    assert len(points) == 2
    assert all("值班" in point.text and point.citations for point in points)
    held = OutlinePart("要求", points)
    again = outliner.more(Outline(outline.request, "", "", (held,)), 0, "值班", count=2)
    assert not {point.text for point in points} & {point.text for point in again}


def test_nothing_is_found_about_what_no_document_speaks_of(outliner: Outliner) -> None:
    outline = outliner.outline(Request("通知", "值班"))
    assert outliner.more(outline, 1, "元宇宙") == ()


@pytest.mark.parametrize("what", ["联系人", "成文日期", "发文机关", "主送机关", "后勤保障的具体内容"])
def test_a_blank_is_filled_wherever_it_stands(outliner: Outliner, what: str) -> None:
    before = outliner.outline(Request("通知", "国庆值班安排"))
    after = fill(before, what, "张三\n李四")
    assert set(before.missing) - set(after.missing) == {what}
    assert dict(after.request.facts) == {what: "张三 李四"}
    assert not [point for part in after.parts for point in part.points if point.origin is Origin.GIVEN]


@pytest.mark.parametrize("words", ["", "   ", "【待补：联系人】"])
def test_nothing_fills_no_blank(outliner: Outliner, words: str) -> None:
    before = outliner.outline(Request("通知", "国庆值班安排"))
    assert fill(before, "联系人", words) == before


def test_an_item_of_a_list_of_rules_is_a_point_with_the_words_that_open_it(writing: Desk) -> None:
    kind = replace(NOTICE, parts=(Part("行文规则", query="主送 上级机关 应当"),))
    (part,) = Outliner(writing.retriever, {"通知": kind}).outline(Request("通知", "公文行文")).parts
    assert [(point.text, point.citations[1].quote) for point in part.points if point.citations[1:]] == [
        ("原则上主送一个上级机关。", "第十五条 向上级机关行文，应当遵循以下规则：")
    ]


def test_an_item_of_what_is_forbidden_is_no_point(outliner: Outliner) -> None:
    outline = outliner.outline(Request("通知", "值班", length=Length.LONG))
    assert not [point for point in sources(outline) if "擅自离开" in point.text]


def test_spare_words_stand_in_where_the_documents_say_nothing(writing: Desk) -> None:
    spare = replace(NOTICE.parts[3], spare=("后勤按惯例保障。",))
    kind = replace(NOTICE, parts=(NOTICE.parts[1], spare), name="便条")
    outliner = Outliner(writing.retriever, {"便条": kind})
    outline = outliner.outline(Request("便条", "国庆值班安排"))
    assert part(outline, "后勤保障").points == (Point("后勤按惯例保障。", Origin.FORM),)
    kept = replace(kind, parts=(replace(NOTICE.parts[1], spare=("请抓好落实。",)),))
    outline = Outliner(writing.retriever, {"便条": kept}).outline(Request("便条", "国庆值班安排"))
    assert texts(part(outline, "值班要求"), Origin.FORM) == []
