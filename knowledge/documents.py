"""The shapes of a document in the library: frozen data that every other module passes on.

Offsets count characters of ``Document.text``; a passage, a lead and a quote are always exact slices of it.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What a document is, which decides how it is cut and how it is cited."""

    REGULATION = "regulation"
    SPEECH = "speech"


class Status(StrEnum):
    """Whether a document may be acted on; the values are what a reader sees."""

    IN_FORCE = "现行"
    AMENDED = "已修订"
    REPLACED = "已被取代"
    PENDING = "尚未施行"


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of characters of a document's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the slice of ``text`` that this span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as plain text, before it is cut.

    ``text`` has one paragraph a line, site furniture removed and hard-wrapped sentences joined; a mark of omitted
    text stays as a line of its own. ``banners`` are texts that stand outside the body (headers, footers, text boxes),
    which only the secrecy gate looks at. ``title`` is the title that the format itself names, or "".
    """

    file: str
    text: str
    title: str = ""
    banners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """One citable unit: an article, a part of a long one, or the text under a heading.

    ``locator`` is how a reader finds it (第九条; 三、理清思路…›四是在服务保障上突出精细高效); ``headings`` are the
    parts, chapters and sections above it (第二章 事故报告), outermost first. ``lead`` is the opening words of the
    article that a part of a long article depends on.
    """

    locator: str
    headings: tuple[str, ...]
    span: Span
    lead: Span | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A document that was cut: its identity, its dates and its passages in order.

    ``file`` is the file's name, unique in the library. ``issued`` is the day it was last issued or revised,
    ``effective`` the day it came into force; None when the text does not say.
    """

    file: str
    title: str
    kind: Kind
    issued: date | None
    effective: date | None
    text: str
    passages: tuple[Passage, ...]
