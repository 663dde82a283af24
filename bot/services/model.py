"""The language model as it is lent to people: within its budget, while it is switched on, while it replies.

What it is asked for and what becomes of its words is the business of those who borrow it. Replies are counted, never
kept, and faults are noted by their kind.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.office.acts import Act, Actor
from bot.services.office import Office
from bot.storage import Connection
from bot.storage import model as rows
from bot.storage.audit import note_act
from bot.storage.model import Switch, Trouble, Use
from knowledge.errors import LanguageFault, ModelLate, ModelRefused
from knowledge.model import LanguageModel, Listener, Prompt, Reply, Schema, nobody
from knowledge.secrecy import is_marked

logger = logging.getLogger(__name__)

NOBODY = 0  # who asks at the command line: only the day's budget counts
LATE = ModelLate.__name__
# After so many times in a row without a reply the model is left alone for a while.
LATE_IN_A_ROW = 3
REST = timedelta(minutes=5)
MARKED = "the prompt bears a classification mark"
SPENT = "the model is switched off, rests, or its budget is spent"


@dataclass(frozen=True, slots=True)
class Standing:
    """How things are with the model: ``name`` is "" where none is set, ``switched`` None while nobody touched it."""

    name: str
    switched: Switch | None
    rests_until: datetime | None
    today: Use
    daily_tokens: int
    troubles: tuple[Trouble, ...]

    @property
    def is_on(self) -> bool:
        """Tell whether the switch is on, as it is from the start."""
        return self.switched is None or self.switched.is_on


class ModelService:
    """Lends the model and counts what it costs."""

    def __init__(self, office: Office, model: LanguageModel | None) -> None:
        self._office = office
        self._model = model

    def lend(self, user_id: int) -> LanguageModel | None:
        """Return the model for what someone asks now, or None when there is none for them."""
        return Metered(self, self._model, user_id) if self._model and self.is_open(user_id) else None

    def is_open(self, user_id: int) -> bool:
        """Tell whether someone may have one more reply: switched on, within both budgets, not resting."""
        limits, day = self._office.config.model, self._office.today()
        with self._office.begin() as connection:
            switched = rows.last_switch(connection)
            own, together = rows.used(connection, day, user_id), rows.used(connection, day)
            is_resting = _rests_until(rows.troubles(connection), self._office.now()) is not None
        is_on = switched is None or switched.is_on
        has_own = user_id == NOBODY or own.tokens < limits.person_tokens
        return is_on and has_own and together.tokens < limits.daily_tokens and not is_resting

    def switch(self, *, on: bool, by: int) -> None:
        """Switch the model on or off for everybody."""
        with self._office.begin() as connection:
            rows.switch(connection, Switch(on, by, self._office.now()))
            act = Act.MODEL_ON if on else Act.MODEL_OFF
            note_act(connection, act, by=Actor(by), at=self._office.now())

    def standing(self) -> Standing:
        """Return how things are with the model."""
        with self._office.begin() as connection:
            troubles = rows.troubles(connection)
            return Standing(
                name=self._model.name if self._model else "",
                switched=rows.last_switch(connection),
                rests_until=_rests_until(troubles, self._office.now()),
                today=rows.used(connection, self._office.today()),
                daily_tokens=self._office.config.model.daily_tokens,
                troubles=troubles,
            )

    def note_reply(self, user_id: int, tokens: int) -> None:
        """Count a reply."""
        with self._office.begin() as connection:
            self._spend(connection, user_id, tokens)
            rows.note_reply(connection)

    def note_fault(self, user_id: int, tokens: int, fault: LanguageFault) -> None:
        """Count a call that came to nothing, which may have cost as much."""
        kind = type(fault).__name__
        logger.warning("the language model gave no reply: %s", kind)
        with self._office.begin() as connection:
            self._spend(connection, user_id, tokens)
            rows.note_fault(connection, kind, self._office.now())

    def _spend(self, connection: Connection, user_id: int, tokens: int) -> None:
        rows.spend(connection, user_id, self._office.today(), tokens)


class Metered:
    """The model in one person's hands: each reply is counted, and nothing that is marked is sent."""

    def __init__(self, service: ModelService, model: LanguageModel, user_id: int) -> None:
        self.name = model.name
        self._service = service
        self._model = model
        self._user_id = user_id

    def reply(self, prompt: Prompt, schema: Schema, listener: Listener = nobody) -> Reply:
        """Return the reply to a prompt; raise LanguageFault, also where the model may not be asked."""
        if is_marked(prompt.instructions) or is_marked(prompt.material):
            raise ModelRefused(MARKED)
        if not self._service.is_open(self._user_id):
            raise ModelRefused(SPENT)
        try:
            reply = self._model.reply(prompt, schema, listener)
        except LanguageFault as fault:
            self._service.note_fault(self._user_id, _estimate(prompt), fault)
            raise
        self._service.note_reply(self._user_id, reply.tokens or _estimate(prompt) + len(reply.text))
        return reply


def _estimate(prompt: Prompt) -> int:
    """Return about how many tokens a prompt takes: in Chinese hardly more than it has characters."""
    return len(prompt.instructions) + len(prompt.material)


def _rests_until(troubles: tuple[Trouble, ...], now: datetime) -> datetime | None:
    """Return until when the model is left alone, or None when it is not."""
    late = next((each for each in troubles if each.kind == LATE), None)
    if late is None or late.in_a_row < LATE_IN_A_ROW or now >= late.last_at + REST:
        return None
    return late.last_at + REST
