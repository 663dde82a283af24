"""What a paper is checked against: the day, the office and its people, kinds of writing, words, places, last year's."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.office.proofing.places import Gazetteer
from bot.office.proofing.vocabulary import WrongWord


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier paper of the same kind; ``year`` is when it was written, None when that is not known."""

    title: str
    text: str
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What is known beside the paper.

    ``kinds`` leads from the last words of a title (also short names) to the name of the kind; ``issuer`` is the
    office's own name, "" when none is set; ``people`` are names; ``sounds`` holds the sounds of a character.
    """

    today: date
    kinds: Mapping[str, str] = field(default_factory=dict)
    issuer: str = ""
    people: tuple[str, ...] = ()
    sounds: Mapping[str, frozenset[str]] = field(default_factory=dict)
    words: tuple[WrongWord, ...] = ()
    gazetteer: Gazetteer = field(default_factory=Gazetteer)
    earlier: Earlier | None = None
