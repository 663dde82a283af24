"""What is to be written, asked for step by step, kept as a draft so that its buttons work after a restart."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from bot.services.office import Office
from bot.storage import drafts
from bot.storage.drafts import Draft
from knowledge.outlines import Length, Request
from prompts import Category

KIND = "outline"


class Step(StrEnum):
    """What is asked next; DONE when the outline can be drawn up."""

    CATEGORY = "category"
    KIND = "kind"
    TOPIC = "topic"
    ADDRESSEE = "addressee"
    LENGTH = "length"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Form:
    """What is known of an outline to be; ``addressee`` and ``length`` are None as long as they are to be asked for.

    ``offered`` are the kinds that the buttons name, in their order; ``rest`` are words that found no place.
    """

    kind: str = ""
    topic: str = ""
    addressee: str | None = None
    length: Length | None = None
    category: Category | None = None
    offered: tuple[str, ...] = ()
    rest: str = ""

    @property
    def step(self) -> Step:
        """Return what is asked next."""
        asked = (
            (not self.kind and self.category is None, Step.CATEGORY),
            (not self.kind, Step.KIND),
            (not self.topic, Step.TOPIC),
            (self.addressee is None, Step.ADDRESSEE),
            (self.length is None, Step.LENGTH),
        )
        return next((step for is_asked, step in asked if is_asked), Step.DONE)

    @property
    def request(self) -> Request:
        """Return what is asked for."""
        return Request(self.kind, self.topic, self.addressee or "", length=self.length or Length.NORMAL)


@dataclass(frozen=True, slots=True)
class OpenForm:
    """A form that someone fills in in a chat."""

    id: int
    form: Form
    chat_id: int
    user_id: int


class FormService:
    """Keeps forms, one a person in a chat; every call is a transaction of its own."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def start(self, form: Form, *, chat_id: int, user_id: int) -> OpenForm:
        """Keep a form in place of the one that the person had there before."""
        draft = Draft(0, KIND, chat_id, user_id, _pack(form), self._office.now())
        with self._office.begin() as connection:
            return OpenForm(drafts.start(connection, draft), form, chat_id, user_id)

    def find(self, draft_id: int) -> OpenForm | None:
        """Return a form, or None when it was finished or given up."""
        with self._office.begin() as connection:
            draft = drafts.find(connection, draft_id)
        if draft is None or draft.kind != KIND:
            return None
        return OpenForm(draft.id, _unpack(draft.content), draft.chat_id, draft.user_id)

    def change(self, opened: OpenForm, form: Form) -> OpenForm:
        """Keep what was filled in."""
        with self._office.begin() as connection:
            drafts.change(connection, opened.id, _pack(form))
        return replace(opened, form=form)

    def finish(self, draft_id: int) -> bool:
        """Forget a form; tell whether it was still there, so that of two presses one counts."""
        with self._office.begin() as connection:
            return drafts.finish(connection, draft_id)


def _pack(form: Form) -> dict[str, Any]:
    return {
        "kind": form.kind,
        "topic": form.topic,
        "addressee": form.addressee,
        "length": form.length,
        "category": form.category,
        "offered": list(form.offered),
        "rest": form.rest,
    }


def _unpack(packed: Mapping[str, Any]) -> Form:
    enums = {
        "length": Length(packed["length"]) if packed["length"] else None,
        "category": Category(packed["category"]) if packed["category"] else None,
        "offered": tuple(packed["offered"]),
    }
    return Form(**{**packed, **enums})
