"""The reminders that follow from a sitting: ahead of it, who has not answered, who comes, and what is done after it.

Each sitting has reminders of its own, so that of several that were missed none stands for another sitting's.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from enum import StrEnum

from bot.office.meetings.attendance import attendance
from bot.office.meetings.clashes import ASSUMED_LENGTH
from bot.office.meetings.meeting import Sitting
from bot.office.people import Person
from bot.reminders.model import Kind, Occurrence, Reminder
from bot.services.office import Office
from bot.storage import Connection, meetings, people
from bot.storage.reminders import add, plan, withdraw

NO_GROUP = 0  # the chat of a meeting that only its people hear of, each in private
LAST_LIST = timedelta(minutes=10)
AFTERWARDS = timedelta(days=1)
# Plans made long ago are brought in line with what changed since, when they come so near.
REACH = timedelta(days=2)
STEPS = ("lead", "chase", "list", "after")


class News(StrEnum):
    """What a card tells; the values head it."""

    MADE = "会议通知"
    CHANGED = "会议变更"
    CANCELLED = "会议取消"


def key_of(sitting_id: int, step: str) -> str:
    """Return the name of one of a sitting's reminders."""
    return f"meeting:{sitting_id}:{step}"


def ending(sitting: Sitting) -> datetime:
    """Return when a sitting ends, or is taken to when nobody has said."""
    return sitting.end or sitting.start + ASSUMED_LENGTH


def wanted_people(connection: Connection, sitting: Sitting) -> tuple[Person, ...]:
    """Return the people of the office whom a sitting is for."""
    return attendance(sitting.meeting.plan.people, people.everyone(connection)).persons


def audience(connection: Connection, sitting: Sitting) -> tuple[int, ...]:
    """Return the chats that hear of a sitting: its group, or its people and the organizer where it has none."""
    meeting = sitting.meeting
    if meeting.chat_id != NO_GROUP:
        return (meeting.chat_id,)
    accounts = (person.user_id for person in wanted_people(connection, sitting))
    return tuple(dict.fromkeys([*filter(None, accounts), meeting.organizer_id]))


class Planner:
    """Brings the reminders of sittings in line with their rows; the connection is that of whoever changed them."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def replan(self, connection: Connection, sitting_id: int) -> None:
        """Bring a sitting's reminders in line with its time and its people as they are now."""
        sitting = meetings.sitting(connection, sitting_id)
        if sitting is None or sitting.cancelled:
            self.withdraw(connection, sitting_id)
            return
        chats, owner = audience(connection, sitting), sitting.meeting.organizer_id
        for kind, step, due in self._due(sitting, chats):
            plan(connection, Reminder(key_of(sitting_id, step), kind, owner), due, now=self._office.now())

    def withdraw(self, connection: Connection, sitting_id: int) -> None:
        """Let nothing more of a sitting go out."""
        for step in STEPS:
            withdraw(connection, key_of(sitting_id, step))

    def announce(
        self, connection: Connection, sitting_id: int, news: News, *, before: str = "", also: Iterable[int] = ()
    ) -> None:
        """Have a card sent at once; ``before`` is what it says of how things were, ``also`` are chats that knew."""
        sitting, now = meetings.sitting(connection, sitting_id), self._office.now()
        if sitting is None:
            return
        revision = meetings.stamp(connection, sitting.meeting.id).revision
        reminder = Reminder(key_of(sitting_id, f"card:{revision}"), Kind.MEETING_CARD, sitting.meeting.organizer_id)
        chats = tuple(dict.fromkeys([*audience(connection, sitting), *also]))
        expires_at = max(ending(sitting), now + ASSUMED_LENGTH)
        add(connection, reminder, [Occurrence(sitting_id, now, expires_at, chats, f"{news}\n{before}")], now=now)

    def extend(self) -> None:
        """Let those hear too whose accounts became known since a meeting without a group was planned."""
        now = self._office.now()
        with self._office.begin() as connection:
            for sitting in meetings.between(connection, now, now + REACH):
                if sitting.meeting.chat_id == NO_GROUP:
                    self.replan(connection, sitting.id)

    def _due(self, sitting: Sitting, chats: tuple[int, ...]) -> Iterator[tuple[Kind, str, list[Occurrence]]]:
        """Yield each reminder of a sitting with all its due times."""
        start, end, organizer = sitting.start, ending(sitting), (sitting.meeting.organizer_id,)
        chases = [start - timedelta(minutes=minutes) for minutes in self._office.config.meetings.chase_minutes]
        leads = [start - lead for lead in sitting.meeting.plan.leads]
        lists = {start - LAST_LIST, min(chases, default=start - LAST_LIST)}
        if sitting.meeting.chat_id == NO_GROUP:
            # In private the reminder asks for an answer itself.
            chases = [due for due in chases if due not in leads]
        yield Kind.MEETING_LEAD, "lead", [Occurrence(sitting.id, due, start, chats) for due in leads]
        yield Kind.MEETING_CHASE, "chase", [Occurrence(sitting.id, due, start, chats) for due in chases]
        yield Kind.MEETING_LIST, "list", [Occurrence(sitting.id, due, end, organizer) for due in sorted(lists)]
        yield Kind.MEETING_AFTER, "after", [Occurrence(sitting.id, end, end + AFTERWARDS, organizer)]
