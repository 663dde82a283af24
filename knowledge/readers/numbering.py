"""The numbers that Word generates in front of paragraphs: 一、 第一条 （一） 1. which the text itself does not hold.

Owns counters and number formats of numbering.xml as far as office texts use them (ECMA-376 part 1, 17.9); an unknown
format counts in digits and bullets are left out.
"""

import re
from dataclasses import dataclass
from string import ascii_lowercase, ascii_uppercase
from xml.etree.ElementTree import Element

from knowledge.readers.package import attribute, child, children

_DIGITS = "零一二三四五六七八九"
_PLACE = re.compile(r"%([1-9])")
_CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "ideographDigital",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
}
_SIGNS = {
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "lowerLetter": ascii_lowercase,
    "upperLetter": ascii_uppercase,
}


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: where it starts, how it counts and what stands around the number (第%1条)."""

    start: int
    format: str
    text: str
    is_legal: bool
    is_tight: bool
    style: str


class Numbering:
    """The lists of one document; asked for each paragraph in order, because the counters run on."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._levels = {
            attribute(found, "abstractNumId"): {
                attribute(level, "ilvl"): _level(level) for level in children(found, "lvl")
            }
            for found in children(numbering, "abstractNum")
        }
        self._lists = {attribute(found, "numId"): found for found in children(numbering, "num")}
        self._styles = {
            attribute(found, "styleId"): found_number
            for found in children(styles, "style")
            if (found_number := child(found, "pPr", "numPr")) is not None
        }
        self._counters: dict[str, dict[str, int]] = {}
        self._restarted: set[tuple[str, str]] = set()

    def label(self, paragraph: Element) -> str:
        """Return what Word prints in front of this paragraph, "" for none; the paragraph counts."""
        properties = child(paragraph, "pPr")
        style = attribute(child(properties, "pStyle"), "val")
        number = child(properties, "numPr")
        number = self._styles.get(style) if number is None else number
        list_id = attribute(child(number, "numId"), "val")
        if list_id not in self._lists:
            return ""
        abstract = attribute(child(self._lists[list_id], "abstractNumId"), "val")
        levels = self._levels.get(abstract, {})
        depth = attribute(child(number, "ilvl"), "val") or _linked_depth(levels, style)
        if depth not in levels:
            return ""
        self._count(list_id, abstract, depth)
        return self._format(abstract, depth)

    def _count(self, list_id: str, abstract: str, depth: str) -> None:
        counters = self._counters.setdefault(abstract, {})
        for deeper in [other for other in counters if other > depth]:
            del counters[deeper]
        restart = self._restart(list_id, depth)
        if restart is not None:
            counters[depth] = restart
        else:
            counters[depth] = counters.get(depth, self._levels[abstract][depth].start - 1) + 1

    def _restart(self, list_id: str, depth: str) -> int | None:
        """Return the number that this list overrides the start with, the first time that it is met."""
        overrides = children(self._lists[list_id], "lvlOverride")
        override = next((found for found in overrides if attribute(found, "ilvl") == depth), None)
        start = attribute(child(override, "startOverride"), "val")
        if not start.isdecimal() or (list_id, depth) in self._restarted:
            return None
        self._restarted.add((list_id, depth))
        return int(start)

    def _format(self, abstract: str, depth: str) -> str:
        level = self._levels[abstract][depth]
        if level.format in ("bullet", "none"):
            return ""
        label = _PLACE.sub(lambda place: self._count_at(abstract, place[1], is_legal=level.is_legal), level.text)
        return label + ("" if level.is_tight or not label[-1:].isalnum() else " ")

    def _count_at(self, abstract: str, place: str, *, is_legal: bool) -> str:
        """Return the count that a %1 to %9 stands for: that of the level, which may be one further out."""
        depth = str(int(place) - 1)
        level = self._levels[abstract].get(depth)
        if level is None:
            return ""
        count = self._counters[abstract].get(depth, level.start)
        return _number(count, "decimal" if is_legal else level.format)


def _level(element: Element) -> _Level:
    start = attribute(child(element, "start"), "val")
    return _Level(
        start=int(start) if start.isdecimal() else 1,
        format=attribute(child(element, "numFmt"), "val"),
        text=attribute(child(element, "lvlText"), "val"),
        is_legal=child(element, "isLgl") is not None,
        is_tight=attribute(child(element, "suff"), "val") == "nothing",
        style=attribute(child(element, "pStyle"), "val"),
    )


def _linked_depth(levels: dict[str, _Level], style: str) -> str:
    """Return the level that belongs to the paragraph's style, the first one when none does."""
    return next((depth for depth, level in levels.items() if style and level.style == style), "0")


def _number(count: int, form: str) -> str:
    if form in _CHINESE:
        return chinese(count)
    signs = _SIGNS.get(form, "")
    return signs[count - 1] if 1 <= count <= len(signs) else str(count)


def chinese(count: int) -> str:
    """Return the number in Chinese as articles are counted: 十, 十一, 一百零六; below 10,000."""
    if not 0 < count < 10_000:
        return str(count)
    written, is_gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = count // unit % 10
        if digit:
            written += ("零" if is_gap else "") + _DIGITS[digit] + name
        is_gap = not digit and written != ""
    return written[1:] if written.startswith("一十") else written
