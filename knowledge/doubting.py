"""Samples by which a wrong passage is told from a right one, over documents that no evaluation touches.

Each question of a table is asked three times: as it is, without the article that answers it, and without its whole law.
What comes first then is right or wrong for certain, and wrong ones are as near as they come in an office.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from knowledge.answering import HITS, Answerer, choose
from knowledge.answering.confidence import Signals
from knowledge.embedding import Progress, no_progress
from knowledge.library import Unit
from knowledge.lookup import number_of
from knowledge.retrieval import Found, Hit
from knowledge.training.articles import Asked

DEEP = 80  # hits that are looked at, so that enough are left without a whole law


@dataclass(frozen=True, slots=True)
class Sample:
    """The signals of what came first for a question, and whether that is the right article; ``family`` is the law."""

    family: str
    signals: Signals
    right: bool


def samples(questions: Iterable[Asked], answerer: Answerer, progress: Progress = no_progress) -> Iterator[Sample]:
    """Yield the samples of the questions over a library that holds their laws by the names of the files."""
    for asked in questions:
        found = answerer.find(asked.question, count=DEEP)
        for hits in _removals(found, asked):
            best = choose(replace(found, hits=tuple(hits[:HITS])))
            if best is not None:
                yield Sample(asked.family, best.signals, _answers(best.choice.hit.unit, asked))
        progress(1)


def _removals(found: Found, asked: Asked) -> Iterator[Sequence[Hit]]:
    yield found.hits
    yield [hit for hit in found.hits if not _answers(hit.unit, asked)]
    yield [hit for hit in found.hits if not _is_of(hit.unit, asked)]


def _answers(unit: Unit, asked: Asked) -> bool:
    return _is_of(unit, asked) and number_of(unit) == asked.number


def _is_of(unit: Unit, asked: Asked) -> bool:
    return unit.document.file == PurePath(asked.family).name
