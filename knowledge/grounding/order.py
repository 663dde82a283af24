"""Who does what to whom: the order of those that a clause names, and whom a duty binds; pure."""

import re
from collections.abc import Iterator

from knowledge.grounding.text import clauses

# Those who act and are acted upon, with the two characters before, by which one is told from another.
_ACTORS = re.compile(
    "机关|单位|部门|政府|办公厅|办公室|委员会|党委|党组|机构|人员|领导|负责人|公民|法人|组织|干部|群众|主任|书记|局|厅|处|科|院|校"
    "|学校|企业|个人|申请人|当事人"
)
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
    """Return who is named, each by its last four characters at most."""
    return [_LISTED.split(text[max(found.start() - 2, 0) : found.end()])[-1] for found in _ACTORS.finditer(text)]


def _is_in_order(named: list[str], actors: list[str]) -> bool:
    rest = iter(actors)
    return all(any(_is_same(actor, other) for other in rest) for actor in named)


def _is_same(actor: str, other: str) -> bool:
    return actor == other or (actor[-3:] == other[-3:] and len(actor) > 2) or actor[-2:] == other[-2:] == actor
