"""Calendar files in: every entry at its own time, repeated ones laid out within a window.

Copes with what programs write: whole days, times without a zone, times moved or left out of a series, names of zones
from Windows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Component, Event
from icalendar.enums import STATUS

from bot.files.calendars.entries import CANCELLED, Entry
from bot.files.calendars.recurrence import repeats
from bot.files.errors import CalendarFault

BYTES = 5_000_000  # of a file
ENTRIES = 2_000
SERIES = 200  # repeated entries of a file
CANCEL = "CANCEL"
UNTITLED = "（无标题）"
BROKEN = "文件打不开，可能不是日历文件或已损坏，请从日历程序重新导出 .ics 后再试。"
# What icalendar raises on files that are no calendars, beside its own faults, which are ValueErrors.
DAMAGED = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Window:
    """The time that entries are wanted from, and the zone of what names none."""

    since: datetime
    until: datetime
    zone: ZoneInfo

    def zoned(self, moment: date) -> datetime:
        """Return a moment in the zone that it names, else in this one; a whole day begins at midnight."""
        if not isinstance(moment, datetime):
            return datetime.combine(moment, time(), self.zone)
        return moment if moment.tzinfo else moment.replace(tzinfo=self.zone)

    def aware(self, moment: date) -> datetime:
        """Return a moment by the clock of this zone."""
        return self.zoned(moment).astimezone(self.zone)

    def __contains__(self, moment: datetime) -> bool:
        return self.since <= moment < self.until


def read_calendar(content: bytes, *, since: datetime, until: datetime, zone: ZoneInfo) -> list[Entry]:
    """Return the entries that begin from ``since`` to before ``until``, in order; raise CalendarFault.

    An entry of a series comes once for each time, with its rule; what names no zone is read by ``zone``.
    """
    if len(content) > BYTES:
        raise CalendarFault("文件太大，请只导出需要的日程后再试。")
    window = Window(since, until, zone)
    try:
        entries = list(islice(_entries(_events(content), window), ENTRIES + 1))
    except DAMAGED as error:
        raise CalendarFault(BROKEN) from error
    if len(entries) > ENTRIES:
        raise CalendarFault(f"日程太多，一次最多{ENTRIES}项，请分次导出后再试。")
    return sorted(entries, key=lambda entry: (entry.start, entry.uid))


def _events(content: bytes) -> list[Event]:
    events: list[Event] = []
    for calendar in Calendar.from_ical(_decode(content), multiple=True):
        if _text(calendar, "METHOD").upper() == CANCEL:
            for event in calendar.events:
                event.status = STATUS.CANCELLED
        events += calendar.events
    if not events:
        raise CalendarFault(BROKEN)
    if sum("RRULE" in event for event in events) > SERIES:
        raise CalendarFault(f"重复的日程太多，一次最多{SERIES}项，请分次导出后再试。")
    return events


def _decode(content: bytes) -> str:
    # No database takes a null sign in a text.
    content = content.replace(b"\0", b"")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")


def _entries(events: Sequence[Event], window: Window) -> Iterator[Entry]:
    # A time of a series that was moved stands by itself and names the time that it had.
    moved = {(event.uid, window.aware(event.RECURRENCE_ID)) for event in events if event.RECURRENCE_ID}
    for event in events:
        if event.RECURRENCE_ID:
            starts = {window.aware(event.start)}
        else:
            starts = {start for start in _starts(event, window) if (event.uid, start) not in moved}
        entry = _entry(event, window)
        yield from (_at(entry, start) for start in sorted(starts) if start in window)


def _at(entry: Entry, start: datetime) -> Entry:
    return replace(entry, start=start, end=entry.end and start + (entry.end - entry.start))


def _starts(event: Event, window: Window) -> set[datetime]:
    """Return when an entry begins, each time of a series that is not left out."""
    first = window.zoned(event.start)
    starts = {first, *(window.zoned(start) for start, _ in event.rdates)}
    for rule in event.rrules:
        starts.update(repeats(rule.to_ical().decode(), first, since=window.since, until=window.until))
    return {window.aware(start) for start in starts} - {window.aware(day) for day in event.exdates}


def _entry(event: Event, window: Window) -> Entry:
    """Return an entry at its first time."""
    start, end = window.aware(event.start), window.aware(event.end)
    cancelled = _text(event, "STATUS").upper() == STATUS.CANCELLED
    return Entry(
        uid=str(event.uid),
        title=_text(event, "SUMMARY").removeprefix(CANCELLED if cancelled else "") or UNTITLED,
        start=start,
        end=end if end > start else None,
        place=_text(event, "LOCATION"),
        notes=_text(event, "DESCRIPTION"),
        alarms=_alarms(event, window, start, end),
        cancelled=cancelled,
        rule=event.rrules[0].to_ical().decode() if event.rrules else "",
        revision=event.sequence,
    )


def _alarms(event: Event, window: Window, start: datetime, end: datetime) -> tuple[timedelta, ...]:
    """Return how long before the start people are reminded; Apple writes an alarm of no action to have none."""
    leads: set[timedelta] = set()
    for alarm in (part for part in event.subcomponents if isinstance(part, Alarm)):
        triggers = alarm.triggers
        if _text(alarm, "ACTION").upper() != "NONE":
            leads |= {-before for before in triggers.start}
            leads |= {start - end - before for before in triggers.end}
            leads |= {start - window.aware(moment) for moment in triggers.absolute}
    return tuple(sorted((lead for lead in leads if lead >= timedelta()), reverse=True))


def _text(component: Component, name: str) -> str:
    return str(component.get(name, "")).strip()
