"""The thesaurus of the office: what colleagues say, and the official words for it. It is applied to questions only.

thesaurus.toml beside this module holds the lines by field; an office's file of the same form goes before it. Of two
ways of saying that overlap in a question the earlier one counts, of two that begin together the longer one.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from knowledge.errors import KnowledgeError

FILE = "thesaurus.toml"
GAP = "…"
_IN_GAP = "[一-龥]{0,3}?"
_POINTING = ("这几", "那几")  # where 几 counts nothing: 这几天 asks for no number of days


@dataclass(frozen=True, slots=True)
class Expansion:
    """A question in official words: ``text`` has the nearest in place of the plain ones, ``words`` are all of them."""

    text: str
    words: tuple[str, ...] = ()


class Thesaurus:
    """Official words by the ways of saying them."""

    def __init__(self, lines: Mapping[str, tuple[str, ...]]) -> None:
        self.ways = tuple(sorted(lines, key=len, reverse=True))
        # By their first letter: one pattern of them all would take longer than the question's vector.
        self._by_letter: dict[str, list[tuple[re.Pattern[str], tuple[str, ...]]]] = {}
        for way in self.ways:
            self._by_letter.setdefault(way[0].lower(), []).append((_pattern(way), lines[way]))

    def expand(self, question: str, belong: Callable[[str], bool] = lambda _pair: False) -> Expansion:
        """Return the question in official words.

        ``belong`` tells whether two letters are of one word: what is cut out of words is no way of saying (重要批示
        does not hold 要批).
        """
        text, words, place = "", dict[str, None](), 0
        while place < len(question):
            end, official = self._match(question, place, belong)
            # What already speaks in official words stays: 交接班 must not become 交接班班 through its 交接.
            spoken = not official or any(word in question for word in official)
            text += question[place:end] if spoken else official[0]
            words.update(dict.fromkeys(official))
            place = end
        return Expansion(text, tuple(words))

    def _match(self, question: str, place: int, belong: Callable[[str], bool]) -> tuple[int, tuple[str, ...]]:
        """Return where the way of saying that begins at ``place`` ends and its official words; one letter for none."""
        for pattern, official in self._by_letter.get(question[place].lower(), ()):
            match = pattern.match(question, place)
            seams = _seams(question, place, match.end()) if match else []
            if match and not any(pair in _POINTING or belong(pair) for pair in seams):
                return match.end(), official
        return place + 1, ()


def load_thesaurus(own: Path | None = None) -> Thesaurus:
    """Return the bundled thesaurus, with the lines of an office's own file before it where there is such a file.

    Raise KnowledgeError naming the file that is no thesaurus.
    """
    bundled = files("knowledge").joinpath(FILE)
    lines = dict(_read(bundled))
    if own is not None and own.exists():
        lines.update(_read(own))
    return Thesaurus({way: official for way, official in lines.items() if official})


def _read(file: Traversable) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each way of saying with its official words."""
    try:
        for field in tomllib.loads(file.read_text("utf-8-sig")).values():
            for ways, official in field.items():
                yield from ((way, tuple(official.split())) for way in ways.split() if way.strip(GAP))
    except (OSError, ValueError, AttributeError) as fault:
        raise KnowledgeError(f"{file}: not a thesaurus: {fault}") from fault


def _seams(question: str, start: int, end: int) -> list[str]:
    """Return the pairs of letters that are parted where a way of saying begins and ends."""
    return [pair for at in (start, end) if len(pair := question[max(at - 1, 0) : at + 1]) == 2]


def _pattern(way: str) -> re.Pattern[str]:
    return re.compile(_IN_GAP.join(map(re.escape, way.split(GAP))), re.IGNORECASE)
