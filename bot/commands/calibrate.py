"""``canmou calibrate``: the weights by which an answer is refused, and those by which it is called doubtful."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from bot.app import Canmou
from bot.commands.session import ConfigOption, apart, assistant, fail, working
from knowledge.answering.confidence import Calibration
from knowledge.calibration import Report, calibrate_doubt
from knowledge.calibration import calibrate as calibrate_refusal
from knowledge.doubting import samples
from knowledge.evaluation import read_cases
from knowledge.ingest import Ingest
from knowledge.readers import Readers
from knowledge.training.articles import read_questions
from knowledge.training.lessons import is_held_out


def calibrate(
    file: Annotated[
        Path, typer.Argument(help="Questions as for evaluate; with --laws, a table of file, article, style, question.")
    ],
    *,
    laws: Annotated[
        Path | None,
        typer.Option(
            "--laws", help="Fit the doubt instead, over the laws of this folder that the adapter did not learn from."
        ),
    ] = None,
    write: Annotated[Path | None, typer.Option("--write", help="Write the calibration to this file.")] = None,
    config: ConfigOption = None,
) -> None:
    """Fit the weights by which an answer is refused, and print what held-out questions say of them."""
    with assistant(config) as canmou:
        found = _doubt(canmou, file, laws) if laws else calibrate_refusal(read_cases(file), canmou.answerer)
    _show(*found, write)


def _doubt(canmou: Canmou, table: Path, laws: Path) -> tuple[Calibration, Report]:
    asked = [each for each in read_questions(table) if is_held_out(each)]
    files = sorted({laws / each.family for each in asked})
    if missing := [path for path in files if not path.is_file()]:
        fail(f"{missing[0]}: no such file")
    with _library_of(canmou, files) as abroad, working("Asking", len(asked)) as report:
        return calibrate_doubt(samples(asked, abroad.answerer, report))


@contextmanager
def _library_of(canmou: Canmou, files: list[Path]) -> Iterator[Canmou]:
    """Yield an assistant that knows some files alone, and only for a while."""
    with apart(canmou, embedder=canmou.embedder) as abroad, Readers(abroad.limits) as readers:
        ingest = Ingest(abroad.records, abroad.embedder, readers)
        with working("Reading") as report:
            list(ingest.outcomes(files, report))
        yield abroad


def _show(found: Calibration, report: Report, write: Path | None) -> None:
    typer.echo(
        f"{report.questions} questions, held out in folds: AUC {report.auc:.3f}, below the limit rightly "
        f"{report.below_rightly:.3f}, wrongly {report.below_wrongly:.3f}"
    )
    text = json.dumps(asdict(found), indent=1)
    if write is None:
        typer.echo(text)
    else:
        write.write_text(text + "\n", "utf-8")
