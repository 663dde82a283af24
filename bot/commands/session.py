"""What the commands share: the settings, the built assistant, progress on a terminal, one line for each fault."""

import os
import pwd
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from bot import log
from bot.app import Canmou, build, prepare_library
from bot.config import Config, load
from bot.errors import BackupFault, CanmouError, ConfigFault, SecondPoller
from bot.office.acts import COMMAND_LINE, Actor
from knowledge.embedding import Embedder
from knowledge.embedding import Progress as Report
from knowledge.errors import KnowledgeError
from knowledge.thesaurus import FILE as THESAURUS

ConfigOption = Annotated[Path | None, typer.Option("--config", help="The settings file instead of ./config.toml.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, one line a question.")]

FAULT = 2
STOPPED = 1
PAGE = 240  # columns of a table that is not printed on a terminal
console = Console(stderr=True, highlight=False)


def fail(*lines: str, status: int = FAULT) -> NoReturn:
    """Print each line of a fault to standard error and end with ``status``."""
    for line in lines:
        typer.echo(line, err=True)
    raise typer.Exit(status)


@contextmanager
def faults_reported() -> Iterator[None]:
    """Turn every fault that Canmou knows into its lines and exit status 2."""
    try:
        yield
    except ConfigFault as fault:
        fail(*fault.faults)
    except (BackupFault, SecondPoller) as fault:
        fail(str(fault), status=STOPPED)
    except (CanmouError, KnowledgeError) as fault:
        fail(str(fault))


@contextmanager
def settings(path: Path | None) -> Iterator[Config]:
    """Load the settings, set the log up and report faults."""
    with faults_reported():
        config = load(path)
        log.configure(config.log.level, form=config.log.format, secrets=config.secrets)
        yield config


@contextmanager
def assistant(path: Path | None, *, prepared: bool = True) -> Iterator[Canmou]:
    """Build the assistant from the settings; with ``prepared`` its handbook and its vectors are up to date."""
    with settings(path) as config, build(config) as canmou:
        if prepared:
            with working("Preparing the library") as report:
                prepare_library(canmou, report)
        yield canmou


@contextmanager
def apart(canmou: Canmou, *, embedder: Embedder | None = None, **embedding: str) -> Iterator[Canmou]:
    """Yield an assistant with a library of its own, empty and gone afterwards; it may embed in another way."""
    config = canmou.config
    with TemporaryDirectory() as folder:
        if (words := config.storage.data_dir / THESAURUS).is_file():
            copy(words, folder)
        sections = {
            "storage": config.storage.model_copy(update={"data_dir": Path(folder), "database_url": ""}),
            "embedding": config.embedding.model_copy(update={"model_dir": config.model_dir, **embedding}),
        }
        with build(config.model_copy(update=sections), embedder=embedder) as other:
            yield other


def operator() -> Actor:
    """Return who runs the command: the user of this machine."""
    try:
        return Actor(COMMAND_LINE.user_id, name=pwd.getpwuid(os.getuid()).pw_name)
    except KeyError:
        # In a container a user may be nothing but a number.
        return Actor(COMMAND_LINE.user_id, name=str(os.getuid()))


def show_table(table: Table) -> None:
    """Print a table, as wide as it needs where no terminal limits it."""
    output = Console(highlight=False)
    Console(highlight=False, width=None if output.is_terminal else PAGE).print(table)


@contextmanager
def working(title: str, total: int | None = None) -> Iterator[Report]:
    """Show that work goes on, on a terminal only; the yielded function is told how much more is done."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(title, total=total)
        yield lambda count: progress.advance(task, count)
