"""What each group gets without asking: its settings, and the plan of its daily briefing that follows from them."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from bot.office.acts import COMMAND_LINE, Act, Actor
from bot.office.briefing import is_briefed
from bot.office.calendar import DAY, Calendar
from bot.reminders.model import Kind, Occurrence, Reminder
from bot.services.office import Office
from bot.storage import Connection, readings
from bot.storage.audit import note_act
from bot.storage.chats import ChatStore
from bot.storage.groups import GroupSettings, change_settings, settings_of
from bot.storage.reminders import plan, withdraw

AHEAD = 8  # days for which briefings are planned
BEHIND = timedelta(days=8)  # what was due so long ago is past hope
DAY_ENDS = time(23, 59)


def key_of(chat_id: int) -> str:
    """Return the name of a group's briefing among the reminders."""
    return f"briefing:{chat_id}"


class GroupService:
    """The settings of groups, and their briefings as planned."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def settings(self, chat_id: int) -> GroupSettings:
        """Return a group's settings."""
        with self._office.begin() as connection:
            return settings_of(connection, chat_id)

    def change(self, chat_id: int, changes: Mapping[str, Any], *, by: int = COMMAND_LINE.user_id) -> GroupSettings:
        """Change some of a group's settings and bring its plan in line; return them all."""
        calendar = self._office.calendar()
        with self._office.begin() as connection:
            settings = change_settings(connection, chat_id, **changes)
            self._plan(connection, chat_id, calendar)
            actor, names = Actor(by, chat_id), " ".join(sorted(changes))
            note_act(connection, Act.SET_GROUP, by=actor, at=self._office.now(), subject=names)
            return settings

    def extend(self) -> None:
        """Bring the plans of all groups up to date with the time."""
        calendar, moved = self._office.calendar(), ChatStore(self._office.engine).moves()
        with self._office.begin() as connection:
            for old in moved:
                # Its plan goes on under the new id.
                withdraw(connection, key_of(old))
            for chat_id in self._office.groups():
                self._plan(connection, chat_id, calendar)

    def _plan(self, connection: Connection, chat_id: int, calendar: Calendar) -> None:
        settings, now = settings_of(connection, chat_id), self._office.now()
        if not settings.pushes_briefing:
            withdraw(connection, key_of(chat_id))
            return
        dues = self._dues(settings, calendar)
        for day, due_at in readings.planned(connection, chat_id, now - BEHIND).items():
            if due_at <= now or dues.get(day, due_at) <= now:
                # A day that was begun stays as it is, whatever time is set now: one briefing a day.
                dues[day] = due_at
        occurrences = [Occurrence(day, due_at, self._end(due_at), (chat_id,)) for day, due_at in dues.items()]
        plan(connection, Reminder(key_of(chat_id), Kind.BRIEFING), occurrences, now=now)

    def _dues(self, settings: GroupSettings, calendar: Calendar) -> dict[int, datetime]:
        """Return when the briefings of the next days are due, by their day's ordinal."""
        today, zone = self._office.today(), self._office.zone
        days = (today + step * DAY for step in range(AHEAD + 1))
        return {
            day.toordinal(): datetime.combine(day, settings.briefing_at, zone)
            for day in days
            if is_briefed(day, calendar, daily=settings.briefing_daily)
        }

    def _end(self, due_at: datetime) -> datetime:
        zone = self._office.zone
        return datetime.combine(due_at.astimezone(zone).date(), DAY_ENDS, zone)
