"""Changes carried out: each gives a new outline."""

import re
from dataclasses import replace
from functools import singledispatch
from typing import Protocol

from knowledge.outlines import Length, Origin, Outline, OutlinePart, Point, blank
from knowledge.outlining.editing import moving, replacing
from knowledge.outlining.editing.changes import (
    Add,
    AddPart,
    Append,
    Attach,
    Change,
    Detach,
    Insert,
    Note,
    Readdress,
    Reclose,
    Redate,
    Rename,
    Resign,
    Resize,
    ResizePart,
    Retitle,
    Reword,
    Rewrite,
)
from knowledge.outlining.editing.moving import with_part, with_point
from knowledge.outlining.editing.places import find_part, find_point, name_part, numbered_parts
from knowledge.outlining.editing.replacing import owned
from knowledge.outlining.faults import OutlineFault
from knowledge.outlining.placing import open_point, with_points

SIZES = tuple(Length)
LONGEST = 30  # characters of a blank's name
SUBJECT = 12  # characters up to which words are a subject
_SAYS = re.compile("[，,。；;、]|包括|应当|必须|不得|由.*负责|是指|所称")
_ENDS = "。！!；;"


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
    place = _only_part(outline, change.words) if change.part is None else find_part(outline, change.part)
    points = source.more(outline, place, change.words) or (_unfound(change.words),)
    return with_part(outline, place, with_points(outline.parts[place], points))


@_apply.register
def _add_part(change: AddPart, outline: Outline, source: Source) -> Outline:
    """Return the outline with a part about its heading: what the writer says, else what the documents do."""
    place = _new_place(outline, change)
    given = (Point(change.words, Origin.GIVEN),) if change.words else ()
    part = OutlinePart(change.heading, given or (open_point(change.heading),))
    made = replace(outline, parts=(*outline.parts[:place], part, *outline.parts[place:]))
    found = () if given else source.more(made, place, change.heading)
    return with_part(made, place, with_points(part, found))


@_apply.register
def _insert(change: Insert, outline: Outline, _source: Source) -> Outline:
    point = Point(change.words, Origin.GIVEN)
    if change.point is None:
        place = find_part(outline, change.part if change.part is not None else -1)
        return with_part(outline, place, with_points(outline.parts[place], (point,)))
    place, at = find_point(outline, change.part, change.point)
    beside = outline.parts[place].points[at]
    both = (beside, point) if change.behind else (point, beside)
    return with_part(outline, place, with_point(outline.parts[place], at, both))


@_apply.register
def _append(change: Append, outline: Outline, _source: Source) -> Outline:
    place, at = find_point(outline, change.part, change.point)
    point = outline.parts[place].points[at]
    text = f"{point.text.rstrip(_ENDS)}，{change.words.lstrip('，,；;')}"
    return with_part(outline, place, with_point(outline.parts[place], at, (owned(point, text),)))


@_apply.register
def _reword(change: Reword, outline: Outline, _source: Source) -> Outline:
    place, at = find_point(outline, change.part, change.point)
    return with_part(outline, place, with_point(outline.parts[place], at, (Point(change.words, Origin.GIVEN),)))


@_apply.register
def _rewrite(change: Rewrite, outline: Outline, _source: Source) -> Outline:
    place = find_part(outline, change.part)
    points = (Point(change.words, Origin.GIVEN),)
    return with_part(outline, place, replace(outline.parts[place], points=points))


@_apply.register
def _rename(change: Rename, outline: Outline, _source: Source) -> Outline:
    place = find_part(outline, change.part)
    return with_part(outline, place, replace(outline.parts[place], heading=change.words))


@_apply.register
def _resize(change: Resize, outline: Outline, source: Source) -> Outline:
    return _lengthen(outline, source) if change.longer else _shorten(outline)


