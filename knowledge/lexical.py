"""The lexical side of retrieval: BM25 over character uni- and bigrams, and how much of a question a text covers."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

import bm25s
import numpy as np
from numpy.typing import NDArray

OTHER = re.compile(r"[^\w]|_")
Scores = NDArray[np.float32]


def grams(text: str) -> list[str]:
    """Return the uni- and bigrams of ``text``, punctuation and blanks left out."""
    plain = OTHER.sub("", text).lower()
    return [*plain, *map("".join, pairwise(plain))]


class Lexicon:
    """The grams of a set of texts and their weights."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._count = len(texts)
        tokens = [grams(text) for text in texts]
        self._seen = _document_frequencies(tokens)
        self._index = bm25s.BM25(k1=1.2, b=0.75)
        if self._seen:
            self._index.index(tokens, show_progress=False)

    def scores(self, question: str) -> Scores:
        """Return each text's BM25 score for ``question``; shape (texts,)."""
        known = [gram for gram in set(grams(question)) if gram in self._seen]
        if not known:
            return np.zeros(self._count, np.float32)
        return np.asarray(self._index.get_scores(sorted(known)), np.float32)

    def weight(self, gram: str) -> float:
        """Return the gram's inverse document frequency, log(1 + (N - n + 0.5) / (n + 0.5)), of Robertson's BM25."""
        seen = self._seen.get(gram, 0)
        return float(np.log1p((self._count - seen + 0.5) / (seen + 0.5)))

    def __contains__(self, gram: str) -> bool:
        return gram in self._seen

    def coverage(self, question: Iterable[str], text: str) -> float:
        """Return the share, by weight, of the question's grams that stand in ``text``; 0 to 1."""
        here, weights = set(grams(text)), {gram: self.weight(gram) for gram in question}
        total = sum(weights.values())
        return sum(weight for gram, weight in weights.items() if gram in here) / total if total else 0.0


def _document_frequencies(tokens: Iterable[Sequence[str]]) -> dict[str, int]:
    seen: dict[str, int] = {}
    for text in tokens:
        for gram in set(text):
            seen[gram] = seen.get(gram, 0) + 1
    return seen
