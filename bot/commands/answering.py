"""What answers at the command line: the standard answer where someone stands for one, else what is found and worded."""

from collections.abc import Sequence

from bot.app import Canmou, answers_of
from bot.services.office import Office
from bot.services.standards import StandardService, as_answer
from knowledge.answers import Answer
from knowledge.audience import EVERYTHING


class Answers:
    """The answers of the command line, which sees all documents."""

    def __init__(self, canmou: Canmou) -> None:
        office = Office(canmou.config, canmou.engine, canmou.now)
        self._zone = office.zone
        self._standards = StandardService(office, canmou.library, canmou.answerer)
        self._found = answers_of(canmou)

    def answer(self, question: str, history: Sequence[str] = ()) -> Answer:
        """Return the answer to a question."""
        standard = self._standards.answer(question, EVERYTHING)
        return as_answer(standard, question, self._zone) if standard else self._found.answer(question, history)
