"""What proofreading finds: its grade, where it stands, the words, a sentence for the writer, and the ground."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

QUOTE = 30  # characters
AROUND = 6  # characters shown on each side of the place
WRITING = "《党政机关公文处理工作条例》"
LAYOUT = "GB/T 9704—2012"
MARKS = "GB/T 15834—2011"
FIGURES = "GB/T 15835—2011"


class Grade(StrEnum):
    """Whether something is wrong, or only worth a look; the values are what a reader sees."""

    MUST = "必改"
    SHOULD = "建议"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a paper and what its place is called."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at; ``count`` is how often the same was found, ``place`` and ``quote`` are of the first."""

    grade: Grade
    place: str
    quote: str
    sentence: str
    ground: str = ""
    count: int = 1


Span = tuple[int, int]


def must(line: Line, sentence: str, ground: str = "", *, at: Span | None = None) -> Finding:
    """Return a finding of what is wrong in a line; ``at`` tells where."""
    return Finding(Grade.MUST, line.place, _quote(line.text, at), sentence, ground)


def should(line: Line, sentence: str, ground: str = "", *, at: Span | None = None) -> Finding:
    """Return a finding of what is worth a look in a line; ``at`` tells where."""
    return Finding(Grade.SHOULD, line.place, _quote(line.text, at), sentence, ground)


def merged(findings: Iterable[Finding], places: Iterable[str] = ()) -> tuple[Finding, ...]:
    """Return the findings with equal ones counted together: what is wrong first, each grade in the order of places."""
    order = {place: number for number, place in enumerate(dict.fromkeys(places))}
    found: dict[tuple[Grade, str, str], Finding] = {}
    for finding in findings:
        key = (finding.grade, finding.sentence, finding.ground)
        known = found.get(key)
        found[key] = finding if known is None else replace(known, count=known.count + finding.count)
    return tuple(
        sorted(found.values(), key=lambda each: (each.grade is Grade.SHOULD, order.get(each.place, len(order))))
    )


def _quote(text: str, at: Span | None) -> str:
    start, end = at or (0, min(len(text), QUOTE))
    words = text[max(start - AROUND, 0) : end + AROUND] if at else text[start:end]
    return (words if len(words) <= QUOTE else text[start : start + QUOTE]).replace("\t", " ").strip()
