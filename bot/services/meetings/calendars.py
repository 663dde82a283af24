"""Meetings to calendar programs and from them."""

from collections import Counter
from collections.abc import Iterable
from datetime import time, timedelta
from enum import StrEnum

from bot.files.calendars import Entry, read_calendar, write_calendar
from bot.office.acts import COMMAND_LINE, Act, Actor
from bot.office.meetings.meeting import Plan, Sitting
from bot.services.files import MarkedFile, text_of
from bot.services.meetings.changing import OWN, Maker, MeetingService, Scope
from bot.services.meetings.form import Field
from bot.services.meetings.words import LONGEST
from bot.services.office import Office
from bot.storage import Connection, meetings
from bot.storage.audit import note_act
from knowledge.secrecy import is_marked

WINDOW = timedelta(days=180)  # what is taken in from now on


class Fate(StrEnum):
    """What became of an entry of a calendar file; the values are what people read."""

    ADDED = "新增"
    CHANGED = "更改"
    CANCELLED = "取消"
    KNOWN = "没有变化"


class CalendarService:
    """Takes meetings to calendar files and back."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._meetings = MeetingService(office)

    def write(self, name: str, sittings: Iterable[Sitting]) -> bytes:
        """Return a calendar file of that name; cancelled sittings are marked in it."""
        with self._office.begin() as connection:
            entries = [_entry(connection, sitting) for sitting in sittings]
        return write_calendar(name, entries, zone=self._office.zone, now=self._office.now())

    def read(self, name: str, content: bytes) -> tuple[Entry, ...]:
        """Return what a calendar file has of meetings to come; whole days are none. Raise OfficeError."""
        text_of(name, content)
        now, zone = self._office.now(), self._office.zone
        entries = read_calendar(content, since=now, until=now + WINDOW, zone=zone)
        if any(map(_is_marked, entries)):
            raise MarkedFile
        return tuple(entry for entry in entries if not _is_whole_day(entry))

    def take_in(self, entries: Iterable[Entry], maker: Maker, *, by: Actor = COMMAND_LINE) -> Counter[Fate]:
        """Keep what is new or another than it was, and announce nothing but what is cancelled."""
        with self._office.begin() as connection:
            fates = Counter([self._take(connection, entry, maker) for entry in entries])
            note_act(connection, Act.IMPORT_MEETINGS, by=by, at=self._office.now(), subject=fates.total())
            return fates

    def _take(self, connection: Connection, entry: Entry, maker: Maker) -> Fate:
        sitting = _known(connection, entry)
        if sitting is None:
            if entry.cancelled or entry.uid.startswith(OWN):
                return Fate.KNOWN
            self._meetings.add(connection, self._plan(entry), maker, uid=_uid(entry))
            return Fate.ADDED
        if entry.cancelled:
            struck = self._meetings.strike(connection, sitting.id, scope=Scope.ONE, by=maker.user_id)
            return Fate.CANCELLED if struck else Fate.KNOWN
        if not _differs(entry, sitting):
            return Fate.KNOWN
        self._meetings.put(connection, sitting, self._plan(entry))
        return Fate.CHANGED

    def _plan(self, entry: Entry) -> Plan:
        usual = [timedelta(minutes=minutes) for minutes in self._office.config.meetings.lead_minutes]
        return Plan(
            title=entry.title[: LONGEST[Field.TITLE]],
            start=entry.start,
            end=entry.end,
            room=entry.place[: LONGEST[Field.ROOM]],
            notes=entry.notes[: LONGEST[Field.NOTES]],
            leads=entry.alarms or tuple(usual),
        )


def _entry(connection: Connection, sitting: Sitting) -> Entry:
    plan, stamp = sitting.meeting.plan, meetings.stamp(connection, sitting.meeting.id)
    root = stamp.uid.partition("#")[0]
    return Entry(
        uid=f"{root}#{sitting.id}" if root.startswith(OWN) else stamp.uid,
        title=plan.title,
        start=sitting.start,
        end=sitting.end,
        place=plan.room,
        notes="\n".join(filter(None, [plan.people and f"参加：{plan.people}", plan.notes])),
        alarms=plan.leads,
        cancelled=sitting.cancelled,
        revision=stamp.revision,
    )


def _uid(entry: Entry) -> str:
    """Return what a meeting is known by: of a series each time by its own."""
    return f"{entry.uid}/{entry.start:%Y%m%dT%H%M%z}" if entry.rule else entry.uid


def _known(connection: Connection, entry: Entry) -> Sitting | None:
    meeting = meetings.by_uid(connection, _uid(entry))
    return meetings.sittings_of(connection, meeting.id)[-1] if meeting else None


def _differs(entry: Entry, sitting: Sitting) -> bool:
    if sitting.cancelled:
        return False
    plan = sitting.meeting.plan
    now = (entry.title[: LONGEST[Field.TITLE]], entry.start, entry.end, entry.place[: LONGEST[Field.ROOM]])
    return now != (plan.title, sitting.start, sitting.end, plan.room)


def _is_whole_day(entry: Entry) -> bool:
    length = (entry.end or entry.start) - entry.start
    return entry.start.timetz().replace(tzinfo=None) == time() and length >= timedelta(days=1)


def _is_marked(entry: Entry) -> bool:
    """Tell whether an entry bears a mark, in one of its parts or across them."""
    parts = (entry.title, entry.place, entry.notes)
    return any(map(is_marked, (*parts, " ".join(parts))))
