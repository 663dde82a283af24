"""A paper taken apart: title, addressee, body, signature and date, each line with the name of its place.

Only the order and the look of lines is used, so that a draft with faults is taken apart all the same.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from bot.office.proofing.findings import Line

STATUTORY = (
    "决议", "决定", "命令", "令", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示", "批复", "议案", "函",
    "纪要",
)  # fmt: skip
RULES = (
    "条例", "规定", "办法", "细则", "规则", "准则", "守则", "章程", "制度", "规程", "规范", "公约", "标准", "法",
)  # fmt: skip
# Reports that are none of the fifteen kinds: they are not written to ask or tell a superior anything.
OTHER_REPORTS = re.compile(
    r"(?:调研|调查|考察|研究|分析|自查|审计|述职|评估|工作|专题|实习|学习|体检|检测|鉴定|验收|可行性|预算|决算)报告$"
)
LETTERHEAD = re.compile(
    r"文件$|[〔﹝［\[【（(]\s*\d{4}\s*[〕﹞］\]】）)]\s*第?\s*(?:\d+|【待补：[^】]*】|[×xX*＊_＿ ]+)\s*号"
    r"|^签\s*发\s*人|^\d{6}$|^(?:特急|特提|加急|平急)$|^[—\-*_★\s]+$"
)
DATE_LINE = re.compile(
    r"(?:二[〇○零Oo0◯]|19|20|'?)[\d一二三四五六七八九〇○零Oo◯]{2}\s{0,8}(?:年\s{0,8}[\d一二三四五六七八九十元]{0,3}\s{0,8}月"
    r"\s{0,8}[\d一二三四五六七八九十]{0,3}\s{0,8}[日号]?|[.．/\-—]\d{1,2}[.．/\-—]\d{1,2})"
)
NUMBERED = re.compile(
    r"[一二三四五六七八九十]+[、.．，,]|[（(][一二三四五六七八九十\d]+[）)]|\d+[、.．]|第\S{1,5}[章节条]"
)
REMARK = re.compile(r"[（(].*[）)]")
_VERSION = re.compile(r"[（(][^（）()]*[）)]$")
_SENTENCE = re.compile(r"[。！？；!?;]")
_LONGEST_TITLE, _TITLE_LINES, _HEAD_LINES = 90, 4, 8
_LONGEST_ADDRESSEE, _LONGEST_NUMBER = 200, 30
_LONGEST_SIGNATURE = 30


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A paper in its parts; ``title`` is in one line, ``kind`` is what its last words name, "" for none."""

    lines: tuple[Line, ...]
    title: Line
    kind: str
    addressee: Line | None
    opening: Line | None
    body: tuple[Line, ...]
    signature: Line | None
    date: Line | None

    @property
    def is_statutory(self) -> bool:
        """Tell whether the paper is of one of the fifteen kinds, by its title."""
        return self.kind in STATUTORY and "关于" in self.title.text and not OTHER_REPORTS.search(self.title.text)

    @property
    def text(self) -> str:
        """Return all lines of the body in one."""
        return "\n".join(line.text for line in self.body)


def take_apart(text: str, kinds: Mapping[str, str]) -> Manuscript:
    """Return a paper in its parts."""
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    first = _letterhead(lines, kinds)
    after = first + _title_lines(lines[first:], kinds)
    title = "".join(map(str.strip, lines[first:after]))
    opening = _first(lines, after, lambda line: not _is_remark(line))
    start = opening + any(map(_is_addressee, lines[opening : opening + 1]))
    end = _first(lines, start + 1, lambda line: DATE_LINE.fullmatch(line.strip()) is not None)
    signed = end - (start < end - 1 < len(lines) - 1 and _is_signature(lines[end - 1]))
    found = tuple(map(Line, _places(lines, (first, after), (start, signed, end)), lines))
    return Manuscript(
        lines=found,
        title=Line("标题", title),
        kind=kind_of(title, kinds),
        addressee=_at(found, opening, start),
        opening=_at(found, start, len(found)),
        body=found[start:signed],
        signature=_at(found, signed, end),
        date=_at(found, end, len(found)),
    )


