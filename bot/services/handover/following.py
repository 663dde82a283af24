"""What follows when nobody answers: the same people are asked again after the change, then their leader hears."""

from datetime import timedelta

from bot.reminders.model import FollowUp, Kind, Reminder
from bot.services.duty.handing import LASTS
from bot.services.duty.questions import Questions
from bot.services.handover.turnover import Turnover
from bot.services.office import Office
from bot.storage import Connection

# How long after the change, or after they were asked, people are asked again; and how long after that others hear.
PATIENCE = timedelta(minutes=15)
AGAIN = ":again"


def follow(connection: Connection, office: Office, turnover: Turnover, reminder: Reminder) -> tuple[FollowUp, ...]:
    """Return the step that follows on a question about a hand-over; its note tells what the question was."""
    is_note = reminder.kind is Kind.HANDOVER_NOTE
    shift, now = turnover.shift, office.now()
    watch = turnover.after if is_note else (shift,)
    if reminder.key.endswith(AGAIN):
        following = Reminder(reminder.key.removesuffix(AGAIN) + ":leader", Kind.HANDOVER_LEADER)
        people, after = [each.leader for each in watch], PATIENCE
    else:
        following = Reminder(reminder.key + AGAIN, reminder.kind)
        people, after = [each.officer for each in watch], max(shift.end + PATIENCE - now, PATIENCE)
    chats = Questions(office).places(connection, people)
    return (FollowUp(following, shift.id, after, LASTS, chats, reminder.kind),)
