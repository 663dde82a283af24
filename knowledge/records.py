"""The shapes in which the library is kept, and what it asks of the database that keeps it.

A vector row is an f16 array of the model's dimension. The vectors of a document are made from its text by one model,
whose fingerprint stands beside them.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.audience import PUBLIC
from knowledge.documents import Document, Span

Rows = NDArray[np.float16]


class Origin(StrEnum):
    """Whose document it is: the office's own, or the starter handbook's."""

    OFFICE = "office"
    HANDBOOK = "handbook"


@dataclass(frozen=True, slots=True)
class Vectors:
    """The vectors of one document: a row a passage, and each passage's sentences with a row each."""

    passages: Rows
    sentences: tuple[tuple[Span, ...], ...]
    sentence_rows: Rows


@dataclass(frozen=True, slots=True)
class Record:
    """A document as it is kept.

    ``digest`` tells its file's content, ``model`` who made its vectors, ``collection`` whom it is shown to.
    """

    document: Document
    origin: Origin
    digest: str
    model: str
    vectors: Vectors
    collection: str = PUBLIC


@dataclass(frozen=True, slots=True)
class Holding:
    """What tells whether a document must be taken in or embedded anew."""

    digest: str
    origin: Origin
    model: str
    collection: str = PUBLIC


class Records(Protocol):
    """The library of record; each change is one transaction."""

    def revision(self) -> int:
        """Return a number that grows with every change."""

    def holdings(self) -> dict[str, Holding]:
        """Return what is held, by file, without texts and vectors."""

    def load(self) -> list[Record]:
        """Return everything, in the order in which it was first taken in."""

    def put(self, records: list[Record], collection: str | None = None) -> None:
        """Keep the records, each in place of the one of the same file, in whose collection it stays.

        With ``collection`` they all go into that one.
        """

    def remove(self, file: str) -> bool:
        """Remove a document; return whether it was there."""
