"""Passages for a question, best first: an exact look-up where an article is named, else two retrievers and a ranking.

Candidates come from the nearest vectors and from BM25. They are ranked by a weighted sum of three figures, each
against its best: BM25, the cosine of the passage and the cosine of its best sentence. The weights were learned on
questions over documents that no evaluation touches (docs/decisions/0004). A question that may lean on the turns before
it is ranked both alone and with them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from knowledge.embedding import Embedder
from knowledge.index import Index
from knowledge.library import Library, Snapshot, Unit
from knowledge.lookup import choose_versions, find_units
from knowledge.question import Name, Question, find_phrase, understand
from knowledge.records import Origin

WEIGHTS = (4.8, 84.0, 103.0)  # BM25 as a share of the best, cosine of the passage, cosine of the best sentence
DENSE, LEXICAL = 80, 40  # candidates from each side
SAME_FAMILY = 8  # of how many versions of its text a candidate may be one before the search is widened
NAMED = 3.0  # added to passages of a document that the question names
PHRASE = 5.0  # added to passages that hold word for word what a short question is about
EXACT = 100.0  # the score of what was asked for by number
OWN = 6.0  # added to the office's own documents where the handbook stands beside them
ALONE = 0.6  # what a question's own words weigh beside its words with the turns before it

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
        question = understand(asked, history, _names(snapshot), leaning=leaning)
        allowed = choose_versions(question, snapshot.entries)
        exact = [Hit(unit, EXACT, exact=True) for unit in find_units(question, snapshot, allowed)]
        ranked, leans = self._rank(question, snapshot, allowed)
        hits = exact + [hit for hit in ranked if not _among(hit, exact)]
        question = question if leans else replace(question, text=asked)
        return Found(question, snapshot, tuple(hits[:count]), allowed)

    def _rank(self, question: Question, snapshot: Snapshot, allowed: frozenset[str]) -> tuple[list[Hit], bool]:
        """Return the hits, and whether the question leans on the turns before it."""
        if not snapshot.units:
            return [], False
        texts = list(dict.fromkeys((question.asked, question.text)))
        vectors = self._embedder.questions(texts)
        readings = [_Reading(vectors[at], snapshot.lexicon.scores(text)) for at, text in enumerate(texts)]
        units = self._candidates(snapshot, readings, allowed)
        named, phrase = frozenset(question.files), find_phrase(question.asked)
        ranked = [rank([_measure(unit, snapshot, reading) for unit in units], named, phrase) for reading in readings]
        return (ranked[0], False) if len(ranked) == 1 else merge(*ranked)

    def _candidates(self, snapshot: Snapshot, readings: Iterable[_Reading], allowed: frozenset[str]) -> list[Unit]:
        found = {place for reading in readings for place in self._near(snapshot, reading)}
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


def merge(alone: Sequence[Hit], followed: Sequence[Hit]) -> tuple[list[Hit], bool]:
    """Weigh the same hits as ranked by a question alone and with the turns before it.

    Return them, best first, and whether the question leans on the turns: whether they bring another one to the top.
    """
    if not alone:
        return [], False
    others = {hit.unit.place: hit.score for hit in followed}
    scores = {hit.unit.place: ALONE * hit.score + (1 - ALONE) * others[hit.unit.place] for hit in alone}
    leans = max(alone, key=lambda hit: scores[hit.unit.place]) is not alone[0]
    hits = [replace(hit, score=scores[hit.unit.place]) for hit in (followed if leans else alone)]
    return sorted(hits, key=lambda hit: (-hit.score, hit.unit.place)), leans


def _names(snapshot: Snapshot) -> list[Name]:
    return [Name(entry.document.file, entry.document.title) for entry in snapshot.entries if entry.active]


def _measure(unit: Unit, snapshot: Snapshot, reading: _Reading) -> Hit:
    first, count = unit.first_sentence, len(unit.sentences)
    rows = snapshot.sentence_vectors[first : first + count].astype(np.float32)
    cosine = float(snapshot.vectors[unit.place] @ reading.vector)
    sentences = tuple(float(row @ reading.vector) for row in rows)
    return Hit(unit, 0.0, float(reading.lexical[unit.place]), cosine, sentences)


def _among(hit: Hit, exact: list[Hit]) -> bool:
    return any(hit.unit.place == other.unit.place for other in exact)
