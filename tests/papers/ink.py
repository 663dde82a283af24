"""The red ink of a first page: where a mark and the lines of a head stand, against the standard."""

import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from pathlib import Path

from PIL import Image, ImageChops

from bot.files.papers import Form
from bot.files.papers.layout import PAGE_HEIGHT_MM, PAGE_WIDTH_MM

DOTS = 10  # a millimetre
# From the top of the page to the mark: 35 mm, or 20 mm, below the top of the text; 30 mm from the edge itself.
MARKS_MM = {Form.DOCUMENT: 37 + 35, Form.MINUTES: 37 + 35, Form.ORDER: 37 + 20, Form.LETTER: 30}
RULE_MM, GAP_MM, BOTTOM_MM = 170, 4, 20
NEAR_MM = 1.5  # characters are a little smaller than their line
EDGE_MM = 0.5


@dataclass(frozen=True, slots=True)
class Band:
    """A run of rows with red in them, and its edges in millimetres from the upper left corner."""

    top: float
    bottom: float
    left: float
    right: float


def red_bands(document: Path) -> list[Band]:
    """Return the red bands of the first page of a PDF from above."""
    command = ["pdftoppm", "-r", str(DOTS * 25.4), "-f", "1", "-l", "1", str(document)]
    drawn = subprocess.run(command, capture_output=True, check=True, timeout=60).stdout
    red, green, _ = Image.open(BytesIO(drawn)).convert("RGB").split()
    ink = ImageChops.darker(red.point(_is_strong), green.point(_is_weak))
    return list(_bands(ink))


def red_faults(bands: Sequence[Band], form: Form) -> Iterator[str]:
    """Yield where the red of a head differs from the standard."""
    if abs(bands[0].top - MARKS_MM[form]) > NEAR_MM:
        yield f"the mark stands {bands[0].top} mm from the top"
    if form is Form.LETTER:
        yield from _rule_faults(bands)


def _rule_faults(bands: Sequence[Band]) -> Iterator[str]:
    mark, first, *_, last = bands
    if abs(first.top - mark.bottom - GAP_MM) > NEAR_MM:
        yield f"the first line stands {first.top - mark.bottom:.1f} mm below the mark"
    if abs(PAGE_HEIGHT_MM - last.bottom - BOTTOM_MM) > EDGE_MM:
        yield f"the last line stands {PAGE_HEIGHT_MM - last.bottom:.1f} mm from the bottom"
    for rule in bands[1:]:
        edge = (PAGE_WIDTH_MM - RULE_MM) / 2
        if abs(rule.left - edge) > EDGE_MM or abs(PAGE_WIDTH_MM - rule.right - edge) > EDGE_MM:
            yield f"a line from {rule.left} to {rule.right} mm"


def _bands(ink: Image.Image) -> Iterator[Band]:
    _, rows = ink.getprojection()
    for is_red, run in groupby(range(ink.height), key=lambda row: bool(rows[row])):
        if is_red:
            places = list(run)
            columns, _ = ink.crop((0, places[0], ink.width, places[-1] + 1)).getprojection()
            red = [place for place, found in enumerate(columns) if found]
            yield Band(places[0] / DOTS, places[-1] / DOTS, red[0] / DOTS, red[-1] / DOTS)


def _is_strong(value: int) -> int:
    return 255 if value > 160 else 0


def _is_weak(value: int) -> int:
    return 255 if value < 110 else 0