@_apply.register
def _resize_part(change: ResizePart, outline: Outline, source: Source) -> Outline:
    place = find_part(outline, change.part)
    part = outline.parts[place]
    changed = _longer(outline, place, source) if change.longer else _short(part)
    if changed == part and change.longer:
        raise OutlineFault(f"资料库里没有更多与{name_part(outline, place)}相关的内容了。")
    if changed == part:
        raise OutlineFault(f"{name_part(outline, place)}已经是最简短的了，可以指明要删去哪一条。")
    return with_part(outline, place, changed)


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


@_apply.register
def _reclose(change: Reclose, outline: Outline, _source: Source) -> Outline:
    return replace(outline, closing=change.words)


@_apply.register
def _note(change: Note, outline: Outline, _source: Source) -> Outline:
    facts = tuple(fact for fact in outline.request.facts if fact[0] != change.what)
    return replace(outline, request=replace(outline.request, facts=(*facts, (change.what, change.words))))


@_apply.register
def _attach(change: Attach, outline: Outline, _source: Source) -> Outline:
    return replace(outline, attachments=(*outline.attachments, change.words))


@_apply.register
def _detach(change: Detach, outline: Outline, _source: Source) -> Outline:
    if not outline.attachments:
        raise OutlineFault("现在没有附件。")
    if change.number is None:
        return replace(outline, attachments=())
    at = change.number - 1
    if not 0 <= at < len(outline.attachments):
        raise OutlineFault(f"没有附件{change.number}，现在共有{len(outline.attachments)}个附件。")
    return replace(outline, attachments=(*outline.attachments[:at], *outline.attachments[at + 1 :]))


def _unfound(words: str) -> Point:
    """Return what stands for words that no document knows: a sentence is the writer's own, a subject is a blank."""
    return Point(words, Origin.GIVEN) if is_sentence(words) else Point(blank(words[:LONGEST]), Origin.FORM)


def is_sentence(words: str) -> bool:
    """Tell whether words say something rather than name a subject."""
    return len(words) > LONGEST or (len(words) > SUBJECT and _SAYS.search(words) is not None)


def _only_part(outline: Outline, words: str) -> int:
    """Return the place of the only part; raise OutlineFault where there are more."""
    places = numbered_parts(outline)
    if len(places) != 1:
        raise OutlineFault(f"请说明加在哪一部分，例如“第二部分增加{words}”。")
    return places[0]


def _new_place(outline: Outline, change: AddPart) -> int:
    """Return where a new part stands: beside the one that was named, else behind the last that is numbered."""
    if change.other is not None:
        return find_part(outline, change.other) + change.behind
    return numbered_parts(outline)[-1] + 1 if outline.parts else 0


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


def _longer(outline: Outline, place: int, source: Source) -> OutlinePart:
    """Return a part with further points: those of its kind's part, else what the documents say of its heading."""
    part, longer = outline.parts[place], source.lengthen(outline).parts[place]
    return longer if longer != part else with_points(part, source.more(outline, place, part.heading))


def _short(part: OutlinePart) -> OutlinePart:
    """Return a part with the first half of its points from documents."""
    sources = [point for point in part.points if point.origin is Origin.SOURCE]
    dropped = sources[(len(sources) + 1) // 2 :]
    return replace(part, points=tuple(point for point in part.points if point not in dropped))


def _sized(outline: Outline, step: int) -> Outline:
    at = min(max(SIZES.index(outline.request.length) + step, 0), len(SIZES) - 1)
    return replace(outline, request=replace(outline.request, length=SIZES[at]))


_apply.register(moving.move)
_apply.register(moving.shift)
_apply.register(moving.swap)
_apply.register(moving.merge)
_apply.register(moving.drop_part)
_apply.register(moving.drop_point)
_apply.register(moving.move_point)
_apply.register(moving.swap_points)
_apply.register(moving.merge_points)
_apply.register(replacing.replace_words)
_apply.register(replacing.put_right)
_apply.register(replacing.extend)
