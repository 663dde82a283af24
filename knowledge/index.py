"""The vector index: a chromadb collection that only caches what the library of record holds.

One process owns the folder, by a lock file; another process that opens the same library meanwhile keeps its index in
memory. Whatever is found in the folder is checked against the library and made anew when it disagrees or cannot be
read, because chromadb loses vectors without an error when several processes write (docs/decisions/0003).
"""

import fcntl
import shutil
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

from knowledge.errors import IndexFault

SEARCH_WIDTH = 256
BATCH = 4000
PROBES = 16
WIDER = 4  # how many times as many are asked for when too few were found
NEAR = 1e-3  # how far from itself a stored vector may seem, by rounding
Rows = NDArray[np.float32]


class Index:
    """Nearest vectors by key; calls from several threads take turns."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._lock = None if folder is None else _own(folder)
        self._turn = Lock()
        self._client: Any = None
        self._collection: Any = None
        self._held = 0  # how many vectors; asking chromadb takes longer than a search

    @property
    def persistent(self) -> bool:
        """Tell whether this process owns the folder, or keeps its index in memory."""
        return self._lock is not None

    def sync(self, vectors: Mapping[str, Rows]) -> None:
        """Make the index hold exactly ``vectors`` (key to a unit row), changing only what differs.

        Raise IndexFault when that fails with an empty folder too.
        """
        with self._turn:
            try:
                agrees = self._update(vectors)
            except IndexFault:
                agrees = False
            if not agrees:
                self._make_anew(vectors)
            self._held = len(vectors)

    def nearest(self, vector: Rows, count: int) -> list[str]:
        """Return the keys of the ``count`` nearest vectors, nearest first."""
        with self._turn, _faults_named():
            return self._nearest(vector, count)

    def nearest_among(self, among: Collection[str], vector: Rows, count: int) -> list[str]:
        """Return the keys of the ``count`` nearest vectors of those that ``among`` names, nearest first.

        Others may crowd around a question: it is asked for more until there are enough.
        """
        with self._turn, _faults_named():
            width = count * max(1, self._held // max(1, len(among)))
            while True:
                found = [key for key in self._nearest(vector, width) if key in among]
                if len(found) >= count or width >= self._held:
                    return found[:count]
                width *= WIDER

    def close(self) -> None:
        """Give the folder back."""
        with self._turn:
            self._release()
            if self._lock is not None:
                self._lock.close()
                self._lock = None

    def _nearest(self, vector: Rows, count: int) -> list[str]:
        if not self._held:
            return []
        found = self._collection.query(query_embeddings=[vector], n_results=count, include=[])
        return list(found["ids"][0])

    def _update(self, vectors: Mapping[str, Rows]) -> bool:
        """Add and take away what differs; return whether the index agrees in the end."""
        with _faults_named():
            if self._collection is None:
                self._open()
            found = set(self._collection.get(include=[])["ids"])
            self._delete([key for key in found if key not in vectors])
            self._add(vectors, [key for key in vectors if key not in found])
            return self._agrees(vectors)

    def _make_anew(self, vectors: Mapping[str, Rows]) -> None:
        self._release()
        with _faults_named():
            for folder in self._kept():
                shutil.rmtree(folder) if folder.is_dir() else folder.unlink()
            self._open()
            self._add(vectors, list(vectors))

    def _open(self) -> None:
        import chromadb
        from chromadb.config import Settings

        settings = Settings(anonymized_telemetry=False)
        if self._folder is None or self._lock is None:
            self._client = chromadb.EphemeralClient(settings)
        else:
            # A folder that chromadb once failed to open stays broken for the process: a new one has a new name.
            folder = next(self._kept(), self._folder / f"chroma-{uuid4().hex}")
            self._client = chromadb.PersistentClient(folder, settings)
        self._collection = self._client.get_or_create_collection(
            # All clients in memory share their collections.
            "library" if self.persistent else f"library-{uuid4().hex}",
            embedding_function=None,
            configuration={"hnsw": {"space": "ip", "ef_search": SEARCH_WIDTH}},
        )

    def _release(self) -> None:
        if self._client is not None:
            if self._collection is not None and not self.persistent:
                self._client.delete_collection(self._collection.name)
            self._client.close()
        self._collection = self._client = None
        self._held = 0

    def _kept(self) -> Iterator[Path]:
        """Yield the folders of chromadb's own; there is one, or none yet."""
        return iter([]) if self._folder is None or self._lock is None else self._folder.glob("chroma*")

    def _delete(self, keys: Sequence[str]) -> None:
        for batch in _batches(keys):
            self._collection.delete(ids=batch)

    def _add(self, vectors: Mapping[str, Rows], keys: Sequence[str]) -> None:
        for batch in _batches(keys):
            self._collection.add(ids=batch, embeddings=np.stack([vectors[key] for key in batch]))

    def _agrees(self, vectors: Mapping[str, Rows]) -> bool:
        """Tell whether the count, and a sample of vectors asked for themselves, are what they should be."""
        if self._collection.count() != len(vectors):
            return False
        probes = [vectors[key] for key in list(vectors)[:: max(1, len(vectors) // PROBES)]]
        if not probes:
            return True
        found = self._collection.query(query_embeddings=probes, n_results=1, include=["distances"])
        distances = [row[0] if row else np.inf for row in found["distances"]]
        return all(far <= 1 - float(probe @ probe) + NEAR for far, probe in zip(distances, probes, strict=True))


@contextmanager
def _faults_named() -> Iterator[None]:
    """Raise IndexFault in place of what chromadb raises."""
    from chromadb.errors import ChromaError

    try:
        yield
    except (ChromaError, OSError, ValueError, RuntimeError) as fault:
        raise IndexFault(str(fault)) from fault


def _own(folder: Path) -> Any:
    """Return the open lock file of ``folder``, or None when another process holds it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "owner.lock").open("w")
    except OSError as fault:
        raise IndexFault(str(fault)) from fault
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        return None
    return lock


def _batches(keys: Sequence[str]) -> Iterator[list[str]]:
    for start in range(0, len(keys), BATCH):
        yield list(keys[start : start + BATCH])
