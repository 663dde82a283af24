"""The composition root: everything Canmou is made of, built from the settings in one place.

The keyword arguments are the only seams: a test may replace the clock and the embedder, nothing else.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import as_file, files

from sqlalchemy import Engine

from bot.config import Config
from bot.storage.library import LibraryRecords
from bot.storage.tables import open_database
from knowledge.answering import Answerer
from knowledge.embedding import Embedder, Progress, no_progress
from knowledge.embedding.sentence import ModelSettings, SentenceEmbedder
from knowledge.index import Index
from knowledge.ingest import Ingest, State, reembed
from knowledge.library import Library
from knowledge.readers import Limits, Readers
from knowledge.records import Origin, Records
from knowledge.retrieval import Retriever
from knowledge.versions import load_successions

Clock = Callable[[], datetime]
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Canmou:
    """The parts of a running assistant."""

    config: Config
    engine: Engine
    records: Records
    embedder: Embedder
    library: Library
    retriever: Retriever
    answerer: Answerer
    limits: Limits
    now: Clock


def system_clock() -> datetime:
    """Return the moment, aware."""
    return datetime.now(UTC)


@contextmanager
def build(config: Config, *, now: Clock = system_clock, embedder: Embedder | None = None) -> Iterator[Canmou]:
    """Build the assistant and close it in the end; raise DatabaseFault when its database cannot be opened."""
    config.storage.data_dir.mkdir(parents=True, exist_ok=True)
    engine = open_database(config.storage.database)
    index = Index(config.storage.data_dir / "index")
    try:
        records = LibraryRecords(engine)
        model = embedder or SentenceEmbedder(model_settings(config))
        library = Library(
            records,
            index,
            successions=load_successions(),
            today=lambda: now().astimezone(config.office.timezone).date(),
            handbook=config.knowledge.handbook,
        )
        retriever = Retriever(library, index, model)
        answerer = Answerer(retriever, max_sources=config.answering.max_sources)
        yield Canmou(config, engine, records, model, library, retriever, answerer, document_limits(config), now)
    finally:
        index.close()
        engine.dispose()


def model_settings(config: Config) -> ModelSettings:
    """Return what the settings say of the embedding model."""
    embedding = config.embedding
    return ModelSettings(
        name=embedding.model,
        folder=config.model_dir,
        query_prompt=embedding.query_prompt,
        passage_prompt=embedding.passage_prompt,
        batch_size=embedding.batch_size,
        precision=embedding.precision,
    )


def document_limits(config: Config) -> Limits:
    """Return what one document may cost while it is read."""
    limits = config.limits
    return Limits(
        file_bytes=limits.file_mb * MEGABYTE,
        seconds=limits.parse_seconds,
        memory_bytes=limits.parse_memory_mb * MEGABYTE,
    )


def prepare_library(canmou: Canmou, progress: Progress = no_progress) -> int:
    """Bring the library up to date with this version: its handbook and its model; return how many documents changed."""
    changed = reembed(canmou.records, canmou.embedder, progress)
    with as_file(files("knowledge") / "handbook") as folder, Readers(canmou.limits) as readers:
        ingest = Ingest(canmou.records, canmou.embedder, readers, origin=Origin.HANDBOOK)
        outcomes = list(ingest.outcomes(sorted(folder.glob("*.md")), progress))
    return changed + sum(outcome.state in (State.ADDED, State.CHANGED) for outcome in outcomes)
