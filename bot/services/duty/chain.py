"""What follows when an officer does not press 收到: they are reminded, then their leader hears, then the director.

Each step follows from the one before it, counted from when that went out, wherever it could go out.
"""

from datetime import timedelta

from bot.office.duty.shifts import Shift
from bot.reminders.model import FollowUp, Kind, Reminder
from bot.services.duty.audience import Audience
from bot.services.duty.planning import key_of, watch_key
from bot.services.office import Office
from bot.storage import Connection
from bot.storage.checks import PostCheck
from bot.storage.reminders import withdraw

# After each step the next one, by its kind and in the reminder's name.
NEXT = {
    Kind.DUTY_START: (Kind.DUTY_AGAIN, "again"),
    Kind.DUTY_AGAIN: (Kind.DUTY_LEADER, "leader"),
    Kind.DUTY_LEADER: (Kind.DUTY_DIRECTOR, "director"),
}


class Chain:
    """The steps of the chain, and to whom each goes."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._audience = Audience(office)

    def after(self, connection: Connection, shift: Shift, kind: Kind) -> tuple[FollowUp, ...]:
        """Return the step that follows on one of a kind, none on the last."""
        if kind not in NEXT:
            return ()
        following, step = NEXT[kind]
        reminder = Reminder(watch_key(shift, step), following)
        chats = self._chats(connection, shift, following)
        return (FollowUp(reminder, shift.id, self._patience, shift.end - shift.start, chats),)

    def after_check(self, shift: Shift, check: PostCheck) -> tuple[FollowUp, ...]:
        """Return what follows on a check that nobody answers."""
        reminder = Reminder(key_of(shift.id, f"check:{check.id}:absent"), Kind.POST_ABSENT)
        chats = dict.fromkeys((*self._audience.reachable([shift.leader]), *self._audience.admins()))
        return (FollowUp(reminder, check.id, self._patience, shift.end - shift.start, tuple(chats)),)

    def stop(self, connection: Connection, shift: Shift) -> None:
        """Let no further step go out."""
        for _, step in NEXT.values():
            withdraw(connection, watch_key(shift, step))

    @property
    def _patience(self) -> timedelta:
        return timedelta(minutes=self._office.config.duty.ack_minutes)

    def _chats(self, connection: Connection, shift: Shift, kind: Kind) -> tuple[int, ...]:
        audience = self._audience
        if kind is Kind.DUTY_AGAIN:
            found = (*audience.reachable([shift.officer]), *audience.witnesses(connection, shift))
        elif kind is Kind.DUTY_LEADER:
            found = audience.reachable([shift.leader]) or audience.reachable_groups(connection)
        else:
            found = audience.reachable([self._office.director()])
        return tuple(dict.fromkeys(found)) or audience.admins()
