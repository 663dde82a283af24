"""The table words.toml: what is often written wrong, the right word, and the words within which it is innocent."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from bot.office.proofing.findings import Grade

FILE = "words.toml"


@dataclass(frozen=True, slots=True)
class WrongWord:
    """A wrong word with the right one; ``innocent`` are the words within which the same characters are right."""

    wrong: str
    right: str
    grade: Grade = Grade.MUST
    innocent: tuple[str, ...] = ()


def load_vocabulary() -> tuple[WrongWord, ...]:
    """Return the table."""
    table = tomllib.loads(files("bot.office.proofing").joinpath(FILE).read_text("utf-8"))
    innocent: Mapping[str, list[str]] = table["innocent"]
    return tuple(
        WrongWord(wrong, right, grade, tuple(innocent.get(wrong, ())))
        for grade in Grade
        for wrong, right in table[grade].items()
    )
