"""The library of record in the database: documents, their passages and vectors.

Implements what ``knowledge.records.Records`` asks for.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import Connection, Engine, Integer, Row, Text, cast, delete, insert, select, update

from bot.office.acts import Act
from bot.storage.database import standing_still
from bot.storage.readings import forget_document
from bot.storage.tables import documents, meta, passages
from knowledge.audience import PUBLIC
from knowledge.documents import Document, Kind, Passage, Span
from knowledge.records import Holding, Origin, Record, Rows, Vectors

Note = Callable[[Connection, Act, str], None]

REVISION = "library"


@dataclass(frozen=True, slots=True)
class Shelved:
    """A document as a list shows it, without its text."""

    id: int
    file: str
    title: str
    origin: Origin
    collection: str


class LibraryRecords:
    """Documents, passages and vectors as rows; ``note`` is told of what is taken in and out."""

    def __init__(self, engine: Engine, *, note: Note | None = None) -> None:
        self._engine = engine
        self._note_act = note

    def revision(self) -> int:
        """Return a number that grows with every change."""
        with self._engine.connect() as connection:
            return int(connection.scalar(select(meta.c.value).where(meta.c.key == REVISION)) or 0)

    def holdings(self) -> dict[str, Holding]:
        """Return what is held, by file, without texts and vectors."""
        columns = (documents.c.file, documents.c.digest, documents.c.origin, documents.c.model, documents.c.collection)
        with self._engine.connect() as connection:
            rows = connection.execute(select(*columns)).all()
        return {row.file: Holding(row.digest, Origin(row.origin), row.model, row.collection) for row in rows}

    def shelved(self) -> tuple[Shelved, ...]:
        """Return every document without its text, in the order in which it was first taken in."""
        columns = (documents.c.id, documents.c.file, documents.c.title, documents.c.origin, documents.c.collection)
        with self._engine.connect() as connection:
            rows = connection.execute(select(*columns).order_by(documents.c.id)).all()
        return tuple(Shelved(row.id, row.file, row.title, Origin(row.origin), row.collection) for row in rows)

    def load(self) -> list[Record]:
        """Return everything, in the order in which it was first taken in."""
        with standing_still(self._engine) as connection:
            rows: dict[int, list[Row[Any]]] = {}
            for row in connection.execute(select(passages).order_by(passages.c.document_id, passages.c.number)):
                rows.setdefault(row.document_id, []).append(row)
            found = connection.execute(select(documents).order_by(documents.c.id))
            return [_record(row, rows.get(row.id, [])) for row in found]

    def put(self, records: list[Record], collection: str | None = None) -> None:
        """Keep the records, each in place of the one of the same file; into ``collection``, else where that one is."""
        with self._engine.begin() as connection:
            _advance(connection)  # first, so that of two writers the second waits here
            for record in records:
                _put(connection, record, collection)
                self._note(connection, Act.INGEST, record.document.file)

    def remove(self, file: str) -> bool:
        """Remove a document; return whether it was there."""
        with self._engine.begin() as connection:
            wanted = select(documents.c.id, documents.c.collection).where(documents.c.file == file)
            found = connection.execute(wanted).one_or_none()
            if found is None:
                return False
            if found.collection != PUBLIC:
                # Who could see it once need not be able to now: nobody is told that it went.
                forget_document(connection, file)
            connection.execute(delete(passages).where(passages.c.document_id == found.id))
            connection.execute(delete(documents).where(documents.c.id == found.id))
            _advance(connection)
            self._note(connection, Act.REMOVE, file)
            return True

    def move(self, file: str, collection: str) -> bool:
        """Move a document to another collection; return whether it was there and in another one."""
        with self._engine.begin() as connection:
            if not _move(connection, file, collection):
                return False
            _advance(connection)
            self._note(connection, Act.MOVE_DOCUMENT, file)
            return True

    def _note(self, connection: Connection, act: Act, file: str) -> None:
        if self._note_act is not None:
            self._note_act(connection, act, file)


def _advance(connection: Connection) -> None:
    # Counted by the database, so that of two changes at once neither is lost.
    later = cast(cast(meta.c.value, Integer) + 1, Text)
    if not connection.execute(update(meta).where(meta.c.key == REVISION).values(value=later)).rowcount:
        connection.execute(insert(meta).values(key=REVISION, value="1"))


def _move(connection: Connection, file: str, collection: str) -> bool:
    """Move a document to another collection; tell whether it was there and in another one."""
    elsewhere = (documents.c.file == file, documents.c.collection != collection)
    is_moved = connection.execute(update(documents).where(*elsewhere).values(collection=collection)).rowcount > 0
    if is_moved:
        # Groups that cannot see it any more are not told that it went, those that can now are told that it came.
        forget_document(connection, file)
    return is_moved


def _put(connection: Connection, record: Record, collection: str | None) -> None:
    document = record.document
    values = {
        "file": document.file,
        "origin": record.origin.value,
        "digest": record.digest,
        "model": record.model,
        "title": document.title,
        "kind": document.kind.value,
        "issued": document.issued,
        "effective": document.effective,
        "text": document.text,
    }
    place = connection.scalar(select(documents.c.id).where(documents.c.file == document.file))
    if collection is not None:
        _move(connection, document.file, collection)
    if place is None:
        chosen = record.collection if collection is None else collection
        place = connection.scalar(insert(documents).values(**values, collection=chosen).returning(documents.c.id))
    else:
        connection.execute(update(documents).where(documents.c.id == place).values(values))
        connection.execute(delete(passages).where(passages.c.document_id == place))
    rows = _passage_rows(int(place or 0), record)
    if rows:
        connection.execute(insert(passages), rows)


def _passage_rows(document_id: int, record: Record) -> list[dict[str, Any]]:
    rows, first, vectors = [], 0, record.vectors
    for number, passage in enumerate(record.document.passages):
        spans = vectors.sentences[number]
        rows.append(
            {
                "document_id": document_id,
                "number": number,
                "locator": passage.locator,
                "headings": list(passage.headings),
                "start": passage.span.start,
                "end": passage.span.end,
                "lead_start": passage.lead and passage.lead.start,
                "lead_end": passage.lead and passage.lead.end,
                "sentences": [[span.start, span.end] for span in spans],
                "vector": vectors.passages[number].tobytes(),
                "sentence_vectors": vectors.sentence_rows[first : first + len(spans)].tobytes(),
            }
        )
        first += len(spans)
    return rows


def _record(row: Row[Any], rows: list[Row[Any]]) -> Record:
    document = Document(
        file=row.file,
        title=row.title,
        kind=Kind(row.kind),
        issued=row.issued,
        effective=row.effective,
        text=row.text,
        passages=tuple(map(_passage, rows)),
    )
    return Record(document, Origin(row.origin), row.digest, row.model, _vectors(rows), row.collection)


def _passage(row: Row[Any]) -> Passage:
    lead = None if row.lead_start is None else Span(row.lead_start, row.lead_end)
    return Passage(row.locator, tuple(row.headings), Span(row.start, row.end), lead)


def _vectors(rows: list[Row[Any]]) -> Vectors:
    whole = _array([row.vector for row in rows], len(rows))
    sentences = tuple(tuple(Span(start, end) for start, end in row.sentences) for row in rows)
    return Vectors(whole, sentences, _array([row.sentence_vectors for row in rows], sum(map(len, sentences))))


def _array(blobs: list[bytes], count: int) -> Rows:
    flat = np.frombuffer(b"".join(blobs), np.float16)
    return flat.reshape(count, -1) if count else flat.reshape(0, 0)
