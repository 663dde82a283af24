"""Which lines of a speech are its headings, and what stands above each.

Headings number themselves in some ways (一、 （一） 1. （1） 第一， 一是) that lie within each other in this order.
They stand on a line of their own or open a paragraph, up to its first full stop. An enumeration within a paragraph
(一要及时；二要准确) is not a heading.
"""

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile, zip_longest

from knowledge import sentences
from knowledge.documents import Span
from knowledge.numerals import chinese, parse
from knowledge.passages.outline import lines

_NUMBER = "[一二三四五六七八九十]{1,3}"
# From the outermost to the innermost.
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"第(?P<number>{_NUMBER})(?:部分|[章节])(?=[\s、：:])",
        rf"(?P<number>{_NUMBER})[、．.]",
        rf"[（(](?P<number>{_NUMBER})[）)]、?",
        r"(?P<number>[0-9０-９]{1,2})(?:[、．]|\.(?![0-9]))",
        r"[（(](?P<number>[0-9０-９]{1,2})[）)]",
        rf"第(?P<number>{_NUMBER})[，,、：:]",
        rf"(?P<number>{_NUMBER})[是要]",
    )
)
# From here on the number is part of a sentence: 第一，… 一是…
_SPOKEN = 5
# From here on a row begins with 1; the first of 一、 and （一） may have been lost.
_COUNTED = 3
_LONGEST = 60
# How many numbered lines to look ahead for a second 二是.
_FAR = 100
_SENTENCE_END = "。！？!?"
_STOP = "。．.；;！!？?：:，,"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in its line; ``path`` holds the words of the headings above it and its own, outermost first.

    The text under it begins at ``text_start``: with the heading itself where that is a sentence or opens a paragraph.
    ``fills_line`` says that the line holds nothing else.
    """

    line: Span
    path: tuple[str, ...]
    rank: int
    text_start: int
    fills_line: bool


@dataclass(frozen=True, slots=True)
class _Candidate:
    line: Span
    rank: int
    number: int
    words: str
    last_character: str
    fills_line: bool


def find(text: str, gaps: Sequence[Span]) -> list[Heading]:
    """Return the headings of a speech in order; behind a gap (an omission) nothing is known to stand above them.

    Lines that only look like headings because nothing is below any of them are a list, and text.
    """
    candidates = (candidate for line in lines(text) if (candidate := _candidate(text, line)))
    found = list(_believed([*_unlisted(candidates)], [gap.start for gap in gaps]))
    filled = {_row(one) for one, following in zip_longest(found, found[1:]) if not _is_empty(text, one, following)}
    return [heading for heading in found if _row(heading) in filled]


def _candidate(text: str, line: Span) -> _Candidate | None:
    for rank, form in enumerate(_FORMS):
        if match := form.match(text, line.start, line.end):
            return _read(text, line, rank, match)
    return None


def _read(text: str, line: Span, rank: int, match: re.Match[str]) -> _Candidate | None:
    """Return the heading in ``line``: its first sentence, or its bare number when that sentence is text."""
    number = parse(match["number"]) or 0
    first = sentences.split(text, line.start, line.end)[0]
    words, fills_line = first.of(text).rstrip(_STOP), first.end == line.end
    if rank >= _SPOKEN and (len(words) > _LONGEST or _goes_on(line.of(text), match[0], number)):
        return None
    if len(words) > _LONGEST:
        words, fills_line = match[0].strip(_STOP), False
    return _Candidate(line, rank, number, words, text[line.end - 1], fills_line)


def _goes_on(line: str, label: str, number: int) -> bool:
    """Say whether the same line holds the next number too: an enumeration that runs in the text."""
    following = chinese(number + 1) + label[-1]
    return any(stop + following in line or f"{stop}第{following}" in line for stop in "。；;，,")


def _unlisted(candidates: Iterable[_Candidate]) -> Iterator[_Candidate]:
    """Leave out the items of lists: the lines that end with a semicolon, and the one that closes their row."""
    listed = (0, 0)
    for candidate in candidates:
        if candidate.last_character in "；;" or listed == (candidate.rank, candidate.number - 1):
            listed = (candidate.rank, candidate.number)
        else:
            yield candidate


def _believed(candidates: Sequence[_Candidate], gaps: Sequence[int]) -> Iterator[Heading]:
    above: list[_Candidate] = []
    passed = 0
    for position, candidate in enumerate(candidates):
        if passed != bisect(gaps, candidate.line.start):
            above, passed = [], bisect(gaps, candidate.line.start)
        outer = [one for one in above if one.rank < candidate.rank]
        last = next((one.number for one in above if one.rank == candidate.rank), 0)
        later = candidates[position + 1 : position + _FAR]
        if _follows(candidate, last, later, is_known=bool(outer) or not passed):
            above = [*outer, candidate]
            yield _heading(above)


def _heading(above: Sequence[_Candidate]) -> Heading:
    own = above[-1]
    is_title = own.fills_line and own.last_character not in _SENTENCE_END
    text_start = own.line.end if is_title else own.line.start
    return Heading(own.line, tuple(one.words for one in above), own.rank, text_start, own.fills_line)


def _follows(candidate: _Candidate, last: int, later: Sequence[_Candidate], *, is_known: bool) -> bool:
    """Say whether a number continues the row it stands in; only behind a gap may a row begin anywhere."""
    if candidate.number == 1:
        return candidate.rank < _SPOKEN or _has_second(candidate, later)
    if last == 0:
        return candidate.rank < _COUNTED or not is_known
    return candidate.number == last + 1 if candidate.rank >= _SPOKEN else candidate.number > last


def _has_second(candidate: _Candidate, later: Sequence[_Candidate]) -> bool:
    row = takewhile(lambda other: other.rank >= candidate.rank, later)
    return any(other.rank == candidate.rank and other.number == 2 for other in row)


def _row(heading: Heading) -> tuple[tuple[str, ...], int]:
    return heading.path[:-1], heading.rank


def _is_empty(text: str, heading: Heading, following: Heading | None) -> bool:
    """Say whether a heading has neither text nor a heading below it."""
    is_above = following is not None and following.path[:-1] == heading.path
    below = text[heading.line.end : following.line.start if following else len(text)]
    return heading.fills_line and not is_above and not below.strip()
