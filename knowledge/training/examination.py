"""The examination: how often a question's own article is found among those of all the lessons that were held out."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import mean

import numpy as np

from knowledge.embedding import Embedder
from knowledge.training.lessons import FORMS, Form, Lesson


@dataclass(frozen=True, slots=True)
class Mark:
    """The figures of one style of questions over one form of texts; shares are 0 to 1."""

    form: Form
    style: str
    count: int
    recall_1: float
    recall_5: float


def examine(lessons: Sequence[Lesson], embedder: Embedder) -> Iterator[Mark]:
    """Yield the marks, a style at a time, over whole articles and over sentences."""
    for form in FORMS:
        chosen = [lesson for lesson in lessons if lesson.form == form]
        ranks: dict[str, list[int]] = defaultdict(list)
        for lesson, rank in zip(chosen, _ranks(chosen, embedder), strict=True):
            ranks[lesson.style].append(rank)
        for style, found in ranks.items():
            yield Mark(form, style, len(found), _share(found, 1), _share(found, 5))


def _ranks(lessons: Sequence[Lesson], embedder: Embedder) -> Iterator[int]:
    """Yield the place of each question's own article: 1 + the texts of other articles that are nearer."""
    if not lessons:
        return
    texts = sorted({pair for lesson in lessons for pair in zip(lesson.keys, lesson.texts, strict=True)})
    keys = np.array([key for key, _ in texts])
    passages = embedder.passages([text for _, text in texts])
    questions = embedder.questions([lesson.question for lesson in lessons])
    for lesson, scores in zip(lessons, questions @ passages.T, strict=True):
        own = keys == lesson.keys[0]
        yield 1 + int((scores[~own] > scores[own].max()).sum())


def _share(ranks: Sequence[int], depth: int) -> float:
    return round(mean(rank <= depth for rank in ranks), 4)
