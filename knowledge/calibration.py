"""How the weights of ``knowledge.answering.confidence`` are found: a logistic regression over questions with answers.

The figures that are reported come from questions that the weights and the limit were not fitted on: five folds, five
times shuffled.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.answering import Answerer
from knowledge.answering.confidence import Calibration
from knowledge.errors import KnowledgeError
from knowledge.evaluation import Case

STRENGTH = 0.3  # inverse of the regularisation
FALSE_REFUSALS = 0.05  # the share of answerable questions that the limit may refuse
FOLDS = 5
ROUNDS = 5
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Report:
    """What held-out questions say: the area under the curve, and the shares refused on both sides."""

    questions: int
    auc: float
    refused_rightly: float
    refused_wrongly: float


def calibrate(cases: Sequence[Case], answerer: Answerer) -> tuple[Calibration, Report]:
    """Return the calibration over all cases, and how well its kind does on cases held out."""
    from sklearn.metrics import roc_auc_score

    measured = [
        (found, case.answerable)
        for case in cases
        if (found := answerer.signals(case.question, case.history)) is not None
    ]
    signals = np.array([astuple(found) for found, _ in measured])
    answerable = np.array([known for _, known in measured], bool)
    if min(answerable.sum(), (~answerable).sum()) < FOLDS:
        raise KnowledgeError(f"at least {FOLDS} questions of each side are needed: answerable and not")
    held_out, refused = _cross_validate(signals, answerable)
    report = Report(
        questions=len(measured),
        auc=float(roc_auc_score(answerable, held_out)),
        refused_rightly=float(refused[~answerable].mean()),
        refused_wrongly=float(refused[answerable].mean()),
    )
    return _fit(signals, answerable), report


def _fit(signals: Array, answerable: NDArray[np.bool_]) -> Calibration:
    from sklearn.linear_model import LogisticRegression

    mean, deviation = signals.mean(0), signals.std(0) + 1e-9
    model = LogisticRegression(C=STRENGTH, max_iter=3000).fit((signals - mean) / deviation, answerable)
    scores: Any = model.decision_function((signals - mean) / deviation)
    return Calibration(
        mean=_rounded(mean),
        deviation=_rounded(deviation),
        weights=_rounded(model.coef_[0]),
        bias=round(float(model.intercept_[0]), 4),
        limit=round(float(np.quantile(scores[answerable], FALSE_REFUSALS)), 4),
    )


def _cross_validate(signals: Array, answerable: NDArray[np.bool_]) -> tuple[Array, Array]:
    """Return the mean score above the limit and the share of rounds that refused, each from folds not fitted on."""
    shuffle = np.random.default_rng(0)
    scores, refused = np.zeros(len(answerable)), np.zeros(len(answerable))
    for _ in range(ROUNDS):
        order = shuffle.permutation(len(answerable))
        for fold in range(FOLDS):
            test = order[fold::FOLDS]
            train = np.setdiff1d(order, test)
            calibration = _fit(signals[train], answerable[train])
            found = np.array([calibration.score(row) - calibration.limit for row in signals[test]])
            scores[test] += found / ROUNDS
            refused[test] += (found < 0) / ROUNDS
    return scores, refused


def _rounded(values: Array) -> tuple[float, ...]:
    return tuple(round(float(value), 5) for value in values)
