"""The command ``canmou``, also ``python -m bot``: the table of its subcommands."""

import typer

from bot.commands import asking, evaluate, library

app = typer.Typer(
    name="canmou",
    help="Canmou (参谋) answers an office's questions of procedure from its own documents, word for word.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in (
    asking.chat,
    asking.ask,
    asking.search,
    library.ingest,
    library.documents,
    library.prepare,
    evaluate.evaluate,
    evaluate.calibrate,
):
    app.command()(command)


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
