"""The hand-over that a shift ends with: its officer is asked for the note, the next one gets it, in time."""

from datetime import timedelta

from bot.office.duty.shifts import Shift
from bot.office.people import Person
from bot.reminders.model import Kind, Occurrence, Reminder
from bot.services.duty.questions import Questions
from bot.services.office import Office
from bot.storage import Connection, handovers, shifts
from bot.storage.reminders import plan

# How long before the change the note is asked for, and how long after it somebody else hears that something is missing.
BEFORE = timedelta(minutes=15)
# So long after its end a shift can still be handed over, and the next one may be away from it.
LASTS = timedelta(hours=12)
GAP = timedelta(days=3)
INSTANT = timedelta(microseconds=1)


def plan_handover(connection: Connection, office: Office, shift: Shift) -> None:
    """Bring what a shift's hand-over asks in line with its end, its officer and the next one as they are now."""
    asked = Occurrence(shift.id, shift.end - BEFORE, shift.end + LASTS, ())
    is_given = handovers.find(connection, shift.id) is not None
    wanted = () if is_given else Questions(office).occurrences(connection, (shift.officer,), asked)
    plan(connection, Reminder(f"duty:{shift.id}:handover", Kind.HANDOVER), wanted, now=office.now())
    for each in (shift, *shifts.at(connection, shift.start - INSTANT)):
        _redirect_note(connection, office, each)


def plan_note(connection: Connection, office: Office, shift: Shift) -> None:
    """Have the note of a shift go to whoever comes next: at once, but not long before the change."""
    now = office.now()
    due_at = max(now, shift.end - BEFORE)
    note = Occurrence(shift.id, due_at, max(due_at, shift.end) + LASTS, ())
    people = successors(connection, shift)
    wanted = Questions(office).occurrences(connection, people, note) if people else ()
    plan(connection, Reminder(f"duty:{shift.id}:note", Kind.HANDOVER_NOTE), wanted, now=now)


def _redirect_note(connection: Connection, office: Office, shift: Shift) -> None:
    """Have a note that was given early go to whoever comes next now."""
    given = handovers.find(connection, shift.id)
    if given and not given.confirmed_at and office.now() < shift.end - BEFORE:
        plan_note(connection, office, shift)


def watch_after(connection: Connection, shift: Shift) -> tuple[Shift, ...]:
    """Return the shifts that take a watch over, one an officer: the first to begin at its end or later."""
    coming = shifts.between(connection, shift.end, shift.end + GAP)
    return tuple(each for each in coming if each.start == coming[0].start)


def successors(connection: Connection, shift: Shift) -> tuple[Person, ...]:
    """Return the officers who take a shift's watch over."""
    return tuple(each.officer for each in watch_after(connection, shift))
