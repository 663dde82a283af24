"""An article too long for one passage, cut between its paragraphs (款) and items (项).

Every part says which of them it holds and points at the opening words without which it cannot be understood.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge import sentences
from knowledge.documents import Passage, Span
from knowledge.numerals import NUMERAL, chinese
from knowledge.passages.outline import Section, lines, pack

_WHOLE = 600
_PART = 500
_ITEM = re.compile(rf"[（(]{NUMERAL}+[）)]")
_SUBITEM = re.compile(r"[0-9０-９]{1,2}[、．.](?![0-9０-９])|[①-⑳]")
_NUMBER = re.compile(rf"(?:第\s?{NUMERAL}+\s?条(?:之{NUMERAL}+)?|{NUMERAL}+[、．.])[^\S\n]*")
_COLON = re.compile("[：:]")
# What beginning a part costs, in the unit of `pack`: with an item, or inside a paragraph or item.
_AT_ITEM = 20_000
_INSIDE = 150_000


@dataclass(frozen=True, slots=True)
class _Unit(Span):
    """A sentence and its place: the paragraph's number from 1, and the item's label or ""."""

    paragraph: int
    item: str
    cost: int


def divide(text: str, section: Section) -> Iterator[Passage]:
    """Yield an article as passages: whole, or in parts of at most about 500 characters."""
    if section.span.end - section.span.start <= _WHOLE:
        yield Passage(section.locator, section.headings, section.span)
        return
    units = list(_units(text, section.span))
    for part in pack(units, [unit.cost for unit in units], limit=_PART):
        held = units[part[0] : part[-1] + 1]
        yield Passage(
            section.locator + _place(held, is_only_paragraph=units[-1].paragraph == 1),
            section.headings,
            Span(held[0].start, held[-1].end),
            _lead(text, units, part[0]),
        )


def _units(text: str, span: Span) -> Iterator[_Unit]:
    paragraph, item = 0, ""
    for line in lines(text, span.start, span.end):
        label = _ITEM.match(text, line.start, line.end)
        if not paragraph or not (label or _SUBITEM.match(text, line.start, line.end)):
            paragraph, item, cost = paragraph + 1, "", 0
        elif label:
            item, cost = label[0], _AT_ITEM
        else:
            cost = _INSIDE
        for sentence in sentences.split(text, line.start, line.end):
            yield _Unit(sentence.start, sentence.end, paragraph, item, cost)
            cost = _INSIDE


def _place(units: Sequence[_Unit], *, is_only_paragraph: bool) -> str:
    """Return which paragraphs and items a part holds: （一）至（八）, 第二款, 第一款（六）至第二款."""
    first, last = units[0], units[-1]
    if first.paragraph == last.paragraph:
        labels = dict.fromkeys(unit.item for unit in units if unit.item)
        ends = list(labels)[:1] + list(labels)[1:][-1:]
        return ("" if is_only_paragraph else f"第{chinese(first.paragraph)}款") + "至".join(ends)
    return "至".join(f"第{chinese(unit.paragraph)}款{unit.item}" for unit in (first, last))


def _lead(text: str, units: Sequence[_Unit], first: int) -> Span | None:
    """Return the opening words up to the colon: of the paragraph for its items, else of the article."""
    if first == 0:
        return None
    own = [unit for unit in units[:first] if unit.paragraph == units[first].paragraph and not unit.item]
    opening = own[-1] if units[first].item and own else units[0]
    number = _NUMBER.match(text, opening.start)
    start = number.end() if number else opening.start
    colon = _COLON.search(text, start, opening.end)
    return Span(start, colon.end() if colon else opening.end)
