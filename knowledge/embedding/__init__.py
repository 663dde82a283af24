"""Texts as vectors: what an embedder is, and the one made of a sentence-transformers model."""

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Progress = Callable[[int], None]


def no_progress(_count: int) -> None:
    """Report nothing."""


class Embedder(Protocol):
    """Turns texts into unit vectors; questions and passages may be treated differently."""

    @property
    def fingerprint(self) -> str:
        """Return what tells this embedder's vectors from another's."""

    def questions(self, texts: Sequence[str]) -> Vectors:
        """Return one unit row for each question."""

    def passages(self, texts: Sequence[str], progress: Progress = no_progress) -> Vectors:
        """Return one unit row for each passage; ``progress`` is told how many more are done."""
