"""Files in, plain text out: ``read`` turns a file into a Reading, or says in one sentence why it cannot.

Owns the order of the gates (name, size, content, mark) and the table of formats. Each format has its module here; the
formats that take a parser (.docx, .html, .pdf) are read in a child process with limits of time and memory.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from knowledge import cleaning, paragraphs, secrecy
from knowledge.documents import Reading
from knowledge.errors import UnreadableDocument
from knowledge.readers import markdown, text
from knowledge.readers.process import Parser
from knowledge.readers.source import Limits, Source, check_file, load

__all__ = ["PARSED", "PLAIN", "Limits", "Readers", "is_known", "read"]

# The formats that are read right here, and those that the child process reads (its table is in ``worker``).
PLAIN: dict[str, Callable[[Source], Reading]] = {".md": markdown.extract, ".txt": text.extract}
PARSED = frozenset({".docx", ".htm", ".html", ".pdf"})


def read(path: Path, limits: Limits | None = None) -> Reading:
    """Read one file; raise UnreadableDocument or ClassifiedDocument. For many files use ``Readers``."""
    with Readers(limits) as readers:
        return readers.read(path)


def is_known(path: Path) -> bool:
    """Tell by its name whether the file has a format that can be read."""
    return path.suffix.lower() in PARSED or path.suffix.lower() in PLAIN


class Readers:
    """Read many files with one child process, which starts when the first file needs it; not for several threads."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._parser = Parser(self._limits)

    @property
    def limits(self) -> Limits:
        """Return what one file may take."""
        return self._limits

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child process."""
        self._parser.close()

    def read(self, path: Path) -> Reading:
        """Read one file; raise UnreadableDocument or ClassifiedDocument."""
        found = self.extract(path)
        reading = replace(found, text=cleaning.clean(found.text), title=paragraphs.squeeze(found.title))
        # What stood above the text as furniture may have hidden the head.
        secrecy.check(reading)
        if not reading.text:
            raise UnreadableDocument(path.name, "holds no text")
        return reading

    def extract(self, path: Path) -> Reading:
        """Return a file's text as it stands, nothing joined or taken off; raise as ``read`` does."""
        secrecy.check_name(path.name)
        found = self._extract(path)
        secrecy.check(found)
        return found

    def _extract(self, path: Path) -> Reading:
        if not is_known(path):
            known = ", ".join(sorted(PARSED | PLAIN.keys()))
            raise UnreadableDocument(path.name, f"unknown type {path.suffix or '(none)'}; known are {known}")
        extract = PLAIN.get(path.suffix.lower())
        if extract is not None:
            return extract(load(path, self._limits))
        check_file(path, self._limits)
        return self._parser.parse(path)
