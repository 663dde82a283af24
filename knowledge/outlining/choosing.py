"""The points that the office's documents give for the parts of a paper, each part its best ones, none twice.

What is found for the topic and for each part is one pool; each of its slices goes where it is worth most.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import fmean, pstdev

from knowledge.answering.citing import cite
from knowledge.answering.quoting import is_heading, is_item, list_around
from knowledge.documents import Kind as DocumentKind
from knowledge.documents import Span
from knowledge.lexical import OTHER
from knowledge.library import Unit
from knowledge.outlines import Origin, Point
from knowledge.outlining.standing import slices, stands_alone
from knowledge.outlining.topics import Topic, read_topic
from knowledge.outlining.weighing import Place, Slice
from knowledge.retrieval import Found, Hit, Retriever

OF_TOPIC, OF_PART = 30, 14  # hits of the search for the topic alone and of that for each part
NEAR = 0.5  # what nearness is worth, a spread
ENOUGH = 2.4
SAME = 0.6  # the share of its letter pairs by which a point says what another said


@dataclass(frozen=True, slots=True)
class Wanted:
    """What points are looked for: those of a part, up to ``count``; without words to look for, none."""

    heading: str
    query: str
    count: int


@dataclass(slots=True)
class _Pooled:
    """A slice in the pool, with its nearness in each search that found it, by the search's number."""

    unit: Unit
    span: Span
    piece: Slice
    near: dict[int, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A slice that may be a point of the part at ``place``."""

    place: int
    pooled: _Pooled
    score: float


def choose(
    retriever: Retriever, topic: str, wanted: Sequence[Wanted], used: Iterable[str] = ()
) -> list[tuple[Point, ...]]:
    """Return the points of each part; what ``used`` says already is left out."""
    pool = _fill_pool(retriever, topic, wanted) if any(part.query for part in wanted) else ()
    candidates = [
        found for place, part in enumerate(wanted) if part.query for found in _weigh(pool, topic, part, place)
    ]
    kept: list[list[_Candidate]] = [[] for _ in wanted]
    said = [_pairs(text) for text in used]
    for candidate in sorted(candidates, key=lambda candidate: -candidate.score):
        own = _pairs(candidate.pooled.piece.words)
        is_welcome = len(kept[candidate.place]) < wanted[candidate.place].count
        if is_welcome and not any(_is_same(own, other) for other in said):
            kept[candidate.place].append(candidate)
            said.append(own)
    return [tuple(map(_point, _ordered(candidates))) for candidates in kept]


def _fill_pool(retriever: Retriever, topic: str, wanted: Sequence[Wanted]) -> tuple[_Pooled, ...]:
    """Return what can stand alone of all that is found for the topic (search -1) and for each part (its place)."""
    found = {-1: retriever.search(topic, count=OF_TOPIC)}
    found |= {
        place: retriever.search(f"{topic} {part.query}", count=OF_PART)
        for place, part in enumerate(wanted)
        if part.query
    }
    about = _read(topic, found[-1])
    pool: dict[tuple[str, Span], _Pooled] = {}
    for number, result in found.items():
        for unit, span, near in _slices(result):
            headings = " ".join(unit.passage.headings)
            key = (unit.document.file, span)
            if key not in pool:
                words, is_of_rule = span.of(unit.document.text), unit.document.kind is DocumentKind.REGULATION
                pool[key] = _Pooled(unit, span, Slice(words, unit.document.title, headings, about, is_of_rule))
            pool[key].near[number] = near
    return tuple(pool.values())


def _read(topic: str, found: Found) -> Topic:
    """Return what a topic is about, in the library that was searched for it."""
    rules = (entry for entry in found.snapshot.entries if entry.document.kind is DocumentKind.REGULATION)
    names = (entry.document.title for entry in rules if entry.active and entry.in_force)
    return read_topic(topic, found.snapshot.lexicon, names, found.question.words)


def _slices(found: Found) -> Iterator[tuple[Unit, Span, float]]:
    """Yield what can stand alone in documents in force, with its nearness in spreads around the mean."""
    cosines = [cosine for hit in found.hits for cosine in hit.sentences]
    if not cosines:
        return
    middle, spread = fmean(cosines), pstdev(cosines) or 1.0
    for hit in found.hits:
        if hit.unit.entry.in_force:
            for span, cosine in _standing(hit):
                yield hit.unit, span, (cosine - middle) / spread


def _standing(hit: Hit) -> Iterator[tuple[Span, float]]:
    """Yield what can stand alone in a passage, with its sentence's cosine."""
    unit, text = hit.unit, hit.unit.document.text
    # What was asked for by its number comes without cosines.
    for place, (sentence, cosine) in enumerate(zip(unit.sentences, hit.sentences, strict=False)):
        if not is_heading(sentence.of(text), unit) and not _is_fragment(unit, place):
            yield from ((span, cosine) for span in slices(text, sentence) if stands_alone(span.of(text)))


def _is_fragment(unit: Unit, place: int) -> bool:
    """Tell whether a sentence is an item of a rule's list, which says nothing without the list's opening."""
    if unit.document.kind is not DocumentKind.REGULATION:
        return False
    text = unit.document.text
    is_part_of_list = list_around(text, unit.sentences, place) is not None
    return is_part_of_list or (unit.passage.lead is not None and is_item(unit.sentences[place].of(text)))


def _weigh(pool: Iterable[_Pooled], topic: str, part: Wanted, place: int) -> Iterator[_Candidate]:
    """Yield what is good enough for a part."""
    here = Place(part.heading, part.query, topic)
    for pooled in pool:
        weight = here.weigh(pooled.piece)
        if weight is not None:
            score = weight + NEAR * _nearness(pooled.near, place)
            if score >= ENOUGH:
                yield _Candidate(place, pooled, score)


def _nearness(near: Mapping[int, float], place: int) -> float:
    """Return the nearness in the part's own search, else in that for the topic, else that of the middle."""
    return near.get(place, near.get(-1, 0.0))


def _ordered(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Return the points of one source as they stand there, those of several best first."""
    files = {candidate.pooled.unit.document.file for candidate in candidates}
    return sorted(candidates, key=lambda found: found.pooled.span.start) if len(files) == 1 else list(candidates)


def _point(candidate: _Candidate) -> Point:
    citation = cite(candidate.pooled.unit, candidate.pooled.span)
    return Point(citation.quote, Origin.SOURCE, (citation,))


def _pairs(text: str) -> frozenset[str]:
    return frozenset(map("".join, pairwise(OTHER.sub("", text))))


def _is_same(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= SAME * max(min(len(one), len(other)), 1)
