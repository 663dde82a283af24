"""Words on their way onto paper: freed of what no paper can hold, measured, and taken apart at their blanks."""

import re
from collections.abc import Iterator
from unicodedata import category, east_asian_width

from knowledge.outlines import BLANK

# Control characters, marks that turn the direction of writing, halves of characters, and what no XML holds. Private
# characters stay: some names are written with them.
UNPRINTABLE = frozenset({"Cc", "Cf", "Cs"})
NO_CHARACTERS = "\ufffe\uffff"
BREAK = re.compile(r"\s*[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]\s*")
FULL, HALF = 1.0, 0.5


def tidy(text: str) -> str:
    """Return a text in one line, without what cannot be printed."""
    return " ".join(paragraphs(text))


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the lines of a text that are not empty, without what cannot be printed."""
    lines = (_printable(line.replace("\t", " ")).strip() for line in BREAK.split(text))
    return tuple(line for line in lines if line)


def width(text: str) -> float:
    """Return how wide a text is, in Chinese characters."""
    return sum(FULL if east_asian_width(character) in "WFA" else HALF for character in text)


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of a text, each with whether it is the mark of a missing fact."""
    place = 0
    for found in BLANK.finditer(text):
        if found.start() > place:
            yield text[place : found.start()], False
        yield found[0], True
        place = found.end()
    if place < len(text):
        yield text[place:], False


def _printable(text: str) -> str:
    return "".join(each for each in text if category(each) not in UNPRINTABLE and each not in NO_CHARACTERS)
