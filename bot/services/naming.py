"""Accounts that ask for a name: the request kept with the question to the administrators, their word carried out."""

from dataclasses import dataclass
from datetime import timedelta

from bot.office.acts import Act, Actor
from bot.office.people import Person
from bot.reminders.model import Kind, Occurrence, Reminder
from bot.services.duty import Planner
from bot.services.office import Office
from bot.services.people import account_of
from bot.storage import Connection, drafts, people
from bot.storage.audit import note_act
from bot.storage.drafts import Draft
from bot.storage.reminders import notify, plan

NAMING = "naming"
LASTS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Request:
    """Who asks for whose name; ``called`` is what Telegram calls them, ``before`` who they were until now."""

    id: int
    user_id: int
    called: str
    person: Person
    before: Person | None


class Naming:
    """Requests for names."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def ask(self, person: Person, *, user_id: int, called: str) -> None:
        """Keep a request in place of an earlier one by the same account, and ask the administrators."""
        now, admins = self._office.now(), tuple(sorted(self._office.admins()))
        content = {"person_id": person.id, "called": called}
        with self._office.begin() as connection:
            request_id = drafts.start(connection, Draft(0, NAMING, user_id, user_id, content, now))
            due = Occurrence(request_id, now, now + LASTS, admins)
            plan(connection, Reminder(f"naming:{request_id}", Kind.NAMING), [due], now=now)

    def find(self, request_id: int) -> Request | None:
        """Return a request; None when it was decided or replaced."""
        with self._office.begin() as connection:
            return _find(connection, request_id)

    def decide(self, request_id: int, *, is_agreed: bool, told: str, by: Actor) -> Request | None:
        """Bind the account, or not, and tell it so in the words ``told``; None when the request was decided before."""
        with self._office.begin() as connection:
            request = _find(connection, request_id)
            if request is None or not drafts.finish(connection, request_id):
                return None
            if is_agreed:
                people.bind(connection, request.person.id, request.user_id)
            act, subject = Act.ADMIT if is_agreed else Act.DECLINE, account_of(request.person, request.user_id)
            note_act(connection, act, by=by, at=self._office.now(), subject=subject)
            notify(connection, f"named:{request_id}", told, chats=[request.user_id], now=self._office.now())
        Planner(self._office).extend()
        return request


def _find(connection: Connection, request_id: int) -> Request | None:
    draft = drafts.find(connection, request_id)
    if draft is None or draft.kind != NAMING:
        return None
    person = people.find(connection, draft.content["person_id"])
    before = people.by_user(connection, draft.user_id)
    return Request(draft.id, draft.user_id, draft.content["called"], person, before) if person else None
