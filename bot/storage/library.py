"""The library of record in the database: documents, their passages and vectors.

Implements what ``knowledge.records.Records`` asks for.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from sqlalchemy import Connection, Engine, Integer, Row, Text, cast, delete, insert, select, update

from bot.storage.tables import documents, meta, passages
from knowledge.documents import Document, Kind, Passage, Span
from knowledge.records import Holding, Origin, Record, Rows, Vectors

REVISION = "library"


class LibraryRecords:
    """Documents, passages and vectors as rows."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def revision(self) -> int:
        """Return a number that grows with every change."""
        with self._engine.connect() as connection:
            return int(connection.scalar(select(meta.c.value).where(meta.c.key == REVISION)) or 0)

    def holdings(self) -> dict[str, Holding]:
        """Return what is held, by file, without texts and vectors."""
        columns = (documents.c.file, documents.c.digest, documents.c.origin, documents.c.model)
        with self._engine.connect() as connection:
            rows = connection.execute(select(*columns)).all()
        return {row.file: Holding(row.digest, Origin(row.origin), row.model) for row in rows}

    def load(self) -> list[Record]:
        """Return everything, in the order in which it was first taken in."""
        with _still(self._engine) as connection:
            rows: dict[int, list[Row[Any]]] = {}
            for row in connection.execute(select(passages).order_by(passages.c.document_id, passages.c.number)):
                rows.setdefault(row.document_id, []).append(row)
            found = connection.execute(select(documents).order_by(documents.c.id))
            return [_record(row, rows.get(row.id, [])) for row in found]

    def put(self, records: list[Record]) -> None:
        """Keep the records, each in place of the one of the same file."""
        with self._engine.begin() as connection:
            _advance(connection)  # first, so that of two writers the second waits here
            for record in records:
                _put(connection, record)

    def remove(self, file: str) -> bool:
        """Remove a document; return whether it was there."""
        with self._engine.begin() as connection:
            found = connection.scalar(select(documents.c.id).where(documents.c.file == file))
            if found is None:
                return False
            connection.execute(delete(passages).where(passages.c.document_id == found))
            connection.execute(delete(documents).where(documents.c.id == found))
            _advance(connection)
            return True


@contextmanager
def _still(engine: Engine) -> Iterator[Connection]:
    """Connect so that every read sees the same state, whatever other processes change meanwhile."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN")
        else:
            connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection


def _advance(connection: Connection) -> None:
    # Counted by the database, so that of two changes at once neither is lost.
    later = cast(cast(meta.c.value, Integer) + 1, Text)
    if not connection.execute(update(meta).where(meta.c.key == REVISION).values(value=later)).rowcount:
        connection.execute(insert(meta).values(key=REVISION, value="1"))


def _put(connection: Connection, record: Record) -> None:
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
    if place is None:
        place = connection.scalar(insert(documents).values(values).returning(documents.c.id))
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
    return Record(document, Origin(row.origin), row.digest, row.model, _vectors(rows))


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
