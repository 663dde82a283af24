"""Answers to questions: word for word from the library, and in a model's checked words where one is to be had.

The chat and the command line word answers here and nowhere else.
"""

from collections.abc import Sequence

from bot.services.model import NOBODY, ModelService
from knowledge.answering import Answerer
from knowledge.answering.widening import widen
from knowledge.answering.wording import Hearer, deaf, word_answer
from knowledge.answers import Answer
from knowledge.audience import Audience
from knowledge.model import LanguageModel


class AnswerService:
    """Finds answers, says whose words they may be put into, and has them worded."""

    def __init__(self, answerer: Answerer, models: ModelService) -> None:
        self._answerer = answerer
        self._models = models

    def within(self, audience: Audience) -> "AnswerService":
        """Return a service that answers from, and reads to a model, nothing but what an audience may see."""
        return AnswerService(self._answerer.within(audience), self._models)

    def answer(self, question: str, history: Sequence[str] = ()) -> Answer:
        """Return the answer to a question of the command line."""
        return self.worded(self._answerer.answer(question, history))

    def worded(self, answer: Answer) -> Answer:
        """Return an answer as the command line shows it: in the model's words where it has some that stand."""
        model = self.lend(answer, NOBODY)
        return self.word(answer, model) if model else answer

    def find(self, question: str, history: Sequence[str]) -> Answer:
        """Return the answer to a question, word for word."""
        return self._answerer.answer(question, history)

    def lend(self, answer: Answer, user_id: int) -> LanguageModel | None:
        """Return the model that may word an answer for someone; None where there is none, or nothing sure to word."""
        return None if answer.refused or answer.doubtful else self._models.lend(user_id)

    def word(self, answer: Answer, model: LanguageModel, hearer: Hearer = deaf) -> Answer:
        """Return an answer in the model's words, or as it is; what is founded is heard as it comes."""
        return word_answer(answer, widen(answer, self._answerer.snapshot()), model, hearer)
