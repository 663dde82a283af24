"""Passages for a question, best first: an exact look-up where an article is named, else two retrievers and a ranking.

Candidates come from the nearest vectors and from BM25. They are ranked by a weighted sum of three figures, each
against its best: BM25, the nearness of the passage and that of its best sentence. The weights were learned on
questions over documents that no evaluation touches (docs/decisions/0004). Nearness is the product of the vectors,
less what the passages of its kind owe to the manner of questions (``knowledge.phrasing``). It is counted in spreads: by
how much passages differ in their nearness to any question, which a model decides.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from knowledge.audience import EVERYTHING, Audience
from knowledge.documents import Kind as DocumentKind
from knowledge.index import Index
from knowledge.library import Library, Snapshot, Unit
from knowledge.lookup import choose_versions, find_units
from knowledge.phrasing import Levers, Phrasing
from knowledge.question import Question, find_parts, understand
from knowledge.records import Origin
from knowledge.vectorizing import searched_text

NEARNESS = (1.0, 1.2)  # what a spread of the passage's nearness is worth, and one of its best sentence's
WORDS = 4.8  # what BM25 is worth as a share of the best
SAMPLE = 500  # passages by which the spread is told
DENSE, LEXICAL = 80, 40  # candidates from each side
SAME_FAMILY = 8  # of how many versions of its text a candidate may be one before the search is widened
NAMED = 3.0  # added to passages of a document that the question names
HOLDING = 4.0  # added to passages that hold word for word all that the question is about
EXACT = 100.0  # the score of what was asked for by number
OWN = 6.0  # added to the office's own documents where the handbook stands beside them

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found; scores are comparable within one question only.

    ``exact`` marks a passage that was asked for by its number. ``sentences`` holds the cosine of each sentence.
    """

    unit: Unit
    score: float
    lexical: float = 0.0
    cosine: float = 0.0
    sentences: tuple[float, ...] = ()
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Aim:
    """What of a question decides beside its nearness.

    ``named`` are the files that it names, ``about`` the parts of each of its wordings.
    """

    named: frozenset[str] = frozenset()
    about: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Level:
    """How near the passages of a library are on the whole, by which the nearness of one of them is read.

    ``usual`` is the cosine of the question and a passage on the whole, ``idle`` that of questions about nothing. Both
    differ from one model to the next; what is counted in spreads does not.
    """

    usual: float = 0.0
    idle: float = 0.0
    spread: float = 1.0

    def above(self, cosine: float) -> float:
        """Return by how many spreads a passage is nearer to the question than passages are on the whole."""
        return (cosine - self.usual) / self.spread

    @property
    def own(self) -> float:
        """Return by how many spreads the passages are nearer to the question than to one about nothing."""
        return (self.usual - self.idle) / self.spread


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gave: the question as it was understood and the hits, best first."""

    question: Question
    snapshot: Snapshot
    hits: tuple[Hit, ...]
    allowed: frozenset[str]
    level: Level = Level()


@dataclass(frozen=True, slots=True)
class _Scale:
    """What nearness means in a snapshot.

    ``owed`` is what a passage's kind adds to its nearness: the manner taken off must not set one kind before another.
    ``spread`` is the deviation of the passages' nearness to a question, ``middle`` the mean of their vectors and
    ``idle`` its cosine with questions about nothing.
    """

    owed: Mapping[DocumentKind, float]
    spread: float
    middle: Scores
    idle: float


@dataclass(frozen=True, slots=True)
class _Reading:
    """A question as both retrievers take it: its vector, and the BM25 score of every passage."""

    vector: Scores
    lexical: Scores
    scale: _Scale


class Retriever:
    """Searches the library."""

    def __init__(self, library: Library, index: Index, phrasing: Phrasing, *, audience: Audience = EVERYTHING) -> None:
        self._library = library
        self._index = index
        self._phrasing = phrasing
        self._audience = audience
        # Told once for each snapshot, and forgotten with it.
        self._scales: WeakKeyDictionary[Snapshot, _Scale] = WeakKeyDictionary()

    def using(self, levers: Levers) -> "Retriever":
        """Return a retriever over the same library that uses other levers."""
        return Retriever(self._library, self._index, self._phrasing.using(levers), audience=self._audience)

    def within(self, audience: Audience) -> "Retriever":
        """Return a retriever that finds nothing but what an audience may see."""
        retriever = Retriever(self._library, self._index, self._phrasing, audience=audience)
        retriever._scales = self._scales
        return retriever

    def snapshot(self) -> Snapshot:
        """Return the library as it is searched now."""
        return self._library.snapshot(self._audience)

    def search(self, asked: str, history: Iterable[str] = (), *, count: int = 10, leaning: bool = False) -> Found:
        """Return the ``count`` best passages for ``asked``; ``understand`` says when the turns before it count."""
        snapshot = self.snapshot()
        question = understand(
            self._phrasing.tidy(asked), map(self._phrasing.tidy, history), snapshot.names, leaning=leaning
        )
        allowed = choose_versions(question, snapshot.entries)
        if not snapshot.units:
            return Found(question, snapshot, (), allowed)
        question = self._phrasing.phrase(question, snapshot.lexicon)
        reading = self._read(question, snapshot)
        near = _measure(self._candidates(snapshot, reading, allowed), snapshot, reading)
        exact = [Hit(unit, EXACT, exact=True) for unit in find_units(question, snapshot, allowed)]
        ranked = rank(near, reading.scale.spread, _aim(question))
        hits = exact + [hit for hit in ranked if not _among(hit, exact)]
        return Found(question, snapshot, tuple(hits[:count]), allowed, self._level(reading))

    def _read(self, question: Question, snapshot: Snapshot) -> _Reading:
        vector, lexical = self._phrasing.vector(question), snapshot.lexicon.scores(question.text, question.words)
        return _Reading(vector, lexical, self._scale(snapshot))

    def _level(self, reading: _Reading) -> Level:
        scale, whole = reading.scale, reading.vector + self._phrasing.manner
        return Level(float(scale.middle @ whole), scale.idle, scale.spread)

    def _scale(self, snapshot: Snapshot) -> _Scale:
        """Return the scale of a snapshot."""
        scale = self._scales.get(snapshot)
        if scale is None:
            scale = self._scales[snapshot] = _tell_scale(snapshot, self._phrasing)
        return scale

    def _candidates(self, snapshot: Snapshot, reading: _Reading, allowed: frozenset[str]) -> list[Unit]:
        found = self._near(snapshot, reading)
        places = [place for place in found if snapshot.units[place].document.file in allowed]
        if len(places) * SAME_FAMILY < len(found):  # an old version that few passages belong to: look at all of it
            places = [unit.place for file in allowed for unit in snapshot.by_file.get(file, ())]
        return [snapshot.units[place] for place in places]

    def _near(self, snapshot: Snapshot, reading: _Reading) -> set[int]:
        keys = self._index.nearest_among(snapshot.by_key, reading.vector, min(DENSE, len(snapshot.units)))
        best = np.argpartition(-reading.lexical, min(LEXICAL, len(snapshot.units) - 1))[:LEXICAL]
        return {snapshot.by_key[key].place for key in keys} | set(best.tolist())


def _tell_scale(snapshot: Snapshot, phrasing: Phrasing) -> _Scale:
    sample, middle = snapshot.vectors[:: max(1, len(snapshot.units) // SAMPLE)], snapshot.vectors.mean(0)
    return _Scale(
        owed={kind: float(middle @ phrasing.manner) for kind, middle in snapshot.middles.items()},
        spread=float((sample @ phrasing.talk.T).std(0).mean()) or 1.0,
        middle=middle,
        idle=float((phrasing.talk @ middle).mean()),
    )


def _aim(question: Question) -> Aim:
    texts = dict.fromkeys([question.text, question.official])
    return Aim(
        named=frozenset(question.files),
        about=tuple(tuple(parts) for parts in map(find_parts, texts) if parts),
    )


def rank(hits: Sequence[Hit], spread: float, aim: Aim = Aim()) -> list[Hit]:
    """Return the hits with their scores, best first; ``spread`` is how much nearness differs."""
    if not hits:
        return []
    most = max(hit.lexical for hit in hits) or 1.0
    nearest = max(hit.cosine for hit in hits)
    sentence = max(max(hit.sentences, default=hit.cosine) for hit in hits)
    scored = []
    for hit in hits:
        score = WORDS * hit.lexical / most
        score += NEARNESS[0] * (hit.cosine - nearest) / spread
        score += NEARNESS[1] * (max(hit.sentences, default=hit.cosine) - sentence) / spread
        score += HOLDING * _holds(hit.unit, aim.about)
        score += NAMED * (hit.unit.document.file in aim.named) + OWN * (hit.unit.entry.record.origin is Origin.OFFICE)
        scored.append(Hit(hit.unit, score, hit.lexical, hit.cosine, hit.sentences))
    return sorted(scored, key=lambda hit: (-hit.score, hit.unit.place))


def _holds(unit: Unit, about: Iterable[Iterable[str]]) -> bool:
    """Tell whether the passage, with its title and headings, holds all the parts of one wording."""
    text = searched_text(unit.document, unit.passage)
    return any(all(part in text for part in parts) for parts in about)


def _measure(units: Sequence[Unit], snapshot: Snapshot, reading: _Reading) -> list[Hit]:
    spans = [range(unit.first_sentence, unit.first_sentence + len(unit.sentences)) for unit in units]
    cosines = _cosines(snapshot.vectors[[unit.place for unit in units]], reading.vector)
    of_sentences = iter(_cosines(snapshot.sentence_vectors[list(chain(*spans))], reading.vector))
    return [
        _hit(unit, reading, cosine, islice(of_sentences, len(span)))
        for unit, cosine, span in zip(units, cosines, spans, strict=True)
    ]


def _hit(unit: Unit, reading: _Reading, cosine: float, sentences: Iterable[float]) -> Hit:
    owed = reading.scale.owed[unit.document.kind]
    lexical = float(reading.lexical[unit.place])
    return Hit(unit, 0.0, lexical, cosine + owed, tuple(sentence + owed for sentence in sentences))


def _cosines(rows: NDArray[np.floating], vector: Scores) -> list[float]:
    """Return each row's cosine; equal rows have equal ones, which a product of matrices would not promise."""
    found: list[float] = (rows.astype(np.float32) * vector).sum(axis=1).tolist() if len(rows) else []
    return found


def _among(hit: Hit, exact: list[Hit]) -> bool:
    return any(hit.unit.place == other.unit.place for other in exact)
