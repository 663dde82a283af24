"""Where further points go in a part, and the blank of a part that nothing is known for. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.outlines import BLANK, Origin, OutlinePart, Point, blank

LONGEST = 30  # characters of a blank's name


def open_point(heading: str) -> Point:
    """Return the blank of a part that nothing is known for."""
    name = re.split("[，,：:]", BLANK.sub("", heading))[0][:LONGEST]
    return Point(blank(f"{name}的具体内容"), Origin.FORM)


def with_points(part: OutlinePart, points: Sequence[Point]) -> OutlinePart:
    """Return a part with further points behind those that it has, but before the facts that only the writer knows."""
    kept = tuple(point for point in part.points if not points or point != open_point(part.heading))
    firm = [place for place, point in enumerate(kept) if not _is_open(point)]
    at = firm[-1] + 1 if firm else 0
    return replace(part, points=(*kept[:at], *points, *kept[at:]))


def _is_open(point: Point) -> bool:
    """Tell whether a point is one fact that is to be filled in: 会议时间：【待补：会议时间】."""
    return point.origin is Origin.FORM and BLANK.search(point.text) is not None and not point.text.endswith("。")
