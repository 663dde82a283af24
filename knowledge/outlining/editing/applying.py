"""Changes carried out: each gives a new outline."""

from dataclasses import replace
from functools import singledispatch
from typing import Protocol

from knowledge.outlines import Length, Origin, Outline, OutlinePart, Point, blank
from knowledge.outlining.editing.changes import (
    Add,
    Change,
    DropPart,
    DropPoint,
    Fill,
    Insert,
    Move,
    Readdress,
    Redate,
    Rename,
    Resign,
    Resize,
    Retitle,
    Reword,
)
from knowledge.outlining.editing.places import find_part, find_point
from knowledge.outlining.faults import OutlineFault
from knowledge.outlining.filling import fill
from knowledge.outlining.placing import with_points

SIZES = tuple(Length)
LONGEST = 30  # characters of a blank's name


class Source(Protocol):
    """Who finds further points in the documents: the Outliner."""

    def more(self, outline: Outline, place: int, words: str) -> tuple[Point, ...]:
        """Return points about ``words`` for the part at ``place``."""

    def lengthen(self, outline: Outline) -> Outline:
        """Return the outline with further points in every part."""


def apply(outline: Outline, change: Change, source: Source) -> Outline:
    """Return the outline with a change carried out; raise OutlineFault, with what to say, where it cannot be."""
    return _apply(change, outline, source)


@singledispatch
def _apply(change: Change, outline: Outline, source: Source) -> Outline:
    raise TypeError(f"{change} is no change")


@_apply.register
def _add(change: Add, outline: Outline, source: Source) -> Outline:
    """Return the outline with what the documents say of the words, else with a blank for it."""
    place = find_part(outline, change.part)
    points = source.more(outline, place, change.words) or (Point(blank(change.words[:LONGEST]), Origin.FORM),)
    return _set_part(outline, place, with_points(outline.parts[place], points))


@_apply.register
def _insert(change: Insert, outline: Outline, _source: Source) -> Outline:
    place = find_part(outline, change.part)
    return _set_part(outline, place, with_points(outline.parts[place], (Point(change.words, Origin.GIVEN),)))


@_apply.register
def _drop_part(change: DropPart, outline: Outline, _source: Source) -> Outline:
    place = find_part(outline, change.part)
    return replace(outline, parts=(*outline.parts[:place], *outline.parts[place + 1 :]))


@_apply.register
def _drop_point(change: DropPoint, outline: Outline, _source: Source) -> Outline:
    return _set_point(outline, find_point(outline, change.part, change.point), ())


@_apply.register
def _reword(change: Reword, outline: Outline, _source: Source) -> Outline:
    return _set_point(outline, find_point(outline, change.part, change.point), (Point(change.words, Origin.GIVEN),))


@_apply.register
def _rename(change: Rename, outline: Outline, _source: Source) -> Outline:
    place = find_part(outline, change.part)
    return _set_part(outline, place, replace(outline.parts[place], heading=change.words))


@_apply.register
def _move(change: Move, outline: Outline, _source: Source) -> Outline:
    place, other = find_part(outline, change.part), find_part(outline, change.other)
    if place == other:
        return outline
    rest = [part for at, part in enumerate(outline.parts) if at != place]
    target = other - (other > place) + change.behind
    return replace(outline, parts=(*rest[:target], outline.parts[place], *rest[target:]))


@_apply.register
def _fill(change: Fill, outline: Outline, _source: Source) -> Outline:
    if change.what not in outline.missing:
        raise OutlineFault(f"没有“{change.what}”这一项待补内容。")
    return fill(outline, change.what, change.words)


@_apply.register
def _resize(change: Resize, outline: Outline, source: Source) -> Outline:
    return _lengthen(outline, source) if change.longer else _shorten(outline)


@_apply.register
def _retitle(change: Retitle, outline: Outline, _source: Source) -> Outline:
    return replace(outline, title=change.words)


@_apply.register
def _readdress(change: Readdress, outline: Outline, _source: Source) -> Outline:
    return replace(outline, addressee=change.words)


@_apply.register
def _resign(change: Resign, outline: Outline, _source: Source) -> Outline:
    return replace(outline, signature=change.words)


@_apply.register
def _redate(change: Redate, outline: Outline, _source: Source) -> Outline:
    return replace(outline, date_line=change.words)


def _set_part(outline: Outline, place: int, part: OutlinePart) -> Outline:
    return replace(outline, parts=(*outline.parts[:place], part, *outline.parts[place + 1 :]))


def _set_point(outline: Outline, where: tuple[int, int], points: tuple[Point, ...]) -> Outline:
    """Return the outline with ``points`` in the place of one point."""
    place, at = where
    part = outline.parts[place]
    return _set_part(outline, place, replace(part, points=(*part.points[:at], *points, *part.points[at + 1 :])))


def _lengthen(outline: Outline, source: Source) -> Outline:
    longer = source.lengthen(outline)
    if longer.parts == outline.parts:
        raise OutlineFault("资料库里没有更多相关的内容了。")
    return _sized(longer, 1)


def _shorten(outline: Outline) -> Outline:
    parts = tuple(_short(part) for part in outline.parts)
    if parts == outline.parts:
        raise OutlineFault("已经是最简短的了，可以指明要删去哪一条。")
    return _sized(replace(outline, parts=parts), -1)


def _short(part: OutlinePart) -> OutlinePart:
    """Return a part with the first half of its points from documents."""
    sources = [point for point in part.points if point.origin is Origin.SOURCE]
    dropped = sources[(len(sources) + 1) // 2 :]
    return replace(part, points=tuple(point for point in part.points if point not in dropped))


def _sized(outline: Outline, step: int) -> Outline:
    at = min(max(SIZES.index(outline.request.length) + step, 0), len(SIZES) - 1)
    return replace(outline, request=replace(outline.request, length=SIZES[at]))
