"""The composition root: everything Canmou is made of, built from the settings in one place.

The keyword arguments are the only seams: a test may replace the clock, the embedder and the language model, nothing
else.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import as_file, files

from bot.config import Config
from bot.errors import ConfigFault
from bot.services.answers import AnswerService
from bot.services.model import ModelService
from bot.services.office import Office
from bot.storage import Engine
from bot.storage.database import open_database
from bot.storage.library import LibraryRecords
from knowledge.answering import Answerer
from knowledge.audience import PUBLIC
from knowledge.embedding import Embedder, Progress, adapter, bundled, no_progress
from knowledge.embedding.sentence import ModelSettings, SentenceEmbedder
from knowledge.index import Index
from knowledge.ingest import Ingest, State, reembed
from knowledge.library import Library
from knowledge.model import LanguageModel
from knowledge.model.chat import ChatModel, ChatSettings
from knowledge.outlining import Outliner
from knowledge.phrasing import Phrasing
from knowledge.readers import Limits, Readers
from knowledge.records import Holding, Origin, Records
from knowledge.retrieval import Retriever
from knowledge.thesaurus import FILE as THESAURUS
from knowledge.thesaurus import load_thesaurus
from knowledge.versions import load_successions
from prompts import Kind, PromptFault, load_kinds

Clock = Callable[[], datetime]
MEGABYTE = 1024 * 1024
KINDS = "kinds"  # the folder of an office's own kinds of writing in the data dir


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
    kinds: Mapping[str, Kind]
    outliner: Outliner
    limits: Limits
    now: Clock
    model: LanguageModel | None = None


def system_clock() -> datetime:
    """Return the moment, aware."""
    return datetime.now(UTC)


@contextmanager
def build(
    config: Config,
    *,
    now: Clock = system_clock,
    embedder: Embedder | None = None,
    model: LanguageModel | None = None,
) -> Iterator[Canmou]:
    """Build the assistant and close it in the end.

    Raise ConfigFault, DatabaseFault or IndexFault when its folder, its database or its index cannot be opened.
    """
    _make_folder(config)
    kinds = office_kinds(config)
    with closing(Index(config.storage.data_dir / "index")) as index, _database(config) as engine:
        records = LibraryRecords(engine)
        embedder = embedder or SentenceEmbedder(model_settings(config))
        library = Library(
            records,
            index,
            model=embedder.fingerprint,
            successions=load_successions(),
            today=lambda: now().astimezone(config.office.timezone).date(),
            handbook=config.knowledge.handbook,
        )
        thesaurus = load_thesaurus(config.storage.data_dir / THESAURUS)
        retriever = Retriever(library, index, Phrasing(embedder, thesaurus))
        answerer = Answerer(retriever, max_sources=config.answering.max_sources)
        yield Canmou(
            config=config,
            engine=engine,
            records=records,
            embedder=embedder,
            library=library,
            retriever=retriever,
            answerer=answerer,
            kinds=kinds,
            outliner=Outliner(retriever, kinds),
            limits=document_limits(config),
            now=now,
            model=model or language_model(config),
        )


@contextmanager
def open_office(config: Config, *, now: Clock = system_clock) -> Iterator[Office]:
    """Open the office alone, its people, duty and meetings, without documents and model; raise as ``build`` does."""
    _make_folder(config)
    with _database(config) as engine:
        yield Office(config, engine, now)


def office_kinds(config: Config) -> Mapping[str, Kind]:
    """Return the kinds of writing, the office's own among them; raise ConfigFault with the faults of their files."""
    try:
        return load_kinds(config.storage.data_dir / KINDS)
    except PromptFault as fault:
        raise ConfigFault(fault.faults) from fault


def _make_folder(config: Config) -> None:
    folder = config.storage.data_dir
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise ConfigFault((f"storage.data_dir: {folder} cannot be made: {fault.strerror}",)) from fault


@contextmanager
def _database(config: Config) -> Iterator[Engine]:
    engine = open_database(config.storage.database)
    try:
        yield engine
    finally:
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
        adapter=adapter.FILE if embedding.adapter == "on" and embedding.model == bundled.NAME else None,
    )


def language_model(config: Config) -> LanguageModel | None:
    """Return the language model that the settings name, or None when they name none; it is reached when it is asked."""
    model = config.model
    if not model.name:
        return None
    settings = ChatSettings(
        name=model.name,
        provider=model.provider,
        base_url=model.base_url,
        api_key=model.api_key.get_secret_value(),
        seconds=model.timeout_seconds,
        retries=model.retries,
        structured=model.structured,
    )
    return ChatModel(settings)


def prepare_model(canmou: Canmou) -> None:
    """Import what the language model needs, which takes seconds, before someone waits for its first reply."""
    if isinstance(canmou.model, ChatModel):
        canmou.model.prepare()


def answers_of(canmou: Canmou) -> AnswerService:
    """Return what answers questions at the command line, where only the day's budget counts."""
    office = Office(canmou.config, canmou.engine, canmou.now)
    return AnswerService(canmou.answerer, ModelService(office, canmou.model))


def document_limits(config: Config) -> Limits:
    """Return what one document may cost while it is read."""
    limits = config.limits
    return Limits(
        file_bytes=limits.file_mb * MEGABYTE,
        seconds=limits.parse_seconds,
        memory_bytes=limits.parse_memory_mb * MEGABYTE,
    )


def uses_handbook(canmou: Canmou) -> bool:
    """Tell whether answers come from the starter handbook: always, never, or until the office has documents."""
    setting = canmou.config.knowledge.handbook
    # Whoever sees no document of the office answers from the handbook still: nothing shall tell that there are any.
    own = any(_is_office(held) and held.collection == PUBLIC for held in canmou.records.holdings().values())
    return setting == "on" or (setting == "auto" and not own)


def prepare_library(canmou: Canmou, progress: Progress = no_progress) -> int:
    """Make the vectors fit the model and take in the handbook where it is used; return how many documents changed."""
    changed = reembed(canmou.records, canmou.embedder, progress)
    if not uses_handbook(canmou):
        return changed
    with as_file(files("knowledge") / "handbook") as folder, Readers(canmou.limits) as readers:
        held = canmou.records.holdings()
        # A rule that the office edited under the handbook's name is the office's own: it stays.
        paths = [path for path in sorted(folder.glob("*.md")) if not _is_office(held.get(path.name))]
        ingest = Ingest(canmou.records, canmou.embedder, readers, origin=Origin.HANDBOOK)
        outcomes = list(ingest.outcomes(paths, progress))
    return changed + sum(outcome.state in (State.ADDED, State.CHANGED) for outcome in outcomes)


def _is_office(holding: Holding | None) -> bool:
    return holding is not None and holding.origin is Origin.OFFICE
