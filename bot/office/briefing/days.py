"""On which days a briefing comes."""

from datetime import date

from bot.office.calendar import SATURDAY, Calendar


def is_briefed(day: date, calendar: Calendar, *, daily: bool) -> bool:
    """Tell whether a briefing comes on a day; in a year that is not known, Monday to Friday are taken for worked."""
    if daily:
        return True
    return calendar.is_working(day) if calendar.knows(day.year) else day.weekday() < SATURDAY
