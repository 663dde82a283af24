"""How fast documents are taken in, beside the bare embedding of the same texts, and how fast unchanged ones are."""

import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from bot.app import Canmou, build
from bot.commands.bench.corpus import DrawnEmbedder, regulation
from bot.commands.bench.figures import Figure, Stage
from bot.commands.bench.folders import elsewhere
from bot.commands.session import working
from bot.config import Config
from knowledge.documents import Reading
from knowledge.embedding import Embedder, Progress, Vectors, no_progress
from knowledge.ingest import Ingest, State
from knowledge.passages import cut
from knowledge.readers import Readers
from knowledge.vectorizing import vectorize

FILES, ARTICLES = 8, 20
MANY, SHORT = 1000, 3  # files that did not change, and the articles in each
SHARE = 0.9  # of the bare embedding's rate that taking in must reach
LONGEST = 2.0  # seconds that MANY unchanged files may take
REMARK = "the share is of the bare embedding's rate over the same texts, timed before and after"


class Collector:
    """Notes the texts that are to be embedded instead of embedding them."""

    fingerprint = "none"

    def __init__(self) -> None:
        self.texts: list[str] = []

    def questions(self, texts: Sequence[str]) -> Vectors:
        """Return a row for each text."""
        return np.zeros((len(texts), 1), np.float32)

    def passages(self, texts: Sequence[str], progress: Progress = no_progress) -> Vectors:
        """Note the texts and return a row for each."""
        self.texts += texts
        return self.questions(texts)


def measure_ingest(config: Config, model: Embedder, *, files: int = FILES, many: int = MANY) -> Stage:
    """Return the rate of taking in, and the seconds that unchanged files take."""
    readings = [regulation(number, ARTICLES) for number in range(files)]
    texts = _texts(readings)
    with elsewhere(config) as place, working("Embedding and taking in", 3 * len(texts)) as report:
        before = _embed(model, texts, report)
        with build(place, embedder=model) as canmou, TemporaryDirectory() as folder:
            seconds, passages = _take_in(canmou, _write(Path(folder), readings), model, report)
        bare = (before + _embed(model, texts, report)) / 2
    return Stage(
        "Taking documents in",
        (
            Figure("bare embedding of passages and sentences", len(texts) / bare, "texts/s"),
            Figure("ingest, the same texts", len(texts) / seconds, "texts/s", bare / seconds, least=SHARE),
            Figure("ingest", passages / seconds, "passages/s"),
            Figure(f"{many:,} unchanged files", _repeat(config, model, many), "s", most=LONGEST),
        ),
        REMARK,
    )


def _texts(readings: Iterable[Reading]) -> list[str]:
    collector = Collector()
    vectorize([cut(reading) for reading in readings], collector)
    return collector.texts


def _embed(model: Embedder, texts: Sequence[str], report: Progress) -> float:
    started = time.perf_counter()
    model.passages(texts, report)
    return time.perf_counter() - started


def _write(folder: Path, readings: Iterable[Reading]) -> list[Path]:
    paths = []
    for reading in readings:
        path = folder / reading.file
        path.write_text(reading.text, "utf-8")
        paths.append(path)
    return paths


def _take_in(canmou: Canmou, paths: Sequence[Path], model: Embedder, report: Progress) -> tuple[float, int]:
    """Take files in as ``canmou ingest`` does; return the seconds and the passages that were new."""
    started = time.perf_counter()
    with Readers(canmou.limits) as readers:
        outcomes = list(Ingest(canmou.records, model, readers).outcomes(paths, report))
    return time.perf_counter() - started, sum(outcome.passages for outcome in outcomes if outcome.state is State.ADDED)


def _repeat(config: Config, model: Embedder, many: int) -> float:
    """Return the seconds that files take which are all in the library already."""
    drawn = DrawnEmbedder(model)
    with elsewhere(config) as place, build(place, embedder=drawn) as canmou, TemporaryDirectory() as folder:
        paths = _write(Path(folder), (regulation(number, SHORT) for number in range(many)))
        with working(f"Taking {many:,} files in, twice", 5 * many) as report:
            _take_in(canmou, paths, drawn, report)
            return _take_in(canmou, paths, drawn, no_progress)[0]
