"""An outline as far as its sources may be seen: what was taken from other documents is left out. Pure."""

from collections.abc import Callable
from dataclasses import replace

from knowledge.answers import Citation
from knowledge.outlines import Origin, Outline, OutlinePart, Point, blank
from knowledge.outlining.placing import open_point

GROUNDS = "依据"

IsSeen = Callable[[Citation], bool]


def withhold(outline: Outline, is_seen: IsSeen) -> Outline:
    """Return the outline without the points, the names and the grounds whose source is not seen."""
    parts = tuple(_part(part, is_seen) for part in outline.parts)
    return replace(outline, parts=parts, grounds=tuple(filter(is_seen, outline.grounds)))


def _part(part: OutlinePart, is_seen: IsSeen) -> OutlinePart:
    kept = tuple(found for point in part.points if (found := _point(point, is_seen)))
    return replace(part, points=kept or (open_point(part.heading),))


def _point(point: Point, is_seen: IsSeen) -> Point | None:
    """Return a point as it may be seen; of words that only name a rule the others stay."""
    hidden = [citation for citation in point.citations if not is_seen(citation)]
    if not hidden:
        return point
    if point.origin not in (Origin.FORM, Origin.GIVEN):
        return None
    text = point.text
    for citation in hidden:
        text = text.replace(f"《{citation.document.strip('《》')}》", blank(GROUNDS))
    return Point(text, point.origin)
