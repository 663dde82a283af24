"""The command ``canmou``, also ``python -m bot``: the table of its subcommands."""

import gc
from collections.abc import Callable

import typer

from bot.commands import (
    asking,
    audit,
    backup,
    bench,
    calibrate,
    evaluate,
    library,
    outline,
    proofread,
    reminders,
    running,
    training,
)
from bot.commands.calendar import calendar_app
from bot.commands.duty import duty_app
from bot.commands.meetings import meetings_app
from bot.commands.people import people_app

KEPT = 100_000  # objects that are made before the young ones are looked through

COMMANDS: dict[str, Callable[..., None]] = {
    "run": running.run,
    "chat": asking.chat,
    "ask": asking.ask,
    "search": asking.search,
    "ingest": library.ingest,
    "documents": library.documents,
    "feedback": running.show_feedback,
    "evaluate": evaluate.evaluate,
    "calibrate": calibrate.calibrate,
    "train": training.train,
    "bench": bench.bench,
    "check": running.check,
    "prepare": library.prepare,
    "reminders": reminders.reminders,
    "audit": audit.audit,
    "backup": backup.backup,
    "restore": backup.restore,
    "outline": outline.outline,
    "proofread": proofread.proofread,
}
# Subcommands with subcommands of their own.
GROUPS: dict[str, typer.Typer] = {
    "people": people_app,
    "duty": duty_app,
    "meetings": meetings_app,
    "calendar": calendar_app,
}

app = typer.Typer(
    name="canmou",
    help="Canmou (参谋) answers an office's questions of procedure from its own documents, word for word.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for name, command in COMMANDS.items():
    app.command(name)(command)
for name, group in GROUPS.items():
    app.add_typer(group, name=name, no_args_is_help=True)


def main() -> None:
    """Run the command line."""
    # Nearly all that a start loads is kept to the end; looking it through for garbage would take a fifth of the time.
    gc.set_threshold(KEPT)
    app()


if __name__ == "__main__":
    main()
