"""``canmou backup`` and ``canmou restore``: the office into one file, and out of it into an empty place."""

from pathlib import Path
from typing import Annotated

import typer

from bot.app import open_office
from bot.commands.session import ConfigOption, operator, settings
from bot.config import settings_file
from bot.services.backup import Contents, Maker, Restorer

NewFile = Annotated[Path, typer.Argument(metavar="FILE", help="The file to write, a zip.", dir_okay=False)]
OldFile = Annotated[Path, typer.Argument(metavar="FILE", help="A file that `canmou backup` wrote.", dir_okay=False)]


def backup(file: NewFile, config: ConfigOption = None) -> None:
    """Write the whole office to one file: database, own words and kinds of writing, settings without secrets.

    The bot may run on meanwhile. Everything that people wrote is in the file, so only its owner may read it.
    """
    with settings(config) as loaded, open_office(loaded) as office:
        contents = Maker(office, settings_file(config)).write(file, by=operator())
    typer.echo(f"{file}: {_words(contents)}")


def restore(file: OldFile, config: ConfigOption = None) -> None:
    """Put a backup into an empty database, SQLite or PostgreSQL; anything else is refused.

    Settings are laid into the data dir when there are none; secrets are set anew. The index is made at the next start.
    """
    with settings(config) as loaded, open_office(loaded) as office:
        contents = Restorer(office).restore(file, by=operator())
    typer.echo(f"{file}: restored, {_words(contents)}")


def _words(contents: Contents) -> str:
    return f"{contents.rows} rows; {', '.join(contents.files) or 'no files of the office'}"
