"""Meetings that cannot be held at the same time: in one room, or with the same people."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.office.meetings.attendance import attendance
from bot.office.meetings.meeting import Plan, Sitting
from bot.office.people import Person
from bot.office.times.folding import fold

# How long a meeting is taken to last when nobody has said.
ASSUMED_LENGTH = timedelta(hours=1)
_TAIL = re.compile(r"(?:会议)?(?:室|厅|房间|房)$")
_SPACES = re.compile(r"[\s()第号]")
_NUMERALS = str.maketrans("一二三四五六七八九", "123456789")


@dataclass(frozen=True, slots=True)
class Clash:
    """Another sitting at the same time; the same room, the people wanted in both, or both."""

    sitting: Sitting
    room: str = ""
    people: tuple[Person, ...] = ()
    is_assumed: bool = False  # an end was not said and taken to be after ASSUMED_LENGTH


def clashes(
    plan: Plan, others: Iterable[Sitting], persons: Collection[Person], *, ignored: int = 0
) -> tuple[Clash, ...]:
    """Return what clashes with a plan among sittings, in their order; not cancelled ones, nor the meeting ``ignored``.

    Of a plan with a rule this looks at its first time; for another one the plan is given with that start and end.
    """
    rivals = (each for each in others if not each.cancelled and each.meeting.id != ignored)
    return tuple(_clashes(plan, [each for each in rivals if _overlap(plan, each)], persons))


def room_key(room: str) -> str:
    """Return a room's name as it is compared: 301会议室 and 301 are one, 第二会议室 and 2号会议室 too."""
    return _TAIL.sub("", _SPACES.sub("", fold(room)).translate(_NUMERALS)).upper()


def _clashes(plan: Plan, rivals: Collection[Sitting], persons: Collection[Person]) -> Iterator[Clash]:
    # Whom a text means takes long to find out, and hardly any plan has rivals.
    wanted = attendance(plan.people, persons).persons if rivals else ()
    for rival in rivals:
        clash = _clash(plan, rival, _both(wanted, rival, persons))
        if clash.room or clash.people:
            yield clash


def _clash(plan: Plan, rival: Sitting, people: tuple[Person, ...]) -> Clash:
    room = rival.meeting.plan.room
    shared = room if room_key(plan.room) == room_key(room) else ""
    return Clash(rival, shared, people, plan.end is None or rival.end is None)


def _both(wanted: Iterable[Person], rival: Sitting, persons: Collection[Person]) -> tuple[Person, ...]:
    theirs = {*attendance(rival.meeting.plan.people, persons).persons}
    return tuple(person for person in wanted if person in theirs)


def _overlap(plan: Plan, rival: Sitting) -> bool:
    return plan.start < _end(rival) and rival.start < _end(plan)


def _end(timed: Plan | Sitting) -> datetime:
    return timed.end or timed.start + ASSUMED_LENGTH
