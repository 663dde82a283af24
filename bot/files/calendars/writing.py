"""Calendar files out.

Times are written by the office's clock with its zone: in UTC a weekly meeting before eight would fall on the weekday
before. The zone is written out with the one offset that holds today, for programs exist that take China's summer time
of 1986 to 1991 for present.
"""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, vRecur
from icalendar.enums import STATUS

from bot.files.calendars.entries import CANCELLED, Entry

MAKER = "-//Canmou//Canmou//ZH"
SINCE = date(2000, 1, 1)


def write_calendar(name: str, entries: Iterable[Entry], *, zone: ZoneInfo, now: datetime) -> bytes:
    """Return a calendar file of that name, which adds to a calendar or mends what it holds, without an answer."""
    calendar = Calendar.new(name=name, method="PUBLISH", prodid=MAKER)
    # Outside the first standard, and a new one every time.
    calendar.pop("UID")
    for entry in entries:
        calendar.add_component(_event(entry, zone, now))
    calendar.add_missing_timezones(first_date=SINCE)
    content: bytes = calendar.to_ical()
    return content


def _event(entry: Entry, zone: ZoneInfo, now: datetime) -> Event:
    event = Event.new(
        uid=entry.uid,
        summary=CANCELLED + entry.title if entry.cancelled else entry.title,
        start=entry.start.astimezone(zone),
        end=entry.end and entry.end.astimezone(zone),
        location=entry.place or None,
        description=entry.notes or None,
        status=STATUS.CANCELLED if entry.cancelled else STATUS.CONFIRMED,
        sequence=entry.revision,
        stamp=now,
        subcomponents=_alarms(entry),
    )
    if entry.rule:
        event.add("RRULE", vRecur.from_ical(entry.rule))
    return event


def _alarms(entry: Entry) -> list[Alarm]:
    return [] if entry.cancelled else [Alarm.new_display(entry.title, -lead) for lead in entry.alarms]
