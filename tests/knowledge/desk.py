"""The knowledge side put together as the application does it: a real database, a real index, a fake embedder."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.storage.database import open_database
from bot.storage.library import LibraryRecords
from knowledge.answering import Answerer
from knowledge.answers import Answer
from knowledge.index import Index
from knowledge.ingest import Ingest, Outcome
from knowledge.library import HandbookSetting, Library, Snapshot
from knowledge.phrasing import Phrasing
from knowledge.readers import Readers
from knowledge.records import Origin
from knowledge.retrieval import Found, Retriever
from knowledge.thesaurus import load_thesaurus
from tests.fakes import Clock, GramEmbedder
from tests.knowledge.samples import SUCCESSIONS


@dataclass(frozen=True)
class Desk:
    """A library and who answers from it; its files are in ``folder / "files"``."""

    folder: Path
    clock: Clock
    embedder: GramEmbedder
    records: LibraryRecords
    index: Index
    library: Library
    retriever: Retriever
    answerer: Answerer

    def write(self, texts: Mapping[str, str]) -> list[Path]:
        """Write files and return their paths."""
        folder = self.folder / "files"
        folder.mkdir(exist_ok=True)
        for name, text in texts.items():
            (folder / name).write_text(text, "utf-8")
        return [folder / name for name in texts]

    def ingest(self, paths: Sequence[Path], origin: Origin = Origin.OFFICE) -> list[Outcome]:
        """Take in files and return their outcomes."""
        with Readers() as readers:
            return list(Ingest(self.records, self.embedder, readers, origin=origin).outcomes(paths))

    def take_in(self, texts: Mapping[str, str], origin: Origin = Origin.OFFICE) -> list[Outcome]:
        """Write files and take them in."""
        return self.ingest(self.write(texts), origin)

    def snapshot(self) -> Snapshot:
        return self.library.snapshot()

    def search(self, asked: str, *history: str, count: int = 10) -> Found:
        return self.retriever.search(asked, history, count=count)

    def places(self, asked: str, *history: str) -> list[tuple[str, str]]:
        """Return file and locator of what is found, best first."""
        return [(hit.unit.document.file, hit.unit.passage.locator) for hit in self.search(asked, *history).hits]

    def answer(self, asked: str, *history: str) -> Answer:
        return self.answerer.answer(asked, history)


@contextmanager
def open_desk(
    folder: Path,
    *,
    embedder: GramEmbedder | None = None,
    clock: Clock | None = None,
    handbook: HandbookSetting = "auto",
    max_sources: int = 3,
) -> Iterator[Desk]:
    """Put the parts together over ``folder``; opened twice, the two share its database as two processes do."""
    engine = open_database(f"sqlite:///{folder / 'canmou.db'}")
    index = Index(folder / "index")
    embedder, clock, records = embedder or GramEmbedder(), clock or Clock(), LibraryRecords(engine)
    library = Library(
        records,
        index,
        model=embedder.fingerprint,
        successions=SUCCESSIONS,
        today=clock.today,
        handbook=handbook,
    )
    retriever = Retriever(library, index, Phrasing(embedder, load_thesaurus()))
    answerer = Answerer(retriever, max_sources=max_sources)
    try:
        yield Desk(folder, clock, embedder, records, index, library, retriever, answerer)
    finally:
        index.close()
        engine.dispose()
