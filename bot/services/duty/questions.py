"""Questions to certain people: privately, and in the groups by name when that turns out not to be possible."""

from collections.abc import Sequence
from datetime import timedelta

from bot.office.people import Person
from bot.reminders.model import Occurrence
from bot.services.duty.audience import Audience
from bot.services.office import Office
from bot.storage import Connection

# By then a private message has come back that could not be delivered.
BESIDE = timedelta(minutes=1)


class Questions:
    """Says where people are asked; nobody to be asked means that the administrators are."""

    def __init__(self, office: Office) -> None:
        self._audience = Audience(office)

    def places(self, connection: Connection, people: Sequence[Person]) -> tuple[int, ...]:
        """Return the private chats of people; of those who cannot be reached there the groups, or administrators."""
        groups = self._audience.groups(connection) if people else ()
        return self._audience.reachable(people) or groups or self._audience.admins()

    def occurrences(
        self, connection: Connection, people: Sequence[Person], occurrence: Occurrence
    ) -> tuple[Occurrence, ...]:
        """Return a question's due times: at once where people are asked, a little later in the groups beside."""
        chats = self.places(connection, people)
        groups = tuple(each for each in self._audience.groups(connection) if each not in chats)
        asked = Occurrence(occurrence.subject, occurrence.due_at, occurrence.expires_at, chats, occurrence.note)
        if not groups or not self._audience.reachable(people):
            return (asked,)
        later = occurrence.due_at + BESIDE
        return asked, Occurrence(occurrence.subject, later, occurrence.expires_at, groups, occurrence.note)

    def is_asked(self, people: Sequence[Person], chat_id: int) -> bool:
        """Tell whether a chat is where people are asked now: their own, or another while they cannot be reached."""
        return any(person.user_id == chat_id for person in people) or not self._audience.reachable(people)
