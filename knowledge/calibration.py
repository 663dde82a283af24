"""How the weights of ``knowledge.answering.confidence`` are found: a logistic regression over questions with answers.

The figures that are reported come from questions that the weights and the limit were not fitted on: five folds, five
times shuffled. The questions that one document answers stay in one fold, where five documents or more are asked about.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.answering import Answerer
from knowledge.answering.confidence import Calibration
from knowledge.errors import KnowledgeError
from knowledge.evaluation import Case

STRENGTH = 0.3  # inverse of the regularisation
FALSE_REFUSALS = 0.015  # the share of answerable questions that the limit may refuse; held out it is about .02
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

    measured = _measure(cases, answerer)
    held_out, refused = _cross_validate(measured)
    answerable = measured.answerable
    report = Report(
        questions=len(answerable),
        auc=float(roc_auc_score(answerable, held_out)),
        refused_rightly=float(refused[~answerable].mean()),
        refused_wrongly=float(refused[answerable].mean()),
    )
    return _fit(measured.signals, answerable), report


def calibrate_without(cases: Sequence[Case], answerer: Answerer) -> Iterator[tuple[list[Case], Calibration]]:
    """Yield the cases of each fold with the calibration over the others, so that each is asked by what never saw it."""
    measured = _measure(cases, answerer)
    groups = _groups(cases)
    fold = dict(zip(groups, _fold(groups, np.random.default_rng(0)), strict=True))
    held = np.array([fold[group] for group in measured.groups])
    for number in range(FOLDS):
        calibration = _fit(measured.signals[held != number], measured.answerable[held != number])
        yield [case for case, group in zip(cases, groups, strict=True) if fold[group] == number], calibration


@dataclass(frozen=True, slots=True)
class _Measured:
    """The signals of the cases that the refusal has a say in; shape (cases, signals), and what is known of each."""

    signals: Array
    answerable: NDArray[np.bool_]
    groups: list[str]


def _measure(cases: Sequence[Case], answerer: Answerer) -> _Measured:
    found = [answerer.signals(case.question, case.history) for case in cases]
    known = [
        (astuple(signals), case.answerable, group)
        for case, signals, group in zip(cases, found, _groups(cases), strict=True)
        if signals is not None
    ]
    answerable = np.array([answerable for _, answerable, _ in known], bool)
    if min(answerable.sum(), (~answerable).sum()) < FOLDS:
        raise KnowledgeError(f"at least {FOLDS} questions of each side are needed: answerable and not")
    return _Measured(np.array([signals for signals, *_ in known]), answerable, [group for *_, group in known])


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


def _groups(cases: Sequence[Case]) -> list[str]:
    """Return what each case shares with others of its fold: the document that answers it, where there are enough."""
    documents = {case.sources[0].file for case in cases if case.sources}
    return [case.sources[0].file if case.sources and len(documents) >= FOLDS else case.key for case in cases]


def _fold(groups: Sequence[str], shuffle: np.random.Generator) -> NDArray[np.int64]:
    """Return the fold of each member, the same for all of one group; the folds are of about one size."""
    sizes = Counter(groups)
    names = [str(name) for name in shuffle.permutation(sorted(sizes))]
    filled, of = [0] * FOLDS, dict[str, int]()
    for name in sorted(names, key=lambda name: -sizes[name]):
        of[name] = filled.index(min(filled))
        filled[of[name]] += sizes[name]
    return np.array([of[group] for group in groups])


def _cross_validate(measured: _Measured) -> tuple[Array, Array]:
    """Return the mean score above the limit and the share of rounds that refused, each from folds not fitted on."""
    shuffle = np.random.default_rng(0)
    signals, answerable = measured.signals, measured.answerable
    scores, refused = np.zeros(len(answerable)), np.zeros(len(answerable))
    for _ in range(ROUNDS):
        fold = _fold(measured.groups, shuffle)
        for number in range(FOLDS):
            test = fold == number
            calibration = _fit(signals[~test], answerable[~test])
            found = np.array([calibration.score(row) - calibration.limit for row in signals[test]])
            scores[test] += found / ROUNDS
            refused[test] += (found < 0) / ROUNDS
    return scores, refused


def _rounded(values: Array) -> tuple[float, ...]:
    return tuple(round(float(value), 5) for value in values)
