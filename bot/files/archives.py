"""Zip files that are whole or nothing: made aside and put in place at once, and sealed with a checksum at the end.

The seal is the zip's own comment, the SHA-256 of all that stands before it, so that any program opens such a file and
nothing in it can be changed or missing unseen.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, BinaryIO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from bot.errors import BackupFault

SEAL = hashlib.sha256().digest_size * 2  # characters
PIECE = 1 << 20
DAMAGED = "it is not whole, or something in it was changed"


@contextmanager
def writing(path: Path) -> Iterator[ZipFile]:
    """Make an archive that only its owner may read, in place of one that was there; raise BackupFault.

    The file appears when all is written; in trouble what was there stays.
    """
    try:
        with _aside(path) as file:
            with ZipFile(file, "w", ZIP_DEFLATED) as archive:
                yield archive
                archive.comment = b"0" * SEAL
            file.seek(-SEAL, os.SEEK_END)
            file.write(_seal(file))
    except OSError as fault:
        raise BackupFault(path, f"cannot be written: {fault.strerror}") from fault


@contextmanager
def reading(path: Path) -> Iterator[ZipFile]:
    """Open an archive of which every byte is as it was written; raise BackupFault."""
    try:
        with path.open("rb") as file:
            _check(path, file)
            with ZipFile(file) as archive:
                yield archive
    except BadZipFile as fault:
        raise BackupFault(path, DAMAGED) from fault
    except OSError as fault:
        raise BackupFault(path, f"cannot be read: {fault.strerror}") from fault


@contextmanager
def _aside(path: Path) -> Iterator[IO[bytes]]:
    """Make a file that nobody else may read beside ``path`` and put it there in the end."""
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        try:
            yield file
            file.flush()
            os.fsync(file.fileno())
            os.replace(file.name, path)
        except BaseException:
            os.unlink(file.name)
            raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _check(path: Path, file: BinaryIO) -> None:
    if file.seek(0, os.SEEK_END) < SEAL:
        raise BackupFault(path, DAMAGED)
    file.seek(-SEAL, os.SEEK_END)
    if _seal(file) != file.read(SEAL):
        raise BackupFault(path, DAMAGED)


def _seal(file: IO[bytes]) -> bytes:
    """Return the seal of what stands before the present place, and go back there."""
    end = file.tell()
    file.seek(0)
    digest = hashlib.sha256()
    for start in range(0, end, PIECE):
        digest.update(file.read(min(PIECE, end - start)))
    return digest.hexdigest().encode()
