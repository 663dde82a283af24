"""What the benchmark measures: each figure beside its peer, in the same run.

A library of a size is built and asked in a process of its own, so that memory can be told apart.
"""

import resource
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import numpy as np
from rank_bm25 import BM25Okapi

from bot.app import Canmou, build
from bot.commands.bench.corpus import DrawnEmbedder, documents, questions, regulation
from bot.config import Config
from knowledge.embedding import Embedder, Vectors
from knowledge.embedding.sentence import ModelSettings, SentenceEmbedder
from knowledge.index import Index
from knowledge.ingest import Ingest
from knowledge.lexical import grams
from knowledge.readers import Readers
from knowledge.records import Origin, Record
from knowledge.vectorizing import vectorize

T = TypeVar("T")

GROUP = 20  # documents kept in one transaction
UNCHANGED = 1000  # files of the second ingest
FRESH = 4  # regulations of the first ingest
ARTICLES = 25  # articles in each of them


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds at the middle and at the 95th of a hundred."""

    p50: float
    p95: float


@dataclass(frozen=True, slots=True)
class SizeFigures:
    """A library of a size: its passages, what a question takes whole, embedded alone and in the plain pipeline."""

    passages: int
    embedding: Latency
    answer: Latency
    plain: Latency
    load_seconds: float
    index_seconds: float
    bytes_a_passage: float
    resident_mb: float

    @property
    def ratio(self) -> float:
        """Return the whole question's p95 over that of embedding it."""
        return self.answer.p95 / self.embedding.p95


@dataclass(frozen=True, slots=True)
class IngestFigures:
    """Taking documents in: texts a second whole and embedded alone, and seconds for files that did not change."""

    texts: int
    ingest_rate: float
    embedding_rate: float
    unchanged_files: int
    unchanged_seconds: float

    @property
    def share(self) -> float:
        """Return the ingest's rate as a share of the bare embedding's."""
        return self.ingest_rate / self.embedding_rate


def measure_size(size: int, count: int, settings: ModelSettings) -> SizeFigures:
    """Build a library of ``size`` made-up passages, ask it ``count`` questions and return the figures."""
    embedder = DrawnEmbedder(SentenceEmbedder(settings))
    embedder.questions(["先热一下身"])
    with TemporaryDirectory() as folder, _office(Path(folder), embedder) as canmou:
        _fill(canmou, embedder, size)
        before = _resident()
        snapshot, load_seconds = _timed(canmou.library.snapshot)
        asked = questions(count)
        canmou.answerer.answer(asked[0])
        grown = _resident() - before
        plain = _Plain([unit.text for unit in snapshot.units], snapshot.vectors, embedder)
        calls: tuple[Callable[[str], object], ...] = (_bare(embedder), canmou.answerer.answer, plain)
        rows = [[_timed(partial(call, question))[1] for call in calls] for question in asked]
        _, index_seconds = _timed(partial(_index_again, canmou))
    embedding, answer, baseline = (_latency(column) for column in zip(*rows, strict=True))
    return SizeFigures(
        passages=len(snapshot.units),
        embedding=embedding,
        answer=answer,
        plain=baseline,
        load_seconds=load_seconds,
        index_seconds=index_seconds,
        bytes_a_passage=grown / max(1, len(snapshot.units)),
        resident_mb=_resident() / 1e6,
    )


def measure_ingest(settings: ModelSettings) -> IngestFigures:
    """Take a few regulations in with the real model, then many files that did not change, and return the figures."""
    embedder = SentenceEmbedder(settings)
    embedder.passages(["先热一下身"])
    with TemporaryDirectory() as name, _office(Path(name), embedder) as canmou, Readers() as readers:
        folder = Path(name)
        fresh = [_write(folder, number, ARTICLES) for number in range(FRESH)]
        _, taken = _timed(lambda: list(Ingest(canmou.records, embedder, readers).outcomes(fresh)))
        texts = [len(record.vectors.passages) + len(record.vectors.sentence_rows) for record in canmou.records.load()]
        stored = [record.document for record in canmou.records.load()]
        _, bare = _timed(lambda: vectorize(stored, embedder))
        many = [_write(folder, number, 1) for number in range(FRESH, FRESH + UNCHANGED)]
        drawn = DrawnEmbedder(embedder)
        list(Ingest(canmou.records, drawn, readers).outcomes(many))
        _, again = _timed(lambda: list(Ingest(canmou.records, drawn, readers).outcomes(many)))
    return IngestFigures(sum(texts), sum(texts) / taken, sum(texts) / bare, len(many), again)


class _Plain:
    """The pipeline of the tutorials: chromadb's nearest passages and rank_bm25 over the same grams."""

    def __init__(self, texts: Sequence[str], vectors: Vectors, embedder: Embedder) -> None:
        self._embedder = embedder
        self._bm25 = BM25Okapi([grams(text) for text in texts])
        self._index = Index(None)
        self._index.sync({str(place): row for place, row in enumerate(vectors)})

    def __call__(self, question: str) -> object:
        (vector,) = self._embedder.questions([question])
        return self._index.nearest(vector, 10), np.argsort(-self._bm25.get_scores(grams(question)))[:10]


def _office(folder: Path, embedder: Embedder) -> AbstractContextManager[Canmou]:
    config = Config.model_validate({"storage": {"data_dir": folder / "data"}, "knowledge": {"handbook": "off"}})
    return build(config, now=lambda: datetime(2026, 1, 1, tzinfo=UTC), embedder=embedder)


def _fill(canmou: Canmou, embedder: Embedder, size: int) -> None:
    made = list(documents(0, size))
    for start in range(0, len(made), GROUP):
        group = made[start : start + GROUP]
        vectors = vectorize(group, embedder)
        canmou.records.put(
            [
                Record(document, Origin.OFFICE, f"{start + place:08d}{document.file}", embedder.fingerprint, found)
                for place, (document, found) in enumerate(zip(group, vectors, strict=True))
            ]
        )


def _index_again(canmou: Canmou) -> None:
    snapshot = canmou.library.snapshot()
    with_vectors = {unit.key: snapshot.vectors[unit.place] for unit in snapshot.units}
    Index(None).sync(with_vectors)


def _write(folder: Path, number: int, articles: int) -> Path:
    reading = regulation(number, articles)
    path = folder / f"{number}-{reading.file}"
    path.write_text(reading.text, "utf-8")
    return path


def _bare(embedder: Embedder) -> Callable[[str], object]:
    return lambda question: embedder.questions([question])


def _timed(call: Callable[[], T]) -> tuple[T, float]:
    started = time.perf_counter()
    result = call()
    return result, time.perf_counter() - started


def _latency(seconds: Sequence[float]) -> Latency:
    p50, p95 = np.percentile(np.array(seconds) * 1000, [50, 95])
    return Latency(float(p50), float(p95))


def _resident() -> int:
    """Return the bytes of memory that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize()
