"""Words of an outline in the place of others, and facts behind their labels put right.

What a document says word for word is a quotation only as long as nothing in it is changed: with other words a point is
its writer's, without a source. A set phrase keeps the rule that it names.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from knowledge.outlines import BLANK, Origin, Outline, OutlinePart, Point
from knowledge.outlining.editing.changes import Extend, Fill, Replace
from knowledge.outlining.editing.places import find_part, find_point
from knowledge.outlining.faults import OutlineFault
from knowledge.outlining.filling import fill
from knowledge.outlining.placing import open_point

_LABEL = re.compile("(?:^|(?<=[；。]))(?P<label>[^，。；：:【】（）]{2,10})：(?P<value>[^；。]*)")
# What is left of a list, or of a sentence, when a word in it goes.
_GAP = re.compile("[、，]+(?=[，。；！？])|(?<=[：、，])[、，]+")


def holds(outline: Outline, words: str) -> bool:
    """Tell whether words stand anywhere in an outline."""
    points = (point.text for part in outline.parts for point in part.points)
    headings = (part.heading for part in outline.parts if part.numbered)
    own = (outline.title, outline.addressee, outline.closing, outline.signature, outline.date_line)
    return any(words in text for text in (*own, *outline.attachments, *headings, *points))


def labels(outline: Outline) -> tuple[str, ...]:
    """Return what stands before a colon in the points that are no quotation: 会议时间, 出席."""
    return tuple(dict.fromkeys(found["label"] for point in _own(outline) for found in _LABEL.finditer(point.text)))


def replace_words(change: Replace, outline: Outline, _source: object) -> Outline:
    """Return the outline with words put in the place of others; raise OutlineFault where they do not stand."""
    if change.point is not None:
        place, at = find_point(outline, change.part, change.point)
        changed = _in_parts(outline, change, only=(place, at))
    elif change.part is not None:
        changed = _in_parts(outline, change, only=(find_part(outline, change.part), None))
    else:
        changed = _everywhere(outline, change)
    if changed == outline:
        raise OutlineFault(f"没有找到“{change.old}”。")
    return changed


def put_right(change: Fill, outline: Outline, _source: object) -> Outline:
    """Return the outline with a blank filled, or with another text for what was known; raise OutlineFault."""
    if change.what in outline.missing:
        return fill(outline, change.what, change.words)
    known = dict(outline.request.facts).get(change.what)
    if known and holds(outline, known):
        return _everywhere(outline, Replace(known, change.words))
    return _behind_label(outline, change.what, lambda _value: change.words)


def extend(change: Extend, outline: Outline, _source: object) -> Outline:
    """Return the outline with words added to what stands behind a label."""
    known = dict(outline.request.facts).get(change.what)
    if known and holds(outline, known):
        return _everywhere(outline, Replace(known, f"{known}、{change.words}"))
    return _behind_label(outline, change.what, lambda value: f"{value}、{change.words}")


def owned(point: Point, text: str) -> Point:
    """Return a point with a text of its writer's; of its sources those stay that a set phrase still names."""
    if text == point.text:
        return point
    named = (citation for citation in point.citations if f"《{citation.document.strip('《》')}》" in text)
    return Point(text, Origin.GIVEN, tuple(named) if point.origin in (Origin.FORM, Origin.GIVEN) else ())


def count_changed(before: Outline, after: Outline) -> int:
    """Return how many quotations became their writer's own words."""
    quoted = [point for part in before.parts for point in part.points if point.origin in (Origin.SOURCE, Origin.WORDED)]
    kept = [point for part in after.parts for point in part.points]
    return sum(point not in kept for point in quoted)


def _own(outline: Outline) -> Iterator[Point]:
    """Yield the points that are no words of a document."""
    points = (point for part in outline.parts for point in part.points)
    return (point for point in points if point.origin in (Origin.FORM, Origin.GIVEN))


def _behind_label(outline: Outline, label: str, change: Callable[[str], str]) -> Outline:
    """Return the outline with another text behind a label; raise OutlineFault where there is no such label."""
    found = [found for point in _own(outline) for found in _LABEL.finditer(point.text) if found["label"] == label]
    if not found:
        raise OutlineFault(f"没有“{label}”这一项内容。")
    value = found[0]["value"]
    if mark := BLANK.fullmatch(value):
        return fill(outline, mark["what"], change("").strip("、"))
    old, new = f"{label}：{value}", f"{label}：{change(value)}"
    return _in_parts(outline, Replace(old, new), only=None)


def _everywhere(outline: Outline, change: Replace) -> Outline:
    """Return the outline with words replaced wherever they stand, and in what was asked for."""
    old, new = change.old, change.new
    request = outline.request
    facts = tuple((name, _put(words, old, new)) for name, words in request.facts)
    return replace(
        _in_parts(outline, change, only=None),
        request=replace(request, topic=_put(request.topic, old, new) or request.topic, facts=facts),
        title=_put(outline.title, old, new) or outline.title,
        addressee=_put(outline.addressee, old, new),
        closing=_put(outline.closing, old, new),
        signature=_put(outline.signature, old, new),
        date_line=_put(outline.date_line, old, new),
        attachments=tuple(filter(None, (_put(text, old, new) for text in outline.attachments))),
    )


def _in_parts(outline: Outline, change: Replace, *, only: tuple[int, int | None] | None) -> Outline:
    """Return the outline with words replaced in all its parts, or only in a part or a point of it."""
    parts = (
        part if only and only[0] != place else _in_part(part, change, at=only[1] if only else None)
        for place, part in enumerate(outline.parts)
    )
    return replace(outline, parts=tuple(parts))


def _in_part(part: OutlinePart, change: Replace, *, at: int | None) -> OutlinePart:
    points = (
        point if at not in (None, place) else owned(point, _put(point.text, change.old, change.new))
        for place, point in enumerate(part.points)
    )
    kept = tuple(point for point in points if point.text)
    heading = part.heading if at is not None else _put(part.heading, change.old, change.new) or part.heading
    return replace(part, heading=heading, points=kept or (open_point(heading),))


def _put(text: str, old: str, new: str) -> str:
    """Return a text with words put in the place of others, but never inside the name of a blank."""
    if old not in text or BLANK.search(old):
        return text.replace(old, new)
    pieces = re.split(f"({BLANK.pattern.replace('(?P<what>', '(?:')})", text)
    changed = "".join(piece if BLANK.fullmatch(piece) else piece.replace(old, new) for piece in pieces)
    return changed if new or changed == text else _closed(changed)


def _closed(text: str) -> str:
    """Return a text without the marks that stand doubled where a word went."""
    return _GAP.sub("", text).strip("、，").removeprefix("。")
