"""Groups that the settings do not list: the administrators asked, a group served from their word on, or no more."""

from datetime import timedelta
from uuid import uuid4

from bot.office.acts import Act, Actor
from bot.reminders.model import Kind, Occurrence, Reminder
from bot.services.duty import Planner
from bot.services.groups import GroupService, key_of
from bot.services.office import Office
from bot.storage import guests
from bot.storage.audit import note_act
from bot.storage.guests import Guest, Stand
from bot.storage.reminders import notify, plan, withdraw

LASTS = timedelta(days=7)
# About a group that is not served the administrators are asked once in a while.
REPEAT = timedelta(days=7)


class Guests:
    """The groups that the bot came into."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def ask(self, chat_id: int, title: str, *, added_by: int) -> None:
        """Ask the administrators about a group that is not served, unless they were asked lately."""
        now, admins = self._office.now(), tuple(sorted(self._office.admins()))
        if chat_id in self._office.groups():
            return
        with self._office.begin() as connection:
            if not guests.ask(connection, Guest(0, chat_id, title, added_by, now), again_after=now - REPEAT):
                return
            found = guests.by_chat(connection, chat_id)
            if found is not None and admins:
                due = Occurrence(found.id, now, now + LASTS, admins)
                plan(connection, Reminder(f"guest:{uuid4().hex}", Kind.GUEST), [due], now=now)

    def everyone(self) -> tuple[Guest, ...]:
        """Return all groups, those asked about last first."""
        with self._office.begin() as connection:
            return guests.everyone(connection)

    def find(self, guest_id: int) -> Guest | None:
        """Return a group, or None."""
        with self._office.begin() as connection:
            return guests.find(connection, guest_id)

    def serve(self, guest: Guest, *, greeting: str, by: Actor) -> bool:
        """Serve a group from now on and greet it; tell whether it still stood as it is given."""
        now = self._office.now()
        with self._office.begin() as connection:
            if not guests.decide(connection, guest, Stand.SERVED, by=by.user_id, at=now):
                return False
            note_act(connection, Act.SERVE_GROUP, by=by, at=now, subject=guest.chat_id)
            notify(connection, f"greeting:{uuid4().hex}", greeting, chats=(guest.chat_id,), now=now)
        self._extend()
        return True

    def refuse(self, guest: Guest, *, by: Actor) -> bool:
        """Do not serve a group, or no more; tell whether it still stood as it is given."""
        now = self._office.now()
        with self._office.begin() as connection:
            if not guests.decide(connection, guest, Stand.REFUSED, by=by.user_id, at=now):
                return False
            withdraw(connection, key_of(guest.chat_id))
            note_act(connection, Act.DECLINE_GROUP, by=by, at=now, subject=guest.chat_id)
        self._extend()
        return True

    def _extend(self) -> None:
        """Let the plans know which groups there are."""
        GroupService(self._office).extend()
        Planner(self._office).extend()
