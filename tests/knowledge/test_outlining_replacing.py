"""Changes carried out on a draft: what goes where, whose words a point is afterwards, what is said of it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.outlines import Origin, Outline, Point
from knowledge.outlining import OutlineFault
from knowledge.outlining.editing import Several, Undo, carry_out, read_change
from knowledge.outlining.withholding import withhold
from tests.knowledge.drafts import CITATION, DRAFT, OUTLINE, Library, shape

IDEAS, DEMANDS = ("指导思想", ["认真做好值班工作。", "切实加强领导。"]), "工作要求"
FACTS, NAMES = "时间：【待补：会议时间】；联系人：张三", "出席：王五、赵六。"
CALL, MONEY = "值班电话应当在3声之内接听。", ("经费保障", ["【待补：经费保障的具体内容】"])


def done(text: str, outline: Outline = DRAFT) -> tuple[Outline, str]:
    """Return a draft changed as a text says, and what was said of it."""
    change = read_change(text, outline)
    assert change is not None
    assert not isinstance(change, Undo)
    made = carry_out(outline, change, Library())
    return made.outline, made.said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "把“切实”改成“扎实”",
            [("指导思想", ["认真做好值班工作。", "扎实加强领导。"]), (DEMANDS, [CALL, FACTS, NAMES]), MONEY],
        ),
        ("第二部分第三条放到第一部分", [("指导思想", [*IDEAS[1], NAMES]), (DEMANDS, [CALL, FACTS]), MONEY]),
        ("第二部分第三条放到最前面", [IDEAS, (DEMANDS, [NAMES, CALL, FACTS]), MONEY]),
        ("第二部分第一条移到第三条后面", [IDEAS, (DEMANDS, [FACTS, NAMES, CALL]), MONEY]),
        ("第二部分第一条和第三条对调", [IDEAS, (DEMANDS, [NAMES, FACTS, CALL]), MONEY]),
        (
            "把讲领导的那条移到第二部分第一条后面",
            [("指导思想", IDEAS[1][:1]), (DEMANDS, [CALL, IDEAS[1][1], FACTS, NAMES]), MONEY],
        ),
        ("第二部分和第三部分合并", [IDEAS, (DEMANDS, [CALL, FACTS, NAMES])]),
        ("合并第一部分和第二部分，标题改为总体要求", [("总体要求", [*IDEAS[1], CALL, FACTS, NAMES]), MONEY]),
        ("把经费保障移到前面", [MONEY, IDEAS, (DEMANDS, [CALL, FACTS, NAMES])]),
        ("经费保障和指导思想对调", [MONEY, (DEMANDS, [CALL, FACTS, NAMES]), IDEAS]),
        ("经费保障前移一位", [IDEAS, MONEY, (DEMANDS, [CALL, FACTS, NAMES])]),
        ("在第一部分后面加一部分“督查”", [IDEAS, ("督查", ["督查要有回音。"]), (DEMANDS, [CALL, FACTS, NAMES]), MONEY]),
        (
            "最后加上应急处置",
            [IDEAS, (DEMANDS, [CALL, FACTS, NAMES]), MONEY, ("应急处置", ["【待补：应急处置的具体内容】"])],
        ),
        ("开头加一部分“督查”：每月一次", [("督查", ["每月一次"]), IDEAS, (DEMANDS, [CALL, FACTS, NAMES]), MONEY]),
        ("第二部分第一条前面加一条：先登记", [IDEAS, (DEMANDS, ["先登记", CALL, FACTS, NAMES]), MONEY]),
        ("第二部分第一条后面补充，并做好记录", [IDEAS, (DEMANDS, [f"{CALL[:-1]}，并做好记录", FACTS, NAMES]), MONEY]),
        (
            "第一部分第一条和第二条合并",
            [("指导思想", ["认真做好值班工作；切实加强领导。"]), (DEMANDS, [CALL, FACTS, NAMES]), MONEY],
        ),
        (
            "第一部分改为：加强领导，做好值班",
            [("指导思想", ["加强领导，做好值班"]), (DEMANDS, [CALL, FACTS, NAMES]), MONEY],
        ),
        ("指导思想这一段写短一点", [("指导思想", IDEAS[1][:1]), (DEMANDS, [CALL, FACTS, NAMES]), MONEY]),
        ("出席去掉王五", None),
        ("把王五删掉", [IDEAS, (DEMANDS, [CALL, FACTS, "出席：赵六。"]), MONEY]),
        ("出席加上孙七", [IDEAS, (DEMANDS, [CALL, FACTS, "出席：王五、赵六、孙七。"]), MONEY]),
        ("出席改为孙七", [IDEAS, (DEMANDS, [CALL, FACTS, "出席：孙七。"]), MONEY]),
        ("联系人改为李四", [IDEAS, (DEMANDS, [CALL, FACTS.replace("张三", "李四"), NAMES]), MONEY]),
        ("时间改为9点", [IDEAS, (DEMANDS, [CALL, "时间：9点；联系人：张三", NAMES]), MONEY]),
        ("删去第一部分；第三部分标题改为经费", [(DEMANDS, [CALL, FACTS, NAMES]), ("经费", MONEY[1])]),
    ],
)
def test_a_change_touches_what_it_names_and_nothing_else(
    text: str, expected: list[tuple[str, list[str]]] | None
) -> None:
    if expected is None:
        assert read_change(text, DRAFT) is None
        return
    outline, _ = done(text)
    assert shape(outline) == expected
    assert (outline.title, outline.addressee, outline.parts[0]) == (DRAFT.title, DRAFT.addressee, DRAFT.parts[0])


def test_words_are_replaced_in_head_and_tail_and_in_what_was_asked_for() -> None:
    outline, said = done("把国庆换成春节")
    assert outline.title == "关于春节节期间值班安排的通知"
    assert outline.parts[0].points[0].text == "现将春节值班事项通知如下："
    assert outline.request.topic == "春节值班"
    assert said == "已把“国庆”改为“春节”。"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("把“切实”改成“扎实”", "已把“切实”改为“扎实”。其中一条引自文件，改后不再是原文，不标出处。"),
        ("把“王五”改成“孙七”", "已把“王五”改为“孙七”。"),
        ("删去“认真”二字", "已把“认真”删去。其中一条引自文件，改后不再是原文，不标出处。"),
        ("在第一部分后面加一部分“督查”", "已增加第二部分“督查”。"),
        ("最后加上应急处置", "已增加第四部分“应急处置”，资料库里没有找到相关的内容，留出了待补的一条。"),
        ("把第三部分移到第一部分前面", "已把第三部分“经费保障”移到第一部分“指导思想”前面。"),
        ("第二部分和第三部分合并", "已把第三部分“经费保障”并入第二部分“工作要求”。"),
        ("第三部分前移一位", "已把第三部分“经费保障”前移一位。"),
        ("第一部分和第三部分对调", "已把第一部分“指导思想”和第三部分“经费保障”对调。"),
        ("第二部分第三条放到第一部分", f"已把第二部分“工作要求”第三条（{NAMES}）移到第一部分“指导思想”。"),
        (
            "第一部分第二条放到最前面",
            "已把第一部分“指导思想”第二条（切实加强领导。）移到第一部分“指导思想”第一条（认真做好值班工作。）前面。",
        ),
        (
            "第一部分第一条和第二条对调",
            "已把第一部分“指导思想”第一条（认真做好值班工作。）和第一部分“指导思想”第二条（切实加强领导。）对调。",
        ),
        ("指导思想这一段写短一点", "已精简第一部分“指导思想”。"),
        ("第三部分写详细一点", "已补充第三部分“经费保障”。"),
        (
            "第二部分第一条后面加一条：先登记",
            f"已在第二部分“工作要求”第一条（{CALL}）后面加一条。".replace("加一条", "增加一条"),
        ),
        ("第一部分改为：加强领导，做好值班", "已改写第一部分“指导思想”的内容。"),
        ("出席加上孙七", "已在出席后面加上“孙七”。"),
        ("结语改为特此函告", "结语已改为“特此函告”。"),
        ("删掉结语", "已删去结语。"),
        ("附件：值班表", "已增加附件“值班表”。"),
        ("标注特急", "紧急程度已定为“特急”，写在有红头的Word文件里。"),
        ("删去第三部分；标题改为新标题", "标题已改为“新标题”。已删去第三部分“经费保障”。"),
    ],
)
def test_what_was_done_is_said(text: str, said: str) -> None:
    assert done(text)[1] == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("把“没有的话”改成“别的”", "没有找到“没有的话”。"),
        ("“没有”那部分删掉", "没有标题为“没有”的部分，现在有“指导思想”、“工作要求”、“经费保障”。"),
        ("“没有”那部分加强督查", "没有标题为“没有”的部分，现在有“指导思想”、“工作要求”、“经费保障”。"),
        ("关于防汛的那条删掉", "没有写到“防汛”的条目。"),
        ("关于值班的那条删掉", "不止一条写到“值班”，请说明是第几部分第几条。"),
        ("增加一些督查的内容", "请说明加在哪一部分，例如“第二部分增加督查”。"),
        ("第一部分前移一位", "第一部分“指导思想”已经在最前面。"),
        ("第三部分写短一点", "第三部分“经费保障”已经是最简短的了，可以指明要删去哪一条。"),
        ("第一部分写详细一点", "资料库里没有更多与第一部分“指导思想”相关的内容了。"),
        ("删掉附件", "现在没有附件。"),
        ("第二部分和第二部分合并", "请说明要把哪两个部分合并。"),
        ("倒数第五部分删掉", "没有倒数第五部分，现在共有三个部分。"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_plain_sentence(text: str, said: str) -> None:
    with pytest.raises(OutlineFault, match=f"^{said}$"):
        done(text)


def points(outline: Outline) -> list[Point]:
    return [point for part in outline.parts for point in part.points]


@pytest.mark.parametrize(
    "text",
    [
        "把“值班”改成“值守”",
        "第二部分第一条后面补充，并做好记录",
        "第一部分第一条和第二条合并",
        "第一部分第二条改为要加强领导",
        "删去“切实”二字",
    ],
)
def test_changed_words_of_a_document_are_their_writers_and_quotes_stay_exact(text: str) -> None:
    outline, _ = done(text)
    quoted = [point for point in points(outline) if point.origin is Origin.SOURCE]
    assert all(point.text == point.citations[0].quote for point in quoted)
    assert len(quoted) < sum(point.origin is Origin.SOURCE for point in points(DRAFT))
    own = [point for point in points(outline) if point not in points(DRAFT)]
    assert {(point.origin, point.citations) for point in own} == {(Origin.GIVEN, ())}


def test_a_set_phrase_keeps_the_rule_that_it_still_names() -> None:
    phrase = Point("根据《值班办法》，现通知如下：", Origin.FORM, (CITATION,))
    draft = replace(OUTLINE, parts=(replace(OUTLINE.parts[0], points=(phrase,)), *OUTLINE.parts[1:]))
    kept, _ = done("把“现通知”改成“现就有关事项通知”", draft)
    assert kept.parts[0].points[0] == Point("根据《值班办法》，现就有关事项通知如下：", Origin.GIVEN, (CITATION,))
    # Whoever may not see the rule does not read its name.
    assert (
        withhold(kept, lambda _citation: False).parts[0].points[0].text == "根据【待补：依据】，现就有关事项通知如下："
    )
    lost, _ = done("把“《值班办法》”改成“有关规定”", draft)
    assert lost.parts[0].points[0] == Point("根据有关规定，现通知如下：", Origin.GIVEN)


def test_the_name_of_a_blank_is_never_changed() -> None:
    outline, _ = done("把“时间”改成“日期”")
    assert outline.missing == DRAFT.missing
    assert "日期：【待补：会议时间】" in outline.parts[2].points[1].text


def test_a_part_of_the_writers_own_grows_by_what_the_documents_say_of_its_heading() -> None:
    outline, _ = done("在第一部分前面加一部分“督查”：每月一次")
    outline, said = done("督查那部分写详细一点", outline)
    assert [point.text for point in outline.parts[1].points] == ["每月一次", "督查要有回音。"]
    assert said == "已补充第一部分“督查”。"


def test_what_stands_in_the_head_alone_is_kept_as_a_fact() -> None:
    outline, _ = done("标注特急")
    outline, _ = done("紧急程度改为加急", outline)
    assert outline.request.facts == (("联系人", "张三"), ("紧急程度", "加急"))
    assert outline.parts == DRAFT.parts


def test_attachments_are_listed_renamed_and_taken_off() -> None:
    outline, _ = done("附件：值班表")
    outline, _ = done("再加一个附件：名单", outline)
    assert outline.attachments == ("值班表", "名单")
    outline, said = done("删掉附件1", outline)
    assert (outline.attachments, said) == (("名单",), "已删去附件1。")
    outline, _ = done("附件1改为人员名单", outline)
    assert outline.attachments == ("人员名单",)
    with pytest.raises(OutlineFault, match="没有附件3，现在共有1个附件"):
        done("删掉附件3", outline)


def test_of_several_changes_those_are_carried_out_that_can_be_and_the_others_told() -> None:
    change = read_change("标题改为新标题；删去第九部分", DRAFT)
    assert isinstance(change, Several)
    done = carry_out(DRAFT, change, Library())
    assert done.outline == replace(DRAFT, title="新标题")
    assert done.said.startswith("标题已改为“新标题”。有一处没有改：没有第九部分")


@pytest.mark.parametrize(
    ("closing", "word", "left"),
    [
        ("我就讲这些，谢谢大家！", "谢谢大家", "我就讲这些！"),
        ("请遵照执行，不得有误。", "不得有误", "请遵照执行。"),
        ("甲、乙、丙。", "乙", "甲、丙。"),
    ],
)
def test_a_word_that_goes_leaves_no_mark_doubled(closing: str, word: str, left: str) -> None:
    outline, _ = done(f"删去“{word}”", replace(DRAFT, closing=closing))
    assert outline.closing == left


def test_several_changes_of_which_none_can_be_carried_out_are_refused() -> None:
    change = read_change("删去第八部分；删去第九部分", DRAFT)
    assert isinstance(change, Several)
    with pytest.raises(OutlineFault, match=r"没有第九部分.*没有第八部分"):
        carry_out(DRAFT, change, Library())


@given(st.text("值班认真切实加强工作领导。，；", min_size=1, max_size=4), st.text("值守督查。，", max_size=4))
def test_whatever_is_replaced_no_quotation_says_what_its_document_does_not(old: str, new: str) -> None:
    change = read_change(f"把“{old}”改成“{new}”", DRAFT)
    if change is None or isinstance(change, Undo):
        return
    try:
        outline = carry_out(DRAFT, change, Library()).outline
    except OutlineFault:
        return
    for point in points(outline):
        assert point.origin is not Origin.SOURCE or point.text == point.citations[0].quote
    assert all(part.points for part in outline.parts)
