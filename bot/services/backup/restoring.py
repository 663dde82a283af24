"""A backup restored: as a whole or not at all, into a database that has nothing in it yet, of whichever kind."""

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from zipfile import ZipFile

from bot.errors import BackupFault
from bot.files.archives import reading
from bot.office.acts import Act, Actor
from bot.services.backup.form import FORM, MANIFEST, OWN, ROWS, SETTINGS, Contents, Manifest, is_own, rows_of, unpack
from bot.services.office import Office
from bot.storage import Connection, copying
from bot.storage.audit import note_act
from bot.storage.database import alone
from bot.storage.migrations import SCHEMA, migrate

STRANGE = "it is no backup of canmou's"
NEWER = "it has schema {}, this version knows {}; a newer canmou made it"
OCCUPIED = "it goes into an empty database only, and this one has rows ({})"
DIFFERS = "{} is there already and is another one; move it away first"


class Restorer:
    """Restores backups into an office that is empty."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._folder = office.config.storage.data_dir

    def restore(self, path: Path, *, by: Actor) -> Contents:
        """Restore a backup; raise BackupFault when that cannot be done whole."""
        with reading(path) as archive:
            try:
                manifest = _manifest(path, archive)
                files = self._files(path, archive)
                with alone(self._office.engine) as connection:
                    rows = _put_rows(connection, path, archive, manifest)
                    note_act(connection, Act.RESTORE, by=by, at=self._office.now(), subject=path.name)
                    self._put_files(files)
            except ValueError as fault:
                raise BackupFault(path, STRANGE) from fault
        return Contents(rows, tuple(files))

    def _files(self, path: Path, archive: ZipFile) -> Mapping[str, bytes]:
        """Return the office's own files that are to be put in place; settings that are there stay."""
        files = dict(_own_files(archive))
        if (self._folder / SETTINGS).exists():
            files.pop(SETTINGS, None)
        for name, content in files.items():
            there = self._folder / name
            if there.exists() and there.read_bytes() != content:
                raise BackupFault(path, DIFFERS.format(there))
        return files

    def _put_files(self, files: Mapping[str, bytes]) -> None:
        for name, content in files.items():
            place = self._folder / name
            place.parent.mkdir(exist_ok=True)
            place.write_bytes(content)


def _manifest(path: Path, archive: ZipFile) -> Manifest:
    """Return what is said of a backup that this version can read."""
    if MANIFEST not in archive.namelist():
        raise ValueError("no manifest")
    manifest = unpack(archive.read(MANIFEST))
    if manifest.form != FORM or manifest.schema > SCHEMA:
        raise BackupFault(path, NEWER.format(manifest.schema, SCHEMA))
    return manifest


def _own_files(archive: ZipFile) -> Iterator[tuple[str, bytes]]:
    """Yield the office's own files; raise ValueError when there is one that may not be among them."""
    names = [name.relative_to(OWN) for name in map(PurePosixPath, archive.namelist()) if name.is_relative_to(OWN)]
    if not all(map(is_own, names)):
        raise ValueError("a file that is none of the office's own")
    yield from ((str(name), archive.read(str(OWN / name))) for name in names)


def _put_rows(connection: Connection, path: Path, archive: ZipFile, manifest: Manifest) -> int:
    full = copying.occupied(connection)
    if full:
        raise BackupFault(path, OCCUPIED.format(full))
    held = {PurePosixPath(name) for name in archive.namelist() if PurePosixPath(name).is_relative_to(ROWS)}
    # A backup of an earlier schema has none of the tables that came later.
    tables = [table for table in copying.TABLES if PurePosixPath(rows_of(table)) in held]
    if len(tables) < len(held):
        raise ValueError("rows of a table that there is not")
    count = 0
    for table in tables:
        with archive.open(rows_of(table)) as lines:
            count += copying.put_lines(connection, table, lines)
    copying.set_last_ids(connection, manifest.last_ids)
    migrate(connection)
    return count
