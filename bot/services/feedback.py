"""Answers that people called wrong, as far as whoever reads the list may see them."""

from bot.services.audience import AudienceService
from bot.services.office import Office
from bot.storage.answers import Doubted, doubted
from knowledge.audience import Audience
from knowledge.library import Library

MOST = 200  # answers that are looked through


class Feedback:
    """What people called wrong."""

    def __init__(self, office: Office, library: Library) -> None:
        self._office = office
        self._library = library
        self._audiences = AudienceService(office)

    def doubted(self, audience: Audience) -> tuple[Doubted, ...]:
        """Return the answers that an audience may see, the latest first."""
        with self._office.begin() as connection:
            found = doubted(connection, most=MOST)
        files = {entry.document.file for entry in self._library.snapshot(audience).entries}
        return tuple(each for each in found if self._may_see(each, audience, files))

    def find(self, answer_id: int, audience: Audience) -> Doubted | None:
        """Return an answer that was called wrong and may be seen, or None."""
        return next((each for each in self.doubted(audience) if each.id == answer_id), None)

    def _may_see(self, each: Doubted, audience: Audience, files: set[str]) -> bool:
        """Tell whether all that an answer rests on may be seen, and all that those may see who asked."""
        cited = {citation.file for citation in (*each.answer.citations, *each.answer.nearest)}
        # The question itself may name what only they know of.
        return audience.covers(self._asker(each.chat_id)) and (audience.sees_all or cited <= files)

    def _asker(self, chat_id: int) -> Audience:
        """Return the most that those may see who asked in a chat."""
        if chat_id < 0:
            return self._audiences.of_chat(chat_id)
        return self._audiences.of_person(self._office.role(chat_id), self._audiences.chats())
