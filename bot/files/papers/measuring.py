"""How a given .docx is laid out: its page, its margins, and the typeface, size and line pitch of most of its text.

What is not written in the file is None: what a word processor then takes is its own business. The package is unpacked
within the limits of ``knowledge.readers``.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from bot.files.papers.layout import POINTS_PER_MM, TWIPS_PER_POINT
from knowledge.readers.package import attribute, child, children, local_name, unpack
from knowledge.readers.source import Limits, Source

DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"
BODY_LENGTH = 30  # characters; a shorter paragraph may be a heading
_WANTED = re.compile(r"word/(?:document|styles)\.xml")
_DEPTH = 20  # styles that are based on one another at most


@dataclass(frozen=True, slots=True)
class Measures:
    """Lengths of the last section in millimetres, of most of the text in points; ``pitch`` is a fixed line's."""

    width: float | None = None
    height: float | None = None
    top: float | None = None
    left: float | None = None
    right: float | None = None
    bottom: float | None = None
    font: str | None = None
    size: float | None = None
    pitch: float | None = None


def measure(name: str, content: bytes, limits: Limits) -> Measures:
    """Return how a .docx is laid out; raise UnreadableDocument when it is no whole one."""
    parts = unpack(Source(name, content, limits), _WANTED)
    body = child(parts.get(DOCUMENT), "body")
    section = child(body, "sectPr")
    page, margins = child(section, "pgSz"), child(section, "pgMar")
    looks = _Looks(parts.get(STYLES))
    paragraphs = [each for each in children(body, "p") if len(_text(each)) >= BODY_LENGTH]
    sizes = _most(looks.values(paragraphs, "sz", "val"))
    pitches = _most((looks.pitch(each), len(_text(each))) for each in paragraphs)
    return Measures(
        width=_millimetres(attribute(page, "w")),
        height=_millimetres(attribute(page, "h")),
        top=_millimetres(attribute(margins, "top")),
        left=_millimetres(attribute(margins, "left") or attribute(margins, "start")),
        right=_millimetres(attribute(margins, "right") or attribute(margins, "end")),
        bottom=_millimetres(attribute(margins, "bottom")),
        font=_most(looks.values(paragraphs, "rFonts", "eastAsia")) or None,
        size=_points(sizes, 2),
        pitch=_points(pitches, TWIPS_PER_POINT),
    )


class _Looks:
    """The styles of a document: what a run or a paragraph has, by itself, by its style or by default."""

    def __init__(self, styles: Element | None) -> None:
        self._styles = {attribute(style, "styleId"): style for style in children(styles, "style")}
        self._default = next((key for key, style in self._styles.items() if _is_default(style)), "")
        self._run = child(styles, "docDefaults", "rPrDefault")
        self._paragraph = child(styles, "docDefaults", "pPrDefault")

    def values(self, paragraphs: list[Element], name: str, key: str) -> Iterator[tuple[str, int]]:
        """Yield a property of each run with the run's length."""
        for paragraph in paragraphs:
            chain = [*self._chain(paragraph), self._run]
            for run in filter(lambda each: local_name(each) == "r", paragraph.iter()):
                yield _first([run, *chain], "rPr", name, key), len(_text(run))

    def pitch(self, paragraph: Element) -> str:
        """Return the line of fixed height of a paragraph in twips, "" when it is not fixed."""
        chain = [paragraph, *self._chain(paragraph), self._paragraph]
        is_fixed = _first(chain, "pPr", "spacing", "lineRule") == "exact"
        return _first(chain, "pPr", "spacing", "line") if is_fixed else ""

    def _chain(self, paragraph: Element) -> Iterator[Element]:
        """Yield the style of a paragraph and those that it is based on."""
        name = attribute(child(paragraph, "pPr", "pStyle"), "val") or self._default
        for _ in range(_DEPTH):
            style = self._styles.get(name)
            if style is None:
                return
            yield style
            name = attribute(child(style, "basedOn"), "val")


def _is_default(style: Element) -> bool:
    return attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true", "on")


def _first(elements: list[Element | None], properties: str, name: str, key: str) -> str:
    """Return the first value that one of the elements has for a property, "" for none."""
    values = (attribute(child(element, properties, name), key) for element in elements)
    return next(filter(None, values), "")


def _text(element: Element) -> str:
    return "".join(each.text or "" for each in element.iter() if local_name(each) == "t")


def _most(values: Iterator[tuple[str, int]]) -> str:
    """Return the value that most characters have, "" for none."""
    counts: Counter[str] = Counter()
    for value, length in values:
        counts[value] += length
    return counts.most_common(1)[0][0] if counts else ""


def _points(value: str, parts: int) -> float | None:
    return int(value) / parts if value.isascii() and value.isdecimal() else None


def _millimetres(value: str) -> float | None:
    length = _points(value, TWIPS_PER_POINT)
    return None if length is None else length / POINTS_PER_MM
