"""Passages for a question, best first: an exact look-up where an article is named, else two retrievers and a ranking.

Candidates come from the nearest vectors and from BM25. They are ranked by a weighted sum of three figures, each
against its best: BM25, the cosine of the passage and the cosine of its best sentence. The weights were learned on
questions over documents that no evaluation touches (docs/decisions/0004).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, islice

import numpy as np
from numpy.typing import NDArray

from knowledge.embedding import Embedder
from knowledge.index import Index
from knowledge.library import Library, Snapshot, Unit
from knowledge.lookup import choose_versions, find_units
from knowledge.question import Question, find_phrase, understand
from knowledge.records import Origin

WEIGHTS = (4.8, 84.0, 103.0)  # BM25 as a share of the best, cosine of the passage, cosine of the best sentence
DENSE, LEXICAL = 80, 40  # candidates from each side
SAME_FAMILY = 8  # of how many versions of its text a candidate may be one before the search is widened
NAMED = 3.0  # added to passages of a document that the question names
PHRASE = 5.0  # added to passages that hold word for word what a short question is about
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
class Found:
    """What a search gave: the question as it was understood and the hits, best first."""

    question: Question
    snapshot: Snapshot
    hits: tuple[Hit, ...]
    allowed: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Reading:
    """A text as both retrievers take it: its vector, and the BM25 score of every passage."""

    vector: Scores
    lexical: Scores


class Retriever:
    """Searches the library."""

    def __init__(self, library: Library, index: Index, embedder: Embedder) -> None:
        self._library = library
        self._index = index
        self._embedder = embedder

    def snapshot(self) -> Snapshot:
        """Return the library as it is searched now."""
        return self._library.snapshot()

    def search(self, asked: str, history: Iterable[str] = (), *, count: int = 10, leaning: bool = False) -> Found:
        """Return the ``count`` best passages for ``asked``; ``understand`` says when the turns before it count."""
        snapshot = self._library.snapshot()
        question = understand(asked, history, snapshot.names, leaning=leaning)
        allowed = choose_versions(question, snapshot.entries)
        exact = [Hit(unit, EXACT, exact=True) for unit in find_units(question, snapshot, allowed)]
        hits = exact + [hit for hit in self._rank(question, snapshot, allowed) if not _among(hit, exact)]
        return Found(question, snapshot, tuple(hits[:count]), allowed)

    def _rank(self, question: Question, snapshot: Snapshot, allowed: frozenset[str]) -> list[Hit]:
        if not snapshot.units:
            return []
        vectors = self._embedder.questions([question.text])
        reading = _Reading(vectors[0], snapshot.lexicon.scores(question.text))
        hits = _measure(self._candidates(snapshot, reading, allowed), snapshot, reading)
        return rank(hits, frozenset(question.files), find_phrase(question.asked))

    def _candidates(self, snapshot: Snapshot, reading: _Reading, allowed: frozenset[str]) -> list[Unit]:
        found = self._near(snapshot, reading)
        places = [place for place in found if snapshot.units[place].document.file in allowed]
        if len(places) * SAME_FAMILY < len(found):  # an old version that few passages belong to: look at all of it
            places = [unit.place for file in allowed for unit in snapshot.by_file.get(file, ())]
        return [snapshot.units[place] for place in places]

    def _near(self, snapshot: Snapshot, reading: _Reading) -> set[int]:
        keys = self._index.nearest(reading.vector, min(DENSE, len(snapshot.units)))
        best = np.argpartition(-reading.lexical, min(LEXICAL, len(snapshot.units) - 1))[:LEXICAL]
        # Another thread may have brought the index to a later revision than this snapshot's.
        return {snapshot.by_key[key].place for key in keys if key in snapshot.by_key} | set(best.tolist())


def rank(hits: Sequence[Hit], named: frozenset[str] = frozenset(), phrase: str = "") -> list[Hit]:
    """Return the hits with their scores, best first.

    ``named`` are the files that the question names, ``phrase`` is what a short question is about.
    """
    if not hits:
        return []
    most = max(hit.lexical for hit in hits) or 1.0
    nearest = max(hit.cosine for hit in hits)
    sentence = max(max(hit.sentences, default=hit.cosine) for hit in hits)
    scored = []
    for hit in hits:
        score = WEIGHTS[0] * hit.lexical / most
        score += WEIGHTS[1] * (hit.cosine - nearest)
        score += WEIGHTS[2] * (max(hit.sentences, default=hit.cosine) - sentence)
        score += PHRASE * (phrase != "" and phrase in hit.unit.text)
        score += NAMED * (hit.unit.document.file in named) + OWN * (hit.unit.entry.record.origin is Origin.OFFICE)
        scored.append(Hit(hit.unit, score, hit.lexical, hit.cosine, hit.sentences))
    return sorted(scored, key=lambda hit: (-hit.score, hit.unit.place))


def _measure(units: Sequence[Unit], snapshot: Snapshot, reading: _Reading) -> list[Hit]:
    spans = [range(unit.first_sentence, unit.first_sentence + len(unit.sentences)) for unit in units]
    cosines = _cosines(snapshot.vectors[[unit.place for unit in units]], reading.vector)
    of_sentences = iter(_cosines(snapshot.sentence_vectors[list(chain(*spans))], reading.vector))
    return [
        Hit(unit, 0.0, float(reading.lexical[unit.place]), cosine, tuple(islice(of_sentences, len(span))))
        for unit, cosine, span in zip(units, cosines, spans, strict=True)
    ]


def _cosines(rows: NDArray[np.floating], vector: Scores) -> list[float]:
    """Return each row's cosine; equal rows have equal ones, which a product of matrices would not promise."""
    found: list[float] = (rows.astype(np.float32) * vector).sum(axis=1).tolist() if len(rows) else []
    return found


def _among(hit: Hit, exact: list[Hit]) -> bool:
    return any(hit.unit.place == other.unit.place for other in exact)
