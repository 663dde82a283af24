"""How fast documents are taken in, beside the bare embedding of the same texts, and how fast unchanged ones are."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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

ROUNDS, FILES, ARTICLES = 4, 2, 20  # rounds, regulations in each, articles in each of those
MANY, SHORT = 1000, 3  # files that did not change, and the articles in each
SHARE = 0.9  # of the bare embedding's rate that taking in must reach
LONGEST = 2.0  # seconds that MANY unchanged files may take
REMARK = "the ratio is to the bare embedding's rate over the same texts, the two timed in turn"


@dataclass(frozen=True, slots=True)
class Round:
    """The seconds of embedding some texts alone and of taking in the files they come from."""

    texts: int
    passages: int
    embedding: float
    ingest: float


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


def measure_ingest(config: Config, model: Embedder, *, rounds: int = ROUNDS, many: int = MANY) -> Stage:
    """Return the rate of taking in, and the seconds that unchanged files take."""
    measured = _take_turns(config, model, rounds)
    bare, seconds = (sum(getattr(turn, name) for turn in measured) for name in ("embedding", "ingest"))
    texts, passages = sum(turn.texts for turn in measured), sum(turn.passages for turn in measured)
    return Stage(
        "Taking documents in",
        (
            Figure("bare embedding of passages and sentences", texts / bare, "texts/s"),
            Figure("ingest, the same texts", texts / seconds, "texts/s", bare / seconds, least=SHARE),
            Figure("ingest", passages / seconds, "passages/s"),
            Figure(f"{many:,} unchanged files", _repeat(config, model, many), "s", most=LONGEST),
        ),
        REMARK,
    )


def _take_turns(config: Config, model: Embedder, rounds: int) -> list[Round]:
    measured = []
    with (
        elsewhere(config) as place,
        build(place, embedder=model) as canmou,
        TemporaryDirectory() as folder,
        working("Taking documents in", rounds) as report,
    ):
        for number in range(rounds):
            readings = [regulation(number * FILES + part, ARTICLES) for part in range(FILES)]
            texts = _texts(readings)
            bare = _embed(model, texts)
            seconds, passages = _take_in(canmou, _write(Path(folder), readings), model)
            measured.append(Round(len(texts), passages, bare, seconds))
            report(1)
    return measured


def _texts(readings: Iterable[Reading]) -> list[str]:
    collector = Collector()
    vectorize([cut(reading) for reading in readings], collector)
    return collector.texts


def _embed(model: Embedder, texts: Sequence[str]) -> float:
    started = time.perf_counter()
    model.passages(texts)
    return time.perf_counter() - started


def _write(folder: Path, readings: Iterable[Reading]) -> list[Path]:
    paths = []
    for reading in readings:
        path = folder / reading.file
        path.write_text(reading.text, "utf-8")
        paths.append(path)
    return paths


def _take_in(canmou: Canmou, paths: Sequence[Path], model: Embedder) -> tuple[float, int]:
    """Take files in as ``canmou ingest`` does; return the seconds and the passages that were new."""
    started = time.perf_counter()
    with Readers(canmou.limits) as readers:
        outcomes = list(Ingest(canmou.records, model, readers).outcomes(paths))
    return time.perf_counter() - started, sum(outcome.passages for outcome in outcomes if outcome.state is State.ADDED)


def _repeat(config: Config, model: Embedder, many: int) -> float:
    """Return the seconds that files take which are all in the library already."""
    drawn = DrawnEmbedder(model)
    with elsewhere(config) as place, build(place, embedder=drawn) as canmou, TemporaryDirectory() as folder:
        paths = _write(Path(folder), (regulation(number, SHORT) for number in range(many)))
        with working(f"Taking {many:,} files in, twice"):
            _take_in(canmou, paths, drawn)
            return _take_in(canmou, paths, drawn)[0]
