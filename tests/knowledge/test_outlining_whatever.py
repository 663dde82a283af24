"""Whatever is ordered in whatever combination: it is done and told, or refused in a sentence, and quotes stay exact."""

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.outlines import Origin, Outline
from knowledge.outlining import OutlineFault
from knowledge.outlining.editing import Undo, carry_out, read_change
from tests.knowledge.drafts import DRAFT, Library

PARTS = st.sampled_from(
    ["第一部分", "第二部分", "第三部分", "第九部分", "最后一部分", "“工作要求”那部分", "经费保障", "开头"]
)
POINTS = st.sampled_from(["第一条", "第二条", "第七条", "最后一条", "关于领导的那条", "讲值班的那条"])
WORDS = st.sampled_from(
    ["督查", "“认真”", "切实", "值班", "张三", "3声", "不得脱岗", "经费保障", "2026年9月2日", "。", "，"]
)
ORDERS = st.one_of(
    st.builds("把{}删掉".format, st.one_of(PARTS, WORDS)),
    st.builds("把{}{}删掉".format, PARTS, POINTS),
    st.builds("{}移到{}后面".format, PARTS, PARTS),
    st.builds("{}移到最前面".format, PARTS),
    st.builds("{}往后移一位".format, PARTS),
    st.builds("{}和{}对调".format, PARTS, PARTS),
    st.builds("{}和{}合并".format, PARTS, PARTS),
    st.builds("{}{}放到{}".format, PARTS, POINTS, PARTS),
    st.builds("{}{}移到{}{}前面".format, PARTS, POINTS, PARTS, POINTS),
    st.builds("{}和{}对调".format, POINTS, POINTS),
    st.builds("{}和{}合并".format, POINTS, POINTS),
    st.builds("{}{}改为：{}".format, PARTS, POINTS, WORDS),
    st.builds("{}{}后面补充，{}".format, PARTS, POINTS, WORDS),
    st.builds("{}加强{}".format, PARTS, WORDS),
    st.builds("{}加一条：{}".format, PARTS, WORDS),
    st.builds("在{}前面加一部分“{}”".format, PARTS, st.sampled_from(["督查", "应急处置", "经费保障"])),
    st.builds("把“{}”改成“{}”".format, st.sampled_from(["认真", "值班", "3声", "张三", "无"]), WORDS),
    st.builds("{}里的{}改成{}".format, PARTS, WORDS, WORDS),
    st.builds("{}写短一点".format, PARTS),
    st.builds("{}改为{}".format, st.sampled_from(["联系人", "会议时间", "出席", "标题", "落款", "结语"]), WORDS),
    st.sampled_from(["附件：值班表", "删掉附件1", "删掉附件", "详细一点", "简短一点", "标注特急", "出席加上孙七"]),
)


def is_sound(outline: Outline) -> bool:
    """Tell whether every quotation is still one, and everything else has no source but one that it names."""
    for point in (point for part in outline.parts for point in part.points):
        if point.origin is Origin.SOURCE and point.text != point.citations[0].quote:
            return False
        if point.origin is Origin.GIVEN and point.citations:
            return False
    return True


@settings(max_examples=400, deadline=None)
@given(st.lists(ORDERS, min_size=1, max_size=6))
def test_orders_one_after_the_other_are_done_and_told_or_refused(orders: list[str]) -> None:
    outline = DRAFT
    for order in orders:
        change = read_change(order, outline)
        if change is None or isinstance(change, Undo):
            continue
        try:
            done = carry_out(outline, change, Library())
        except OutlineFault:
            continue
        assert done.said.endswith("。")
        assert is_sound(done.outline)
        outline = done.outline


@settings(max_examples=150, deadline=None)
@given(st.lists(ORDERS, min_size=2, max_size=4))
def test_orders_in_one_message_are_all_done_or_none(orders: list[str]) -> None:
    change = read_change("；".join(orders), DRAFT)
    if change is None or isinstance(change, Undo):
        return
    try:
        done = carry_out(DRAFT, change, Library())
    except OutlineFault:
        return
    assert done.said.endswith("。")
    assert is_sound(done.outline)
