"""The passages around an answer's citations, which a language model may look at."""

from collections.abc import Iterator, Sequence

from knowledge.answering.citing import cite
from knowledge.answers import Answer, Citation
from knowledge.library import Snapshot, Unit
from knowledge.lookup import number_of

PASSAGES = 6
CHARACTERS = 4000  # of all passages together


def widen(answer: Answer, snapshot: Snapshot) -> tuple[Citation, ...]:
    """Return the passages that an answer's citations stand in, then the rest of their articles, as citations."""
    units = [unit for citation in answer.citations if (unit := _unit_of(citation, snapshot))]
    others = ((unit, other) for unit in units for other in snapshot.by_file[unit.document.file])
    around = (other for unit, other in others if _is_same_article(unit, other))
    distinct = {unit.place: unit for unit in (*units, *around)}
    return tuple(_fitting([cite(unit, unit.passage.span) for unit in distinct.values()]))


def _unit_of(citation: Citation, snapshot: Snapshot) -> Unit | None:
    for unit in snapshot.by_file.get(citation.file, ()):
        if unit.passage.span.start <= citation.span.start < unit.passage.span.end:
            return unit
    return None


def _is_same_article(unit: Unit, other: Unit) -> bool:
    number = number_of(unit)
    return number is not None and number == number_of(other) and unit.passage.headings == other.passage.headings


def _fitting(passages: Sequence[Citation]) -> Iterator[Citation]:
    """Yield the first passages, as many as fit; the first in any case."""
    left = CHARACTERS
    for place, passage in enumerate(passages[:PASSAGES]):
        left -= len(passage.quote)
        if left >= 0 or place == 0:
            yield passage
