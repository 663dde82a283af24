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
    told = [what for what in blanks if not _SHORT.search(what)]
    short = [what for what in blanks if _SHORT.search(what)]
    says_itself = alone and len(blanks) == 1
    long_lines = [_point([_line(what, bare=says_itself or what in heading)]) for what in told]
    short_line = [_point([_line(what, bare=says_itself or what == heading) for what in short])] if short else []
    yield from (*short_line, *long_lines) if list(blanks[:1]) == short[:1] else (*long_lines, *short_line)


def _line(what: str, *, bare: bool) -> str:
    """Return a fact with its name before it, unless the heading names it already."""
    return blank(what) if bare else f"{what}：{blank(what)}"


def _point(lines: Sequence[str]) -> Point:
    return Point("；".join(lines), Origin.FORM)
