"""A meeting read from the sentence or the notice that people write: its time, name, room, people, reminders, notes.

The time is taken out first, then the labelled parts, then what stands without a label; what is left over is notes.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from re import Match
from zoneinfo import ZoneInfo

from bot.office.calendar import Calendar
from bot.office.meetings.finding import find_people, find_room, find_title
from bot.office.meetings.labels import Labelled, Part, labelled_parts
from bot.office.meetings.meeting import Plan
from bot.office.times.folding import MASK, fold, mask
from bot.office.times.leads import Leads, read_leads
from bot.office.times.outcome import Doubt, TimeReading
from bot.office.times.reading import read_time

_EDGES = " \t\r\n,，。;；:：、.()（）【】!！"
_QUOTED = re.compile(r"^[《“「\"]([^《》“”「」\"]*)[》”」\"]$")
_CLAUSES = re.compile(r"[^,。;!\n\x00]+")
# What only leads over from one part to the next.
_FILLER = re.compile(
    r"(?:帮忙?我?|请|麻烦|劳驾|您|安排|一下|一|个|次|场|发起|登记|新建|创建|建|定|约|加|会议?|的|通知|各位|同事们?|同志们?|领导|你?好|大家|我们|你们|我"
    r"|各(?:科室|部门|单位|股室|处室|支部)|[本我]?(?:局|单位|科|处|院|校|公司|街道)|经|研究|决定|根据|工作|现将|有关|事项|事宜|如下|兹|拟|将|订?于|时间|地点|为|在|是|从|改"
    r"|开始|结束|每|准时|按时|务必|届时|参加|出席|到会|参会|谢谢|收到|请?回复|特此|设置?|提醒|并|和|及|起|到|至|开|召开|举行|举办|组织"
    r"|自|由|周期|重复|上|下|了|吧|啊|哈|\s|[()【】、:\-~])*"
)


@dataclass(frozen=True, slots=True)
class MeetingDraft:
    """What a text says of a meeting, before anybody has confirmed it."""

    title: str
    time: TimeReading | None
    room: str
    people: str
    notes: str
    leads: Leads

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """Return what has to be asked of the time."""
        return self.time.doubts if self.time else ()

    @property
    def missing(self) -> tuple[str, ...]:
        """Return what has to be said still, in the words that people read."""
        lacks_time = not self.doubts and (self.time is None or self.time.start is None)
        return tuple(name for name, lacks in (("会议名称", not self.title), ("开会时间", lacks_time)) if lacks)

    @property
    def plan(self) -> Plan | None:
        """Return the plan, None while anything is missing or in doubt."""
        if self.missing or self.doubts or self.time is None or self.time.start is None:
            return None
        return Plan(
            self.title,
            self.time.start,
            self.time.end,
            self.time.rule,
            self.room,
            self.people,
            self.notes,
            self.leads.ahead_of(self.time.start),
        )


class _Sheet:
    """A text of which one part after another is taken out; places stay the same throughout."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.rest = fold(text)
        self._notes: list[tuple[int, str]] = []

    def hide(self, *spans: tuple[int, int]) -> None:
        """Take out what is read."""
        self.rest = mask(self.rest, spans)

    def words(self, start: int, end: int) -> str:
        """Return the words of a stretch as they were written, without what is taken out."""
        kept = (self._text[place] for place in range(start, end) if self.rest[place] != MASK)
        return "".join(kept).strip(_EDGES)

    def take(self, find: Callable[[str], Match[str] | None]) -> str:
        """Return what a finder finds and take it out, "" for nothing."""
        match = find(self.rest)
        if match is None:
            return ""
        words = self.words(*match.span("found"))
        self.hide(match.span())
        return words

    def take_labelled(self, part: Labelled) -> str:
        """Return the words of a labelled part and take it out."""
        words = self.words(part.words, part.end)
        if part.part is Part.NOTE:
            self._notes.append((part.start, self.words(part.label, part.end)))
        self.hide((part.start, part.end))
        return words

    def hide_all(self, words: str) -> None:
        """Take out every place where the words stand."""
        self.hide(*(match.span() for match in re.finditer(re.escape(fold(words)), self.rest) if words))

    def notes(self) -> str:
        """Return what nobody took, and the labelled notes, in the order of the text."""
        return "；".join(words for _, words in sorted([*self._notes, *self._leftovers()]))

    def _leftovers(self) -> Iterator[tuple[int, str]]:
        for clause in _CLAUSES.finditer(self.rest):
            if not _FILLER.fullmatch(clause[0]):
                yield clause.start(), self.words(*clause.span())


def read_meeting(text: str, now: datetime, *, zone: ZoneInfo, calendar: Calendar) -> MeetingDraft:
    """Return what a text says of a meeting; raise YearUnknown."""
    time = read_time(text, now, zone=zone, calendar=calendar)
    leads = read_leads(text)
    sheet = _Sheet(text)
    sheet.hide(*leads.spans, *(time.spans if time else ()))
    labelled: dict[Part, str] = {}
    for part in labelled_parts(sheet.rest):
        words = sheet.take_labelled(part)
        labelled[part.part] = labelled.get(part.part) or words
    # A notice often says in its first sentence what its lines say again.
    room = sheet.take(find_room)
    people = labelled.get(Part.PEOPLE) or sheet.take(find_people)
    title = labelled.get(Part.TITLE) or sheet.take(find_title)
    sheet.hide_all(title)
    room = labelled.get(Part.ROOM) or room
    return MeetingDraft(_QUOTED.sub(r"\1", title), time, room, people, sheet.notes(), leads)
