"""What tests replace, written by hand: the clock, the embedder and the language model; everything else is real."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zlib import crc32

import numpy as np

from knowledge.embedding import Progress, Vectors, no_progress
from knowledge.errors import LanguageFault
from knowledge.model import Listener, Prompt, Reply, Schema, nobody

DIMENSION = 512
# Models of the kind that is used put everything close together; so does this one, by a part that all texts share.
SHARED = 0.8
TICK = timedelta(microseconds=1)


@dataclass
class Clock:
    """A clock that tests move."""

    time: datetime = field(default=datetime(2026, 3, 2, 1, 0, tzinfo=UTC))

    def now(self) -> datetime:
        # As with a real clock, no two looks see the same moment.
        self.time += TICK
        return self.time

    def today(self) -> date:
        return self.time.date()

    def pass_by(self, **duration: float) -> None:
        self.time += timedelta(**duration)


@dataclass
class GramEmbedder:
    """Unit vectors of hashed character bigrams: texts with words in common are near.

    ``embedded`` are the texts of documents that it was given; after ``fails_after`` of them it fails.
    """

    fingerprint: str = "grams"
    dimension: int = DIMENSION
    fails_after: int | None = None
    embedded: list[str] = field(default_factory=list)

    def questions(self, texts: Sequence[str]) -> Vectors:
        """Return one unit row for each question."""
        return np.stack([self._vector(text) for text in texts])

    def passages(self, texts: Sequence[str], progress: Progress = no_progress) -> Vectors:
        """Return one unit row for each passage."""
        self.embedded += texts
        if self.fails_after is not None and len(self.embedded) > self.fails_after:
            raise RuntimeError("the embedder was told to fail")
        progress(len(texts))
        return self.questions(texts) if texts else np.zeros((0, 0), np.float32)

    def _vector(self, text: str) -> Vectors:
        counts = np.zeros(self.dimension, np.float32)
        for gram in map("".join, pairwise(text)):
            counts[crc32(gram.encode()) % (self.dimension - 1)] += 1
        own = counts / (np.linalg.norm(counts) or 1)
        own *= np.sqrt(1 - SHARED)
        own[-1] = np.sqrt(SHARED)
        return np.asarray(own / np.linalg.norm(own), np.float32)


class ScriptedModel:
    """A language model that says one thing after another, the last again and again; a fault is raised.

    A listener hears a reply grow by ten characters at a time. ``prompts`` are what it was sent.
    """

    def __init__(self, *script: str | LanguageFault) -> None:
        self.name = "模型"
        self.prompts: list[Prompt] = []
        self._script = list(script)

    def reply(self, prompt: Prompt, schema: Schema, listener: Listener = nobody) -> Reply:
        """Return what stands next in the script."""
        self.prompts.append(prompt)
        said = self._script.pop(0) if len(self._script) > 1 else self._script[0]
        if isinstance(said, LanguageFault):
            raise said
        for end in range(10, len(said) + 10, 10):
            listener(said[:end])
        return Reply(said, 100)


def offer(*sentences: tuple[str, *tuple[int, ...]]) -> str:
    """Return a reply that offers sentences, each with the numbers of its sources."""
    offered = [{"text": text, "sources": sources} for text, *sources in sentences]
    return json.dumps({"sentences": offered}, ensure_ascii=False)
