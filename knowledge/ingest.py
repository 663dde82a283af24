"""Files into the library: read, refused or cut, embedded and kept, each with an outcome of its own.

Documents are embedded and kept in groups, each group in one transaction: a run that is cut short keeps what it said
it kept. What stands in the library unchanged is told by its digest and not read again.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from knowledge.documents import Document
from knowledge.embedding import Embedder, Progress, no_progress
from knowledge.errors import ClassifiedDocument, DocumentFault, UnreadableDocument
from knowledge.passages import cut
from knowledge.readers import Limits, Readers, is_known
from knowledge.readers.source import load
from knowledge.records import Origin, Record, Records
from knowledge.vectorizing import text_count, vectorize

CUTTING = "2"  # raised when documents are cut in another way, so that all are taken in anew
ANNEXED = "附件"
GROUP = 600  # texts that are embedded and kept together


class State(StrEnum):
    """What became of a file."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One file's fate; ``fault`` says why it was refused or what it duplicates, ``passages`` how many it gave."""

    file: str
    state: State
    passages: int = 0
    fault: str = ""


@dataclass(frozen=True, slots=True)
class _Pending:
    document: Document
    digest: str
    state: State


class Ingest:
    """One run over files; ``outcomes`` does the work as it is iterated.

    With ``collection`` the documents go into that one; without, those that are known stay where they are.
    """

    def __init__(
        self,
        records: Records,
        embedder: Embedder,
        readers: Readers,
        *,
        origin: Origin = Origin.OFFICE,
        collection: str | None = None,
    ) -> None:
        self._records = records
        self._embedder = embedder
        self._readers = readers
        self._origin = origin
        self._collection = collection
        self._held = {file: held.digest for file, held in records.holdings().items() if held.origin is origin}
        self._by_digest = {digest: file for file, digest in self._held.items()}
        self._taken: dict[str, Path] = {}

    def outcomes(self, paths: Iterable[Path], progress: Progress = no_progress) -> Iterator[Outcome]:
        """Take in every file of ``paths`` and yield its outcome; a fault in one never stops the others."""
        waiting: list[_Pending] = []
        for path in paths:
            result = self._examine(path)
            if isinstance(result, Outcome):
                yield result
                continue
            waiting.append(result)
            if sum(text_count(pending.document) for pending in waiting) >= GROUP:
                yield from self._keep(waiting, progress)
                waiting = []
        yield from self._keep(waiting, progress)

    def _examine(self, path: Path) -> _Pending | Outcome:
        try:
            digest = _digest(path, self._readers.limits)
            first = self._taken.setdefault(path.name, path)
            if digest in self._by_digest:
                return _known(path.name, self._by_digest[digest])
            if digest and first != path:
                raise UnreadableDocument(str(path), f"has the same name as {first}; rename one")
            document = self._cut(path)
            if not document.passages:
                raise UnreadableDocument(path.name, "no text that could be cited was found")
        except DocumentFault as fault:
            if isinstance(fault, ClassifiedDocument):
                self._forget(path.name)
            return Outcome(path.name, State.REFUSED, fault=fault.fault)
        self._by_digest.pop(self._held.get(path.name, ""), None)
        self._by_digest[digest] = path.name
        return _Pending(document, digest, State.CHANGED if path.name in self._held else State.ADDED)

    def _forget(self, file: str) -> None:
        """Remove what was kept of a file before it bore its mark."""
        if file in self._held:
            self._by_digest.pop(self._held.pop(file), None)
            self._records.remove(file)

    def _cut(self, path: Path) -> Document:
        document = cut(self._readers.read(path))
        if self._origin is Origin.OFFICE:
            return document
        # The handbook's notes on where its figures come from are there to be read, not to be cited.
        return replace(document, passages=tuple(p for p in document.passages if p.locator != ANNEXED))

    def _keep(self, waiting: list[_Pending], progress: Progress) -> Iterator[Outcome]:
        vectors = vectorize([pending.document for pending in waiting], self._embedder, progress) if waiting else []
        records = [
            Record(pending.document, self._origin, pending.digest, self._embedder.fingerprint, found)
            for pending, found in zip(waiting, vectors, strict=True)
        ]
        if records:
            self._records.put(records, self._collection)
        for pending in waiting:
            yield Outcome(pending.document.file, pending.state, len(pending.document.passages))


def _known(file: str, known: str) -> Outcome:
    if known == file:
        return Outcome(file, State.UNCHANGED)
    return Outcome(file, State.DUPLICATE, fault=f"same text as {known}")


def reembed(records: Records, embedder: Embedder, progress: Progress = no_progress) -> int:
    """Make the vectors anew of every document whose vectors another model made; return how many documents."""
    if all(holding.model == embedder.fingerprint for holding in records.holdings().values()):
        return 0
    stale = [record for record in records.load() if record.model != embedder.fingerprint]
    for record in stale:
        (vectors,) = vectorize([record.document], embedder, progress)
        records.put([replace(record, model=embedder.fingerprint, vectors=vectors)])
    return len(stale)


def find_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files themselves and those below the folders, hidden ones left out, in a steady order."""
    for path in paths:
        if path.is_dir():
            yield from sorted(found for found in path.rglob("*") if found.is_file() and not _hidden(found.name))
        else:
            yield path


def _hidden(name: str) -> bool:
    return name.startswith((".", "~$"))


def _digest(path: Path, limits: Limits) -> str:
    """Return what tells this content, cut in this way, from any other."""
    if not is_known(path):
        return ""  # the reader says what is wrong with it
    return hashlib.sha256(f"{CUTTING} ".encode() + load(path, limits).data).hexdigest()