def _first(lines: Sequence[str], start: int, is_wanted: Callable[[str], bool]) -> int:
    """Return the number of the first line from ``start`` on that is wanted, else the count of lines."""
    return next((number for number in range(start, len(lines)) if is_wanted(lines[number])), len(lines))


def _at(lines: Sequence[Line], number: int, end: int) -> Line | None:
    return lines[number] if number < end else None


def kind_of(title: str, kinds: Mapping[str, str]) -> str:
    """Return the kind that the last words of a title name, "" for none; the fifteen statutory ones go first."""
    bare = _VERSION.sub("", title.rstrip("。 .")).rstrip("》")
    first = () if OTHER_REPORTS.search(bare) else STATUTORY
    ways = [{name: name for name in first}, kinds, {name: name for name in (*RULES, *STATUTORY)}]
    return next((kind for way in ways if (kind := _last_words(bare, way))), "")


def _last_words(title: str, way: Mapping[str, str]) -> str:
    return next((way[words] for words in sorted(way, key=len, reverse=True) if words and title.endswith(words)), "")


def _letterhead(lines: Sequence[str], kinds: Mapping[str, str]) -> int:
    """Return how many lines stand above the title: what only a letterhead has, and the office's name before it."""
    end = number = 0
    while number < min(len(lines), _HEAD_LINES):
        if LETTERHEAD.search(lines[number].strip()):
            end = number + 1
        elif not _is_title(lines[number].strip(), kinds) or kind_of("".join(lines[end : number + 1]), kinds):
            break
        number += 1
    return end


def _title_lines(lines: Sequence[str], kinds: Mapping[str, str]) -> int:
    """Return over how many lines the title goes: up to the first that ends with a kind, else one, or none."""
    bare = [line.strip() for line in lines[:_TITLE_LINES]]
    parts = list(takewhile(lambda line: _is_title(line, kinds) and not LETTERHEAD.search(line), bare))
    joined = ("".join(parts[: count + 1]) for count in range(len(parts)))
    ends = (count for count, title in enumerate(joined, 1) if kind_of(title, kinds) and len(title) <= _LONGEST_TITLE)
    return next(ends, min(len(parts), 1))


def _is_title(line: str, kinds: Mapping[str, str]) -> bool:
    if len(line) > _LONGEST_TITLE or NUMBERED.match(line) or line.endswith(("：", ":", "，", ",")):
        return False
    return not _SENTENCE.search(line) or bool(kind_of(line, kinds) and not _SENTENCE.search(line[:-1]))


def _is_remark(line: str) -> bool:
    """Tell whether a line under a title only says who wrote it or when, or is the paper's number."""
    bare = line.strip()
    is_known = REMARK.fullmatch(bare) or DATE_LINE.fullmatch(bare)
    return is_known is not None or (len(bare) <= _LONGEST_NUMBER and LETTERHEAD.search(bare) is not None)


def _is_addressee(line: str) -> bool:
    bare = line.strip()
    is_short = len(bare) <= _LONGEST_ADDRESSEE and bare.endswith(("：", ":"))
    return is_short and not _SENTENCE.search(bare) and not NUMBERED.match(bare)


def _is_signature(line: str) -> bool:
    bare = line.strip()
    return len(bare) <= _LONGEST_SIGNATURE and not re.search("[，。；：、！？]", bare) and not NUMBERED.match(bare)


def _places(lines: Sequence[str], title: tuple[int, int], body: tuple[int, int, int]) -> list[str]:
    """Return what the place of each line is called."""
    start, signed, end = body
    names = ["文头" if number < title[0] else "标题" if number < title[1] else "主送机关" for number in range(start)]
    names += [f"第{number}段" for number in range(1, signed - start + 1)]
    names += ["落款"] * (min(end + 1, len(lines)) - signed)
    return names + ["文末"] * (len(lines) - len(names))
