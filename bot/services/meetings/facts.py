"""What is known of a meeting that a paper is about: from the meeting that it names, or from the time that it says."""

import re
from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import pairwise

from bot.office.errors import OfficeError
from bot.office.times.echo import when
from bot.office.times.outcome import TimeReading
from bot.office.times.reading import read_time
from bot.services.meetings.answering import Standing
from bot.services.meetings.lookup import Lookup, Viewer
from bot.services.office import Office

Facts = tuple[tuple[str, str], ...]

# The blanks that they fill.
TIME, ROOM, PEOPLE, PRESENT, EXCUSED, ABSENT = (
    "会议时间",
    "会议地点",
    "参会人员",
    "出席人员",
    "请假人员",
    "缺席人员",
)
NOBODY = "无"  # had leave or stayed away, as it is known when it was marked who was there
# What notes may say of a meeting, and the blank that it fills.
TOLD = {
    "主持人": re.compile(r"主持人?(?:[：:]|是|为)\s*(?P<words>[^，,。；;\n]{2,20})"),
    "会议议题": re.compile(r"(?:会议)?议题(?:[：:]|是|为)\s*(?P<words>[^。；;\n]{2,80})"),
    "记录人": re.compile(r"记录人?(?:[：:]|是|为)\s*(?P<words>[^，,。；;\n]{2,20})"),
    "列席人员": re.compile(r"列席(?:人员)?(?:[：:]|是|为)\s*(?P<words>[^。；;\n]{2,80})"),
    "议定事项": re.compile(r"(?:会议)?议定(?:事项)?(?:[：:]|是|为)\s*(?P<words>[^\n]{2,200})"),
}
LATELY = timedelta(days=14)  # for so long minutes are written of a meeting
SHORTEST = 3  # characters of a title that names a meeting by itself
EDGES = "，,、的 "
JOINS = {*"到至于在的—-~"}  # between the pieces of a time


def known_facts(office: Office, viewer: Viewer, topic: str) -> Facts:
    """Return time, place and people of the meeting that a topic names: one to come, and held only once."""
    named = [standing for standing in Lookup(office).ahead(viewer) if _is_named(standing, topic)]
    if len(named) != 1:
        return ()
    people = named[0].sitting.meeting.plan.people
    return _known(*_circumstances(office, named[0]), (PEOPLE, people), (PRESENT, people))


def held_facts(office: Office, viewer: Viewer, topic: str) -> Facts:
    """Return time, place and who was there of the meeting that a topic names, as it was last held."""
    lookup, now = Lookup(office), office.now()
    held = lookup.between((now - LATELY).astimezone(office.zone).date(), office.today())
    begun = tuple(sitting for sitting in held if sitting.start <= now)
    named = [standing for standing in lookup.seen(viewer, begun) if _is_named(standing, topic)]
    if not named:
        return ()
    return sitting_facts(office, max(named, key=lambda standing: standing.sitting.start))


def sitting_facts(office: Office, standing: Standing) -> Facts:
    """Return what minutes can say of a sitting: when and where, who was there and who was not, what its notes tell."""
    return _known(*_circumstances(office, standing), *_people(standing), *_told(standing.sitting.meeting.plan.notes))


def _is_named(standing: Standing, topic: str) -> bool:
    title = standing.sitting.meeting.plan.title
    return len(title) >= SHORTEST and title in topic


def _circumstances(office: Office, standing: Standing) -> Facts:
    sitting = standing.sitting
    time = when(sitting.start, sitting.end, office.calendar(), office.zone)
    return (TIME, time), (ROOM, sitting.meeting.plan.room)


def _people(standing: Standing) -> Facts:
    """Return who was there; that nobody had leave or stayed away is known when it was marked who was."""
    nobody = NOBODY if standing.present else ""
    present = _listed(member.name for member in standing.members if member.account in standing.present)
    excused, absent = (_listed(each.name for each in others) for others in (standing.excused, standing.absent))
    return (PRESENT, present), (EXCUSED, excused or nobody), (ABSENT, absent or nobody)


def _told(notes: str) -> Facts:
    found = ((what, pattern.search(notes)) for what, pattern in TOLD.items())
    return tuple((what, words["words"].strip()) for what, words in found if words)


def _listed(names: Iterable[str]) -> str:
    return "、".join(names)


def _known(*facts: tuple[str, str]) -> Facts:
    return tuple((what, words) for what, words in facts if words)


def told_time(office: Office, topic: str) -> tuple[str, Facts]:
    """Return a topic without the time that it says beyond doubt, and that time; as it is where it says nothing else."""
    reading = _read(office, topic)
    if reading is None or reading.start is None or reading.doubts or reading.rule:
        return topic, ()
    rest = _without(topic, reading.spans).strip(EDGES)
    time = when(reading.start, reading.end, office.calendar(), office.zone)
    return (rest, ((TIME, time),)) if rest else (topic, ())


def _read(office: Office, topic: str) -> TimeReading | None:
    try:
        return read_time(topic, office.now(), zone=office.zone, calendar=office.calendar())
    except OfficeError:
        # The days off of that year are not known; the writer says the time later.
        return None


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return a text without its time, which is of one piece but for 到 and the like; "" where it is not."""
    gaps = "".join(text[end:start] for (_, end), (start, _) in pairwise(sorted(spans)))
    return text[: min(spans)[0]] + text[max(spans)[1] :] if {*gaps} <= JOINS else ""
