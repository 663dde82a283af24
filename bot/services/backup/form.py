"""What stands where in a backup: a zip with a manifest, a file of rows for each table, and the office's own files."""

import json
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath

FORM = 1  # of the file, whatever the schema is
MANIFEST = "backup.json"
ROWS, OWN = PurePosixPath("database"), PurePosixPath("office")
SETTINGS = "config.toml"
# What an office writes itself, in the data dir.
OWN_FILES = ("thesaurus.toml", "kinds/*.md")


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup holds: rows in all, and the office's own files by their names in the data dir."""

    rows: int
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is said of a backup: who made it and when, the schema of its rows, the last number of each table's."""

    form: int
    canmou: str
    schema: int
    made_at: str
    last_ids: dict[str, int]

    def pack(self) -> str:
        """Return it as text."""
        return json.dumps(asdict(self), indent=1)


def unpack(text: str | bytes) -> Manifest:
    """Return the manifest that a text is; raise ValueError when it is none."""
    try:
        return Manifest(**json.loads(text))
    except TypeError as fault:
        raise ValueError("not a manifest") from fault


def rows_of(table: str) -> str:
    """Return where a table's rows stand."""
    return str(ROWS / f"{table}.jsonl")


def is_own(name: PurePosixPath) -> bool:
    """Tell whether a name in the data dir is one that an office's own files may have."""
    patterns = map(PurePosixPath, (*OWN_FILES, SETTINGS))
    return any(len(name.parts) == len(pattern.parts) and name.match(str(pattern)) for pattern in patterns)
