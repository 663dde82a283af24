"""A backup made: of one moment, while the bot runs on."""

from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from zipfile import ZipFile

from bot.files.archives import writing
from bot.log import BLOT, secrets_in
from bot.office.acts import Act, Actor
from bot.services.backup.form import FORM, MANIFEST, OWN, OWN_FILES, SETTINGS, Contents, Manifest, rows_of
from bot.services.office import Office
from bot.storage import Connection, copying
from bot.storage.audit import note_act
from bot.storage.database import standing_still
from bot.storage.migrations import schema_of


class Maker:
    """Makes backups; ``settings`` is the file of the office's settings."""

    def __init__(self, office: Office, settings: Path) -> None:
        self._office = office
        self._settings = settings

    def write(self, path: Path, *, by: Actor) -> Contents:
        """Write a backup; raise BackupFault."""
        with writing(path) as archive, standing_still(self._office.engine) as connection:
            rows = sum(_write_rows(archive, connection, table) for table in copying.TABLES)
            archive.writestr(MANIFEST, self._manifest(connection).pack())
            files = dict(self._files())
            for name, content in files.items():
                archive.writestr(str(OWN / name), content)
        with self._office.begin() as connection:
            note_act(connection, Act.BACKUP, by=by, at=self._office.now(), subject=path.name)
        return Contents(rows, tuple(files))

    def _manifest(self, connection: Connection) -> Manifest:
        return Manifest(
            form=FORM,
            canmou=version("canmou"),
            schema=schema_of(connection),
            made_at=self._office.now().isoformat(),
            last_ids=copying.last_ids(connection),
        )

    def _files(self) -> Iterator[tuple[str, bytes]]:
        folder = self._office.config.storage.data_dir
        for path in (path for pattern in OWN_FILES for path in sorted(folder.glob(pattern))):
            yield path.relative_to(folder).as_posix(), path.read_bytes()
        if self._settings.is_file():
            # Settings with a secret in them are refused; but somebody may have noted one in a comment.
            secrets = secrets_in(self._office.config.secrets)
            yield SETTINGS, secrets.sub(BLOT, self._settings.read_text("utf-8-sig")).encode()


def _write_rows(archive: ZipFile, connection: Connection, table: str) -> int:
    count = 0
    with archive.open(rows_of(table), "w", force_zip64=True) as file:
        for line in copying.lines_of(connection, table):
            file.write(f"{line}\n".encode())
            count += 1
    return count
