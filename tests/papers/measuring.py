"""Rendered pages against the standard: what is wrong with them, and the figures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.files.papers.layout import (
    BOTTOM_MM,
    CHARACTERS,
    LEFT_MM,
    LINE_PT,
    LINES,
    PAGE_HEIGHT_MM,
    PAGE_NUMBER_GAP_MM,
    PAGE_WIDTH_MM,
    RIGHT_MM,
    SMALL_PT,
    TOP_MM,
    points,
)
from tests.papers.rendering import Page, Word

NEAR_PT = 1.5
HANGING_PT = 16  # LibreOffice lets a mark hang over the edge, whatever the file says
INNER_PT = 4  # between the top of a line and its characters, more or less


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured on the pages of a paper; lines and characters are those of the fullest."""

    pages: int
    lines: int
    characters: int
    left_mm: float
    right_mm: float
    top_mm: float
    pitch_pt: float


def figures(pages: Sequence[Page]) -> Figures:
    """Return the figures of a paper."""
    words = [word for page in pages for line in page.text for word in line]
    plain = pages[-2 if len(pages) > 1 else 0].text
    gaps = [below[0].bottom - above[0].bottom for above, below in pairwise(plain)]
    return Figures(
        pages=len(pages),
        lines=max(len(page.text) for page in pages),
        characters=max(sum(len(word.text) for word in line) for page in pages for line in page.text),
        left_mm=_millimetres(min(word.left for word in words)),
        right_mm=_millimetres(pages[0].width - max(word.right for word in words)),
        top_mm=_millimetres(min(page.text[0][0].top for page in pages)),
        pitch_pt=round(min(gaps, default=0), 2),
    )


def faults(pages: Sequence[Page], *, is_letter: bool = False) -> Iterator[str]:
    """Yield where pages differ from the standard; on the first page of a letter the mark stands above the text."""
    for number, page in enumerate(pages, 1):
        check = _first_faults if is_letter and number == 1 else _page_faults
        yield from (f"page {number}: {fault}" for fault in check(page, number))


def full_faults(pages: Sequence[Page]) -> Iterator[str]:
    """Yield where pages of nothing but text are not full, the first with its title and the last left aside."""
    for page in pages[1:-1]:
        counts = {sum(len(word.text) for word in line) for line in page.text}
        if len(page.text) != LINES or counts != {CHARACTERS}:
            yield f"{len(page.text)} lines of {counts} characters"
        for above, below in pairwise(page.text):
            if abs(below[0].bottom - above[0].bottom - LINE_PT) > NEAR_PT / 10:
                yield f"a pitch of {below[0].bottom - above[0].bottom:.2f} pt"


def _first_faults(page: Page, _number: int) -> Iterator[str]:
    """Yield what is wrong with the first page of a letter, which has no number."""
    yield from _text_faults(page, page.lines[1:])
    if any("—1—" in "".join(word.text for word in line) for line in page.lines):
        yield "a page number"


def _page_faults(page: Page, number: int) -> Iterator[str]:
    yield from _text_faults(page, page.text)
    yield from _number_faults(page.lines[-1], number, page)


def _text_faults(page: Page, text: Sequence[Sequence[Word]]) -> Iterator[str]:
    if _far(page.width, points(PAGE_WIDTH_MM)) or _far(page.height, points(PAGE_HEIGHT_MM)):
        yield f"{page.width} by {page.height} pt"
    left, right = points(LEFT_MM), page.width - points(RIGHT_MM)
    top, bottom = points(TOP_MM), page.height - points(BOTTOM_MM)
    for word in (word for line in text for word in line):
        if word.left < left - NEAR_PT or word.right > right + HANGING_PT:
            yield f"{word.text} stands beside the text"
        if word.top < top - NEAR_PT - INNER_PT or word.bottom > bottom + NEAR_PT + INNER_PT:
            yield f"{word.text} stands above or below the text"


def _number_faults(line: Sequence[Word], number: int, page: Page) -> Iterator[str]:
    """Yield what is wrong with the page number: outside, a character from the edge, the dashes 7 mm below the text."""
    if "".join(word.text for word in line) != f"—{number}—":
        yield "no page number"
        return
    edge = page.width - points(RIGHT_MM) - SMALL_PT if number % 2 else points(LEFT_MM) + SMALL_PT
    if _far(line[-1].right if number % 2 else line[0].left, edge):
        yield "the page number is not a character from the edge"
    height = page.height - points(BOTTOM_MM - PAGE_NUMBER_GAP_MM)
    if _far((line[0].top + line[0].bottom) / 2, height, points(1)):
        yield f"the dashes are not {PAGE_NUMBER_GAP_MM} mm below the text"


def _far(found: float, wanted: float, near: float = NEAR_PT) -> bool:
    return abs(found - wanted) > near


def _millimetres(length_pt: float) -> float:
    return round(length_pt / points(1), 1)
