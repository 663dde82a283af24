"""How the weights of ``knowledge.answering.confidence`` are found: logistic regressions over questions with answers.

The refusal is fitted on questions that can be answered and some that nearly can, and leans a little on the doubt, which
knows other documents. The doubt is fitted on ``knowledge.doubting``'s samples.

The figures that are reported come from questions that the weights and the limit were not fitted on: five folds, five
times shuffled. The questions that one document answers stay in one fold, where five documents or more are asked about.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, replace

import numpy as np
from numpy.typing import NDArray

from knowledge.answering import Answerer, choose, confidence
from knowledge.answering.confidence import Calibration, Calibrations, Signals
from knowledge.doubting import Sample
from knowledge.errors import KnowledgeError
from knowledge.evaluation import Case

STRENGTH = 0.3  # inverse of the regularisation
FALSE_REFUSALS = 0.015  # the share of answerable questions that the limit may refuse; held out it is about .02
LEANING = 0.15  # the share of the doubt in the refusal
FALSE_DOUBTS = 0.05  # the share of right answers over other documents that are called doubtful
LEAST = 1e-3  # a deviation that a signal has at least, also where it never differed
FOLDS = 5
ROUNDS = 5
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Report:
    """What held-out questions say: the area under the curve, and the shares below the limit on both sides."""

    questions: int
    auc: float
    below_rightly: float
    below_wrongly: float


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a calibration is fitted: the share of good ones that its limit may cost, and what it leans on."""

    costs: float
    leaning: Calibration | None = None


def calibrate(cases: Sequence[Case], answerer: Answerer) -> tuple[Calibration, Report]:
    """Return the calibration of the refusal over all cases, and how well its kind does on cases held out."""
    return _learn(_measure(cases, answerer), _refusal())


def calibrate_doubt(samples: Iterable[Sample]) -> tuple[Calibration, Report]:
    """Return the calibration of the doubt over all samples, and how well its kind does on laws held out."""
    known = [(sample.signals, sample.right, sample.family) for sample in samples]
    return _learn(_gather(known), Recipe(FALSE_DOUBTS))


def calibrate_without(cases: Sequence[Case], answerer: Answerer) -> Iterator[tuple[list[Case], Calibrations]]:
    """Yield the cases of each fold with the calibration over the others, so that each is asked by what never saw it."""
    measured, recipe = _measure(cases, answerer), _refusal()
    groups = _groups(cases)
    fold = dict(zip(groups, _fold(groups, np.random.default_rng(0)), strict=True))
    held = np.array([fold[group] for group in measured.groups])
    for number in range(FOLDS):
        refusal = _fit(measured.signals[held != number], measured.good[held != number], recipe)
        without = [case for case, group in zip(cases, groups, strict=True) if fold[group] == number]
        yield without, replace(confidence.load(), refusal=refusal)


def _refusal() -> Recipe:
    return Recipe(FALSE_REFUSALS, leaning=confidence.load().doubt)


@dataclass(frozen=True, slots=True)
class _Measured:
    """The signals that a calibration has a say in; shape (cases, signals), and what is known of each."""

    signals: Array
    good: NDArray[np.bool_]
    groups: list[str]


def _measure(cases: Sequence[Case], answerer: Answerer) -> _Measured:
    found = [choose(answerer.find(case.question, case.history)) for case in cases]
    return _gather(
        (best.signals, case.answerable, group)
        for case, best, group in zip(cases, found, _groups(cases), strict=True)
        if best is not None
    )


def _gather(found: Iterable[tuple[Signals, bool, str]]) -> _Measured:
    known = list(found)
    good = np.array([good for _, good, _ in known], bool)
    if min(good.sum(), (~good).sum()) < FOLDS:
        raise KnowledgeError(f"at least {FOLDS} questions of each side are needed: answerable and not")
    if len({group for *_, group in known}) < FOLDS:
        raise KnowledgeError(f"questions over at least {FOLDS} documents are needed")
    return _Measured(np.array([astuple(signals) for signals, *_ in known]), good, [group for *_, group in known])


def _learn(measured: _Measured, recipe: Recipe) -> tuple[Calibration, Report]:
    from sklearn.metrics import roc_auc_score

    held_out, below = _cross_validate(measured, recipe)
    report = Report(
        questions=len(measured.good),
        auc=float(roc_auc_score(measured.good, held_out)),
        below_rightly=float(below[~measured.good].mean()),
        below_wrongly=float(below[measured.good].mean()),
    )
    return _fit(measured.signals, measured.good, recipe), report


def _fit(signals: Array, good: NDArray[np.bool_], recipe: Recipe) -> Calibration:
    from sklearn.linear_model import LogisticRegression

    mean, deviation = signals.mean(0), np.maximum(signals.std(0), LEAST)
    model = LogisticRegression(C=STRENGTH, max_iter=3000).fit((signals - mean) / deviation, good)
    found = Calibration(
        mean=_rounded(mean),
        deviation=_rounded(deviation),
        weights=_rounded(model.coef_[0]),
        bias=round(float(model.intercept_[0]), 4),
        limit=0.0,
    )
    if recipe.leaning:
        found = found.leaning_on(recipe.leaning, LEANING)
    scores = [found.score(row) for row in signals[good]]
    return replace(found, limit=round(float(np.quantile(scores, recipe.costs)), 4))


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


def _cross_validate(measured: _Measured, recipe: Recipe) -> tuple[Array, Array]:
    """Return the mean score above the limit and the share of rounds below it, each from folds not fitted on."""
    shuffle = np.random.default_rng(0)
    signals, good = measured.signals, measured.good
    scores, below = np.zeros(len(good)), np.zeros(len(good))
    for _ in range(ROUNDS):
        fold = _fold(measured.groups, shuffle)
        for number in range(FOLDS):
            test = fold == number
            calibration = _fit(signals[~test], good[~test], recipe)
            found = np.array([calibration.score(row) - calibration.limit for row in signals[test]])
            scores[test] += found / ROUNDS
            below[test] += (found < 0) / ROUNDS
    return scores, below


def _rounded(values: Array) -> tuple[float, ...]:
    return tuple(round(float(value), 5) for value in values)
