"""``canmou evaluate``: the figures of a file of questions, alone or beside those of an earlier run."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from bot.app import Canmou, answers_of, model_settings, prepare_library
from bot.commands.session import ConfigOption, apart, assistant, fail, show_table, working
from knowledge.ablation import ablate
from knowledge.embedding import Progress
from knowledge.evaluation import Figures, read_cases, run, summarize
from knowledge.retrieval import Retriever

FileArgument = Annotated[
    Path, typer.Argument(help="Questions as JSON lines: id, kind, question, history, answerable, expect.")
]
AblationRow = tuple[str, list[Figures]]
COLUMNS = {
    "recall_1": "recall@1",
    "recall_5": "recall@5",
    "mrr": "MRR",
    "right": "shown right",
    "verbatim": "verbatim",
    "refused": "refused",
    "doubted_rightly": "wrong, doubted",
    "doubted_wrongly": "right, doubted",
    "p50_ms": "p50 ms",
    "p95_ms": "p95 ms",
}


def evaluate(
    file: FileArgument,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    against: Annotated[
        Path | None, typer.Option("--against", help="The --json output of an earlier run, shown as differences.")
    ] = None,
    with_ablation: Annotated[
        bool, typer.Option("--ablate", help="Print what each lever on a question brings, as a table in Markdown.")
    ] = False,
    config: ConfigOption = None,
) -> None:
    """Ask every question of a file and print, by kind, how well they were answered."""
    with assistant(config) as canmou:
        cases = read_cases(file)
        if with_ablation:
            with _untouched(canmou) as untouched, working("Asking") as report:
                _show_ablation(_counted(ablate(cases, canmou.retriever, untouched), report))
            return
        with working("Asking", len(cases)) as report:
            results = []
            for result in run(cases, canmou.retriever, canmou.answerer, word=answers_of(canmou).worded):
                results.append(result)
                report(1)
    figures = summarize(results)
    if as_json:
        typer.echo(json.dumps([asdict(row) for row in figures], ensure_ascii=False, indent=1))
    else:
        show_table(_table(figures, _read_run(against)))


@contextmanager
def _untouched(canmou: Canmou) -> Iterator[Retriever | None]:
    """Yield a retriever over the same documents as the model embeds them without its adapter; None if it has none."""
    if model_settings(canmou.config).adapter is None:
        yield None
        return
    with apart(canmou, adapter="off") as plain:
        plain.records.put(canmou.records.load())
        with working("Embedding without the adapter") as report:
            prepare_library(plain, report)
        yield plain.retriever


def _counted(rows: Iterable[AblationRow], report: Progress) -> Iterator[AblationRow]:
    for row in rows:
        report(1)
        yield row


def _show_ablation(rows: Iterable[AblationRow]) -> None:
    """Print a row for each set of levers: recall@1 / recall@5 by kind, and what is answered and refused."""
    for place, (name, figures) in enumerate(rows):
        known = [row for row in figures if row.recall_1 is not None and row.kind != "all"]
        if place == 0:
            heads = [*(row.kind for row in known), "shown right", "refused wrongly", "refused rightly"]
            _show_row("levers", heads)
            _show_row("---", ["---"] * len(heads))
        _show_row(name, [*(f"{row.recall_1:.3f} / {row.recall_5:.3f}" for row in known), *_shares(figures)])


def _shares(figures: Iterable[Figures]) -> list[str]:
    by_kind = {row.kind: row for row in figures}
    known, unknown = by_kind["answerable"], by_kind["unanswerable"]
    return [f"{share:.3f}" for share in (known.right, known.refused, unknown.refused)]


def _show_row(name: str, cells: Iterable[str]) -> None:
    typer.echo(f"| {name} | {' | '.join(cells)} |")


def _read_run(path: Path | None) -> dict[str, dict[str, Any]]:
    if path is None:
        return {}
    try:
        return {row["kind"]: row for row in json.loads(path.read_text("utf-8"))}
    except (OSError, ValueError, KeyError, TypeError):
        fail(f"{path}: not the output of canmou evaluate --json")


def _table(figures: list[Figures], before: dict[str, dict[str, Any]]) -> Table:
    table = Table("kind", "n", *COLUMNS.values(), box=None)
    for row in figures:
        values = asdict(row)
        cells = [_cell(name, values[name], before.get(row.kind, {}).get(name)) for name in COLUMNS]
        table.add_row(row.kind, str(row.count), *cells)
    return table


def _cell(name: str, value: float | None, before: float | None) -> str:
    if value is None:
        return "-"
    form = ".0f" if name.endswith("_ms") else ".3f"
    difference = "" if before is None else f" ({value - before:+{form}})"
    return f"{value:{form}}{difference}"
