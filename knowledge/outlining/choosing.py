"""The points that the office's documents give for the parts of a paper, each part its best ones, none twice.

What is found for the topic and for each part is one pool; each of its slices goes where it is worth most.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import fmean, pstdev

from knowledge.answering.citing import cite
from knowledge.answering.quoting import is_heading, list_opening
from knowledge.documents import Kind as DocumentKind
from knowledge.documents import Span
from knowledge.lexical import OTHER
from knowledge.library import Unit
from knowledge.outlines import Origin, Point
from knowledge.outlining.akin import akin_to
from knowledge.outlining.standing import opens_tasks, slices, stands_alone
from knowledge.outlining.topics import Topic, read_topic
from knowledge.outlining.weighing import Place, Slice
from knowledge.retrieval import Found, Hit, Retriever

OF_TOPIC, OF_PART = 30, 14  # hits of the search for the topic alone and of that for each part
NEAR = 0.5  # what nearness is worth, a spread
ENOUGH = 2.4
BESIDE_ARTICLES = ("前言", "附")
SAME = 0.6  # the share of its letter pairs by which a point says what another said


@dataclass(frozen=True, slots=True)
class Wanted:
    """What points are looked for: those of a part, up to ``count``; without words to look for, none."""

    heading: str
    query: str
    count: int


@dataclass(frozen=True, slots=True)
class _Standing:
    """A slice that stands alone, with the opening of its list where it is an item of a rule's, and its nearness."""

    span: Span
    lead: Span | None
    near: float


@dataclass(slots=True)
class _Pooled:
    """A slice in the pool, with its nearness in each search that found it, by the search's number."""

    unit: Unit
    span: Span
    piece: Slice
    lead: Span | None = None
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
    looked_for = [place for place, part in enumerate(wanted) if part.query]
    pool = _fill_pool(retriever, topic, wanted) if looked_for else ()
    candidates = [found for place in looked_for for found in _weigh(pool, topic, wanted[place], place)]
    kept = _share_out(candidates, [part.count for part in wanted], map(_pairs, used))
    return [tuple(map(_point, _ordered(candidates))) for candidates in kept]


def _share_out(
    candidates: Iterable[_Candidate], counts: Sequence[int], used: Iterable[frozenset[str]]
) -> list[list[_Candidate]]:
    """Return what each part gets, up to its count: the best first, each once."""
    kept: list[list[_Candidate]] = [[] for _ in counts]
    said = list(used)
    for candidate in sorted(candidates, key=lambda candidate: -candidate.score):
        own, place = _pairs(candidate.pooled.piece.words), candidate.place
        if len(kept[place]) < counts[place] and not any(_is_same(own, other) for other in said):
            kept[place].append(candidate)
            said.append(own)
    return kept


def _fill_pool(retriever: Retriever, topic: str, wanted: Sequence[Wanted]) -> tuple[_Pooled, ...]:
    """Return what can stand alone of all that is found.

    The search for the topic is number -1, that for what is akin to it -2, that for a part its place.
    """
    found = {-1: retriever.search(topic, count=OF_TOPIC)}
    found |= {
        place: retriever.search(f"{topic} {part.query}", count=OF_PART)
        for place, part in enumerate(wanted)
        if part.query
    }
    if akin := akin_to(topic):
        found[-2] = retriever.search(" ".join(akin), count=OF_TOPIC)
    about = _read(topic, found[-1])
    pool: dict[tuple[str, Span], _Pooled] = {}
    for number, result in found.items():
        for unit, standing in _slices(result):
            key = (unit.document.file, standing.span)
            if key not in pool:
                pool[key] = _Pooled(unit, standing.span, _slice(unit, standing, about), standing.lead)
            pool[key].near[number] = standing.near
    return tuple(pool.values())


def _slice(unit: Unit, standing: _Standing, about: Topic) -> Slice:
    text = unit.document.text
    return Slice(
        standing.span.of(text),
        unit.document.title,
        " ".join(unit.passage.headings),
        about,
        is_of_rule=_is_rule(unit),
        lead=standing.lead.of(text) if standing.lead else "",
    )


def _read(topic: str, found: Found) -> Topic:
    """Return what a topic is about, in the library that was searched for it."""
    rules = (entry for entry in found.snapshot.entries if entry.document.kind is DocumentKind.REGULATION)
    names = (entry.document.title for entry in rules if entry.active and entry.in_force)
    return read_topic(topic, found.snapshot.lexicon, names, (*found.question.words, *akin_to(topic)))


def _slices(found: Found) -> Iterator[tuple[Unit, _Standing]]:
    """Yield what can stand alone in documents in force, with its nearness in spreads around the mean."""
    cosines = [cosine for hit in found.hits for cosine in hit.sentences]
    if not cosines:
        return
    middle, spread = fmean(cosines), pstdev(cosines) or 1.0
    for hit in filter(_is_quotable, found.hits):
        for standing in _standing(hit):
            yield hit.unit, replace(standing, near=(standing.near - middle) / spread)


def _standing(hit: Hit) -> Iterator[_Standing]:
    """Yield what can stand alone in a passage, with its sentence's cosine."""
    unit, text = hit.unit, hit.unit.document.text
    # What was asked for by its number comes without cosines.
    for place, (sentence, cosine) in enumerate(zip(unit.sentences, hit.sentences, strict=False)):
        lead = list_opening(unit, place) if _is_rule(unit) else None
        if is_heading(sentence.of(text), unit) or (lead and not _is_task(text, lead, sentence)):
            continue
        for span in slices(text, sentence):
            if stands_alone(span.of(text), is_of_rule=_is_rule(unit)):
                yield _Standing(span, lead, cosine)


def _is_quotable(hit: Hit) -> bool:
    """Tell whether a passage is in force and, in a rule, stands among its articles."""
    is_beside = _is_rule(hit.unit) and hit.unit.passage.locator.startswith(BESIDE_ARTICLES)
    return hit.unit.entry.in_force and not is_beside


def _is_task(text: str, lead: Span, sentence: Span) -> bool:
    """Tell whether a sentence of a rule's list is a task by itself; an item of any other says nothing alone."""
    return lead.end <= sentence.start and opens_tasks(lead.of(text))


def _is_rule(unit: Unit) -> bool:
    return unit.document.kind is DocumentKind.REGULATION


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
    """Return the better nearness of those in the part's own search and in that for the topic, else the middle's."""
    return max((near[search] for search in (place, -1) if search in near), default=0.0)


def _ordered(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Return the points of one source as they stand there, those of several best first."""
    files = {candidate.pooled.unit.document.file for candidate in candidates}
    return sorted(candidates, key=lambda found: found.pooled.span.start) if len(files) == 1 else list(candidates)


def _point(candidate: _Candidate) -> Point:
    pooled = candidate.pooled
    citation = cite(pooled.unit, pooled.span)
    opening = (cite(pooled.unit, pooled.lead),) if pooled.lead else ()
    return Point(citation.quote, Origin.SOURCE, (citation, *opening))


def _pairs(text: str) -> frozenset[str]:
    return frozenset(map("".join, pairwise(OTHER.sub("", text))))


def _is_same(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= SAME * max(min(len(one), len(other)), 1)
