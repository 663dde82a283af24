"""What is logged and how: a line a record on stderr, the time with its zone.

Tokens and other secrets are blotted out, and so are the numbers of identity cards and telephones.

Our own packages log at the level that is set, libraries at WARNING, since some of them log whole addresses or
messages below that. By convention nobody hands a document's or a message's text to a logger.
"""

import json
import logging
import re
import sys
from collections.abc import Iterable
from datetime import datetime
from textwrap import indent
from typing import Any

from bot.masking import mask

OURS = ("bot", "knowledge", "prompts")
TOKEN = r"\d{6,}(?::|%3A)[A-Za-z0-9_-]{30,}"
BLOT = "[redacted]"


def secrets_in(secrets: Iterable[str] = ()) -> re.Pattern[str]:
    """Return what finds bot tokens and these secrets in a text."""
    longest_first = sorted(filter(None, secrets), key=len, reverse=True)
    return re.compile("|".join([TOKEN, *map(re.escape, longest_first)]), re.IGNORECASE)


class Formatter(logging.Formatter):
    """Write a record as one line, a traceback indented below it, without secrets."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__("{asctime} {levelname} {name}: {message}", style="{")
        self._secret = secrets_in(secrets)

    def format(self, record: logging.LogRecord) -> str:
        """Return the whole entry."""
        return self.cleaned(super().format(record))

    def cleaned(self, text: str) -> str:
        """Return the text without secrets and without numbers of identity cards and telephones."""
        return mask(self._secret.sub(BLOT, text))

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


class JsonFormatter(Formatter):
    """Write a record as one line of JSON, without secrets."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the whole entry."""
        values = {
            "at": self.formatTime(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            values["traceback"] = self.formatException(record.exc_info)
        clean = {key: self.cleaned(value) for key, value in values.items()}
        return json.dumps(clean, ensure_ascii=False)


FORMATTERS = {"text": Formatter, "json": JsonFormatter}


def configure(level: str, *, form: str = "text", secrets: Iterable[str] = ()) -> None:
    """Log to stderr from now on, our own packages from ``level``, without ``secrets``; ``form`` is text or json."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(FORMATTERS[form](secrets))
    handler.setLevel(level)
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.captureWarnings(True)
    for name in OURS:
        logging.getLogger(name).setLevel(level)
