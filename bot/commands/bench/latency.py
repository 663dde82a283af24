"""How long a question takes over libraries of several sizes, beside its embedding alone and the plain pipeline.

The library is the real one: records in SQLite, chromadb, BM25, the whole path of an answer. Only the rows of its
passages are drawn. Each question is timed in every way before the next, so that whatever else the machine does hits
all of them alike.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from bot.app import Canmou, build
from bot.commands.bench.corpus import ARTICLES, DrawnEmbedder, documents, questions
from bot.commands.bench.figures import Figure, Stage, spread
from bot.commands.bench.loading import load_apart
from bot.commands.bench.plain import PlainPipeline
from bot.commands.session import working
from bot.config import Config
from knowledge.embedding import Embedder, Progress
from knowledge.library import Snapshot
from knowledge.records import Origin, Record
from knowledge.vectorizing import searched_text, vectorize

LONGEST = 2.0  # times a question's embedding that p95 of an answer may take, up to SIZE passages; it embeds two texts
SIZE = 10_000
WARM_UP = 5
REMARK = "ratios are to embedding the question alone; the rows of passages are drawn, not embedded"


@dataclass(frozen=True, slots=True)
class Asked:
    """The seconds of one question in each way."""

    embedding: float
    answer: float
    nearest: float
    score: float
    answered: bool

    @property
    def plain(self) -> float:
        """Return the seconds of the plain pipeline as a whole."""
        return self.embedding + self.nearest + self.score


def measure_latency(config: Config, model: Embedder, *, sizes: Sequence[int], count: int) -> Iterator[Stage]:
    """Yield the figures of each size; the library of ``config`` grows from one to the next."""
    drawn, kept = DrawnEmbedder(model), 0
    for size in sizes:
        with build(config, embedder=drawn) as canmou, working(f"Making {size:,} passages", size - kept) as report:
            _grow(canmou, drawn, first=kept // ARTICLES, size=size, progress=report)
            started = time.perf_counter()
            canmou.library.snapshot()
            indexed = time.perf_counter() - started
        with working(f"Loading {size:,} passages in a process of its own"):
            loading = load_apart(config)
        with build(config, embedder=drawn) as canmou:
            figures = tuple(_ask(canmou, size, count))
        yield Stage(
            f"{size:,} passages", (*figures, Figure("index brought up to date", indexed, "s"), *loading), REMARK
        )
        kept = size


def _grow(canmou: Canmou, drawn: DrawnEmbedder, *, first: int, size: int, progress: Progress) -> None:
    for document in documents(first, size):
        (vectors,) = vectorize([document], drawn)
        digest = sha256(document.text.encode()).hexdigest()
        canmou.records.put([Record(document, Origin.OFFICE, digest, drawn.fingerprint, vectors)])
        progress(len(document.passages))


def _ask(canmou: Canmou, size: int, count: int) -> Iterator[Figure]:
    snapshot = canmou.library.snapshot()
    with working("Filling the plain pipeline", len(snapshot.units)) as report:
        plain = PlainPipeline(_texts(snapshot), snapshot.vectors, report)
    with working("Asking", count + WARM_UP) as report:
        asked = [_time(canmou, plain, question, report) for question in questions(count + WARM_UP)][WARM_UP:]
    plain.close()
    yield from _spreads(asked, size)
    yield Figure("answered, not refused", sum(times.answered for times in asked) / len(asked) * 100, "%")


def _spreads(asked: Sequence[Asked], size: int) -> Iterator[Figure]:
    alone = [times.embedding for times in asked]
    yield from spread("embedding the question alone", alone)
    yield from spread("answer", [times.answer for times in asked], alone, most=LONGEST if size <= SIZE else None)
    yield from spread("plain pipeline", [times.plain for times in asked], alone)
    yield from spread("its chromadb query", [times.nearest for times in asked])
    yield from spread("its rank_bm25 scores", [times.score for times in asked])


def _texts(snapshot: Snapshot) -> list[str]:
    return [searched_text(unit.document, unit.passage) for unit in snapshot.units]


def _time(canmou: Canmou, plain: PlainPipeline, question: str, progress: Progress) -> Asked:
    started = time.perf_counter()
    vector = canmou.embedder.questions([question])[0]
    embedded = time.perf_counter()
    answer = canmou.answerer.answer(question)
    answered = time.perf_counter()
    progress(1)
    return Asked(
        embedded - started, answered - embedded, plain.search(vector), plain.score(question), not answer.refused
    )
