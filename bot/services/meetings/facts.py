"""What is known of a meeting that a paper is about: from the meeting that it names, or from the time that it says."""

from collections.abc import Sequence
from itertools import pairwise

from bot.office.errors import OfficeError
from bot.office.times.echo import when
from bot.office.times.outcome import TimeReading
from bot.office.times.reading import read_time
from bot.services.meetings.lookup import Lookup, Viewer
from bot.services.office import Office

Facts = tuple[tuple[str, str], ...]

TIME, ROOM, PEOPLE = "会议时间", "会议地点", "参会人员"  # the blanks that they fill
SHORTEST = 3  # characters of a title that names a meeting by itself
EDGES = "，,、的 "
JOINS = {*"到至于在的—-~"}  # between the pieces of a time


def known_facts(office: Office, viewer: Viewer, topic: str) -> Facts:
    """Return time, place and people of the meeting that a topic names: one to come, and held only once."""
    ahead = [standing.sitting for standing in Lookup(office).ahead(viewer)]
    named = [each for each in ahead if len(each.meeting.plan.title) >= SHORTEST and each.meeting.plan.title in topic]
    if len(named) != 1:
        return ()
    sitting, plan = named[0], named[0].meeting.plan
    time = when(sitting.start, sitting.end, office.calendar(), office.zone)
    return tuple((what, words) for what, words in ((TIME, time), (ROOM, plan.room), (PEOPLE, plan.people)) if words)


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
