"""What the commands about the office share: the opened office, files handed in and out, days, refusals."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.app import open_office
from bot.commands.session import fail, settings
from bot.office.duty.tables import Fault
from bot.office.errors import OfficeError
from bot.services.office import Office

REFUSED = 1
DAY = ["%Y-%m-%d"]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, one line for each.")]
FileArgument = Annotated[Path, typer.Argument(help="The file.", exists=True, dir_okay=False, readable=True)]
DayArgument = Annotated[datetime, typer.Argument(formats=DAY, help="The day, as 2026-12-01.")]
FromOption = Annotated[datetime, typer.Option("--from", formats=DAY, help="The first day, as 2026-12-01.")]
ToOption = Annotated[datetime, typer.Option("--to", formats=DAY, help="The last day.")]


@contextmanager
def opened(config: Path | None) -> Iterator[Office]:
    """Open the office; what its rules refuse is told in a line and ends with status 1."""
    with settings(config) as loaded, open_office(loaded) as office:
        try:
            yield office
        except OfficeError as fault:
            fail(str(fault), status=REFUSED)


def days(first: datetime, last: datetime) -> tuple[date, date]:
    """Return the first and the last day of a span; end with status 2 when they are the wrong way round."""
    if last < first:
        fail(f"--to: {last:%Y-%m-%d} is before --from {first:%Y-%m-%d}")
    return first.date(), last.date()


def refuse(faults: tuple[Fault, ...]) -> None:
    """Print the faults of a table, one line each, and end with status 1 when there are any."""
    if faults:
        fail(*map(str, faults), status=REFUSED)


def write(path: Path, content: bytes, *, says_so: bool = True) -> None:
    """Write a file and say so; end with status 2 when that cannot be done."""
    try:
        path.write_bytes(content)
    except OSError as fault:
        fail(f"{path}: cannot be written: {fault.strerror}")
    if says_so:
        typer.echo(f"{path}: written")
