"""Parts and points put elsewhere: moved, exchanged, joined, added between others."""

from collections.abc import Sequence
from dataclasses import replace

from knowledge.outlines import Origin, Outline, OutlinePart, Point
from knowledge.outlining.editing.changes import (
    DropPart,
    DropPoint,
    Merge,
    MergePoints,
    Move,
    MovePoint,
    Shift,
    Swap,
    SwapPoints,
)
from knowledge.outlining.editing.places import find_part, find_point, find_point_in, name_part, numbered_parts
from knowledge.outlining.editing.replacing import owned
from knowledge.outlining.faults import OutlineFault
from knowledge.outlining.placing import open_point, with_points

_ENDS = "。！!；;，,"


def move(change: Move, outline: Outline, _source: object) -> Outline:
    """Return the outline with a part before or behind another."""
    place, other = find_part(outline, change.part), find_part(outline, change.other)
    if place == other:
        return outline
    rest = [part for at, part in enumerate(outline.parts) if at != place]
    target = other - (other > place) + change.behind
    return replace(outline, parts=(*rest[:target], outline.parts[place], *rest[target:]))


def shift(change: Shift, outline: Outline, _source: object) -> Outline:
    """Return the outline with a part one place earlier or later."""
    place, places = find_part(outline, change.part), numbered_parts(outline)
    at = places.index(place) + (1 if change.later else -1) if place in places else -1
    if not 0 <= at < len(places):
        raise OutlineFault(f"{name_part(outline, place)}已经在最{'后' if change.later else '前'}面。")
    return _exchanged(outline, place, places[at])


def swap(change: Swap, outline: Outline, _source: object) -> Outline:
    """Return the outline with two parts in each other's place."""
    return _exchanged(outline, find_part(outline, change.part), find_part(outline, change.other))


def merge(change: Merge, outline: Outline, _source: object) -> Outline:
    """Return the outline with the points of a part at the end of another one."""
    place, into = find_part(outline, change.part), find_part(outline, change.into)
    if place == into:
        raise OutlineFault("请说明要把哪两个部分合并。")
    gone, kept = outline.parts[place], outline.parts[into]
    points = tuple(point for point in gone.points if point != open_point(gone.heading))
    joined = replace(with_points(kept, points), heading=change.heading or kept.heading)
    parts = [joined if at == into else part for at, part in enumerate(outline.parts) if at != place]
    return replace(outline, parts=tuple(parts))


def drop_part(change: DropPart, outline: Outline, _source: object) -> Outline:
    """Return the outline without a part."""
    place = find_part(outline, change.part)
    return replace(outline, parts=(*outline.parts[:place], *outline.parts[place + 1 :]))


def drop_point(change: DropPoint, outline: Outline, _source: object) -> Outline:
    """Return the outline without a point."""
    place, at = find_point(outline, change.part, change.point)
    return with_part(outline, place, without(outline.parts[place], at))


def move_point(change: MovePoint, outline: Outline, _source: object) -> Outline:
    """Return the outline with a point in another part, or beside another point."""
    place, at = find_point(outline, change.part, change.point)
    point = outline.parts[place].points[at]
    into, target = _target(outline, change, place)
    taken = with_part(outline, place, without(outline.parts[place], at))
    part = taken.parts[into]
    if target is None:
        return with_part(taken, into, with_points(part, [point]))
    target += change.behind - (into == place and target > at)
    return with_part(taken, into, replace(part, points=(*part.points[:target], point, *part.points[target:])))


def swap_points(change: SwapPoints, outline: Outline, _source: object) -> Outline:
    """Return the outline with two points in each other's place."""
    place, at = find_point(outline, change.part, change.point)
    other, there = find_point(outline, _or(change.other_part, change.part), change.other)
    first, second = outline.parts[place].points[at], outline.parts[other].points[there]
    changed = with_part(outline, place, with_point(outline.parts[place], at, [second]))
    return with_part(changed, other, with_point(changed.parts[other], there, [first]))


def merge_points(change: MergePoints, outline: Outline, _source: object) -> Outline:
    """Return the outline with a point joined to another, which is its writer's then, as no document says it so."""
    place, at = find_point(outline, change.part, change.point)
    other, there = find_point(outline, change.part, change.into)
    if (place, at) == (other, there):
        raise OutlineFault("请说明要把哪两条合并。")
    gone, kept = outline.parts[place].points[at], outline.parts[other].points[there]
    text = f"{kept.text.rstrip(_ENDS)}；{gone.text}"
    joined = Point(text, Origin.GIVEN, (*owned(kept, text).citations, *owned(gone, text).citations))
    changed = with_part(outline, other, with_point(outline.parts[other], there, [joined]))
    return with_part(changed, place, without(changed.parts[place], at))


def with_part(outline: Outline, place: int, part: OutlinePart) -> Outline:
    """Return the outline with another part at a place."""
    return replace(outline, parts=(*outline.parts[:place], part, *outline.parts[place + 1 :]))


def with_point(part: OutlinePart, at: int, points: Sequence[Point]) -> OutlinePart:
    """Return a part with others in the place of a point."""
    return replace(part, points=(*part.points[:at], *points, *part.points[at + 1 :]))


def without(part: OutlinePart, at: int) -> OutlinePart:
    """Return a part without a point."""
    return with_point(part, at, ())


def _exchanged(outline: Outline, place: int, other: int) -> Outline:
    parts = list(outline.parts)
    parts[place], parts[other] = parts[other], parts[place]
    return replace(outline, parts=tuple(parts))


def _target(outline: Outline, change: MovePoint, place: int) -> tuple[int, int | None]:
    """Return the part that a point goes to, and the point beside which it stands there, if one is meant."""
    into = place if change.into is None else find_part(outline, change.into)
    if change.beside is None:
        return into, None
    if isinstance(change.beside, str):
        return find_point(outline, change.into, change.beside)
    return find_point_in(outline, into, change.beside)


def _or(named: int | str | None, other: int | str | None) -> int | str | None:
    return other if named is None else named
