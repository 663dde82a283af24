"""The weights of the refusal: fitted on questions with answers, reported on questions held out."""

from dataclasses import astuple, fields

import numpy as np
import pytest

from knowledge.answering import choose
from knowledge.answering.confidence import Calibration, Signals
from knowledge.calibration import Report, calibrate
from knowledge.errors import KnowledgeError
from knowledge.evaluation import Case
from tests.knowledge.desk import Desk

ANSWERABLE = (
    "值班电话应当在几声之内接听",
    "突发事件应当在多少分钟之内电话报告",
    "公章可以带出办公室吗",
    "使用公章须经谁签字批准",
    "会议记录由谁保存",
    "会议通知应当提前几天发出",
    "接班人员迟到怎么办",
    "集体来访推选代表不超过几人",
    "接待人员应当在几分钟之内会见来访人",
    "重要批示件几日之内要有回音",
    "公务用车凭什么出车",
    "空白介绍信可以加盖公章吗",
)
UNANSWERABLE = (
    "食堂几点开饭",
    "公积金缴存比例是多少",
    "年休假可以休多少天",
    "停车位怎么申请",
    "工会费每月交多少钱",
    "体检安排在哪家医院",
    "打印机没有墨了找谁",
    "退休年龄推迟了吗",
)
CASES = [
    *(Case(f"a{at}", "term", asked, True) for at, asked in enumerate(ANSWERABLE)),
    *(Case(f"u{at}", "unanswerable", asked, False) for at, asked in enumerate(UNANSWERABLE)),
]


@pytest.fixture(scope="module")
def fitted(office: Desk) -> tuple[Calibration, Report]:
    return calibrate(CASES, office.answerer)


def test_questions_with_and_without_answers_are_told_apart(fitted: tuple[Calibration, Report], office: Desk) -> None:
    calibration, report = fitted
    assert report.questions == len(CASES)
    assert report.auc > 0.8
    assert 0 <= report.below_wrongly < report.below_rightly <= 1
    scores = {
        case.key: calibration.score(np.array(astuple(best.signals)))
        for case in CASES
        if (best := choose(office.answerer.find(case.question)))
    }
    refused = {key for key, score in scores.items() if score < calibration.limit}
    assert sum(key.startswith("a") for key in refused) <= 1
    assert sum(key.startswith("u") for key in refused) >= 6


def test_every_signal_has_its_weight(fitted: tuple[Calibration, Report]) -> None:
    calibration, _ = fitted
    assert {len(calibration.mean), len(calibration.deviation), len(calibration.weights)} == {len(fields(Signals))}


def test_what_is_asked_for_by_number_changes_nothing(fitted: tuple[Calibration, Report], office: Desk) -> None:
    named = [
        Case(f"n{at}", "article", asked, True) for at, asked in enumerate(("值班管理办法第三条", "考勤办法第三条"))
    ]
    assert calibrate([*CASES, *named], office.answerer) == fitted


@pytest.mark.parametrize(
    "cases", [[], CASES[:12], CASES[:16], CASES[8:]], ids=["none", "one side", "four", "four more"]
)
def test_too_few_questions_are_said(cases: list[Case], office: Desk) -> None:
    with pytest.raises(KnowledgeError, match="at least 5 questions of each side"):
        calibrate(cases, office.answerer)


def test_a_score_is_the_weighted_sum_of_standardised_signals() -> None:
    calibration = Calibration(mean=(1.0, 2.0), deviation=(2.0, 0.5), weights=(3.0, -1.0), bias=0.25, limit=0.0)
    assert calibration.score(np.array([5.0, 3.0])) == pytest.approx(2 * 3 - 2 * 1 + 0.25)
