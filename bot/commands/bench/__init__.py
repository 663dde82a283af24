"""``canmou bench``: how fast questions and documents are, how late reminders, what a library, a start, a crowd cost.

Each stage is printed as soon as it is measured, the quick ones first. Nothing of the office's own data is touched.
"""

import json
from collections.abc import Iterator
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from bot.app import model_settings
from bot.commands.bench.crowding import measure_crowd
from bot.commands.bench.delivering import measure_delivery
from bot.commands.bench.figures import Stage, stage_json, stage_table
from bot.commands.bench.folders import elsewhere
from bot.commands.bench.ingesting import measure_ingest
from bot.commands.bench.latency import measure_latency
from bot.commands.bench.starting import measure_start
from bot.commands.session import ConfigOption, fail, settings, show_table, working
from bot.config import Config
from knowledge.embedding.sentence import SentenceEmbedder

SIZES = "1000,10000,50000"


class Part(StrEnum):
    """What can be measured alone."""

    START = "start"
    DELIVERY = "delivery"
    INGEST = "ingest"
    LATENCY = "latency"
    LOAD = "load"


def bench(
    sizes: Annotated[str, typer.Option(help="Passages of the libraries that are asked.")] = SIZES,
    *,
    questions: Annotated[int, typer.Option(min=2, help="How many questions each library is asked.")] = 100,
    only: Annotated[list[Part] | None, typer.Option(help="Measure this alone; may be given several times.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object for each stage.")] = False,
    config: ConfigOption = None,
) -> None:
    """Measure the cold start, delivery, ingest, answers for 50 people at once, and libraries of several sizes.

    The libraries are made up, in temporary folders. Give --only latency --sizes 1000 for a first impression; the
    whole takes about ten minutes on two cores.
    """
    if find_spec("rank_bm25") is None:
        fail("rank_bm25, which is compared with, is not installed: pip install 'canmou[dev]'")
    wanted = _read_sizes(sizes)
    with settings(config) as loaded:
        for stage in _measure(loaded, config, frozenset(only or Part), sizes=wanted, questions=questions):
            if as_json:
                typer.echo(json.dumps(stage_json(stage), ensure_ascii=False))
            else:
                show_table(stage_table(stage))


def _read_sizes(sizes: str) -> list[int]:
    numbers = [number.strip() for number in sizes.split(",")]
    if not all(number.isdecimal() and int(number) for number in numbers):
        fail(f"--sizes: {sizes}: not numbers of passages, as {SIZES}")
    return sorted({int(number) for number in numbers})


def _measure(
    config: Config, file: Path | None, parts: frozenset[Part], *, sizes: list[int], questions: int
) -> Iterator[Stage]:
    if Part.START in parts:
        yield measure_start(config, file)
    if Part.DELIVERY in parts:
        yield from measure_delivery(config)
    if parts <= {Part.START, Part.DELIVERY}:
        return
    model = SentenceEmbedder(model_settings(config))
    with working("Loading the model"):
        model.prepare()
    if Part.INGEST in parts:
        yield measure_ingest(config, model)
    if Part.LOAD in parts:
        with elsewhere(config) as place:
            yield measure_crowd(place, model)
    if Part.LATENCY in parts:
        with elsewhere(config) as place:
            yield from measure_latency(place, model, sizes=sizes, count=questions)
