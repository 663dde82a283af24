"""An outline as every reader gets it: the chat, the command line, the .docx and the language model share these types.

What stands in a point is either a set phrase of its kind, the exact words of a document, words that its writer gave,
or a language model's wording of such words. What nobody knows yet is 【待补：…】.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from knowledge.answers import Citation

BLANK = re.compile(r"【待补：(?P<what>[^【】]{1,40})】")


# Facts that stand in the head and the last lines of a paper alone.
URGENCY, SERIAL, COPIES = "紧急程度", "份号", "抄送机关"


def blank(what: str) -> str:
    """Return the mark of a fact that is missing."""
    return f"【待补：{what}】"


class Length(StrEnum):
    """How much an outline holds; the values are what a reader sees."""

    SHORT = "简短"
    NORMAL = "适中"
    LONG = "详细"


class Origin(StrEnum):
    """Where the words of a point come from."""

    FORM = "form"  # a set phrase of the kind, with the facts that the writer gave
    SOURCE = "source"  # a document, word for word
    GIVEN = "given"  # the writer
    WORDED = "worded"  # a language model, from the points of documents; checked against them


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: a kind by name, what it is about, and what is known of it.

    ``facts`` are what blanks are filled with, by their names; ``day`` is the date under the signature.
    """

    kind: str
    topic: str
    addressee: str = ""
    office: str = ""
    day: date | None = None
    length: Length = Length.NORMAL
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a part; what comes from a document has its citations."""

    text: str
    origin: Origin
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class OutlinePart:
    """One part with its points; one that is not ``numbered`` is a plain paragraph without a heading."""

    heading: str
    points: tuple[Point, ...]
    numbered: bool = True
    guidance: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole outline.

    ``addressee``, ``closing`` and ``signature`` are "" where the kind has none; ``date_line`` is the date as it stands
    under the signature, or its blank. ``advice`` is what the writer must know first, such as that another kind is the
    right one, with the article that says so in ``grounds``.
    """

    request: Request
    title: str
    addressee: str
    parts: tuple[OutlinePart, ...]
    closing: str = ""
    signature: str = ""
    date_line: str = ""
    attachments: tuple[str, ...] = ()
    advice: str = ""
    grounds: tuple[Citation, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """Return what is still to be filled in, each once, in the order of the paper."""
        points = (point.text for part in self.parts for point in part.points)
        texts = (self.title, self.addressee, *points, self.closing, *self.attachments, self.signature, self.date_line)
        return tuple(dict.fromkeys(found["what"] for text in texts for found in BLANK.finditer(text)))
