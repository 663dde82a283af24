"""A time as it is repeated to people: absolute, with its weekday, and with what the calendar remarks of the day."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.office.calendar import Calendar, long_date, weekday


def when(start: datetime, end: datetime | None, calendar: Calendar, zone: ZoneInfo) -> str:
    """Return a time in words: 2026年12月1日（周二）15:00—17:00."""
    start = start.astimezone(zone)
    remark = calendar.remark(start.date())
    ending = _ending(start, end.astimezone(zone)) if end else ""
    return f"{long_date(start.date())}{start:%H:%M}{ending}{f'（{remark}）' if remark else ''}"


def _ending(start: datetime, end: datetime) -> str:
    """Return the end with its date where that is another day."""
    if end.date() == start.date():
        return f"—{end:%H:%M}"
    day = long_date(end.date()) if end.year != start.year else f"{end.month}月{end.day}日（{weekday(end.date())}）"
    return f"—{day}{end:%H:%M}"
