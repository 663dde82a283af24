"""An outline in a language model's words: the points of documents reworded, joined and put in order, each checked.

Set phrases, what the writer gave and blanks are never touched. A wording stands only where it says what its points say,
no more and hardly less; else the points stay as they were. No part loses a point that nothing takes the place of.
"""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, count

from knowledge.answers import Citation
from knowledge.errors import LanguageFault
from knowledge.grounding import known_share, lost_figures, unfounded
from knowledge.model import LanguageModel, Prompt
from knowledge.model.material import fenced
from knowledge.model.replies import Offered, read_sentences, sentences_schema
from knowledge.outlines import BLANK, Origin, Outline, OutlinePart, Point
from knowledge.secrecy import is_marked
from prompts import load_template

KEPT = 0.5  # the share of a point's words that its wording must have
LONGER = 1.2  # how many times as long as its points a wording may be

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Source:
    """A point that may be reworded, and where it stands."""

    part: int
    place: int
    point: Point


@dataclass(frozen=True, slots=True)
class _Wording:
    """A wording that was found true to its sources."""

    text: str
    sources: tuple[_Source, ...]

    @property
    def point(self) -> Point:
        """Return the wording as a point with the citations of its sources, each once; the source itself if the same."""
        if len(self.sources) == 1 and self.text == self.sources[0].point.text:
            return self.sources[0].point
        citations: Iterator[Citation] = chain.from_iterable(source.point.citations for source in self.sources)
        return Point(self.text, Origin.WORDED, tuple(dict.fromkeys(citations)))


def word_outline(outline: Outline, model: LanguageModel) -> Outline:
    """Return the outline with those points reworded that the model words truly."""
    sources = dict(zip(count(1), _sources(outline), strict=False))
    if not sources or any(is_marked(text) for text in _texts(outline, sources)):
        return outline
    try:
        reply = model.reply(_prompt(outline, sources), sentences_schema())
    except LanguageFault as fault:
        logger.info("an outline stays word for word: %s", fault)
        return outline
    offered = read_sentences(reply.text)
    wordings = tuple(_wordings(offered, sources, outline))
    logger.info("%d of %d wordings of an outline stand", len(wordings), len(offered))
    parts = (_reworded(place, part, wordings) for place, part in enumerate(outline.parts))
    return replace(outline, parts=tuple(parts))


def _sources(outline: Outline) -> Iterator[_Source]:
    for part, each in enumerate(outline.parts):
        for place, point in enumerate(each.points):
            if point.origin is Origin.SOURCE and not BLANK.search(point.text):
                yield _Source(part, place, point)


def _texts(outline: Outline, sources: Mapping[int, _Source]) -> Iterator[str]:
    yield from (outline.title, outline.request.topic)
    yield from (source.point.text for source in sources.values())


def _prompt(outline: Outline, sources: Mapping[int, _Source]) -> Prompt:
    blocks = [fenced("title", outline.title)]
    for number, source in sources.items():
        part = outline.parts[source.part]
        blocks.append(fenced("point", source.point.text, n=number, part=source.part + 1, heading=part.heading))
    return Prompt(load_template("outline").fill(), "\n".join(blocks))


def _wordings(
    offered: tuple[Offered | None, ...], sources: Mapping[int, _Source], outline: Outline
) -> Iterator[_Wording]:
    """Yield the true wordings in the model's order; a point is reworded once."""
    used: set[int] = set()
    for sentence in offered:
        if sentence is None or not used.isdisjoint(sentence.sources):
            continue
        named = tuple(sources[number] for number in dict.fromkeys(sentence.sources) if number in sources)
        if len(named) == len(set(sentence.sources)) and _is_true(sentence.text, named, outline):
            used.update(sentence.sources)
            yield _Wording(sentence.text, named)


def _is_true(text: str, named: tuple[_Source, ...], outline: Outline) -> bool:
    """Tell whether a wording says what its points say: nothing else, with all figures and most words."""
    words = [source.point.text for source in named]
    is_of_one_part = len({source.part for source in named}) == 1
    is_one_line = "【" not in text and "\n" not in text
    if not is_of_one_part or not is_one_line or len(text) > LONGER * sum(map(len, words)):
        return False
    return _keeps(text, words) and not unfounded(text, words, [outline.request.topic])


def _keeps(text: str, words: list[str]) -> bool:
    """Tell whether a wording has all figures and most words of its points."""
    return not lost_figures(text, "\n".join(words)) and all(known_share(each, text) >= KEPT for each in words)


def _reworded(place: int, part: OutlinePart, wordings: tuple[_Wording, ...]) -> OutlinePart:
    """Return a part with its wordings where its first reworded point stood, the other points as they were."""
    mine = [wording for wording in wordings if wording.sources[0].part == place]
    replaced = {source.place for wording in mine for source in wording.sources}
    if not replaced:
        return part
    first = min(replaced)
    behind = (point for at, point in enumerate(part.points) if at > first and at not in replaced)
    return replace(part, points=(*part.points[:first], *(wording.point for wording in mine), *behind))
