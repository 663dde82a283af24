"""Answerers that stand in for the real one where a test needs a certain answer at a certain time."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from knowledge.answering import Article
from knowledge.answers import Answer, Citation, Outcome
from knowledge.audience import Audience
from knowledge.documents import Span, Status


class Unlimited:
    """Knows the same whoever asks."""

    def within(self, _audience: Audience) -> Self:
        return self


@dataclass
class Recorder(Unlimited):
    """Notes what it is asked and knows nothing."""

    asked: list[tuple[str, ...]] = field(default_factory=list)

    def answer(self, asked: str, history: Sequence[str] = ()) -> Answer:
        self.asked.append((*history, asked))
        return Answer(asked, Outcome.NOT_FOUND)


@dataclass(frozen=True)
class Reciter(Unlimited):
    """Gives one text for an answer, whatever is asked; of articles there are two, with the text in each."""

    text: str

    def answer(self, asked: str, history: Sequence[str] = ()) -> Answer:
        span = Span(0, len(self.text))
        citation = Citation("a.txt", "办法", "第一条", self.text, Status.IN_FORCE, None, span)
        return Answer(asked, Outcome.ANSWERED, (citation,))

    def article(self, citation: Citation, offset: int = 0) -> Article | None:
        locators = ("第一条", "第二条")
        return Article("办法", locators[offset], Status.IN_FORCE, self.text) if offset in (0, 1) else None


@dataclass(frozen=True)
class Held(Unlimited):
    """Answers a question that has 慢 in it only when told to; ``begun`` tells that it is at it."""

    begun: threading.Event = field(default_factory=threading.Event)
    may_go_on: threading.Event = field(default_factory=threading.Event)

    def answer(self, asked: str, history: Sequence[str] = ()) -> Answer:
        if "慢" in asked:
            self.begun.set()
            assert self.may_go_on.wait(10)
        return Answer(asked, Outcome.NOT_FOUND, remark=f"答：{asked}")


class Broken(Unlimited):
    """Fails with the question in its words."""

    def answer(self, asked: str, history: Sequence[str] = ()) -> Answer:
        raise ValueError(asked)
