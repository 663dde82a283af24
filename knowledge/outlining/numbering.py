"""The numbered lines of an outline, which the chat, the command line and the paper share: 一、（一）1.（1）.

Pure.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.answers import Citation
from knowledge.numerals import chinese
from knowledge.outlines import BLANK, Origin, Outline, OutlinePart, Point

SHORT_HEAD = 20  # characters of a first sentence that is set as a heading before the rest of its point
_ENDED = re.compile(r"[。！？!?；;：:…][”’』」）)》】]*$")
_GOES_ON = re.compile(r"[。！？!?；;][”’』」）)》】]*$")
_FIRST = re.compile(r"[^。！？!?；;：:]+[。：:]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the body: ``level`` 1 to 4 is a numbered one's, 0 that of a plain paragraph.

    ``text`` holds the number already; ``head`` is how much of it is set as a heading, the rest goes on as plain text.
    """

    text: str
    level: int = 0
    head: str = ""
    citations: tuple[Citation, ...] = ()
    origin: Origin = Origin.FORM

    @property
    def rest(self) -> str:
        """Return what goes on behind the heading."""
        return self.text.removeprefix(self.head)


def mark(level: int, number: int) -> str:
    """Return the number of a line as official papers write it at each of the four levels."""
    return {1: f"{chinese(number)}、", 2: f"（{chinese(number)}）", 3: f"{number}.", 4: f"（{number}）"}[level]


def lines(outline: Outline) -> tuple[Line, ...]:
    """Return the body of an outline, its closing formula last."""
    found: list[Line] = []
    number = 0
    for part in outline.parts:
        number += part.numbered
        found += _numbered(part, number) if part.numbered else _plain(part)
    closing = [Line(outline.closing)] if outline.closing else []
    return (*found, *closing)


def has_numbers(part: OutlinePart) -> bool:
    """Tell whether the points of a part are numbered: a single one is a plain paragraph under its heading."""
    return part.numbered and len(part.points) > 1


def _numbered(part: OutlinePart, number: int) -> Iterator[Line]:
    heading = mark(1, number) + part.heading
    yield Line(heading, 1, heading)
    for place, point in enumerate(part.points, 1):
        text = ended(point.text)
        if has_numbers(part):
            head = _head(text)
            yield Line(mark(2, place) + text, 2, mark(2, place) + head, point.citations, point.origin)
        else:
            yield Line(text, citations=point.citations, origin=point.origin)


def _plain(part: OutlinePart) -> Iterator[Line]:
    """Yield the paragraphs of a part without a heading: sentences run together, 会议时间：… stands alone."""
    run: list[Point] = []
    for point in part.points:
        if run and not _GOES_ON.search(run[-1].text):
            yield _joined(run)
            run = []
        run.append(point)
    if run:
        yield _joined(run)


def _joined(points: list[Point]) -> Line:
    citations = tuple(citation for point in points for citation in point.citations)
    origin = next((point.origin for point in points if point.origin is not Origin.FORM), Origin.FORM)
    return Line("".join(point.text for point in points), citations=citations, origin=origin)


def _head(text: str) -> str:
    """Return the first sentence of a point where it is short and others follow, else nothing."""
    first = _FIRST.match(BLANK.sub(lambda mark: "补" * len(mark[0]), text))  # the colon of a blank ends no sentence
    return text[: first.end()] if first and len(first[0]) <= SHORT_HEAD and first.end() < len(text) else ""


def ended(text: str) -> str:
    """Return a point as a line of its own, ended by a full stop."""
    return text if _ENDED.search(text) else f"{text}。"
