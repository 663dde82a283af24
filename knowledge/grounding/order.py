"""Who does what to whom: the order of those that a clause names, and whom a duty binds; pure."""

import re
from collections.abc import Iterator

from knowledge.grounding.names import BODY, leads_in
from knowledge.grounding.text import LABEL, clauses, is_word

# Those who act and are acted upon, told by what stands before as well.
_ACTORS = re.compile(f"{BODY.pattern}|人员|领导|负责人|公民|法人|组织|干部|群众|书记|企业|个人|申请人|当事人")
_NUMBER = re.compile(LABEL)
_SENTENCE = re.compile(r"[^。!?\n]+")


def changed_order(text: str, sources: str) -> Iterator[str]:
    """Yield the clauses of a normalised text that name actors in an order of no sentence of its normalised sources."""
    known = [_actors(_NUMBER.sub("", sentence[0])) for sentence in _SENTENCE.finditer(sources)]
    for clause in clauses(text):
        named = _actors(clause[0])
        if len(named) > 1 and not any(_is_in_order(named, actors) for actors in known):
            yield clause[0]


def _actors(text: str) -> list[tuple[str, str]]:
    """Return who is named, each with the character before its last word where that is part of the name."""
    return [(_character_before(text, found.start()), found[0]) for found in _ACTORS.finditer(text)]


def _character_before(text: str, place: int) -> str:
    before = text[:place]
    return before[-1] if before and is_word(before[-1]) and not leads_in(before) else ""


def _is_in_order(named: list[tuple[str, str]], actors: list[tuple[str, str]]) -> bool:
    rest = iter(actors)
    return all(any(_is_same(actor, other) for other in rest) for actor in named)


def _is_same(actor: tuple[str, str], other: tuple[str, str]) -> bool:
    (before, word), (other_before, other_word) = actor, other
    return word == other_word and (not before or not other_before or before == other_before)
