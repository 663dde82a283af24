"""``canmou train``: the adapter of the embedding model, made anew from questions and the texts that answer them."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from bot.app import model_settings
from bot.commands.session import ConfigOption, fail, settings, working
from knowledge.embedding import adapter
from knowledge.embedding.sentence import ModelSettings, SentenceEmbedder
from knowledge.embedding.training import Recipe, Trainer
from knowledge.training.articles import read_laws, read_questions, read_speeches
from knowledge.training.examination import examine
from knowledge.training.lessons import Course, Lesson, Teacher

Write = Callable[[dict[str, object]], None]
SCALES = (0.0, 0.55, 0.7, 1.0)  # of the adapter, that are examined; 0 is the model without it
SCALE = 0.7
SEED = Recipe().seed


def train(
    questions: Annotated[Path, typer.Argument(help="The questions: a table of file, article, style, question.")],
    speeches: Annotated[Path, typer.Argument(help="Passages of speeches with their questions, as JSON lines.")],
    laws: Annotated[Path, typer.Argument(help="The folder in which the table's files stand.")],
    *,
    out: Annotated[Path, typer.Option("--out", help="Where the adapter goes; its log goes beside it.")] = adapter.FILE,
    seed: Annotated[int, typer.Option("--seed", help="What every choice by chance starts from.")] = SEED,
    scale: Annotated[float, typer.Option("--scale", min=0, max=1, help="How much of the change is kept.")] = SCALE,
    config: ConfigOption = None,
) -> None:
    """Train the adapter of the embedding model, write it with a log, and examine it on laws that were held out."""
    with settings(config) as loaded, _log(out.with_suffix(".jsonl")) as write:
        model, recipe = replace(model_settings(loaded), adapter=None), Recipe(seed=seed)
        course = _course(questions, speeches, laws, seed)
        write({**asdict(recipe), "learned": len(course.learned), "examined": len(course.examined)})
        factors = _learn(Trainer(model, recipe), course.learned, write)
        adapter.save(factors, out, scale=scale)
        _examine(model, factors, course.examined, write)
    typer.echo(f"{out}: adapter {adapter.fingerprint(out)}, {out.stat().st_size} bytes, scale {scale}")


@contextmanager
def _log(path: Path) -> Iterator[Write]:
    try:
        file = path.open("w", encoding="utf-8", buffering=1)
    except OSError as fault:
        fail(f"{path}: cannot be written: {fault.strerror}")
    with file:
        yield lambda line: print(json.dumps(line, ensure_ascii=False), file=file)


def _course(questions: Path, speeches: Path, laws: Path, seed: int) -> Course:
    passages, asked = read_speeches(speeches)
    asked = [*read_questions(questions), *asked]
    with working("Reading the laws") as report:
        articles = list(read_laws(laws, report))
    with working("Preparing the lessons", len(asked)) as report:
        return Teacher([*articles, *passages], seed).course(asked, report)


def _learn(trainer: Trainer, lessons: tuple[Lesson, ...], write: Write) -> adapter.Factors:
    with working("Learning", len(lessons)) as report:
        for step in trainer.train(lessons):
            write(asdict(step))
            report(step.lessons)
    return trainer.factors()


def _examine(model: ModelSettings, factors: adapter.Factors, lessons: tuple[Lesson, ...], write: Write) -> None:
    """Write the marks of every scale; the lessons are of laws and speeches that nothing was learned from."""
    with TemporaryDirectory() as folder, working("Examining", len(SCALES)) as report:
        for scale in SCALES:
            file = Path(folder) / "adapter.safetensors"
            adapter.save(factors, file, scale=scale)
            for mark in examine(lessons, SentenceEmbedder(replace(model, adapter=file))):
                write({"scale": scale, **asdict(mark)})
            report(1)
