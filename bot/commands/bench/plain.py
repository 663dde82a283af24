"""What is compared with: the pipeline of the tutorials, one chromadb query and one rank_bm25 score, nothing else."""

import time
from collections.abc import Sequence
from uuid import uuid4

import numpy as np

from knowledge.embedding import Progress, Vectors
from knowledge.lexical import grams

SHOWN = 10
BATCH = 1000


class PlainPipeline:
    """The same texts and vectors as the library's, kept in memory."""

    def __init__(self, texts: Sequence[str], vectors: Vectors, progress: Progress) -> None:
        # Imported here because no other command needs them; rank_bm25 comes with the development packages only.
        import chromadb
        from chromadb.config import Settings
        from rank_bm25 import BM25Okapi

        self._client = chromadb.EphemeralClient(Settings(anonymized_telemetry=False))
        self._collection = self._client.create_collection(
            f"plain-{uuid4().hex}", embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )
        for start in range(0, len(texts), BATCH):
            end = min(start + BATCH, len(texts))
            names = [str(place) for place in range(start, end)]
            self._collection.add(ids=names, embeddings=vectors[start:end], documents=list(texts[start:end]))
            progress(end - start)
        self._scorer = BM25Okapi([grams(text) for text in texts])

    def search(self, vector: Vectors) -> float:
        """Return the seconds that the nearest passages take, with their texts."""
        started = time.perf_counter()
        self._collection.query(query_embeddings=vector[None], n_results=SHOWN)
        return time.perf_counter() - started

    def score(self, question: str) -> float:
        """Return the seconds that the passages best by BM25 take."""
        started = time.perf_counter()
        np.argsort(-self._scorer.get_scores(grams(question)))[:SHOWN]
        return time.perf_counter() - started

    def close(self) -> None:
        """Give the memory back."""
        self._client.delete_collection(self._collection.name)
