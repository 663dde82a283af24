"""What a note of hand-over opens: lines that begin with a kind and name something."""

import pytest

from bot.office.duty.handing import Item, MatterKind, items_in, read_item

PENDING, CALL, ABNORMAL = MatterKind.PENDING, MatterKind.CALL, MatterKind.ABNORMAL


@pytest.mark.parametrize(
    ("note", "items"),
    [
        ("未办结：催报周报", [Item(PENDING, "催报周报")]),
        ("昨夜平稳\n 来电来文: 市委办来函\n异常：三楼漏水", [Item(CALL, "市委办来函"), Item(ABNORMAL, "三楼漏水")]),
        ("1. 未办结事项：催报周报\n2、异常情况：电梯停运", [Item(PENDING, "催报周报"), Item(ABNORMAL, "电梯停运")]),
        ("未办结：无\n异常：暂无。\n来电来文：没有\n异常：无异常情况", []),
        ("异常：无人机闯入", [Item(ABNORMAL, "无人机闯入")]),
        ("有一件未办结：见上", []),
        ("未办结：", []),
        ("", []),
    ],
)
def test_lines_that_begin_with_a_kind_are_matters(note: str, items: list[Item]) -> None:
    assert list(items_in(note)) == items


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("催报周报", Item(PENDING, "催报周报")),
        ("异常：电梯停运", Item(ABNORMAL, "电梯停运")),
        ("来电来文：市委办\n来函", Item(CALL, "市委办 来函")),
        ("  ", Item(PENDING, "")),
    ],
)
def test_a_matter_by_itself_is_pending_unless_it_says_otherwise(text: str, item: Item) -> None:
    assert read_item(text) == item
