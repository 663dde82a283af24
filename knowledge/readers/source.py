"""A file's bytes and the limits it is read within.

Owns the checks that need no parser: the file is there, is a file, may be read, is neither empty nor too large.
"""

import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import UnreadableDocument

_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may take: its size, the size and ratio of what is packed in it, the parser's time and memory."""

    file_bytes: int = 50 * _MEGABYTE
    unpacked_bytes: int = 200 * _MEGABYTE
    unpacked_ratio: int = 200
    memory_bytes: int = 1_000 * _MEGABYTE
    seconds: float = 30


@dataclass(frozen=True, slots=True)
class Source:
    """The content of a file that an extractor works on; ``file`` is the file's name."""

    file: str
    data: bytes
    limits: Limits

    def fault(self, sentence: str) -> UnreadableDocument:
        """Return the error that says this file cannot be read, for the caller to raise."""
        return UnreadableDocument(self.file, sentence)


def load(path: Path, limits: Limits) -> Source:
    """Return the file's content; raise UnreadableDocument when it cannot be had within the limits."""
    check_file(path, limits)
    try:
        with path.open("rb") as stream:
            data = stream.read(limits.file_bytes + 1)
    except OSError as error:
        raise UnreadableDocument(path.name, _reason(error)) from error
    if len(data) > limits.file_bytes:
        raise UnreadableDocument(path.name, _too_large(limits))
    return Source(path.name, data, limits)


def check_file(path: Path, limits: Limits) -> None:
    """Raise UnreadableDocument when the file is missing, no file, empty or too large; nothing of it is read."""
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in path.name):
        raise UnreadableDocument(ascii(path.name), "has a name that cannot be printed")
    try:
        status = path.stat()
    except OSError as error:
        raise UnreadableDocument(path.name, _reason(error)) from error
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableDocument(path.name, "is not a file")
    if status.st_size == 0:
        raise UnreadableDocument(path.name, "is empty")
    if status.st_size > limits.file_bytes:
        raise UnreadableDocument(path.name, _too_large(limits))


def _too_large(limits: Limits) -> str:
    return f"is larger than {limits.file_bytes / _MEGABYTE:g} MB"


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, PermissionError):
        return "there is no permission to read it"
    return f"cannot be opened ({error.strerror})"
