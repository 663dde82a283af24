"""Who does what to whom: the order of those that a clause names, and whom a duty binds; pure."""

import re
from collections.abc import Iterator

from knowledge.grounding.names import BODY
from knowledge.grounding.text import clauses

# Those who act and are acted upon, told by what stands before as well.
_ACTORS = re.compile(f"{BODY.pattern}|人员|领导|负责人|公民|法人|组织|干部|群众|书记|企业|个人|申请人|当事人")
_SENTENCE = re.compile(r"[^。!?\n]+")
_LISTED = re.compile("[、和或及与]")


def changed_order(text: str, sources: str) -> Iterator[str]:
    """Yield the clauses of a normalised text that name actors in an order of no sentence of its normalised sources."""
    known = [_actors(sentence[0]) for sentence in _SENTENCE.finditer(sources)]
    for clause in clauses(text):
        named = _actors(clause[0])
        if len(named) > 1 and not any(_is_in_order(named, actors) for actors in known):
            yield clause[0]


def _actors(text: str) -> list[str]:
    """Return who is named, each with two characters before its last word, of those that belong to it."""
    return [_LISTED.split(text[max(found.start() - 2, 0) : found.end()])[-1] for found in _ACTORS.finditer(text)]


def _is_in_order(named: list[str], actors: list[str]) -> bool:
    rest = iter(actors)
    return all(any(actor == other for other in rest) for actor in named)
