"""What a change did, in the sentence that its writer reads: with the place that was meant."""

from functools import singledispatch

from knowledge.numerals import chinese
from knowledge.outlines import Origin, Outline
from knowledge.outlining.editing.changes import (
    LAST,
    Add,
    AddPart,
    Append,
    Attach,
    Change,
    Detach,
    DropPart,
    DropPoint,
    Extend,
    Fill,
    Insert,
    Merge,
    MergePoints,
    Move,
    MovePoint,
    Named,
    Note,
    Readdress,
    Reclose,
    Redate,
    Rename,
    Replace,
    Resign,
    Resize,
    ResizePart,
    Retitle,
    Reword,
    Rewrite,
    Shift,
    Swap,
    SwapPoints,
)
from knowledge.outlining.editing.places import called, counted, find_part, find_point, find_point_in, name_part
from knowledge.outlining.editing.replacing import count_changed

SHOWN = 20  # characters of a point in a sentence


def describe(change: Change, before: Outline, after: Outline) -> str:
    """Return the sentence that says what a change did."""
    return _say(change, before, after)


@singledispatch
def _say(change: Change, before: Outline, after: Outline) -> str:
    raise TypeError(f"{change} is no change")


@_say.register
def _add(change: Add, before: Outline, after: Outline) -> str:
    place = find_part(before, LAST if change.part is None else change.part)
    name, known = name_part(before, place), before.parts[place].points
    new = [point for point in after.parts[place].points if point not in known]
    if any(point.origin is Origin.GIVEN for point in new):
        return f"已在{name}增加一条。资料库里没有找到相关的内容，照您的原话写入。"
    if any(point.citations for point in new):
        return f"已在{name}增加{counted(len(new))}条关于“{change.words}”的内容。"
    return f"资料库里没有找到关于“{change.words}”的内容，已在{name}留出待补的一条。"


@_say.register
def _insert(change: Insert, before: Outline, _after: Outline) -> str:
    if change.point is not None:
        side = "后面" if change.behind else "前面"
        return f"已在{_point(before, change.part, change.point)}{side}增加一条。"
    return f"已在{_part(before, LAST if change.part is None else change.part)}增加一条。"


@_say.register
def _add_part(change: AddPart, _before: Outline, after: Outline) -> str:
    place = called(after, change.heading)[-1]
    name = name_part(after, place)
    if change.words or any(point.citations for point in after.parts[place].points):
        return f"已增加{name}。"
    return f"已增加{name}，资料库里没有找到相关的内容，留出了待补的一条。"


@_say.register
def _append(change: Append, before: Outline, after: Outline) -> str:
    return f"已在{_point(before, change.part, change.point)}后面补上“{change.words}”。{_own_now(before, after)}"


@_say.register
def _rewrite(change: Rewrite, before: Outline, _after: Outline) -> str:
    return f"已改写{_part(before, change.part)}的内容。"


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
def _resize_part(change: ResizePart, before: Outline, _after: Outline) -> str:
    return f"已{'补充' if change.longer else '精简'}{_part(before, change.part)}。"


@_say.register
def _shift(change: Shift, before: Outline, _after: Outline) -> str:
    return f"已把{_part(before, change.part)}{'后' if change.later else '前'}移一位。"


@_say.register
def _swap(change: Swap, before: Outline, _after: Outline) -> str:
    return f"已把{_part(before, change.part)}和{_part(before, change.other)}对调。"


@_say.register
def _merge(change: Merge, before: Outline, _after: Outline) -> str:
    return f"已把{_part(before, change.part)}并入{_part(before, change.into)}。"


@_say.register
def _move_point(change: MovePoint, before: Outline, _after: Outline) -> str:
    moved = _point(before, change.part, change.point)
    place, _ = find_point(before, change.part, change.point)
    into = place if change.into is None else find_part(before, change.into)
    at = change.beside
    if at is None:
        return f"已把{moved}移到{name_part(before, into)}。"
    where = find_point(before, change.into, at) if isinstance(at, str) else find_point_in(before, into, at)
    return f"已把{moved}移到{_point_at(before, *where)}{'后面' if change.behind else '前面'}。"


@_say.register
def _swap_points(change: SwapPoints, before: Outline, _after: Outline) -> str:
    other = change.part if change.other_part is None else change.other_part
    return f"已把{_point(before, change.part, change.point)}和{_point(before, other, change.other)}对调。"


@_say.register
def _merge_points(change: MergePoints, before: Outline, after: Outline) -> str:
    into = _point(before, change.part, change.into)
    return f"已把{_point(before, change.part, change.point)}并入{into}。{_own_now(before, after)}"


@_say.register
def _replace(change: Replace, before: Outline, after: Outline) -> str:
    done = f"改为“{change.new}”" if change.new else "删去"
    return f"已把“{change.old}”{done}。{_own_now(before, after)}"


@_say.register
def _extend(change: Extend, _before: Outline, _after: Outline) -> str:
    return f"已在{change.what}后面加上“{change.words}”。"


@_say.register
def _reclose(change: Reclose, _before: Outline, _after: Outline) -> str:
    return f"结语已改为“{change.words}”。" if change.words else "已删去结语。"


@_say.register
def _note(change: Note, _before: Outline, _after: Outline) -> str:
    return f"{change.what}已定为“{change.words}”，写在有红头的Word文件里。"


@_say.register
def _attach(change: Attach, _before: Outline, _after: Outline) -> str:
    return f"已增加附件“{change.words}”。"


@_say.register
def _detach(change: Detach, _before: Outline, _after: Outline) -> str:
    return "已删去附件。" if change.number is None else f"已删去附件{change.number}。"


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


def _own_now(before: Outline, after: Outline) -> str:
    """Return what must be known of quotations that are none any more."""
    count = count_changed(before, after)
    return f"其中{counted(count)}条引自文件，改后不再是原文，不标出处。" if count else ""


def _part(outline: Outline, named: Named) -> str:
    return name_part(outline, find_part(outline, named))


def _point(outline: Outline, part: Named | None, named: Named) -> str:
    """Return a point as a reader knows it: 第二部分“工作要求”第一条（各单位要…）."""
    return _point_at(outline, *find_point(outline, part, named))


def _point_at(outline: Outline, place: int, at: int) -> str:
    text = outline.parts[place].points[at].text
    shown = text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
    return f"{name_part(outline, place)}第{chinese(at + 1)}条（{shown}）"
