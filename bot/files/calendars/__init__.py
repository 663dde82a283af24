"""Calendar files (.ics) out and in: meetings and turns of duty as Outlook, Apple, WPS and DingTalk open them.

Owns icalendar and dateutil, and the form that an entry has on either way.
"""

from bot.files.calendars.entries import Entry
from bot.files.calendars.reading import read_calendar
from bot.files.calendars.writing import write_calendar

__all__ = ["Entry", "read_calendar", "write_calendar"]
