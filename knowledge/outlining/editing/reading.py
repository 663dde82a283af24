"""Changes read from what people write: 第二部分加强督查, 把“A”改成“B”, 最后加一部分经费保障, 上一版.

Pure. What is no change is None, so that the words may be a question or another wish; what is a question is never a
change. Several changes in one message are read one by one.
"""

import re
from collections.abc import Callable, Sequence

from knowledge.numerals import NUMERAL, parse
from knowledge.outlines import Outline
from knowledge.outlining.editing import parts, points, wordings
from knowledge.outlining.editing.changes import (
    AddPart,
    Change,
    DropPart,
    DropPoint,
    Fill,
    Merge,
    Move,
    Replace,
    Resize,
    Several,
    Shift,
    Swap,
    Undo,
)
from knowledge.outlining.editing.courtesy import asks, is_polite, tidy
from knowledge.outlining.editing.phrases import HEADINGS, WORDS, headings_in, said
from knowledge.outlining.editing.telling import read_facts

Reading = tuple[str, Callable[[re.Match[str], Outline], Change | Several | None]]

MOST = 20  # changes in one message
_FIRST = 1
_UNDO = re.compile(
    "(?:不改了[，,]?)?(?:回到|返回|退回|恢复|还原|还是|用回?|改回)?到?(?:(?:上一?个?版本?|前一版|上一稿|上一步|撤销|撤回|还原|退回去|改回去|改回来|返回|恢复(?:原样)?)"
    f"(?:这次|刚才的?|上次的?|上一步)?的?(?:修改|改动|操作)?|(?:这次|刚才|上次)的?(?:修改|改动)(?:不要|取消|撤销|撤回|作废)了?|(?:取消|不要)(?:这次|刚才的?|上次的?|上一步)?的?(?:修改|改动|操作)|第(?P<number>{NUMERAL}{{1,3}})(?:个?版本?|稿)|(?P<first>最初|最早|原来|初始)的?那?一?[版稿]本?)"
)
_RESIZE = re.compile(f"(?:内容|全文|整体上?|整篇|总体上?|语言|文字|篇幅|正文|提纲)?{parts.RESIZED}")
_FILLS = re.compile(rf"(?P<what>.{{2,20}}?)\s*(?:是|写|填写|为|定在|定于|改为|改成|填|[：:]){WORDS}", re.DOTALL)
_BETWEEN = re.compile(
    r"[；;\n。！!]+\s*|[，,]\s*(?=然后|再把|再将|并把|并将|同时|另外|还有|把|将|删|第\s*[一二三四五六七八九十\d]+\s*(?:部分|条).{0,6}(?:删|改|移|加|增|精|写)"
    r"|(?:主送(?:机关|单位)?|抄送|落款|(?:成文|落款)?日期|结语)[^，,]{0,4}?(?:改|换|写|用|[：:]|是|为))"
)
_COMMAS = re.compile(rf"{_BETWEEN.pattern}|[，,]\s*")
# What moves parts about; changes by number that stand behind it would mean others than the writer saw.
_MOVING = (AddPart, Merge, Move, Shift, Swap, DropPart, DropPoint)
READINGS: tuple[Reading, ...] = (*wordings.FIXED, *points.READINGS, *parts.READINGS, *wordings.READINGS)


def read_change(text: str, outline: Outline) -> Change | Several | Undo | None:
    """Return the change of an outline that a text asks for, or None."""
    several = _read_several(_BETWEEN, text, outline)
    if several is not None:
        return several
    # What is read as a whole may hold commas of its own.
    return _read_one(text, outline) or _read_several(_COMMAS, text, outline)


def _read_several(between: re.Pattern[str], text: str, outline: Outline) -> Several | None:
    """Return the changes of a text of which every piece is one."""
    pieces = [piece for piece in between.split(text.strip()) if piece.strip()]
    if not 1 < len(pieces) <= MOST:
        return None
    changes: list[Change] = []
    for piece in pieces:
        change = _read_one(piece, outline)
        if change is None or isinstance(change, Undo):
            return None
        changes += change.changes if isinstance(change, Several) else [change]
    return Several(tuple(sorted(changes, key=_rank)))


def _rank(change: Change) -> tuple[int, float]:
    """Return when a change is carried out: those that move nothing first, what goes last, from the end on."""
    if isinstance(change, DropPoint | DropPart):
        number = change.point if isinstance(change, DropPoint) else change.part
        owner = change.part if isinstance(change, DropPoint) else None
        place = (owner if isinstance(owner, int) else 0, number if isinstance(number, int) else 0)
        return (2 if isinstance(change, DropPoint) else 3, -(place[0] * 1000.0 + place[1]))
    return (1 if isinstance(change, _MOVING) else 0, 0.0)


def _read_one(text: str, outline: Outline) -> Change | Several | Undo | None:
    asked = tidy(text)
    if found := _UNDO.fullmatch(asked):
        return _read_undo(found)
    if not asked or asks(text):
        return None
    if found := _RESIZE.fullmatch(asked):
        return Resize(longer=found["longer"] is not None)
    change = read_facts(asked, outline) or _first_of(READINGS, asked, outline) or _read_fill(asked, outline.missing)
    return None if _is_doubtful(change, text) else change


def _read_undo(found: re.Match[str]) -> Undo:
    number = parse(found["number"]) if found["number"] else None
    return Undo(_FIRST if found["first"] else number)


def _is_doubtful(change: Change | Several | None, text: str) -> bool:
    """Tell whether a change may well be a question: 能不能把值班表改成电子版."""
    return isinstance(change, Replace) and is_polite(text) and "“" not in text


def _first_of(readings: Sequence[Reading], asked: str, outline: Outline) -> Change | Several | None:
    """Return what the first of the wordings means that fits the whole of a text."""
    headings = headings_in(asked, outline)
    for pattern, read in readings:
        found = re.fullmatch(pattern.replace(HEADINGS, headings), asked, re.DOTALL)
        change = read(found, outline) if found else None
        if change is not None:
            return change
    return None


def _read_fill(asked: str, missing: Sequence[str]) -> Fill | None:
    """Return a blank filled (会议时间是…); its name may be shortened where only one blank is meant."""
    found = _FILLS.fullmatch(asked)
    if found is None:
        return None
    words = found["what"].strip()
    meant = [what for what in missing if what == words] or [what for what in missing if words in what]
    return Fill(meant[0], said(found, "words")) if len(meant) == 1 else None
