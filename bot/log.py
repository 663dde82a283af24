"""What is logged and how: a line a record on stderr, the time with its zone, tokens and other secrets blotted out.

Our own packages log at the level that is set, libraries at WARNING, since some of them log whole addresses or
messages below that. By convention nobody hands a document's or a message's text to a logger.
"""

import logging
import re
import sys
from collections.abc import Iterable
from datetime import datetime
from textwrap import indent
from typing import Any

OURS = ("bot", "knowledge", "prompts")
TOKEN = r"\d{6,}(?::|%3A)[A-Za-z0-9_-]{30,}"
BLOT = "[redacted]"


class Formatter(logging.Formatter):
    """Write a record as one line, a traceback indented below it, without secrets."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__("{asctime} {levelname} {name}: {message}", style="{")
        longest_first = sorted(filter(None, secrets), key=len, reverse=True)
        self._secret = re.compile("|".join([TOKEN, *map(re.escape, longest_first)]), re.IGNORECASE)

    def format(self, record: logging.LogRecord) -> str:
        """Return the whole entry."""
        return self._secret.sub(BLOT, super().format(record))

    def formatMessage(self, record: logging.LogRecord) -> str:
        """Return the first line; a line break in the message cannot start another."""
        return super().formatMessage(record).replace("\r", r"\r").replace("\n", r"\n")

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
        """Return the record's time with the machine's offset from UTC."""
        return datetime.fromtimestamp(record.created).astimezone().isoformat(timespec="milliseconds")

    def formatException(self, ei: Any) -> str:
        """Return the traceback, indented so that none of its lines passes for a record."""
        return indent(super().formatException(ei), "    ")


def report(logger: logging.Logger, what: str, fault: Exception) -> None:
    """Log a fault with where it arose, without its words, which may hold what people wrote."""
    wordless = RuntimeError(type(fault).__name__).with_traceback(fault.__traceback__)
    logger.error("%s: %s", what, type(fault).__name__, exc_info=wordless)


def configure(level: str, *, secrets: Iterable[str] = ()) -> None:
    """Log to stderr from now on, our own packages from ``level``, without ``secrets``."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Formatter(secrets))
    handler.setLevel(level)
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.captureWarnings(True)
    for name in OURS:
        logging.getLogger(name).setLevel(level)
