"""Where sentences end."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import sentences

ALPHABET = '甲乙0.5，、；：。！？!?…“”‘’「」（）()《》"\n\u3000 '


def split(text: str) -> list[str]:
    return [span.of(text) for span in sentences.split(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("值班员到岗。带班领导在位。", ["值班员到岗。", "带班领导在位。"]),
        ("谁来签收？立即签收！", ["谁来签收？", "立即签收！"]),
        ("能不能办?能!马上办", ["能不能办?", "能!", "马上办"]),
        ("真的吗？！是。", ["真的吗？！", "是。"]),
        ("增长4.5%，提高1.2个百分点。下一项。", ["增长4.5%，提高1.2个百分点。", "下一项。"]),
        ("一是登记；二是送阅；三是归档。", ["一是登记；二是送阅；三是归档。"]),
        ("（一）登记；\n（二）送阅；\n（三）归档。", ["（一）登记；", "（二）送阅；", "（三）归档。"]),
        ("没有句号的标题\n正文。", ["没有句号的标题", "正文。"]),
        ("  前有空格。\u3000后有空格。 ", ["前有空格。", "后有空格。"]),
        ("", []),
        (" \n\u3000\n", []),
    ],
)
def test_a_sentence_ends_with_its_mark_or_its_line(text: str, expected: list[str]) -> None:
    assert split(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("他说：“先登记。再送阅。”大家同意。", ["他说：“先登记。再送阅。”", "大家同意。"]),
        ("“先登记。再送阅。”是要求。", ["“先登记。再送阅。”", "是要求。"]),
        ("他问“怎么办？”，没人答。", ["他问“怎么办？”，没人答。"]),
        ("（注：甲。乙。）丙。", ["（注：甲。乙。）", "丙。"]),
        ("「甲。『乙。』丙。」丁。", ["「甲。『乙。』丙。」", "丁。"]),
        ("强调“胸怀“大局”。服务大局”。完。", ["强调“胸怀“大局”。服务大局”。", "完。"]),
        ('他走了。"你好。再见。"完。', ["他走了。", '"你好。再见。"', "完。"]),
    ],
)
def test_a_full_stop_within_a_quotation_does_not_end_it(text: str, expected: list[str]) -> None:
    assert split(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("他说“甲。乙。", ["他说“甲。", "乙。"]),
        ("甲）乙。丙。", ["甲）乙。", "丙。"]),
        ("“甲。\n乙。”丙。", ["“甲。", "乙。”", "丙。"]),
    ],
)
def test_a_mark_without_its_partner_counts_for_nothing(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_a_quotation_too_long_for_one_sentence_is_cut() -> None:
    assert len(split("“" + "很长的引文。" * 60 + "”")) == 60


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("登记、送阅……等工作。", ["登记、送阅……等工作。"]),
        ("他说“等一等……”又走了。", ["他说“等一等……”", "又走了。"]),
        ("未完……\n下一段。", ["未完……", "下一段。"]),
    ],
)
def test_an_ellipsis_ends_a_sentence_only_where_it_closes(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_only_the_range_is_split() -> None:
    text = "甲。乙。丙。"
    assert [span.of(text) for span in sentences.split(text, 2, 4)] == ["乙。"]


@given(st.text(alphabet=ALPHABET, max_size=80))
def test_sentences_hold_everything_but_white_space(text: str) -> None:
    spans = sentences.split(text, 0, len(text))
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())
    assert all(one.end <= other.start for one, other in pairwise(spans))


@given(st.text(alphabet=ALPHABET, max_size=80))
def test_a_sentence_is_trimmed_and_keeps_to_its_line(text: str) -> None:
    for span in sentences.split(text, 0, len(text)):
        assert span.of(text) == span.of(text).strip() != ""
        assert "\n" not in span.of(text)


@given(st.text(alphabet=ALPHABET.replace("\n", ""), max_size=40))
def test_splitting_a_sentence_again_changes_nothing(text: str) -> None:
    for span in sentences.split(text, 0, len(text))[:1]:
        assert sentences.split(text, span.start, span.end) == (span,)
