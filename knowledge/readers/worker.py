"""The child process of ``process``: read a path a line, write what the file holds a line, within limits.

Only faults that a format knows are reported. Anything else ends the process, and so does a file that takes too much:
the parent reports it and starts another. Run as ``python -m knowledge.readers.worker LIMITS``.
"""

import json
import os
import resource
import sys
from collections.abc import Callable
from dataclasses import asdict
from math import ceil
from pathlib import Path
from typing import BinaryIO

from knowledge.documents import Reading
from knowledge.errors import UnreadableDocument
from knowledge.readers import docx, html, pdf
from knowledge.readers.process import OUT_OF_MEMORY
from knowledge.readers.source import Limits, Source, load

EXTRACTORS: dict[str, Callable[[Source], Reading]] = {
    ".docx": docx.extract,
    ".htm": html.extract,
    ".html": html.extract,
    ".pdf": pdf.extract,
}


def main() -> None:
    """Answer requests from standard input until it ends."""
    limits = Limits(**json.loads(sys.argv[1]))
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not end up among the replies
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _send(replies, {})
    try:
        for request in sys.stdin.buffer:
            _limit_time(limits.seconds)
            _send(replies, _answer(Path(json.loads(request)), limits))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)  # what is left would not do for the next file


def _answer(path: Path, limits: Limits) -> dict[str, object]:
    try:
        return asdict(EXTRACTORS[path.suffix.lower()](load(path, limits)))
    except UnreadableDocument as error:
        return {"fault": error.fault}


def _limit_time(seconds: float) -> None:
    """Let the processor's time run out ``seconds`` from now, should the parent not be there to end it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    allowed = ceil(used.ru_utime + used.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (allowed, resource.RLIM_INFINITY))


def _send(replies: BinaryIO, answer: dict[str, object]) -> None:
    replies.write(json.dumps(answer).encode() + b"\n")
    replies.flush()


if __name__ == "__main__":
    main()
