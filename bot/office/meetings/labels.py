"""The labelled parts of a notice: 时间：…, 地点：…, 参加人员：…, in lines or one after another.

A part in a line of its own goes to the end of the line; one within a sentence ends with its clause, except that people
may go on over a comma. Of a time or a reminder only the label is taken: what follows is read as anywhere else.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto
from re import Match

from bot.office.meetings.wording import UNIT


class Part(Enum):
    """What a labelled part says."""

    TITLE = auto()
    TIME = auto()
    ROOM = auto()
    PEOPLE = auto()
    NOTE = auto()


_LABELS = {
    Part.TITLE: "会议名称|会议主题|会议题目|会议标题|名称|主题|标题",
    Part.TIME: "会议时间|开会时间|时间|提醒时间|会前提醒|提醒",
    Part.ROOM: "会议地点|开会地点|会议室|地点|地址|会场",
    Part.PEOPLE: "(?:参加|参会|出席|与会)(?:会议)?(?:人员|对象|范围|单位|领导|人|者)?|会议人员|会议对象|人员",
    Part.NOTE: "列席人员|列席|主持人|主持|联系人|联系电话|会议议题|议题|会议内容|会议议程|议程|内容"
    "|会议要求|有关要求|要求|注意事项|有关事项|着装|备注|说明",
}
_NAMES = "|".join(f"(?P<{part.name}>{names})" for part, names in _LABELS.items())
_ORDINAL = r"(?:[一二三四五六七八九十\d]{1,2}\s*[、.]\s*|[-•*]\s*|\([一二三四五六七八九十\d]{1,2}\)\s*)?"
_LABEL = re.compile(
    rf"(?P<opening>^|[\n,。;、\s】\x00]){_ORDINAL}(?P<label>{_NAMES})"
    r"\s*(?::|(?<=地点)\s*[在为是]?|(?<=人员)(?:\s+|[为是]|(?<=[参与]会人员|参加人员|出席人员)(?![要应须均都需必准按务将的，,])))[^\S\n]*"
)
_LINE_END = re.compile(r"\n|$")
_CLAUSE_END = re.compile(r"[,。;\n\x00]|$")
_MORE = re.compile(rf",\s*[^,。;\n]*?{UNIT}(?=[,。;\n]|$)")


@dataclass(frozen=True, slots=True)
class Labelled:
    """One labelled part: where it begins, where its label and its words begin, and where it ends."""

    part: Part
    start: int
    label: int
    words: int
    end: int


def labelled_parts(text: str) -> tuple[Labelled, ...]:
    """Return the labelled parts of a notice that is folded, in order."""
    found = list(_LABEL.finditer(text))
    limits = (*(match.start() for match in found[1:]), len(text))
    return tuple(_labelled(text, match, limit) for match, limit in zip(found, limits, strict=False))


def _labelled(text: str, match: Match[str], limit: int) -> Labelled:
    part = next(part for part in Part if match[part.name])
    end = min(_end(text, match, part), max(limit, match.end()))
    return Labelled(part, match.end("opening"), match.start("label"), match.end(), end)


def _end(text: str, match: Match[str], part: Part) -> int:
    if part is Part.TIME:
        return match.end()
    in_line = match["opening"] in ("", "\n") and "\n" in text
    end = _next(_LINE_END if in_line else _CLAUSE_END, text, match.end())
    while part is Part.PEOPLE and not in_line and (more := _MORE.match(text, end)):
        end = more.end()
    return end


def _next(pattern: re.Pattern[str], text: str, place: int) -> int:
    match = pattern.search(text, place)
    return match.start() if match else len(text)
