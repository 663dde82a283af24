"""The library as it is searched: everything the records hold, with its standing, its vectors and its lexicon.

A ``Snapshot`` never changes; ``Library.snapshot`` makes a new one when the records have changed, whoever changed them.
It holds what one audience may see, so that nothing else can be found, counted or named from it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from threading import Lock
from typing import Literal
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from knowledge.audience import EVERYBODY, EVERYTHING, Audience
from knowledge.documents import Document, Kind, Passage, Span, Status
from knowledge.errors import ModelFault
from knowledge.index import Index
from knowledge.lexical import Lexicon
from knowledge.question import Name
from knowledge.records import Origin, Record, Records
from knowledge.vectorizing import searched_text
from knowledge.versions import Standing, Succession, standings

HandbookSetting = Literal["auto", "on", "off"]
KEPT = 8  # snapshots, one an audience; the one that was not used for longest goes


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of the library and how it stands; ``active`` tells whether answers may come from it at all."""

    record: Record
    standing: Standing
    active: bool

    @property
    def document(self) -> Document:
        """Return the document itself."""
        return self.record.document

    @property
    def in_force(self) -> bool:
        """Tell whether the document may be acted on today."""
        return self.standing.status is Status.IN_FORCE


@dataclass(frozen=True, slots=True)
class Unit:
    """A passage where it stands: its entry, its place in the document and in the vectors of the snapshot."""

    place: int
    entry: Entry
    number: int
    first_sentence: int

    @property
    def document(self) -> Document:
        """Return the document that the passage belongs to."""
        return self.entry.document

    @property
    def passage(self) -> Passage:
        """Return the passage."""
        return self.document.passages[self.number]

    @property
    def text(self) -> str:
        """Return the passage's words as they stand in the document."""
        return self.passage.span.of(self.document.text)

    @property
    def lead(self) -> str:
        """Return the opening words that a part of a long article depends on, or ""."""
        return self.passage.lead.of(self.document.text) if self.passage.lead else ""

    @property
    def sentences(self) -> tuple[Span, ...]:
        """Return the passage's sentences as spans of the document."""
        return self.entry.record.vectors.sentences[self.number]

    @property
    def key(self) -> str:
        """Return what names the passage's vector in the index; it changes with the file, its text and the model."""
        record = self.entry.record
        return f"{record.digest[:16]}-{crc32(f'{record.document.file}|{record.model}'.encode()):x}-{self.number}"


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The library at one revision, as far as its audience may see it: all that is derived comes from that alone."""

    revision: int
    entries: tuple[Entry, ...]
    units: tuple[Unit, ...]
    vectors: NDArray[np.float32]
    sentence_vectors: NDArray[np.float16]

    @cached_property
    def lexicon(self) -> Lexicon:
        """Return the grams of every passage with its title and headings."""
        return Lexicon([searched_text(unit.document, unit.passage) for unit in self.units])

    @cached_property
    def middles(self) -> Mapping[Kind, NDArray[np.float32]]:
        """Return the mean of the passages' vectors of each kind of document."""
        kinds = np.array([unit.document.kind for unit in self.units])
        return {kind: self.vectors[kinds == kind].mean(0) for kind in Kind if (kinds == kind).any()}

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """Return the names of the documents that answers may come from."""
        return tuple(Name(entry.document.file, entry.document.title) for entry in self.entries if entry.active)

    @cached_property
    def by_key(self) -> Mapping[str, Unit]:
        """Return the passages by the key of their vector."""
        return {unit.key: unit for unit in self.units}

    @cached_property
    def by_file(self) -> Mapping[str, tuple[Unit, ...]]:
        """Return the passages of each file in order."""
        found: dict[str, list[Unit]] = {}
        for unit in self.units:
            found.setdefault(unit.document.file, []).append(unit)
        return {file: tuple(units) for file, units in found.items()}


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The records at one revision on one day, and the snapshots made of them, the last one used at the end."""

    state: tuple[int, date]
    records: list[Record]
    collections: frozenset[str]
    made: dict[Audience, Snapshot] = field(default_factory=dict)


class Library:
    """Makes snapshots of the records, one an audience, and keeps the index in step with them."""

    def __init__(
        self,
        records: Records,
        index: Index,
        *,
        model: str,
        successions: Mapping[str, Succession],
        today: Callable[[], date],
        handbook: HandbookSetting = "auto",
    ) -> None:
        self._records = records
        self._index = index
        self._model = model
        self._successions = successions
        self._today = today
        self._handbook = handbook
        self._turn = Lock()
        self._shelf: _Shelf | None = None

    def snapshot(self, audience: Audience = EVERYTHING) -> Snapshot:
        """Return what an audience may see of the library as it is now; the index holds all of it, and more.

        Raise ModelFault when vectors that are searched were made by another model than the library's own.
        """
        with self._turn:
            state = (self._records.revision(), self._today())
            if self._shelf is None or self._shelf.state != state:
                self._shelf = None  # two of them need not be held at once
                self._shelf = self._fill(state)
            return self._take(self._shelf, audience)

    def entries(self, audience: Audience = EVERYTHING) -> tuple[Entry, ...]:
        """Return every document that an audience may see with its standing, without touching the index."""
        return self._entries(self._records.load(), audience, self._today())

    def _fill(self, state: tuple[int, date]) -> _Shelf:
        records = self._records.load()
        shelf = _Shelf(state, records, frozenset(record.collection for record in records))
        # Everybody sees what nobody else does: the handbook, while all documents of the office are closed to them.
        widest = [self._take(shelf, audience) for audience in (EVERYBODY, EVERYTHING)]
        self._index.sync({unit.key: whole.vectors[unit.place] for whole in widest for unit in whole.units})
        return shelf

    def _take(self, shelf: _Shelf, audience: Audience) -> Snapshot:
        seen = audience.among(shelf.collections)
        snapshot = shelf.made.pop(seen, None) or self._make(shelf, seen)
        shelf.made[seen] = snapshot
        while len(shelf.made) > KEPT:
            del shelf.made[next(iter(shelf.made))]
        return snapshot

    def _make(self, shelf: _Shelf, audience: Audience) -> Snapshot:
        revision, today = shelf.state
        entries = self._entries(shelf.records, audience, today)
        used = [entry.record for entry in entries if entry.active]
        stale = [record for record in used if record.model != self._model]
        if stale:
            raise ModelFault(f"{len(stale)} documents have vectors of another model; start again to make them anew")
        return Snapshot(
            revision,
            entries,
            tuple(_units(entries)),
            _stack([record.vectors.passages for record in used]).astype(np.float32),
            _stack([record.vectors.sentence_rows for record in used]),
        )

    def _entries(self, every: Iterable[Record], audience: Audience, today: date) -> tuple[Entry, ...]:
        records = [record for record in every if audience.admits(record.collection)]
        own = [record for record in records if record.origin is Origin.OFFICE]
        found = standings([record.document for record in own], self._successions, today)
        standing = Standing(Status.IN_FORCE)
        use_handbook = self._handbook == "on" or (self._handbook == "auto" and not own)
        return tuple(
            Entry(record, found.get(record.document.file, standing), record.origin is Origin.OFFICE or use_handbook)
            for record in records
        )


def _units(entries: tuple[Entry, ...]) -> Iterator[Unit]:
    place = sentence = 0
    for entry in entries:
        if not entry.active:
            continue
        for number, spans in enumerate(entry.record.vectors.sentences):
            yield Unit(place, entry, number, sentence)
            place += 1
            sentence += len(spans)


def _stack(rows: list[NDArray[np.float16]]) -> NDArray[np.float16]:
    filled = [array for array in rows if len(array)]
    return np.concatenate(filled) if filled else np.zeros((0, 0), np.float16)
