"""The lines of a part for what only the writer knows. Pure.

Short facts, such as who and by when, stand together in one line; what is to be told stands in a line of its own.
"""

import re
from collections.abc import Iterator, Sequence

from knowledge.outlines import Origin, Point, blank

# 处分对象 and 完成时限 are a word or two; 主要做法 is a paragraph.
_SHORT = re.compile("(?:单位|部门|机构|人|人员|领导|时限|时间|日期|地点|电话|来源|对象|范围|文号)$")


def fact_points(heading: str, blanks: Sequence[str], *, alone: bool) -> Iterator[Point]:
    """Yield the lines of a part's facts; ``alone`` tells that the part has nothing else."""
    names_itself = alone and len(blanks) == 1
    for group in _grouped(blanks):
        yield _point([_line(what, bare=names_itself or _is_named(what, heading)) for what in group])


def _grouped(blanks: Sequence[str]) -> list[list[str]]:
    """Return the short facts together and the others each alone; the short ones stand where the first fact does."""
    short = list(filter(_SHORT.search, blanks))
    others = [[what] for what in blanks if what not in short]
    if not short:
        return others
    return [short, *others] if blanks[0] == short[0] else [*others, short]


def _is_named(what: str, heading: str) -> bool:
    """Tell whether a heading names a fact already: a short one by being its name."""
    return what == heading or (what in heading and not _SHORT.search(what))


def _line(what: str, *, bare: bool) -> str:
    """Return a fact with its name before it, unless the heading names it already."""
    return blank(what) if bare else f"{what}：{blank(what)}"


def _point(lines: Sequence[str]) -> Point:
    return Point("；".join(lines), Origin.FORM)
