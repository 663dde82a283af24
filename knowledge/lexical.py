"""The lexical side of retrieval: BM25 over character uni- and bigrams, and how much of a question a text covers."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import bm25s
import numpy as np
from numpy.typing import NDArray

K1, B = 1.2, 0.75
BESIDE = 0.4  # what the grams of words beside the question are worth against its own
OTHER = re.compile(r"[^\w]|_")
LETTER = 21  # bits of a Unicode letter
Scores = NDArray[np.float32]


def grams(text: str) -> list[str]:
    """Return the uni- and bigrams of ``text``, punctuation and blanks left out."""
    plain = _plain(text)
    return [*plain, *map("".join, pairwise(plain))]


class Lexicon:
    """The grams of a set of texts and their weights."""

    def __init__(self, texts: Sequence[str]) -> None:
        postings = _post(texts)
        seen = np.diff(postings.starts)
        self._count = len(texts)
        self._places = {gram: place for place, gram in enumerate(postings.grams)}
        self._seen = seen
        self._weights = _weigh(seen, self._count)
        self._unknown = float(_weigh(np.zeros(1), self._count)[0])
        self._index = bm25s.BM25(k1=K1, b=B)
        # Given to bm25s ready-made: its own way from lists of strings takes eight times as long.
        self._index.vocab_dict = self._places
        self._index.nonoccurrence_array = None
        self._index.scores = {
            "data": (np.repeat(self._weights, seen) * _saturate(postings)).astype(np.float32),
            "indices": postings.texts,
            "indptr": postings.starts,
            "num_docs": self._count,
        }

    def scores(self, question: str, beside: Iterable[str] = ()) -> Scores:
        """Return each text's BM25 score for ``question`` and, at a lower weight, the words ``beside`` it; (texts,)."""
        own = set(grams(question))
        further = {gram for word in beside for gram in grams(word) if len(gram) == 2} - own
        return self._sum(own) + np.float32(BESIDE) * self._sum(further)

    def _sum(self, wanted: Iterable[str]) -> Scores:
        known = [gram for gram in wanted if gram in self]
        if not known:
            return np.zeros(self._count, np.float32)
        return np.asarray(self._index.get_scores(sorted(known)), np.float32)

    def count(self, gram: str) -> int:
        """Return in how many texts a gram stands."""
        place = self._places.get(gram)
        return 0 if place is None else int(self._seen[place])

    def weight(self, gram: str) -> float:
        """Return the gram's inverse document frequency, log(1 + (N - n + 0.5) / (n + 0.5)), of Robertson's BM25."""
        place = self._places.get(gram)
        return self._unknown if place is None else float(self._weights[place])

    def bond(self, pair: str) -> float:
        """Return how closely two letters belong together: 1 where neither stands in a text without the pair."""
        apart = self.count(pair[0]) * self.count(pair[1])
        return float(self.count(pair) / apart**0.5) if apart else 0.0

    def __contains__(self, gram: str) -> bool:
        return gram in self._places

    def coverage(self, question: Iterable[str], text: str) -> float:
        """Return the share, by weight, of the question's grams that stand in ``text``; 0 to 1."""
        here, weights = set(grams(text)), {gram: self.weight(gram) for gram in question}
        total = sum(weights.values())
        return sum(weight for gram, weight in weights.items() if gram in here) / total if total else 0.0


@dataclass(frozen=True, slots=True)
class _Postings:
    """Which texts hold a gram and how often.

    The ``texts`` and ``counts`` of one gram stand together, from its start to the next one's; the last of ``starts``
    is where they all end. ``lengths`` holds the number of grams of each text.
    """

    grams: list[str]
    starts: NDArray[np.int64]
    texts: NDArray[np.int32]
    counts: NDArray[np.int64]
    lengths: NDArray[np.int64]


def _post(texts: Sequence[str]) -> _Postings:
    plain = [_plain(text) for text in texts]
    sizes = np.array([len(text) for text in plain], np.int64)
    owners = np.repeat(np.arange(len(plain)), sizes)
    letters = np.frombuffer("".join(plain).encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)
    inside = owners[:-1] == owners[1:]
    pairs = (letters[:-1] << LETTER | letters[1:])[inside]
    # A key holds gram and text in one number, so that one sort brings together all that is counted.
    keys = np.concatenate([letters, pairs]) * len(plain) + np.concatenate([owners, owners[1:][inside]])
    keys, counts = np.unique(keys, return_counts=True)
    codes, holders = np.divmod(keys, max(len(plain), 1))
    starts = np.flatnonzero(np.diff(codes, prepend=-1, append=-1))
    known = map(_gram, codes[starts[:-1]].tolist())
    return _Postings(list(known), starts, holders.astype(np.int32), counts, np.maximum(2 * sizes - 1, 0))


def _gram(code: int) -> str:
    first, second = divmod(code, 1 << LETTER)
    return chr(first) + chr(second) if first else chr(second)


def _weigh(seen: NDArray[np.number], count: int) -> NDArray[np.float64]:
    return np.asarray(np.log1p((count - seen + 0.5) / (seen + 0.5)), np.float64)


def _saturate(postings: _Postings) -> NDArray[np.float64]:
    """Return what each count is worth beside its gram's weight: f / (f + k1 (1 - b + b length / mean length))."""
    lengths = postings.lengths
    norms = K1 * (1 - B + B * lengths / lengths.mean()) if lengths.any() else lengths
    return postings.counts / (postings.counts + norms[postings.texts])


def _plain(text: str) -> str:
    return OTHER.sub("", text).lower()
