"""Outlines of papers: the set phrases of their kind, what the writer knows, and the points of the office's documents.

``choosing`` finds the points, ``naming`` writes titles and phrases, ``advice`` says when another kind is the right
one, ``filling`` and ``editing`` change an outline, ``numbering`` writes its lines. Nothing is invented: what nobody
knows is 【待补：…】.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from knowledge.answers import Citation
from knowledge.audience import Audience
from knowledge.outlines import BLANK, Length, Origin, Outline, OutlinePart, Point, Request, blank
from knowledge.outlining.advice import RULE, Advice, advise
from knowledge.outlining.choosing import Wanted, choose
from knowledge.outlining.facts import fact_points
from knowledge.outlining.faults import OutlineFault
from knowledge.outlining.filling import fill
from knowledge.outlining.grounds import find_article, find_rule
from knowledge.outlining.naming import (
    ADDRESSEE,
    DAY,
    OFFICE,
    date_line,
    find_matter,
    known_names,
    meeting_of,
    names_meeting,
    put_in,
    subject_of,
)
from knowledge.outlining.placing import open_point, with_points
from knowledge.outlining.withholding import withhold
from knowledge.retrieval import Retriever
from prompts.kinds import Kind, Part, find_kind

MORE = 3
NOBODY = "无"
NOTICE, MEETING_NOTICE = "通知", "会议通知"  # a notice that calls a meeting has parts of its own
CALL = "召开"  # what a notice does with a meeting: 关于召开…的通知
MINUTES, MINUTES_TITLE = "纪要", "{机关}{事由}纪要"  # of a meeting that is named: 党委会纪要
SPEECH, ABOUT, HELD_AT = "讲话提纲", "关于{事由}的", "在{事由}上的"  # of a speech whose meeting is known
_MEETING = re.compile("^(?:关于)?(?:召开|举行|举办|参加).*(?:会议|(?<![动晚览聘销庙])会)(?:的?通知)?$")
_GROUNDS = re.compile("(?:发文|行文|制定|工作|政策|法[律规])依据")


@dataclass(frozen=True, slots=True)
class _Task:
    """A request with what was understood of it."""

    request: Request
    kind: Kind
    matter: str
    names: Mapping[str, str]
    meeting: str = ""

    @property
    def sought(self) -> str:
        """Return what points are looked for with: what a meeting is about rather than the meeting."""
        return subject_of(self.matter) or self.matter or self.request.topic

    def write(self, text: str) -> str:
        """Return set words with what is known put in."""
        return put_in(text, self.names)


class Outliner:
    """Makes outlines from the library and the kinds."""

    def __init__(self, retriever: Retriever, kinds: Mapping[str, Kind]) -> None:
        self._retriever = retriever
        self._kinds = kinds

    def within(self, audience: Audience) -> "Outliner":
        """Return an outliner that takes points from nothing but what an audience may see."""
        return Outliner(self._retriever.within(audience), self._kinds)

    def seen(self, outline: Outline) -> Outline:
        """Return an outline without what was taken from documents that are not to be seen, or not any more."""
        files = {entry.document.file for entry in self._retriever.snapshot().entries}
        return withhold(outline, lambda citation: citation.file in files)

    def outline(self, request: Request) -> Outline:
        """Return the outline of a paper; raise OutlineFault for a kind that there is none of."""
        task = self._understand(request)
        kind = task.kind
        wanted = [_wanted(task.write(part.heading), part, request.length) for part in kind.parts]
        chosen = choose(self._retriever, task.sought, wanted)
        parts = tuple(_write_part(task, part, points) for part, points in zip(kind.parts, chosen, strict=True))
        outline = Outline(
            request=replace(request, kind=kind.name),
            title=_title(task),
            addressee=_addressee(task),
            parts=parts,
            closing=task.write(kind.closing),
            signature=(request.office.strip() or blank(OFFICE)) if kind.signed else "",
            date_line=_date_line(task),
        )
        return self._with_facts(self._with_advice(self._with_grounds(outline, task), task))

    def more(self, outline: Outline, place: int, words: str, *, count: int = MORE) -> tuple[Point, ...]:
        """Return further points of the documents about ``words`` for the part at ``place``; none are said already."""
        wanted = Wanted(outline.parts[place].heading, words, count)
        return choose(self._retriever, words, [wanted], _texts(outline))[0]

    def lengthen(self, outline: Outline) -> Outline:
        """Return the outline with as many further points as its kind's parts may have again."""
        task = self._understand(outline.request)
        known = {task.write(part.heading): part for part in task.kind.parts}
        wanted = [
            _wanted(part.heading, known.get(part.heading, Part(part.heading)), Length.NORMAL) for part in outline.parts
        ]
        further = choose(self._retriever, task.sought, wanted, _texts(outline))
        parts = (with_points(part, points) for part, points in zip(outline.parts, further, strict=True))
        return replace(outline, parts=tuple(parts))

    def _understand(self, request: Request) -> _Task:
        kind = find_kind(self._kinds, request.kind)
        if kind is None:
            raise OutlineFault(f"没有“{request.kind}”这种文种，请从列出的文种里选择。")
        if kind.name == NOTICE and _MEETING.search(request.topic):
            kind = self._kinds.get(MEETING_NOTICE, kind)
        topic = find_matter(request.topic, kind)
        meeting = meeting_of(topic) if kind.name == SPEECH else ""
        matter = _matter(topic, meeting, kind)
        return _Task(request, kind, matter, known_names(request, matter), meeting)

    def _with_grounds(self, outline: Outline, task: _Task) -> Outline:
        """Return the outline with the rule named that its topic is about, where a phrase asks for the grounds."""
        asked = next((found["what"] for found in _blanks(outline) if _GROUNDS.search(found["what"])), None)
        points = [point for part in outline.parts for point in part.points]
        rule = find_rule(self._retriever.snapshot(), task.matter, points) if asked else None
        if asked is None or rule is None:
            return outline
        parts = (replace(part, points=_grounded(part.points, blank(asked), rule)) for part in outline.parts)
        return replace(outline, parts=tuple(parts))

    def _with_advice(self, outline: Outline, task: _Task) -> Outline:
        advice = advise(task.request, task.kind)
        if advice is None:
            return outline
        return replace(outline, advice=advice.text, grounds=self._article(advice))

    def _article(self, advice: Advice) -> tuple[Citation, ...]:
        return find_article(self._retriever.snapshot(), f"{RULE}{advice.article}", advice.words)

    def _with_facts(self, outline: Outline) -> Outline:
        for what, words in outline.request.facts:
            outline = fill(outline, what, words)
        return outline


