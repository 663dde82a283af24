"""Which questions are the same as one that has a standard answer."""

import json
from collections import Counter
from itertools import chain
from pathlib import Path

import pytest

from knowledge.standards import SHORTEST, find_same, is_same, reduced

UNSEEN = Path(__file__).parents[1] / "evaluation" / "unseen"


@pytest.mark.parametrize(
    ("question", "pattern"),
    [
        ("值班电话要几声之内接听？", "请问值班电话应当几声以内接听"),
        ("公章可以带出办公室吗？", "公章能不能带出办公室"),
        ("公章可否带出办公室", "你好，公章能带出办公室吗？谢谢"),
        ("会议通知提前多少天发？", "会议通知需要提前几天发呢"),
        ("突发事件怎么上报", "突发事件应如何上报？"),
        ("　值班　日志谁写？？", "值班日志谁写"),
    ],
)
def test_what_is_said_around_a_question_does_not_count(question: str, pattern: str) -> None:
    assert is_same(question, pattern)
    assert is_same(pattern, question)


@pytest.mark.parametrize(
    ("question", "pattern"),
    [
        ("公章不可以带出办公室吗？", "公章可以带出办公室吗？"),
        ("公章可以带出办公室几天？", "公章可以带出办公室吗？"),
        ("介绍信可以带出办公室吗？", "公章可以带出办公室吗？"),
        ("值班电话3声之内接听吗", "值班电话5声之内接听吗"),
        ("迟报怎么处理", "漏报怎么处理"),
        ("会前几天发通知", "会后几天发通知"),
        ("谁批准", "谁不批准"),
        ("吗", "呢"),
        ("", ""),
        ("几", "几天"),
    ],
)
def test_whatever_changes_the_meaning_counts(question: str, pattern: str) -> None:
    assert not is_same(question, pattern)


def test_the_first_pattern_that_is_the_same_is_found() -> None:
    patterns = ["谁保管公章", "公章能带出办公室吗", "公章可以带出办公室吗"]
    assert find_same("公章可不可以带出办公室", patterns) == patterns[1]
    assert find_same("公章", patterns) is None


def test_no_question_of_the_evaluation_is_taken_for_another() -> None:
    lines = chain.from_iterable(path.read_text("utf-8").splitlines() for path in UNSEEN.glob("*.jsonl"))
    questions = [json.loads(line)["question"] for line in lines]
    assert len(questions) > 50
    counts = Counter(map(reduced, questions))
    assert [words for words, count in counts.items() if count > 1 or len(words) < SHORTEST] == []
