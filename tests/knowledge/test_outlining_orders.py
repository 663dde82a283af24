"""What orders a change in words that nobody reads, and that no question of the collections is taken for one."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.outlines import Origin, OutlinePart, Point, blank
from knowledge.outlining.editing import asks, is_order, read_change
from prompts import load_kinds
from tests.knowledge.drafts import DRAFT

COMMON = "值班人员 会议 公文 文件 通知 保密 单位 机关 企业 合同 工资 公司 孩子 信访 档案 车辆 食品 学校 土地 房屋"


@pytest.mark.parametrize(
    "text",
    [
        "把语气改得严肃一点",
        "将这个通知改得正式一点",
        "第二部分分成两个部分",
        "第二部分重写",
        "缩短到一页",
        "删去后面那些套话",
        "标题再改得响亮一点",
        "换个说法",
        "工作要求换种表述吧",
        "加到第四部分",
    ],
)
def test_what_orders_a_change_is_told_from_a_question(text: str) -> None:
    assert is_order(text)
    assert read_change(text, DRAFT) is None


@pytest.mark.parametrize(
    ("text", "is_of_outline"),
    [("工作要求写三条", True), ("会议时间再改改", True), ("工作要求有几条", False), ("工作要求的依据", False)],
)
def test_what_is_to_be_done_with_a_part_is_an_order(text: str, is_of_outline: bool) -> None:
    assert is_order(text, DRAFT) is is_of_outline
    assert not is_order(text)


@pytest.mark.parametrize(
    "text",
    [
        "把印章借出去要谁批准",
        "将档案移交到档案馆的期限是多久",
        "删除个人信息的条件是什么",
        "第三条删掉了吗？",
        "请示的写法",
        "第二部分讲了什么",
        "增加编制要不要报批",
        "补充协议有没有效力",
        "改为无偿划拨行不行",
        "把明天下午三点的会改到四点",
        "把我周五的班换给李四",
        "第一条　为了加强值班工作，制定本办法。",
        "你好",
        "值班制度",
        "",
    ],
)
def test_a_question_is_no_order(text: str) -> None:
    assert not is_order(text)


@pytest.mark.parametrize(
    ("text", "is_question"),
    [
        ("值班电话几声之内接听", True),
        ("标题改为什么好", True),
        ("第二部分删掉？", True),
        ("能不能把第二部分删掉？", False),
        ("第二部分删掉，好吗？", False),
        ("把“什么”改成“哪些”", False),
        ("第一部分加一条：谁值班谁接听", False),
        ("删掉前几条", False),
    ],
)
def test_what_asks_is_known_whatever_is_quoted_in_it(text: str, is_question: bool) -> None:
    assert asks(text) is is_question


def questions(shared: Path) -> Iterator[str]:
    """Yield every question of the collections."""
    for line in (shared / "eval/questions.jsonl").read_text("utf-8").splitlines():
        yield json.loads(line)["question"]
    for line in (shared / "train/speeches.jsonl").read_text("utf-8").splitlines():
        yield from (question for _, question in json.loads(line)["questions"])
    for line in (shared / "train/questions.tsv").read_text("utf-8").splitlines()[1:]:
        yield line.split("\t")[3]


def test_no_question_of_the_collections_is_taken_for_a_change_or_an_order(shared: Path) -> None:
    asked = list(questions(shared))
    assert len(asked) > 7500
    # A draft with the headings and words of every kind, and words that questions are made of.
    parts = tuple(
        OutlinePart(
            part.heading,
            (
                *(Point(phrase, Origin.FORM) for phrase in (*part.phrases, *part.spare)),
                *(Point(f"{what}：{blank(what)}", Origin.FORM) for what in part.blanks),
                Point(COMMON, Origin.GIVEN),
            ),
            part.numbered,
        )
        for kind in load_kinds().values()
        for part in kind.parts
    )
    draft = replace(DRAFT, parts=parts)
    assert [question for question in asked if read_change(question, draft)] == []
    assert [question for question in asked if is_order(question, draft)] == []
