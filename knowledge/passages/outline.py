"""How a document falls into sections, and a section into passages of a readable size.

The two cutters only say where a section begins and what it is called (a mark); this module turns marks into spans.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge import sentences
from knowledge.cleaning import is_omission
from knowledge.documents import Passage, Span

# What `str.strip` takes off, and the invisible characters that pages leave behind.
_BLANK = " \t\r\n\f\v\u3000\xa0\u200b\ufeff"
_LINE = re.compile(rf"[^{_BLANK}][^\n]*")
# Sizes in characters: what may stay whole, and what a part of something longer may reach.
_WHOLE = 500
_PART = 450
# Judging a line costs more than measuring it.
_LONGEST_OMISSION = 100
# What breaking inside a paragraph costs, in the unit of `pack`: as much as a part 280 characters too short.
_INSIDE_PARAGRAPH = 80_000


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a section begins.

    ``start`` ends the section before it; the section's own text begins at ``text_start``, behind a heading that
    stands on a line of its own. A section without a locator is left out of the passages; a provision is cut at its
    own paragraphs and items instead of its sentences.
    """

    start: int
    text_start: int
    locator: str
    headings: tuple[str, ...] = ()
    is_provision: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """The text under one mark, without the white space around it."""

    locator: str
    headings: tuple[str, ...]
    span: Span
    is_provision: bool = False


def lines(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Yield the lines of ``text[start:end]`` that are not blank, without the white space around them."""
    for match in _LINE.finditer(text, start, len(text) if end is None else end):
        yield Span(match.start(), match.start() + len(match[0].rstrip(_BLANK)))


def omissions(text: str) -> list[Span]:
    """Return the lines that only say that text was left out."""
    short = (line for line in lines(text) if line.end - line.start <= _LONGEST_OMISSION)
    return [line for line in short if is_omission(line.of(text))]


def sections(text: str, marks: Iterable[Mark]) -> Iterator[Section]:
    """Yield the sections that have text and a locator."""
    for mark, following in pairwise((*marks, Mark(len(text), len(text), ""))):
        span = _stripped(text, Span(min(mark.text_start, following.start), following.start))
        if mark.locator and span.start < span.end:
            yield Section(mark.locator, mark.headings, span, mark.is_provision)


def divide(text: str, section: Section) -> Iterator[Passage]:
    """Yield a section as passages: whole, or in even parts that end with a paragraph or at least a sentence."""
    spans = [section.span]
    if section.span.end - section.span.start > _WHOLE:
        units = sentences.split(text, section.span.start, section.span.end)
        costs = [0 if "\n" in text[one.end : other.start] else _INSIDE_PARAGRAPH for one, other in pairwise(units)]
        spans = [Span(units[part[0]].start, units[part[-1]].end) for part in pack(units, [0, *costs], limit=_PART)]
    for span in spans:
        yield Passage(section.locator, section.headings, span)


def pack(units: Sequence[Span], costs: Sequence[int], *, limit: int) -> list[range]:
    """Gather consecutive units into parts of at most ``limit`` characters, as even as the costs allow.

    ``costs[i]`` is what beginning a part with unit i costs; a part short of the limit costs its shortage squared.
    Only a unit that is longer by itself exceeds the limit. Return the parts as ranges of indices.
    """
    best: list[tuple[int, int]] = [(0, 0)]
    for end in range(1, len(units) + 1):
        options: list[tuple[int, int]] = []
        for start in reversed(range(end)):
            size = units[end - 1].end - units[start].start
            if size > limit and options:
                break
            options.append((best[start][0] + costs[start] + (limit - size) ** 2, start))
        best.append(min(options))
    parts = []
    end = len(units)
    while end:
        parts.append(range(best[end][1], end))
        end = best[end][1]
    return parts[::-1]


def _stripped(text: str, span: Span) -> Span:
    words = text[span.start : span.end]
    left = len(words) - len(words.lstrip(_BLANK))
    return Span(span.start + left, span.start + max(left, len(words.rstrip(_BLANK))))
