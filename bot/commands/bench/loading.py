"""What a library costs a process that opens it: seconds until it can be asked, and memory a passage.

Measured in a process of its own, so that nothing else that is measured counts. Memory is read from /proc.
"""

import os
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from bot.app import build, model_settings
from bot.commands.bench.corpus import DrawnEmbedder
from bot.commands.bench.figures import Figure
from bot.commands.bench.folders import elsewhere
from bot.config import Config
from knowledge.embedding import Embedder
from knowledge.embedding.sentence import SentenceEmbedder

KILOBYTE = 1024


def load_apart(config: Config) -> tuple[Figure, ...]:
    """Return what loading the library of ``config`` takes in a fresh process."""
    with ProcessPoolExecutor(1, get_context("spawn")) as executor:
        return executor.submit(_measure, config).result()


def _measure(config: Config) -> tuple[Figure, ...]:
    embedder = DrawnEmbedder(SentenceEmbedder(model_settings(config)))  # only its name is asked for
    with elsewhere(config) as empty:
        _load(empty, embedder)  # so that what is imported is not counted
    before, started = _resident_bytes(), time.perf_counter()
    passages, after = _load(config, embedder)
    seconds = time.perf_counter() - started
    return (
        Figure("library loaded at start", seconds, "s"),
        Figure("memory a passage", (after - before) / KILOBYTE / max(passages, 1), "KB"),
    )


def _load(config: Config, embedder: Embedder) -> tuple[int, int]:
    """Load everything that a question needs but the model; return how many passages, and the memory held then."""
    with build(config, embedder=embedder) as canmou:
        snapshot = canmou.library.snapshot()
        held = (snapshot.lexicon, snapshot.by_key, snapshot.by_file)
        return len(held[1]), _resident_bytes()


def _resident_bytes() -> int:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
