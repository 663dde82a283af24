"""Entities of a text: the stretches that Telegram marks, counted in UTF-16 units, and those it finds by itself.

Found here: mentions, commands, web addresses with a scheme. Left out: hashtags, e-mail addresses, phone numbers and
bare host names. Markup that the sender wrote is read in ``markup``.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

# What Telegram never looks into for mentions, commands and addresses.
OPAQUE = frozenset({"code", "pre", "text_link", "text_mention", "url"})

# A word character on either side stops a match, and Chinese characters are word characters:
# neither 你好@canmou_bot nor /ask值班 is recognised.
_PATTERNS = {
    "url": re.compile(r"(?<!\w)https?://[^\s<>\"«»]*[^\s<>\"«».:;,('?!`，。；：？！）)】》]"),
    "mention": re.compile(r"(?<!\w)@[A-Za-z0-9_]{5,32}(?!\w)"),
    "bot_command": re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32}|(?!@))(?![\w/<>])"),
}


@dataclass(frozen=True, slots=True)
class Entity:
    """A marked stretch of a text; ``offset`` and ``length`` count UTF-16 units."""

    kind: str
    offset: int
    length: int
    url: str = ""
    user_id: int = 0
    language: str = ""

    @property
    def end(self) -> int:
        """Return the offset just behind the stretch."""
        return self.offset + self.length

    def of(self, text: str) -> str:
        """Return the stretch of ``text`` that the entity marks."""
        return text.encode("utf-16-le")[2 * self.offset : 2 * self.end].decode("utf-16-le", "replace")


@dataclass(frozen=True, slots=True)
class Formatted:
    """A plain text with its entities in order."""

    text: str
    entities: tuple[Entity, ...] = ()


def utf16_length(text: str) -> int:
    """Return how many UTF-16 units the text takes, which is how Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def in_order(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """Return the entities by offset, the outer one first."""
    return tuple(sorted(entities, key=lambda entity: (entity.offset, -entity.length)))


def detect(formatted: Formatted) -> Formatted:
    """Add the entities that Telegram finds by itself, except inside code and links."""
    taken = [entity for entity in formatted.entities if entity.kind in OPAQUE]
    found: list[Entity] = []
    for entity in _matches(formatted.text):
        if not any(entity.offset < other.end and other.offset < entity.end for other in (*taken, *found)):
            found.append(entity)
    return replace(formatted, entities=in_order((*formatted.entities, *found)))


def trim(formatted: Formatted) -> Formatted:
    """Take the white space off both ends, as Telegram does before it stores a text, and shift the entities."""
    text = formatted.text.strip()
    start = utf16_length(formatted.text[: len(formatted.text) - len(formatted.text.lstrip())])
    end = start + utf16_length(text)
    return Formatted(text, tuple(_clip(formatted.entities, start, end)))


def _matches(text: str) -> Iterator[Entity]:
    for kind, pattern in _PATTERNS.items():
        for match in pattern.finditer(text):
            yield Entity(kind, utf16_length(text[: match.start()]), utf16_length(match.group()))


def _clip(entities: Iterable[Entity], start: int, end: int) -> Iterator[Entity]:
    for entity in entities:
        offset, stop = max(entity.offset, start), min(entity.end, end)
        if offset < stop:
            yield replace(entity, offset=offset - start, length=stop - offset)
