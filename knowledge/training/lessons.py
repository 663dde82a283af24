"""Lessons: a question, the text that answers it, and two that do not but come near.

One of the two comes from what BM25 finds first in all the articles, the other from the same law. Texts that say nearly
the same as the right one (an older version, a regulation that repeats its law) are never taken for wrong ones. Half of
the lessons are over whole articles and half over sentences, since passages are searched by both.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal
from zlib import crc32

import numpy as np

from knowledge.embedding import Progress, no_progress
from knowledge.lexical import Lexicon, grams
from knowledge.training.articles import Article, Asked

FIRST = 20  # of BM25's ranking the wrong one is drawn from
ALIKE = 0.5  # share of common grams from which two articles count as the same
HELD_OUT = 12  # of how many laws one is kept for the examination
Form = Literal["wholes", "sentences"]
FORMS: tuple[Form, Form] = ("wholes", "sentences")


@dataclass(frozen=True, slots=True)
class Lesson:
    """A question and its texts, the right one first; ``keys`` name the articles that the texts were taken from."""

    style: str
    form: Form
    question: str
    texts: tuple[str, ...]
    keys: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """The lessons that are learned and those that are examined, whose laws and speeches are others."""

    learned: tuple[Lesson, ...]
    examined: tuple[Lesson, ...]


class Teacher:
    """Makes lessons out of articles and the questions that they answer."""

    def __init__(self, articles: Sequence[Article], seed: int) -> None:
        self._articles = articles
        self._places = {(article.family, article.number): place for place, article in enumerate(articles)}
        self._lexicon = Lexicon([article.text for article in articles])
        self._random = Random(seed)
        self._families: dict[str, list[int]] = defaultdict(list)
        for place, article in enumerate(articles):
            self._families[article.family].append(place)

    def course(self, questions: Iterable[Asked], progress: Progress = no_progress) -> Course:
        """Return all the lessons of the questions whose article is there."""
        learned: list[Lesson] = []
        examined: list[Lesson] = []
        for asked in questions:
            place = self._places.get((asked.family, asked.number))
            if place is not None and is_held_out(self._articles[place]):
                examined += [self._lesson(asked, place, form) for form in FORMS]
            elif place is not None:
                learned.append(self._lesson(asked, place, self._random.choice(FORMS)))
            progress(1)
        return Course(tuple(learned), tuple(examined))

    def _lesson(self, asked: Asked, place: int, form: Form) -> Lesson:
        keys = (place, *self._wrong(asked.question, place))
        texts = tuple(self._nearest(asked.question, getattr(self._articles[key], form)) for key in keys)
        return Lesson(asked.style, form, asked.question, texts, keys)

    def _wrong(self, question: str, place: int) -> Iterator[int]:
        """Yield an article that shares words with the question, and one of the same law."""
        scores = self._lexicon.scores(question)
        first = np.argpartition(-scores, min(FIRST, len(scores) - 1))[:FIRST].tolist()
        for places in (first, self._families[self._articles[place].family]):
            yield self._draw(places, place)

    def _draw(self, places: Sequence[int], right: int) -> int:
        """Return one of the places whose article is not like the right one; any other where all are."""
        own = set(grams(self._articles[right].text))
        for place in self._random.sample(places, len(places)):
            if place != right and not _alike(own, set(grams(self._articles[place].text))):
                return place
        return (right + 1) % len(self._articles)

    def _nearest(self, question: str, texts: Sequence[str]) -> str:
        asked = set(grams(question))
        return max(texts, key=lambda text: self._lexicon.coverage(asked, text))


def is_held_out(article: Article | Asked) -> bool:
    """Tell whether an article is kept for the examination: whole laws are, and single passages of the speeches."""
    name = article.family if "/" in article.family else f"{article.family}{article.number.number}"
    return crc32(name.encode()) % HELD_OUT == 0


def _alike(one: set[str], other: set[str]) -> bool:
    return len(one & other) > ALIKE * min(len(one), len(other))
