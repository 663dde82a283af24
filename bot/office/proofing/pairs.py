"""Marks that come in pairs, “”‘’（）《》〈〉【】〔〕: without their partner, or nested in the wrong way."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.office.proofing.context import Context
from bot.office.proofing.findings import MARKS, Finding, Line, must, should
from bot.office.proofing.manuscript import Manuscript

_CLOSER = {"“": "”", "‘": "’", "（": "）", "《": "》", "〈": "〉", "【": "】", "〔": "〕"}
_NAMES = {
    "“": "双引号“”",
    "‘": "单引号‘’",
    "（": "括号（）",
    "《": "书名号《》",
    "〈": "单书名号〈〉",
    "【": "方括号【】",
    "〔": "六角括号〔〕",
}
_OPENER = {closer: opener for opener, closer in _CLOSER.items()}
# A bracket may be half-width on one side, which is another fault.
_SAME = str.maketrans("()[]", "（）【】")
_NUMBER = re.compile(r"^\s*[（(]?(?:[\d一二三四五六七八九十]{1,3}|[a-zA-Z])[）)]|(?<=[。；：，\s])\d{1,2}[）)]")
_DEEPEST = 20  # how many marks to look back for a partner
_INNER = {"《": "书名号里再用书名号时，里面应用单书名号“〈〉”。", "“": "引号里再用引号时，里面应用单引号‘’。"}


_Marks = list[tuple[str, int]]  # each with its place


@dataclass(slots=True)
class _Reading:
    """A walk over a line: what is open, with its place, and what was found wrong on the way."""

    open: _Marks = field(default_factory=list)
    alone: _Marks = field(default_factory=list)
    nested: _Marks = field(default_factory=list)


def check(paper: Manuscript, context: Context) -> Iterator[Finding]:
    """Yield marks without a partner and pairs nested in the wrong way."""
    is_quoting = False
    for line in paper.lines:
        reading = _read(line.text)
        alone = [*reading.alone, *reading.open]
        goes_on = _goes_on(line.text, alone, is_quoting=is_quoting)
        is_quoting = _opens(reading.open) or (goes_on and not _closes(alone))
        if not goes_on:
            yield from _found(line, alone, reading.nested)


def _found(line: Line, alone: _Marks, nested: _Marks) -> Iterator[Finding]:
    """Yield the marks without a partner; only where each has one can be told what lies within what."""
    for mark, place in alone:
        yield _unpaired(line, mark, place)
    for mark, place in [] if alone else nested:
        yield _wrongly_nested(line, mark, place)


def _read(text: str) -> _Reading:
    reading = _Reading()
    # The bracket behind a number, as in 1）, is none of a pair; its place is kept.
    marks = _NUMBER.sub(lambda number: " " * len(number[0]), text.translate(_SAME))
    for place, mark in enumerate(marks):
        if mark in _CLOSER:
            _open(reading, mark, place)
        elif mark in _OPENER:
            _close(reading, mark, place)
    return reading


def _open(reading: _Reading, mark: str, place: int) -> None:
    if any(mark == other for other, _ in reading.open[-_DEEPEST:]):
        reading.nested.append((mark, place))
    reading.open.append((mark, place))


def _close(reading: _Reading, mark: str, place: int) -> None:
    """Take a closing mark's partner off what is open; what was opened in between stays alone."""
    nearest = range(len(reading.open) - 1, max(len(reading.open) - _DEEPEST, 0) - 1, -1)
    depth = next((n for n in nearest if reading.open[n][0] == _OPENER[mark]), None)
    if depth is None:
        reading.alone.append((mark, place))
    else:
        reading.alone += reading.open[depth + 1 :]
        del reading.open[depth:]


def _goes_on(text: str, alone: _Marks, *, is_quoting: bool) -> bool:
    """Tell whether all that is alone belongs to a quotation over several paragraphs, each of which opens it anew."""
    if any(mark not in "“”" for mark, _ in alone):
        return False
    return text.lstrip().startswith("“") or (is_quoting and _closes(alone))


def _opens(marks: _Marks) -> bool:
    return any(mark == "“" for mark, _ in marks)


def _closes(alone: _Marks) -> bool:
    return any(mark == "”" for mark, _ in alone)


def _unpaired(line: Line, mark: str, place: int) -> Finding:
    opener = _OPENER.get(mark, mark)
    # The apostrophe of foreign words looks like a closing mark.
    say = should if opener == "‘" else must
    return say(line, f"{_NAMES[opener]}没有成对使用。", MARKS, at=(place, place + 1))


def _wrongly_nested(line: Line, mark: str, place: int) -> Finding:
    if mark in _INNER:
        return should(line, _INNER[mark], MARKS, at=(place, place + 1))
    return should(line, "括号里又用了同样的括号，请改用另一种或者改写。", at=(place, place + 1))
