"""Whether what was found answers the question, from several signals together; none of them carries it alone.

The figures are weighed by a logistic regression; its weights and the limit come from ``canmou calibrate`` and are kept
beside this module, in calibration.json, with what they were calibrated on.
"""

import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from knowledge.answering.quoting import Choice
from knowledge.expectation import Expectation, Kind
from knowledge.lexical import Lexicon, grams
from knowledge.retrieval import Found
from knowledge.vectorizing import searched_text

MET_BONUS = 3.0  # what holding the kind of answer asked for is worth among close hits


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known of the best passage and its sentence; each figure is about 0 to 1."""

    cosine: float
    sentence_cosine: float
    coverage: float  # of the question's grams by the passage with its title and headings
    sentence_coverage: float
    best_coverage: float  # by the best of the first five
    unknown: float  # the share of the question's grams that stand nowhere in the library
    lead: float  # how far the best hit stands before the second
    gap: float  # how far it stands before the fifth
    agreement: float  # whether both retrievers have it first
    quantity: float  # whether a quantity is asked for
    met: float  # whether the sentence holds the quantity asked for; 0.5 when none is
    passage_met: float  # the same of the passage


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic regression over standardised signals, and the limit below which an answer is refused."""

    mean: tuple[float, ...]
    deviation: tuple[float, ...]
    weights: tuple[float, ...]
    bias: float
    limit: float

    def score(self, signals: NDArray[np.float64]) -> float:
        """Return the log odds that the passage answers; ``signals`` in the order of Signals."""
        return float((signals - self.mean) / self.deviation @ np.array(self.weights) + self.bias)


def order(choices: Sequence[Choice], expectation: Expectation, *, close: int) -> list[Choice]:
    """Return the choices, best first; of the ``close`` first ones, those go ahead that hold what is asked for."""

    def _value(place: int) -> float:
        choice = choices[place]
        words = choice.span.of(choice.hit.unit.document.text)
        met = expectation.held is not None and place < close and expectation.is_met(words)
        return choice.hit.score + MET_BONUS * met

    return [choices[place] for place in sorted(range(len(choices)), key=_value, reverse=True)]


def measure(ranked: Sequence[Choice], found: Found, expectation: Expectation) -> Signals:
    """Return the signals of the best choice."""
    main, lexicon = ranked[0], found.snapshot.lexicon
    unit, text = main.hit.unit, main.hit.unit.document.text
    wanted = [gram for gram in grams(found.question.text) if len(gram) == 2]
    words = main.span.of(text)
    return Signals(
        cosine=main.hit.cosine,
        sentence_cosine=main.hit.sentences[main.place],
        coverage=lexicon.coverage(wanted, searched_text(unit.document, unit.passage)),
        sentence_coverage=lexicon.coverage(wanted, words),
        best_coverage=max(lexicon.coverage(wanted, choice.hit.unit.text) for choice in ranked[:5]),
        unknown=_unknown(wanted, lexicon),
        lead=_ahead(ranked, 1),
        gap=_ahead(ranked, 4),
        agreement=_agreement(ranked),
        quantity=float(expectation.kind is Kind.QUANTITY),
        met=_met(expectation, words),
        passage_met=_met(expectation, unit.text),
    )


def certainty(signals: Signals) -> float:
    """Return by how much the signals are above the limit, in log odds; below 0 the question is refused."""
    calibration = load()
    return calibration.score(np.array(astuple(signals))) - calibration.limit


@cache
def load() -> Calibration:
    """Return the calibration that is kept beside this module."""
    data = json.loads(files("knowledge.answering").joinpath("calibration.json").read_text("utf-8"))
    mean, deviation, weights = (tuple(map(float, data[name])) for name in ("mean", "deviation", "weights"))
    return Calibration(mean, deviation, weights, float(data["bias"]), float(data["limit"]))


def _ahead(ranked: Sequence[Choice], place: int) -> float:
    """Return how far the best stands before the one at ``place``, 0 to 1; 1 when there is none."""
    if len(ranked) <= place:
        return 1.0
    return min(max(ranked[0].hit.score - ranked[place].hit.score, 0.0), 10.0) / 10


def _agreement(ranked: Sequence[Choice]) -> float:
    """Return by how many of the two retrievers the best is first."""
    lexical = max(choice.hit.lexical for choice in ranked)
    cosine = max(choice.hit.cosine for choice in ranked)
    return float((ranked[0].hit.lexical >= lexical) + (ranked[0].hit.cosine >= cosine))


def _met(expectation: Expectation, text: str) -> float:
    return 0.5 if expectation.held is None else float(expectation.is_met(text))


def _unknown(wanted: Sequence[str], lexicon: Lexicon) -> float:
    weights = [(lexicon.weight(gram), gram in lexicon) for gram in set(wanted)]
    total = sum(weight for weight, _ in weights)
    return sum(weight for weight, known in weights if not known) / total if total else 0.0
