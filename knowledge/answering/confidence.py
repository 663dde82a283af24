"""Whether what was found answers the question, from several signals together; none of them carries it alone.

The signals are weighed by two logistic regressions. One says whether a question is refused; it was fitted on questions
that the documents nearly answer. The other says how likely the passage is the right one; it was fitted on questions
over documents of many kinds, those that answer taken away (docs/decisions/0016). Below its limit an answer is shown as
doubtful. Weights and limits come from ``canmou calibrate`` and are kept beside this module.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from knowledge.answering.quoting import Choice
from knowledge.expectation import Expectation, Kind
from knowledge.lexical import Lexicon, grams
from knowledge.question import find_parts
from knowledge.retrieval import Found
from knowledge.vectorizing import searched_text

MET_BONUS = 3.0  # what holding the kind of answer asked for is worth among close hits


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known of the best passage and its sentence; the first two in spreads, the others about 0 to 1."""

    nearness: float  # of the passage, above that of passages on the whole
    usual: float  # nearness of passages on the whole, above that to questions about nothing
    coverage: float  # of the question in official words by the passage with its title and headings
    weakest: float  # the same of the part that is covered least, of the question in its own or in official words
    unknown: float  # the share of the grams of its parts that stand nowhere in the library
    lead: float  # how far the best hit stands before the second
    quantity: float  # whether a quantity is asked for
    met: float  # whether the sentence holds the quantity asked for; 0.5 when none is


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

    def certainty(self, signals: Signals) -> float:
        """Return by how much the signals are above the limit, in log odds."""
        return self.score(np.array(astuple(signals))) - self.limit

    def leaning_on(self, other: "Calibration", share: float) -> "Calibration":
        """Return a calibration whose score is this one's and a share of the other's; the limit stays as it is."""
        slopes = share * np.array(other.weights) / other.deviation
        weights = np.array(self.weights) + slopes * self.deviation
        bias = self.bias + share * other.bias + float(slopes @ (np.array(self.mean) - other.mean))
        return replace(self, weights=tuple(np.round(weights, 5).tolist()), bias=round(bias, 4))


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
    main, question, lexicon = ranked[0], found.question, found.snapshot.lexicon
    unit = main.hit.unit
    searched = searched_text(unit.document, unit.passage)
    return Signals(
        nearness=found.level.above(main.hit.cosine),
        usual=found.level.own,
        coverage=lexicon.coverage(_pairs(question.official), searched),
        weakest=max(_weakest(text, searched, lexicon) for text in (question.text, question.official)),
        unknown=_unknown(chain.from_iterable(map(_pairs, find_parts(question.text))), lexicon),
        lead=_lead(ranked),
        quantity=float(expectation.kind is Kind.QUANTITY),
        met=0.5 if expectation.held is None else float(expectation.is_met(main.span.of(unit.document.text))),
    )


@dataclass(frozen=True, slots=True)
class Calibrations:
    """Both: below the limit of ``refusal`` a question is refused, below that of ``doubt`` its answer is doubtful."""

    refusal: Calibration
    doubt: Calibration


@cache
def load() -> Calibrations:
    """Return the calibrations that are kept beside this module."""
    return Calibrations(_load("refusal.json"), _load("doubt.json"))


def _load(name: str) -> Calibration:
    data = json.loads(files("knowledge.answering").joinpath(name).read_text("utf-8"))
    mean, deviation, weights = (tuple(map(float, data[key])) for key in ("mean", "deviation", "weights"))
    return Calibration(mean, deviation, weights, float(data["bias"]), float(data["limit"]))


def _lead(ranked: Sequence[Choice]) -> float:
    """Return how far the best stands before the second, 0 to 1; 1 when it stands alone."""
    if len(ranked) < 2:
        return 1.0
    return min(max(ranked[0].hit.score - ranked[1].hit.score, 0.0), 10.0) / 10


def _weakest(question: str, text: str, lexicon: Lexicon) -> float:
    """Return how well ``text`` covers that part of the question which it covers least; 0.5 where there are no parts."""
    return min((lexicon.coverage(_pairs(part), text) for part in find_parts(question)), default=0.5)


def _pairs(text: str) -> list[str]:
    return [gram for gram in grams(text) if len(gram) == 2]


def _unknown(wanted: Iterable[str], lexicon: Lexicon) -> float:
    weights = [(lexicon.weight(gram), gram in lexicon) for gram in set(wanted)]
    total = sum(weight for weight, _ in weights)
    return sum(weight for weight, known in weights if not known) / total if total else 0.0