def _matter(topic: str, meeting: str, kind: Kind) -> str:
    """Return what a paper is about: a speech what its meeting is, a notice the calling of the meeting that it names."""
    if meeting:
        return subject_of(meeting) or meeting
    return f"{CALL}{topic}" if kind.name == MEETING_NOTICE and names_meeting(topic) else topic


def _title(task: _Task) -> str:
    """Return the title: minutes and speeches are called after their meeting where that has a name."""
    if task.meeting:
        return put_in(task.kind.title.replace(ABOUT, HELD_AT), {**task.names, "事由": task.meeting})
    if task.kind.name == MEETING_NOTICE and task.matter.startswith(CALL):
        return task.write(task.kind.title.replace(MEETING_NOTICE, NOTICE))
    is_of_meeting = task.kind.name == MINUTES and names_meeting(task.matter)
    return task.write(MINUTES_TITLE if is_of_meeting else task.kind.title)


def _wanted(heading: str, part: Part, length: Length) -> Wanted:
    counts = {Length.SHORT: (part.count + 1) // 2, Length.NORMAL: part.count, Length.LONG: part.count * 2}
    return Wanted(heading, part.query, counts[length])


def _write_part(task: _Task, part: Part, points: Sequence[Point]) -> OutlinePart:
    """Return a part: its set phrases, the points of the documents, what only the writer knows."""
    heading = task.write(part.heading)
    set_words = (*part.phrases, *(part.spare if not points else ()))
    phrases = [Point(task.write(phrase), Origin.FORM) for phrase in set_words]
    every = (*phrases, *points, *fact_points(heading, part.blanks, alone=not phrases and not points))
    return OutlinePart(heading, every or (open_point(heading),), part.numbered, part.guidance)


def _addressee(task: _Task) -> str:
    """Return who the paper goes to: as asked, else as usual; "" where the kind has none."""
    wanted = task.request.addressee.strip() or task.kind.addressee
    return "" if NOBODY in (wanted, task.kind.addressee) and not task.names["主送"] else wanted or blank(ADDRESSEE)


def _date_line(task: _Task) -> str:
    if not task.kind.signed:
        return ""
    return date_line(task.request.day) if task.request.day else blank(DAY)


def _blanks(outline: Outline) -> list[re.Match[str]]:
    return [found for part in outline.parts for point in part.points for found in BLANK.finditer(point.text)]


def _grounded(points: Sequence[Point], mark: str, rule: Citation) -> tuple[Point, ...]:
    """Return the points with the rule's name in place of the mark, and with its citation."""
    name = f"《{rule.document.strip('《》')}》"
    return tuple(
        replace(point, text=point.text.replace(mark, name), citations=(rule,)) if mark in point.text else point
        for point in points
    )


def _texts(outline: Outline) -> list[str]:
    return [point.text for part in outline.parts for point in part.points]


__all__ = ["MINUTES", "OutlineFault", "Outliner", "fill"]
