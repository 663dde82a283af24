"""``python -m tests.chaos``: 200 kills while 2,000 reminders fall due, on both databases; exit status 1 on any loss."""

import asyncio
import logging
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from tests.chaos.run import Size, Verdict, run
from tests.postgres import running_postgres

SIZE = Size(reminders=2000, people=400, kills=200, seconds=160)


def main() -> None:
    """Run on SQLite and on PostgreSQL and print what came of it."""
    # The web server complains of each bot that hangs up in the middle of a call.
    logging.disable(logging.CRITICAL)
    with TemporaryDirectory(prefix="canmou-chaos-") as name:
        folder = Path(name)
        verdicts = [asyncio.run(run(f"sqlite:///{folder / 'a.db'}", folder / "sqlite", SIZE))]
        (folder / "postgres").mkdir()
        with running_postgres(folder / "postgres") as make_database:
            verdicts.append(asyncio.run(run(make_database(), folder / "bot", SIZE)))
    Console(width=120).print(table(verdicts))
    sys.exit(not all(verdict.is_well for verdict in verdicts))


def table(verdicts: list[Verdict]) -> Table:
    """Return the verdicts side by side."""
    made = Table("", *(verdict.database for verdict in verdicts), box=None, title="Killed while reminders fall due")
    for name, words in ROWS.items():
        made.add_row(words, *(f"{getattr(verdict, name):,.0f}" for verdict in verdicts))
    for kind in sorted({kind for verdict in verdicts for kind in verdict.met}):
        made.add_row(f"  calls that met: {kind}", *(f"{verdict.met[kind]:,}" for verdict in verdicts))
    return made


ROWS = {
    "kills": "kill -9 of the bot",
    "due": "reminders that were to arrive",
    "arrived": "arrived",
    "lost": "lost",
    "early": "before their time",
    "doubles": "doubles",
    "dropped": "  of them: the reply was dropped",
    "killed": "  of them: killed within two seconds of it",
    "unmarked": "doubles without a mark",
    "unneeded": "arrived once, marked as perhaps a double",
    "held": "held for chats that are shut",
    "seconds": "seconds",
}

if __name__ == "__main__":
    main()
