"""``canmou bench``: time and memory of answering and ingest, each beside its peer in the same run."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from multiprocessing import get_context
from typing import Annotated, ParamSpec, TypeVar

import typer
from rich.table import Table

from bot.app import model_settings
from bot.commands.bench.measures import IngestFigures, SizeFigures, measure_ingest, measure_size
from bot.commands.session import ConfigOption, fail, settings, show_table, working
from knowledge.embedding.sentence import ModelSettings

P = ParamSpec("P")
R = TypeVar("R")

SIZES = "1000,10000,50000"
RATIO = 1.5  # the most that a whole question may take, as a multiple of embedding it, at 10,000 passages
SHARE = 0.9  # the least share of the bare embedding rate
UNCHANGED = 2.0  # the most seconds for 1,000 files that did not change


def bench(
    sizes: Annotated[
        str, typer.Option("--sizes", help="Passages of the libraries, separated by commas.")
    ] = "1000,10000,50000",
    questions: Annotated[int, typer.Option("--questions", min=2, help="Questions asked of each.")] = 100,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")] = False,
    config: ConfigOption = None,
) -> None:
    """Measure question latency, ingest rate and memory beside a plain pipeline.

    Passages are made up and their vectors drawn near real ones, since embedding 50,000 takes hours; questions are
    embedded for real. The figures mean something only on a machine that does nothing else.
    """
    with settings(config) as loaded:
        model = model_settings(loaded)
        measured = []
        for found in _measure(_parse(sizes), questions, model):
            measured.append(found)
            if as_json:
                typer.echo(json.dumps(asdict(found) | {"ratio": found.ratio}))
        with working("Taking documents in"):
            taken = _apart(measure_ingest, model)
    if as_json:
        typer.echo(json.dumps(asdict(taken) | {"share": taken.share}))
    else:
        show_table(_size_table(measured))
        show_table(_ingest_table(taken))


def _parse(sizes: str) -> list[int]:
    try:
        return sorted(int(size) for size in sizes.split(","))
    except ValueError:
        fail(f"--sizes: {sizes}: numbers separated by commas are needed")


def _measure(sizes: list[int], count: int, model: ModelSettings) -> Iterator[SizeFigures]:
    for size in sizes:
        with working(f"Asking a library of {size} passages"):
            found = _apart(measure_size, size, count, model)
        yield found


def _apart(call: Callable[P, R], *arguments: P.args, **options: P.kwargs) -> R:
    """Return what a call returns in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(call, *arguments, **options).result()


def _size_table(measured: list[SizeFigures]) -> Table:
    table = Table(
        "passages",
        "embed p50/p95 ms",
        "answer p50/p95 ms",
        "ratio of p95",
        "plain p50/p95 ms",
        "load s",
        "index s",
        "bytes a passage",
        "resident MB",
        box=None,
        title="A question, over libraries of a size",
    )
    for row in measured:
        limit = f" (limit {RATIO})" if row.passages == 10_000 else ""
        pairs = [f"{latency.p50:.0f} / {latency.p95:.0f}" for latency in (row.embedding, row.answer, row.plain)]
        table.add_row(
            str(row.passages),
            pairs[0],
            pairs[1],
            f"{row.ratio:.2f}{limit}",
            pairs[2],
            f"{row.load_seconds:.1f}",
            f"{row.index_seconds:.1f}",
            f"{row.bytes_a_passage:.0f}",
            f"{row.resident_mb:.0f}",
        )
    return table


def _ingest_table(taken: IngestFigures) -> Table:
    columns = ("texts", "ingest texts/s", "bare embedding texts/s", "share", "unchanged files", "seconds")
    table = Table(*columns, box=None, title="Taking documents in")
    share, seconds = f"{taken.share:.2f} (limit {SHARE})", f"{taken.unchanged_seconds:.2f} (limit {UNCHANGED})"
    rates = [f"{rate:.1f}" for rate in (taken.ingest_rate, taken.embedding_rate)]
    table.add_row(str(taken.texts), *rates, share, str(taken.unchanged_files), seconds)
    return table
