"""What a running bot counts, for Prometheus: numbers only, with labels that say nothing of anybody."""

from datetime import datetime

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest

from bot.reminders.model import Delivery, Outcome, State
from knowledge.answers import Answer
from knowledge.errors import LanguageFault
from knowledge.model import LanguageModel, Listener, Prompt, Reply, Schema, nobody

TEXT_TYPE = CONTENT_TYPE_LATEST
# Seconds; what an idle bot needs, up to what a broken line makes of it.
LATENESS = (0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 1800, 7200)
REPLIED = "replied"


class Metrics:
    """The counts of one bot since it was started."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._updates = self._counter("updates", "Updates from Telegram, by kind.", "kind")
        self._answers = self._counter("answers", "Answers to questions, by outcome.", "outcome")
        self._deliveries = self._counter("deliveries", "Tries to deliver a reminder, by outcome.", "outcome")
        self._calls = self._counter("model_calls", "Calls of the language model, by outcome.", "outcome")
        self._tokens = self._counter("model_tokens", "Tokens that the language model counted.")
        self._lateness = Histogram(
            "canmou_delivery_lateness_seconds",
            "How long after its time a reminder went out.",
            buckets=LATENESS,
            registry=self._registry,
        )

    def text(self) -> bytes:
        """Return the counts in Prometheus' text form."""
        return generate_latest(self._registry)

    def note_update(self, kind: str) -> None:
        """Count an update."""
        self._updates.labels(kind).inc()

    def note_answer(self, answer: Answer) -> None:
        """Count an answer."""
        self._answers.labels(answer.outcome.value).inc()

    def note_delivery(self, delivery: Delivery, outcome: Outcome, at: datetime) -> None:
        """Count a try to deliver, and how late it was when it went out."""
        self._deliveries.labels(outcome.state.value).inc()
        if outcome.state is State.SENT:
            self._lateness.observe(max(0.0, (at - delivery.due_at).total_seconds()))

    def note_call(self, outcome: str, tokens: int = 0) -> None:
        """Count a call of the language model."""
        self._calls.labels(outcome).inc()
        self._tokens.inc(tokens)

    def counted(self, model: LanguageModel | None) -> LanguageModel | None:
        """Return a language model whose calls are counted."""
        return Counted(model, self) if model else None

    def _counter(self, name: str, meaning: str, *labels: str) -> Counter:
        return Counter(f"canmou_{name}", meaning, labels, registry=self._registry)


class Counted:
    """A language model as it is, each call counted."""

    def __init__(self, model: LanguageModel, metrics: Metrics) -> None:
        self.name = model.name
        self._model = model
        self._metrics = metrics

    def reply(self, prompt: Prompt, schema: Schema, listener: Listener = nobody) -> Reply:
        """Return the model's reply; raise LanguageFault as it does."""
        try:
            reply = self._model.reply(prompt, schema, listener)
        except LanguageFault as fault:
            self._metrics.note_call(type(fault).__name__)
            raise
        self._metrics.note_call(REPLIED, reply.tokens)
        return reply
