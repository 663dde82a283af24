"""What teaches the doubt: a question with its article, without it, and without its whole law."""

from dataclasses import fields

import pytest

from knowledge.answering.confidence import Signals
from knowledge.calibration import calibrate_doubt
from knowledge.doubting import Sample, samples
from knowledge.errors import KnowledgeError
from knowledge.numerals import ArticleNumber
from knowledge.training.articles import Asked
from tests.knowledge.desk import Desk

DUTY, SEALS = "内部管理/值班管理办法2024.txt", "内部管理/印章使用办法2020.txt"
ASKED = (
    Asked(DUTY, ArticleNumber(3), "term", "值班电话应当在几声之内接听"),
    Asked(DUTY, ArticleNumber(4), "term", "突发事件应当在多少分钟之内电话报告"),
    Asked(DUTY, ArticleNumber(6), "term", "接班人员迟到的交班人员能离岗吗"),
    Asked(SEALS, ArticleNumber(1), "term", "使用公章须经谁签字批准"),
    Asked(SEALS, ArticleNumber(2), "term", "公章可以带出办公室吗"),
    Asked(SEALS, ArticleNumber(3), "term", "空白介绍信可以加盖公章吗"),
)


def test_each_question_gives_a_right_sample_and_two_wrong_ones(office: Desk) -> None:
    found = list(samples(ASKED, office.answerer))
    assert [sample.right for sample in found] == [True, False, False] * len(ASKED)
    assert [sample.family for sample in found] == [asked.family for asked in ASKED for _ in range(3)]


def test_what_comes_first_without_the_right_article_covers_less_of_the_question(office: Desk) -> None:
    whole, without, foreign = samples(ASKED[:1], office.answerer)
    assert whole.signals.coverage > without.signals.coverage
    assert whole.signals.nearness > without.signals.nearness >= foreign.signals.nearness


def test_a_law_that_is_not_in_the_library_gives_wrong_samples_alone(office: Desk) -> None:
    asked = Asked("内部管理/食堂管理办法.txt", ArticleNumber(1), "lay", "值班电话响几声接")
    assert {sample.right for sample in samples([asked], office.answerer)} == {False}


def test_progress_is_counted_by_questions(office: Desk) -> None:
    steps: list[int] = []
    list(samples(ASKED, office.answerer, steps.append))
    assert steps == [1] * len(ASKED)


def made(coverage: float, right: bool, family: str) -> Sample:
    figures = dict.fromkeys((field.name for field in fields(Signals)), 0.5)
    return Sample(family, Signals(**figures | {"coverage": coverage}), right)


MADE = [made(0.6 + at / 100, True, f"a{at % 6}") for at in range(24)]
MADE += [made(0.3 + at / 100, False, f"a{at % 6}") for at in range(24)]


def test_the_doubt_tells_right_from_wrong_on_laws_held_out() -> None:
    calibration, report = calibrate_doubt(MADE)
    assert (report.questions, report.auc) == (48, 1)
    assert report.below_wrongly < 0.2 < 0.8 < report.below_rightly
    assert calibration.certainty(made(0.9, True, "").signals) > 0 > calibration.certainty(made(0.1, True, "").signals)


def test_one_right_answer_in_twenty_is_doubted_at_most() -> None:
    calibration, _ = calibrate_doubt(MADE)
    doubted = [calibration.certainty(sample.signals) < 0 for sample in MADE if sample.right]
    assert sum(doubted) <= 0.05 * len(doubted) + 1


def test_samples_of_one_side_are_refused() -> None:
    with pytest.raises(KnowledgeError, match="at least 5 questions of each side"):
        calibrate_doubt(MADE[:24])


def test_samples_of_too_few_laws_are_refused() -> None:
    with pytest.raises(KnowledgeError, match="questions over at least 5 documents"):
        calibrate_doubt([made(at / 20, at > 9, f"a{at % 4}") for at in range(20)])
