"""What a change did, in the sentence that its writer reads: with the place that was meant."""

from functools import singledispatch

from knowledge.numerals import chinese
from knowledge.outlines import Outline
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
from knowledge.outlining.editing.places import counted, find_part, find_point, name_part

SHOWN = 20  # characters of a point in a sentence


def describe(change: Change, before: Outline, after: Outline) -> str:
    """Return the sentence that says what a change did."""
    return _say(change, before, after)


@singledispatch
def _say(change: Change, before: Outline, after: Outline) -> str:
    raise TypeError(f"{change} is no change")


@_say.register
def _add(change: Add, before: Outline, after: Outline) -> str:
    place = find_part(before, change.part)
    name, known = name_part(before, place), before.parts[place].points
    new = [point for point in after.parts[place].points if point not in known]
    if any(point.citations for point in new):
        return f"已在{name}增加{counted(len(new))}条关于“{change.words}”的内容。"
    return f"资料库里没有找到关于“{change.words}”的内容，已在{name}留出待补的一条。"


@_say.register
def _insert(change: Insert, before: Outline, _after: Outline) -> str:
    return f"已在{_part(before, change.part)}增加一条。"


@_say.register
def _drop_part(change: DropPart, before: Outline, _after: Outline) -> str:
    return f"已删去{_part(before, change.part)}。"


@_say.register
def _drop_point(change: DropPoint, before: Outline, _after: Outline) -> str:
    return f"已删去{_point(before, change.part, change.point)}。"


@_say.register
def _reword(change: Reword, before: Outline, _after: Outline) -> str:
    return f"已改写{_point(before, change.part, change.point)}。"


@_say.register
def _rename(change: Rename, before: Outline, _after: Outline) -> str:
    return f"{_part(before, change.part)}的标题已改为“{change.words}”。"


@_say.register
def _move(change: Move, before: Outline, _after: Outline) -> str:
    side = "后面" if change.behind else "前面"
    return f"已把{_part(before, change.part)}移到{_part(before, change.other)}{side}。"


@_say.register
def _fill(change: Fill, _before: Outline, _after: Outline) -> str:
    return f"{change.what}已填为“{change.words}”。"


@_say.register
def _resize(change: Resize, _before: Outline, _after: Outline) -> str:
    return "已补充一些内容。" if change.longer else "已精简一些内容。"


@_say.register
def _retitle(change: Retitle, _before: Outline, _after: Outline) -> str:
    return f"标题已改为“{change.words}”。"


@_say.register
def _readdress(change: Readdress, _before: Outline, _after: Outline) -> str:
    return f"主送机关已改为“{change.words}”。"


@_say.register
def _resign(change: Resign, _before: Outline, _after: Outline) -> str:
    return f"落款已改为“{change.words}”。"


@_say.register
def _redate(change: Redate, _before: Outline, _after: Outline) -> str:
    return f"日期已改为“{change.words}”。"


def _part(outline: Outline, number: int) -> str:
    return name_part(outline, find_part(outline, number))


def _point(outline: Outline, part: int | None, number: int) -> str:
    """Return a point as a reader knows it: 第二部分“工作要求”第一条（各单位要…）."""
    place, at = find_point(outline, part, number)
    text = outline.parts[place].points[at].text
    shown = text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
    return f"{name_part(outline, place)}第{chinese(at + 1)}条（{shown}）"
