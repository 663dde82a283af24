"""The reminders that follow from a shift: the evening before, at the start, and the random checks on post.

What follows from a start that nobody answers is in ``chain``.
"""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.office.calendar import DAY
from bot.office.duty.shifts import Shift
from bot.reminders.model import Kind, Occurrence, Reminder
from bot.services.duty.audience import Audience, accounts_of
from bot.services.duty.handing import plan_handover
from bot.services.office import Office
from bot.storage import Connection, checks, shifts
from bot.storage.reminders import begin, plan, withdraw

# Plans made long ago are brought in line with what changed since, when they come so near.
REACH = timedelta(days=2)
# No check falls into the first or the last half hour of a shift.
MARGIN = timedelta(minutes=30)
STEPS = ("eve", "start", "handover", "note")  # of a shift that has not begun


def key_of(shift_id: int, step: str) -> str:
    """Return the name of one of a shift's reminders."""
    return f"duty:{shift_id}:{step}"


def watch_key(shift: Shift, step: str) -> str:
    """Return the name of a reminder that is about the two who have a shift now, whoever had it before."""
    return key_of(shift.id, f"{step}:{shift.officer.id}:{shift.leader.id}")


class Planner:
    """Brings the reminders of shifts in line with their rows; the connection is that of whoever changed them."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._audience = Audience(office)

    def replan(self, connection: Connection, shift_id: int) -> None:
        """Bring a shift's reminders in line with its hours and its people as they are now."""
        shift = shifts.find(connection, shift_id)
        if shift is not None:
            self._plan(connection, shift, self._audience.of_shift(connection, shift))

    def withdraw(self, connection: Connection, shift_id: int) -> None:
        """Let nothing more of a shift go out; call it before the shift is removed."""
        drawn = [f"check:{check.id}" for check in checks.of_shift(connection, shift_id)]
        for step in (*STEPS, *drawn):
            withdraw(connection, key_of(shift_id, step))

    def extend(self) -> None:
        """Bring the reminders of the shifts that are near in line with accounts, groups and settings."""
        now = self._office.now()
        with self._office.begin() as connection:
            for shift in shifts.upcoming(connection, now, now + REACH):
                self.replan(connection, shift.id)

    def start_now(self, connection: Connection, shift: Shift) -> None:
        """Have 收到 asked for at once by those who come to have a shift while it is on."""
        now = self._office.now()
        if shift.start <= now < shift.end:
            due = Occurrence(shift.id, now, shift.end, self._audience.of_shift(connection, shift))
            begin(connection, Reminder(watch_key(shift, "start"), Kind.DUTY_START, self._owner), due, now=now)

    def eve(self, shift: Shift) -> datetime:
        """Return when the people of a shift are told of it the evening before."""
        zone = self._office.zone
        return datetime.combine(shift.day(zone) - DAY, self._office.config.duty.eve_at, zone)

    def _plan(self, connection: Connection, shift: Shift, chats: tuple[int, ...]) -> None:
        now = self._office.now()
        eve = Occurrence(shift.id, self.eve(shift), shift.start, chats)
        plan(connection, Reminder(key_of(shift.id, "eve"), Kind.DUTY_EVE), [eve], now=now)
        start = Occurrence(shift.id, shift.start, shift.end, chats)
        plan(connection, Reminder(key_of(shift.id, "start"), Kind.DUTY_START, self._owner), [start], now=now)
        self._draw(connection, shift)
        for check in checks.of_shift(connection, shift.id):
            reminder = Reminder(key_of(shift.id, f"check:{check.id}"), Kind.POST_CHECK)
            due = Occurrence(check.id, check.at, shift.end, accounts_of([shift.officer]))
            plan(connection, reminder, [due], now=now)
        plan_handover(connection, self._office, shift)

    @property
    def _owner(self) -> int | None:
        return min(self._office.admins(), default=None)

    def _draw(self, connection: Connection, shift: Shift) -> None:
        """Draw the checks that a shift lacks; those that lie outside its hours now are drawn anew."""
        first, last = shift.start + MARGIN, shift.end - MARGIN
        kept = checks.of_shift(connection, shift.id)
        within = [check for check in kept if first <= check.at <= last]
        for check in (check for check in kept if check not in within):
            withdraw(connection, key_of(shift.id, f"check:{check.id}"))
            checks.remove(connection, check.id)
        missing = self._office.config.duty.post_checks - len(within) if first < last else 0
        checks.add(connection, shift.id, _moments(first, last, missing))


def _moments(first: datetime, last: datetime, count: int) -> Iterable[datetime]:
    seconds = int((last - first).total_seconds())
    return (first + timedelta(seconds=secrets.randbelow(seconds + 1)) for _ in range(count))
