"""Whether a sentence says nothing that its sources do not say, as far as rules can tell; pure.

A sentence is held against the texts it names: its figures, names and quoted words must stand there, bound to the same
things; what it forbids, demands or allows must be forbidden, demanded or allowed there; and nearly all its words must
be theirs. Rather a good sentence too many is struck than a bad one too few: the exact words are always at hand.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.grounding.figures import Figure, blotted, figures
from knowledge.grounding.manner import changed_manner, denied_words
from knowledge.grounding.names import may_begin_name, strange_names
from knowledge.grounding.order import changed_order
from knowledge.grounding.quoted import unquoted
from knowledge.grounding.text import (
    LABEL,
    clause_at,
    clauses,
    content,
    is_pair,
    is_word,
    likeness,
    normalise,
    pairs,
    sentence_at,
    unlabelled,
)
from knowledge.grounding.weight import strange_signs, strange_weight
from knowledge.grounding.whole import is_fragment, left_out

KNOWN = 0.8  # the share of a sentence's characters that must stand in the sources, with a neighbour
JOINED = 0.62  # the share of its pairs of characters that must
OWN = 0.5  # the share that must stand there without the words that are allowed beside
IN_CLAUSE = 0.6  # the share of a clause's characters
STRANGE = 2  # characters in a row that stand in no source
LEAST = 4  # characters of content without which a sentence says nothing
_STOPS = "。!?\n"
THIN = 3  # pairs of content below which a clause is read with its sentence


def unfounded(text: str, sources: Sequence[str], allowed: Sequence[str] = ()) -> tuple[str, ...]:
    """Return what in ``text`` stands in none of the ``sources``; nothing when it is founded.

    ``allowed`` are texts whose words may be used as well, such as a question; not their figures and names.
    """
    whole = normalise(text).strip()
    said = unlabelled(whole)
    basis = "\n".join(normalise(source) for source in sources)
    if any(_is_whole_sentence(words, unquoted(basis)) for words in map(unquoted, (whole, said))):
        return tuple(strange_names(said, basis))
    found = [*_strange_facts(said, basis), *_strange_words(unquoted(said), unquoted(basis), allowed)]
    return tuple(dict.fromkeys(found))


def _strange_facts(said: str, basis: str) -> Iterator[str]:
    yield from (figure.words for figure in strange_figures(said, basis))
    yield from strange_names(said, basis)
    yield from changed_manner(said, basis)
    yield from changed_order(said, basis)
    yield from left_out(said, basis)
    yield from strange_weight(said, basis)
    yield from strange_signs(said, basis)
    if is_fragment(said):
        yield said


def _is_whole_sentence(said: str, basis: str) -> bool:
    """Tell whether whole sentences of a source are said, word for word."""
    words = re.escape(said.strip(_STOPS))
    return bool(words) and re.search(rf"(?:^|[{_STOPS}]){LABEL}?{words}(?:[{_STOPS}]|$)", basis) is not None


def lost_figures(text: str, source: str) -> tuple[str, ...]:
    """Return the figures of ``source`` that ``text`` leaves out."""
    kept = {key for figure in figures(normalise(text)) for key in figure.keys}
    return tuple(figure.words for figure in figures(normalise(source)) if figure.keys[0] not in kept)


def unspoken(text: str, message: str, grammar: Sequence[str] = ()) -> tuple[str, ...]:
    """Return what a retelling says that the message does not say, word for word; ``grammar`` are words it may add."""
    said, basis = normalise(text), normalise(message)
    spoken = figures(basis)
    found = [each.words for each in figures(said) if not any(each.is_said_by(other) for other in spoken)]
    added = "|".join(map(re.escape, sorted(grammar, key=len, reverse=True))) or "$"
    left = content(re.sub(added, " ", _without_figures(said)))
    found += [run for run in re.findall(r"\w+", left) if run not in basis]
    return tuple(dict.fromkeys([*found, *denied_words(said, basis)]))


def _without_figures(text: str) -> str:
    for figure in figures(text):
        text = text[: figure.start] + " " * (figure.end - figure.start) + text[figure.end :]
    return text


def known_share(text: str, source: str) -> float:
    """Return the share of the characters of ``text`` that are content and stand in ``source`` with a neighbour."""
    return overlap(normalise(text), normalise(source)).known


def shared_words(text: str, source: str) -> frozenset[object]:
    """Return the pairs of characters and the figures of ``text`` that ``source`` has as well, to be compared."""
    said, basis = normalise(text), normalise(source)
    words = pairs(content(blotted(said))) & pairs(blotted(basis))
    known = {key for figure in figures(basis) for key in figure.keys}
    return frozenset(words | {figure.keys[0] for figure in figures(said) if figure.keys[0] in known})


def strange_figures(said: str, basis: str) -> Iterator[Figure]:
    """Yield the figures of a normalised text that its normalised sources do not have of the same thing."""
    known = figures(basis)
    return (figure for figure in figures(said) if not _is_known(figure, said, basis, known))


def _is_known(figure: Figure, said: str, basis: str, known: Sequence[Figure]) -> bool:
    """Tell whether, of the figures of its kind, the one that is said of what is most like it is the same."""
    thing = _thing(said, figure, clause_at(said, figure.start))
    alike_in_kind = (other for other in known if other.kind == figure.kind or figure.keys[0] in other.keys)
    rivals = [other for other in alike_in_kind if not thing or thing & _wide_thing(basis, other)]
    alike = [likeness(said, figure.start, basis, other.start) for other in rivals]
    best = max(alike, default=(0, 0))
    return any(figure.is_said_by(other) for other, like in zip(rivals, alike, strict=True) if like == best)


def _wide_thing(text: str, figure: Figure) -> set[str]:
    """Return what a figure of a source may be said of: its clause, or its sentence where that says little."""
    thing = _thing(text, figure, clause_at(text, figure.start))
    return thing if len(thing) >= THIN else _thing(text, figure, sentence_at(text, figure.start))


def _thing(text: str, figure: Figure, around: tuple[int, int]) -> set[str]:
    """Return the pairs of content around a figure, without its own."""
    start, end = around
    return pairs(content(text[start : figure.start])) | pairs(content(text[figure.end : end]))


@dataclass(frozen=True, slots=True)
class Overlap:
    """How far a text's words are its sources': by characters, by pairs, and the words that are not."""

    characters: int
    known: float
    joined: float
    strange: tuple[str, ...]


def overlap(said: str, basis: str, allowed: Sequence[str] = ()) -> Overlap:
    """Return how far a normalised text's words are those of its normalised sources."""
    whole = blotted(said)
    text = content(whole)
    theirs = pairs(blotted("\n".join([basis, *map(normalise, allowed)])))
    # 下班 stands in a source although 下 alone carries nothing.
    known = {place for place in range(len(whole)) if whole[place : place + 2] in theirs}
    covered = known | {place + 1 for place in known}
    counted = {place for place, character in enumerate(text) if is_word(character) and character != "#"}
    joined = {place for place in range(len(text)) if is_pair(text[place : place + 2])}
    return Overlap(
        len(counted),
        len(counted & covered) / (len(counted) or 1),
        len(joined & known) / (len(joined) or 1),
        tuple(_runs(text, counted - covered)),
    )


