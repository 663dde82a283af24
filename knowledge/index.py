"""The vector index: a chromadb collection that only caches what the library of record holds.

One process owns the folder, by a lock file; another process that opens the same library meanwhile keeps its index in
memory. Whatever is found in the folder is checked against the library and made anew when it disagrees, because
chromadb loses vectors without an error when several processes write (docs/decisions/0003).
"""

import fcntl
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from chromadb.api import ClientAPI

COLLECTION = "library"
SEARCH_WIDTH = 256
BATCH = 4000
PROBES = 16
Rows = NDArray[np.float32]


class Index:
    """Nearest vectors by key."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._lock = None if folder is None else _own(folder)
        self._client: ClientAPI | None = None
        self._collection: Any = None

    @property
    def persistent(self) -> bool:
        """Tell whether this process owns the folder, or keeps its index in memory."""
        return self._lock is not None

    def sync(self, vectors: Mapping[str, Rows]) -> None:
        """Make the index hold exactly ``vectors`` (key to a unit row), changing only what differs."""
        if self._collection is None:
            self._open()
        found = set(self._collection.get(include=[])["ids"])
        self._delete([key for key in found if key not in vectors])
        self._add(vectors, [key for key in vectors if key not in found])
        if self._disagrees(vectors):
            self._client.delete_collection(COLLECTION)  # type: ignore[union-attr]
            self._make_collection()
            self._add(vectors, list(vectors))

    def nearest(self, vector: Rows, count: int) -> list[str]:
        """Return the keys of the ``count`` nearest vectors, nearest first."""
        if self._collection is None or not self._collection.count():
            return []
        found = self._collection.query(query_embeddings=[vector], n_results=count, include=[])
        return list(found["ids"][0])

    def close(self) -> None:
        """Give the folder back."""
        self._collection = self._client = None
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def _open(self) -> None:
        import chromadb
        from chromadb.config import Settings
        from chromadb.errors import ChromaError

        settings = Settings(anonymized_telemetry=False)
        if self._folder is None or self._lock is None:
            self._client = chromadb.EphemeralClient(settings)
        else:
            try:
                self._client = chromadb.PersistentClient(str(self._folder / "chroma"), settings)
                self._make_collection()
                return
            except (ChromaError, ValueError, RuntimeError):
                shutil.rmtree(self._folder / "chroma", ignore_errors=True)
                self._client = chromadb.PersistentClient(str(self._folder / "chroma"), settings)
        self._make_collection()

    def _make_collection(self) -> None:
        self._collection = self._client.get_or_create_collection(  # type: ignore[union-attr]
            COLLECTION,
            embedding_function=None,
            configuration={"hnsw": {"space": "ip", "ef_search": SEARCH_WIDTH}},
        )

    def _delete(self, keys: Sequence[str]) -> None:
        for batch in _batches(keys):
            self._collection.delete(ids=batch)

    def _add(self, vectors: Mapping[str, Rows], keys: Sequence[str]) -> None:
        for batch in _batches(keys):
            self._collection.add(ids=batch, embeddings=np.stack([vectors[key] for key in batch]))

    def _disagrees(self, vectors: Mapping[str, Rows]) -> bool:
        """Tell whether a count or a sample of vectors asked for themselves is not what it should be."""
        if self._collection.count() != len(vectors):
            return True
        keys = list(vectors)[:: max(1, len(vectors) // PROBES)]
        if not keys:
            return False
        found = self._collection.query(
            query_embeddings=[vectors[key] for key in keys], n_results=1, include=["distances"]
        )
        return any(distance[0] > 1e-3 for distance in found["distances"])


def _own(folder: Path) -> Any:
    """Return the open lock file of ``folder``, or None when another process holds it."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = (folder / "owner.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        return None
    return lock


def _batches(keys: Sequence[str]) -> Iterator[list[str]]:
    for start in range(0, len(keys), BATCH):
        yield list(keys[start : start + BATCH])
