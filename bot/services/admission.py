"""Strangers who ask to be let in: the administrators asked once, their word carried out."""

from datetime import timedelta
from uuid import uuid4

from bot.office.acts import Act, Actor
from bot.permissions import Role
from bot.reminders.model import Kind, Occurrence, Reminder
from bot.services.office import Office
from bot.storage import applicants, roles
from bot.storage.applicants import Applicant
from bot.storage.audit import note_act
from bot.storage.reminders import notify, plan
from bot.storage.roles import Grant

LASTS = timedelta(days=7)
# Who was refused, or never decided upon, may ask anew after so long.
REPEAT = timedelta(days=30)
# However many strangers there are, administrators are asked about so many in an hour.
HOURLY = 10


class Admission:
    """Requests of strangers."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def ask(self, user_id: int, called: str) -> bool:
        """Ask the administrators whether a stranger may come in; tell whether a request is before them."""
        now, admins = self._office.now(), tuple(sorted(self._office.admins()))
        with self._office.begin() as connection:
            applicants.sweep(connection, before=now - REPEAT)
            known = applicants.by_user(connection, user_id)
            if known is not None:
                return known.refused_at is None
            if not admins or applicants.asked_since(connection, now - timedelta(hours=1)) >= HOURLY:
                return False
            applicant = applicants.add(connection, user_id, called, at=now)
            if applicant is not None:
                due = Occurrence(applicant.id, now, now + LASTS, admins)
                plan(connection, Reminder(f"applicant:{applicant.id}", Kind.APPLICANT), [due], now=now)
            return True

    def find(self, applicant_id: int) -> Applicant | None:
        """Return who asks; None when that was decided."""
        with self._office.begin() as connection:
            found = applicants.find(connection, applicant_id)
            return found if found and found.refused_at is None else None

    def admit(self, applicant_id: int, role: Role, *, told: str, by: Actor) -> Applicant | None:
        """Let someone in with a role and tell them in the words ``told``; None when that was decided before."""
        now = self._office.now()
        with self._office.begin() as connection:
            found = applicants.find(connection, applicant_id)
            if found is None or not applicants.admit(connection, applicant_id):
                return None
            roles.give(connection, Grant(found.user_id, role, now, by.user_id))
            subject = f"account:{found.user_id} {role.name}"
            note_act(connection, Act.ADMIT_PERSON, by=by, at=now, subject=subject)
            notify(connection, f"admitted:{found.user_id}:{uuid4().hex}", told, chats=(found.user_id,), now=now)
            return found

    def refuse(self, applicant_id: int, *, by: Actor) -> Applicant | None:
        """Refuse someone; None when that was decided before."""
        now = self._office.now()
        with self._office.begin() as connection:
            found = applicants.find(connection, applicant_id)
            if found is None or not applicants.refuse(connection, applicant_id, at=now):
                return None
            note_act(connection, Act.DECLINE_PERSON, by=by, at=now, subject=f"account:{found.user_id}")
            return found