def _strange_words(said: str, basis: str, allowed: Sequence[str]) -> Iterator[str]:
    found = overlap(said, basis, allowed)
    yield from (word for word in found.strange if len(word) >= STRANGE or may_begin_name(word))
    if _is_of_others(found) or overlap(said, basis).known < OWN:
        yield from found.strange or (said,)
    if said.endswith("?"):
        yield said
    yield from (clause[0] for clause in clauses(said) if _is_strange_clause(clause[0], basis, allowed))


def _is_of_others(found: Overlap) -> bool:
    """Tell whether a sentence says next to nothing, or too much that is not its sources'."""
    return found.characters < LEAST or found.known < KNOWN or found.joined < JOINED


def _is_strange_clause(clause: str, basis: str, allowed: Sequence[str]) -> bool:
    """Tell whether a clause is not the sources', however much of its sentence is."""
    found = overlap(clause, basis, allowed)
    return found.characters >= LEAST and found.known < IN_CLAUSE


def _runs(text: str, places: set[int]) -> Iterator[str]:
    """Yield the runs of characters that stand at neighbouring places."""
    for start in sorted(place for place in places if place - 1 not in places):
        end = start
        while end in places:
            end += 1
        yield text[start:end]


__all__ = ["known_share", "lost_figures", "shared_words", "unfounded", "unspoken"]
