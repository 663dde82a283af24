"""Forms kept as drafts, so that their buttons work after a restart: one a person in a chat."""

from dataclasses import dataclass

from bot.services.meetings.form import Form, pack_form, unpack_form
from bot.services.office import Office
from bot.storage import drafts
from bot.storage.drafts import Draft

KIND = "meeting"


@dataclass(frozen=True, slots=True)
class Opened:
    """A form that is being filled in; ``message_id`` is the message that shows it as it is."""

    id: int
    form: Form
    chat_id: int
    user_id: int
    message_id: int | None


class FormService:
    """Keeps forms; every call is a transaction of its own."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def start(self, form: Form, *, chat_id: int, user_id: int) -> int:
        """Keep a form in place of the one that the person had there before; return its draft."""
        draft = Draft(0, KIND, chat_id, user_id, pack_form(form), self._office.now())
        with self._office.begin() as connection:
            return drafts.start(connection, draft)

    def find(self, draft_id: int) -> Opened | None:
        """Return a form, or None when it was confirmed or given up."""
        with self._office.begin() as connection:
            return _opened(drafts.find(connection, draft_id))

    def latest(self, *, chat_id: int, user_id: int) -> Opened | None:
        """Return the form that someone fills in in a chat, or None."""
        with self._office.begin() as connection:
            return _opened(drafts.latest(connection, KIND, chat_id=chat_id, user_id=user_id))

    def change(self, draft_id: int, form: Form) -> None:
        """Keep what was filled in."""
        with self._office.begin() as connection:
            drafts.change(connection, draft_id, pack_form(form))

    def show(self, opened: Opened, message_id: int) -> None:
        """Note which message shows the form as it is."""
        with self._office.begin() as connection:
            drafts.change(connection, opened.id, pack_form(opened.form), message_id=message_id)

    def drop(self, draft_id: int) -> bool:
        """Give a form up; tell whether it was still there."""
        with self._office.begin() as connection:
            return drafts.finish(connection, draft_id)


def _opened(draft: Draft | None) -> Opened | None:
    if draft is None or draft.kind != KIND:
        return None
    return Opened(draft.id, unpack_form(draft.content), draft.chat_id, draft.user_id, draft.message_id)
