"""``canmou outline``: the outline of an official paper, as text, as JSON or as a .docx."""

import json
from difflib import SequenceMatcher
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from bot.app import Canmou, office_kinds
from bot.commands.asking import citation_json
from bot.commands.desk import write
from bot.commands.session import ConfigOption, assistant, fail, settings, show_table
from bot.files.papers import write_paper
from bot.outlining import plain
from bot.services.model import NOBODY, ModelService
from bot.services.office import Office
from bot.services.outlines import REFUSALS, OutlineService
from knowledge.outlines import Length, Origin, Outline, Point, Request
from knowledge.outlining.wording import word_outline
from prompts import Kind, find_kind

KindArgument = Annotated[str | None, typer.Argument(help="The kind of writing, as 通知; --kinds lists all.")]
TopicArgument = Annotated[str | None, typer.Argument(help="What it is about, as 国庆节期间值班安排.")]
NEAR = 5  # kinds that are named in place of one that there is none of


def outline(
    kind: KindArgument = None,
    topic: TopicArgument = None,
    *,
    addressee: Annotated[str, typer.Option("--to", metavar="OFFICE", help="Who it goes to, as 各科室.")] = "",
    length: Annotated[Length, typer.Option("--length", help="How much it holds.")] = Length.NORMAL,
    docx: Annotated[
        Path | None,
        typer.Option("--docx", dir_okay=False, help="Write it as a document; a file of that name is overwritten."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    kinds: Annotated[bool, typer.Option("--kinds", help="List the kinds of writing.")] = False,
    config: ConfigOption = None,
) -> None:
    """Draw up the outline of a paper from the library, each point with its source."""
    if kinds:
        _show_kinds(config)
        return
    if not kind or not topic:
        fail("give a kind and a topic, or --kinds")
    with settings(config) as loaded:
        _check_kind(kind, list(office_kinds(loaded).values()))
    with assistant(config) as canmou:
        service = OutlineService(Office(canmou.config, canmou.engine, canmou.now), canmou.outliner, canmou.kinds)
        made = _draw_up(canmou, service, Request(kind, topic, addressee, length=length))
        if docx is not None:
            write(docx, write_paper(service.paper(made)), says_so=not as_json)
        if as_json:
            typer.echo(json.dumps(outline_json(made), ensure_ascii=False))
        elif docx is None:
            typer.echo(plain(made))


def outline_json(made: Outline) -> dict[str, Any]:
    """Return an outline as the documented JSON object."""
    return {
        "kind": made.request.kind,
        "title": made.title,
        "addressee": made.addressee,
        "parts": [
            {"heading": part.heading, "points": [_point_json(point) for point in part.points]} for part in made.parts
        ],
        "missing": list(made.missing),
        "closing": made.closing,
        "signature": made.signature,
        "date": made.date_line,
        "advice": made.advice,
        "grounds": [citation_json(citation) for citation in made.grounds],
    }


def _point_json(point: Point) -> dict[str, Any]:
    return {
        "text": point.text,
        "form": point.origin is Origin.FORM,
        "citations": [citation_json(citation) for citation in point.citations],
    }


def _draw_up(canmou: Canmou, service: OutlineService, request: Request) -> Outline:
    try:
        made = service.draw_up(request)
    except REFUSALS as fault:
        fail(str(fault))
    model = ModelService(Office(canmou.config, canmou.engine, canmou.now), canmou.model).lend(NOBODY)
    return word_outline(made, model) if model else made


def _check_kind(words: str, kinds: list[Kind]) -> None:
    """End with status 2 and the kinds of nearly that name when there is none of it."""
    if find_kind({kind.name: kind for kind in kinds}, words) is not None:
        return
    names = {name: kind.name for kind in kinds for name in (kind.name, *kind.aliases)}
    near = sorted(names, key=lambda name: (-SequenceMatcher(None, words, name).ratio(), name[:1] != words[:1]))
    found = dict.fromkeys(names[name] for name in near if {*name} & {*words})
    fail(f"{words}: no such kind of writing; near: {', '.join([*found][:NEAR]) or 'none'}; --kinds lists all")


def _show_kinds(config: Path | None) -> None:
    table = Table("kind", "category", "also called", "for", box=None)
    with settings(config) as loaded:
        for kind in office_kinds(loaded).values():
            table.add_row(kind.name, kind.category, "、".join(kind.aliases), kind.use)
    show_table(table)
