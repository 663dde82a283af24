"""The levels of a text, 一、（一）1.（1）: their form, their order, what is left out or stands twice."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.office.proofing.context import Context
from bot.office.proofing.findings import LAYOUT, MARKS, Finding, Line, must, should
from bot.office.proofing.manuscript import Manuscript

FORM = f"{LAYOUT}第7.3.3条"

_CHINESE = "[一二三四五六七八九十]{1,3}"
_LEVELS = tuple(
    re.compile(form)
    for form in (
        rf"\s*(?P<mark>(?P<number>{_CHINESE})[、.．，,])",
        rf"\s*(?P<mark>[（(](?P<number>{_CHINESE})[）)])",
        r"\s*(?P<mark>(?P<number>\d{1,2})(?:[、．]|\.(?!\d)))",
        r"\s*(?P<mark>[（(](?P<number>\d{1,2})[）)])",
    )
)
# Forms that are wrong wherever they stand at the beginning of a line, and what is said.
_WRONG = (
    (re.compile(rf"\s*{_CHINESE}[.．，,](?!\d)"), "汉字序号后应用顿号，如“一、”。", FORM),
    (re.compile(r"\s*\d{1,2}、"), "阿拉伯数字序号后应用小圆点，如“1.”。", FORM),
    (re.compile(rf"\s*[（(](?:{_CHINESE}|\d{{1,2}})[）)][、.．，,]"), "带括号的序号后不加标点，如“（一）”。", FORM),
    (re.compile(rf"\s*第{_CHINESE}、"), "“第一”之后应用逗号。", MARKS),
    (
        re.compile(rf"\s*(?:\((?:{_CHINESE}|\d{{1,2}})[）)]|（(?:{_CHINESE}|\d{{1,2}})\))"),
        "序号的括号应用全角，如“（一）”。",
        FORM,
    ),
)
# What begins a new count: chapters, articles, attachments.
_ANEW = re.compile(r"\s*(?:第\S{1,6}[编章节条]|附\s*件|附录|——)")
_NEAR = 2000  # characters in which the number before may stand within a line
_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", 1)}


@dataclass(slots=True)
class _Count:
    """Where a level stands; ``since`` is the text since its last number, as far as it is looked at."""

    last: int = 0
    mark: str = ""
    since: str = ""


def check(paper: Manuscript, context: Context) -> Iterator[Finding]:
    """Yield what is wrong with the levels."""
    lines = [line for line in paper.body if "\t" not in line.text]
    for line in lines:
        yield from _form(line)
    yield from _order(lines)


def _form(line: Line) -> Iterator[Finding]:
    for pattern, sentence, ground in _WRONG:
        wrong = pattern.match(line.text)
        if wrong:
            yield must(line, sentence, ground, at=wrong.span())
            return


def _order(lines: list[Line]) -> Iterator[Finding]:
    counts = _none()
    for line in lines:
        if _ANEW.match(line.text):
            counts = _none()
        level, match = _level(line.text)
        rest = line.text[match.end() if match else 0 :]
        for count in counts:
            count.since = (count.since + rest)[-_NEAR:]
        if match is not None:
            yield from _step(line, counts[level], match)
            counts[level] = _Count(_value(match["number"]), match["mark"], rest[-_NEAR:])
            counts[level + 1 :] = _none()[level + 1 :]


def _none() -> list[_Count]:
    return [_Count() for _ in _LEVELS]


def _level(text: str) -> tuple[int, re.Match[str] | None]:
    for level, pattern in enumerate(_LEVELS):
        match = pattern.match(text)
        if match:
            return level, match
    return 0, None


def _step(line: Line, count: _Count, match: re.Match[str]) -> Iterator[Finding]:
    """Yield what is wrong between a number and the one before it; a count may begin anew with 1."""
    number, mark = _value(match["number"]), match["mark"]
    if number == count.last:
        # Lists of one item each may stand one after the other.
        is_sure = number > 1 or not match["number"].isdecimal()
        yield _found(line, f"序号“{mark}”重复。", match, is_sure=is_sure)
    elif number > count.last + 1 and not _is_inline(count, number, mark):
        before = f"“{count.mark}”之后是“{mark}”" if count.mark else f"从“{mark}”开始"
        yield _found(line, f"序号不连续：{before}。", match, is_sure=bool(count.mark))
    elif 1 < number < count.last:
        yield _found(line, f"序号顺序不对：“{count.mark}”之后是“{mark}”。", match, is_sure=True)


def _found(line: Line, sentence: str, match: re.Match[str], *, is_sure: bool) -> Finding:
    return (must if is_sure else should)(line, sentence, FORM, at=match.span("mark"))


def _is_inline(count: _Count, number: int, mark: str) -> bool:
    """Tell whether the number before stands somewhere within a line."""
    missing = str(number - 1) if mark.strip("（().．、，,）")[0].isdecimal() else _chinese(number - 1)
    return re.search(rf"[（(]{missing}[）)]|{missing}[、.．]|[第其]?{missing}[是要]", count.since) is not None


def _value(written: str) -> int:
    if written.isdecimal():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    digits = "〇一二三四五六七八九"
    return (digits[tens] if tens > 1 else "") + ("十" if tens else "") + (digits[ones] if ones else "")
