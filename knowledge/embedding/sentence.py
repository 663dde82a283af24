"""The embedder made of a sentence-transformers model: the bundled one with its adapter, or any by name or folder.

The model is loaded at its first use: what needs no vectors starts without it.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Literal

import numpy as np
from safetensors import SafetensorError

from knowledge.embedding import Progress, Vectors, adapter, bundled, no_progress
from knowledge.errors import ModelFault

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

# Read by the libraries when they are imported: no bars, no advice, no forked tokenizers; and threads that wait for
# each other sleep meanwhile, else another process on the same cores makes a question take twenty times as long.
ENVIRONMENT = {
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "TRANSFORMERS_VERBOSITY": "error",
    "TOKENIZERS_PARALLELISM": "false",
    "OMP_WAIT_POLICY": "passive",
}
SLICE = 8  # batches between two words about the progress
Role = Literal["query", "passage"]


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """Which model, where models are unpacked, and how it is run.

    An empty prompt means the model's own; ``adapter`` is the file of changes that are added to its weights.
    """

    name: str
    folder: Path
    query_prompt: str = ""
    passage_prompt: str = ""
    batch_size: int = 32
    precision: Literal["auto", "float32", "bfloat16"] = "auto"
    adapter: Path | None = None


class SentenceEmbedder:
    """One sentence-transformers model; calls from several threads take turns."""

    def __init__(self, settings: ModelSettings) -> None:
        self._settings = settings
        self._turn = Lock()

    @cached_property
    def fingerprint(self) -> str:
        """Return the model's name, the prompts that were set and the adapter's digest, without loading the model."""
        settings = self._settings
        parts = [settings.name, settings.query_prompt, settings.passage_prompt]
        return "|".join(parts + ([adapter.fingerprint(settings.adapter)] if settings.adapter else []))

    def questions(self, texts: Sequence[str]) -> Vectors:
        """Return one unit row for each question."""
        return self._encode(texts, "query")

    def passages(self, texts: Sequence[str], progress: Progress = no_progress) -> Vectors:
        """Return one unit row for each passage; ``progress`` is told how many more are done."""
        order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        step = self._settings.batch_size * SLICE
        rows: list[Vectors] = []
        for start in range(0, len(order), step):
            chosen = order[start : start + step]
            rows.append(self._encode([texts[place] for place in chosen], "passage"))
            progress(len(chosen))
        if not rows:
            return np.zeros((0, 0), np.float32)
        ordered = np.concatenate(rows)
        return ordered[np.argsort(order)]

    def prepare(self) -> None:
        """Load the model now instead of at its first use."""
        with self._turn:
            _ = self._model

    def _encode(self, texts: Sequence[str], role: Role) -> Vectors:
        with self._turn:
            model = self._model
            with _threads(role), self._precision:
                vectors = model.encode(
                    list(texts),
                    prompt=self._prompt(role),
                    batch_size=self._settings.batch_size,
                    normalize_embeddings=True,
                    show_progress_bar=False,
                )
        return np.asarray(vectors, np.float32)

    def _prompt(self, role: Role) -> str:
        own = self._settings.query_prompt if role == "query" else self._settings.passage_prompt
        return own or self._model.prompts.get(role) or ""

    @property
    def _precision(self) -> AbstractContextManager[object]:
        import torch

        wanted = self._settings.precision
        if wanted == "bfloat16" or (wanted == "auto" and _has_bfloat16()):
            return torch.autocast("cpu", torch.bfloat16)
        return nullcontext()

    @cached_property
    def _model(self) -> "SentenceTransformer":
        path = locate(self._settings)
        for variable, value in ENVIRONMENT.items():
            os.environ.setdefault(variable, value)
        from sentence_transformers import SentenceTransformer

        try:
            model = SentenceTransformer(str(path), device="cpu")
        except (OSError, ValueError, KeyError, RuntimeError, SafetensorError) as fault:
            reason = next(iter(str(fault).splitlines()), type(fault).__name__)
            raise ModelFault(f"the embedding model {self._settings.name} cannot be loaded: {reason}") from fault
        if self._settings.adapter:
            adapter.apply(model.transformers_model, adapter.load(self._settings.adapter))
        return model


def locate(settings: ModelSettings) -> Path | str:
    """Return the folder of a model: unpacked, as given, below the models' folder, or its name for the hub."""
    if settings.name == bundled.NAME:
        return bundled.unpack(settings.folder)
    for path in (Path(settings.name), settings.folder / settings.name):
        if path.is_dir():
            return path
    return settings.name


@contextmanager
def _threads(role: Role) -> Iterator[None]:
    """Leave half the threads out of a question: they hardly help, and it waits for each that is kept busy."""
    import torch

    every = torch.get_num_threads()
    torch.set_num_threads(max(1, every // 2) if role == "query" else every)
    try:
        yield
    finally:
        torch.set_num_threads(every)


def _has_bfloat16() -> bool:
    import torch

    return bool(torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported())
