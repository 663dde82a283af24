"""A shift in a few words, as messages name it."""

from zoneinfo import ZoneInfo

from bot.office.calendar import weekday
from bot.office.duty.shifts import Shift


def short_date(shift: Shift, zone: ZoneInfo) -> str:
    """Return the date of a shift: 3月5日（周四）."""
    day = shift.day(zone)
    return f"{day.month}月{day.day}日（{weekday(day)}）"


def when(shift: Shift, zone: ZoneInfo) -> str:
    """Return the date and the hours of a shift: 3月5日（周四）08:30—次日08:30."""
    start, end = shift.start.astimezone(zone), shift.end.astimezone(zone)
    next_day = "次日" if end.date() > start.date() else ""
    return f"{short_date(shift, zone)}{start:%H:%M}—{next_day}{end:%H:%M}"
