"""Lists that a speech gives by its headings: 十项重点工作 are the headings under one heading."""

from knowledge.documents import Span
from knowledge.expectation import Expectation, Kind
from knowledge.lexical import grams
from knowledge.library import Unit
from knowledge.retrieval import Found, Hit

ENOUGH = 0.55  # the share of the question, by weight, that the heading above the list must cover
FEWEST = 3
SHOWN = 60  # characters of each heading's first sentence


def heading_list(found: Found, expectation: Expectation) -> list[tuple[Unit, Span]]:
    """Return the headings' first sentences under the heading that a list question names, or nothing."""
    if expectation.kind is not Kind.LIST:
        return []
    for hit in found.hits[:5]:
        parent = hit.unit.passage.headings[:-1]
        if parent and _covers(found, parent[-1]):
            children = _children(found, hit, parent)
            if len(children) >= FEWEST:
                return children
    return []


def _covers(found: Found, heading: str) -> bool:
    wanted = [gram for gram in grams(found.question.asked) if len(gram) == 2]
    return found.snapshot.lexicon.coverage(wanted, heading) >= ENOUGH


def _children(found: Found, hit: Hit, parent: tuple[str, ...]) -> list[tuple[Unit, Span]]:
    children: dict[str, tuple[Unit, Span]] = {}
    for unit in found.snapshot.by_file[hit.unit.document.file]:
        path = unit.passage.headings
        if path[: len(parent)] == parent and len(path) == len(parent) + 1 and unit.sentences:
            children.setdefault(path[-1], (unit, _opening(unit)))
    return list(children.values())


def _opening(unit: Unit) -> Span:
    """Return the first sentences of a passage, as many as stay short."""
    first, last = unit.sentences[0], unit.sentences[0]
    for span in unit.sentences[1:]:
        if span.end - first.start > SHOWN:
            break
        last = span
    return Span(first.start, last.end)
