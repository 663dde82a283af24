"""How a question is put to the retrievers: mended, in official words beside its own, its manner taken off its vector.

Passages stay as they are. Each lever can be left out, to see what it brings (``canmou evaluate --ablate``).
"""

import tomllib
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from knowledge.embedding import Embedder
from knowledge.lexical import Lexicon
from knowledge.mending import Mender, tidy
from knowledge.question import Question
from knowledge.thesaurus import Thesaurus

SEAM = 0.2  # how closely two letters belong together that are not parted by a way of saying
MANNER = 0.5  # how much of what all questions have in common is taken off a question's vector
Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Levers:
    """What is done to a question before it is searched."""

    mending: bool = True
    thesaurus: bool = True
    manner: bool = True


class Phrasing:
    """Puts questions into words and vectors."""

    def __init__(self, embedder: Embedder, thesaurus: Thesaurus, levers: Levers = Levers()) -> None:
        self._embedder = embedder
        self._thesaurus = thesaurus
        self._levers = levers
        self._mender = Mender(thesaurus.ways)

    def using(self, levers: Levers) -> "Phrasing":
        """Return the same with other levers."""
        return Phrasing(self._embedder, self._thesaurus, levers)

    def tidy(self, asked: str) -> str:
        """Return a question without what typing and courtesy left on it."""
        return tidy(asked) if self._levers.mending else asked

    def phrase(self, question: Question, lexicon: Lexicon) -> Question:
        """Return the question mended, and its text in official words."""
        if self._levers.mending:
            asked, text = (self._mender.mend(words, lexicon) for words in (question.asked, question.text))
            question = replace(question, asked=asked, text=text)
        if not self._levers.thesaurus:
            return replace(question, official=question.text)
        expansion = self._thesaurus.expand(question.text, lambda pair: lexicon.bond(pair) > SEAM)
        return replace(question, official=expansion.text, words=expansion.words)

    def vector(self, question: Question) -> Vector:
        """Return the mean vector of a question's own and its official words, without its manner.

        Where turns before it are read with it, its words alone are a third: they count for more than the turns.
        """
        texts = list(dict.fromkeys([question.text, question.official, question.asked]))
        return np.asarray(self._embedder.questions(texts).mean(0) - self.manner, np.float32)

    @cached_property
    def manner(self) -> Vector:
        """Return what is taken off every question's vector."""
        share = MANNER if self._levers.manner else 0.0
        return np.asarray(self.talk.mean(0) * share, np.float32)

    @cached_property
    def talk(self) -> Vector:
        """Return the vectors of questions about nothing in particular, one row each."""
        questions = tomllib.loads(files("knowledge").joinpath("manner.toml").read_text("utf-8"))["questions"]
        return np.asarray(self._embedder.questions(questions), np.float32)
