"""``canmou ingest``, ``canmou documents`` and ``canmou prepare``: documents in, shown and taken out."""

import json
import time
from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from bot.app import Canmou, document_limits, model_settings
from bot.commands.session import ConfigOption, JsonOption, assistant, fail, operator, settings, show_table, working
from bot.office.acts import Act
from bot.storage import Connection
from bot.storage.audit import note_act
from bot.storage.library import LibraryRecords
from knowledge.documents import Document
from knowledge.embedding import bundled
from knowledge.errors import DocumentFault
from knowledge.ingest import Ingest, Outcome, State, find_files
from knowledge.library import Entry
from knowledge.numerals import article_number
from knowledge.passages import article_lines, cut
from knowledge.readers import Readers

PathsArgument = Annotated[list[Path], typer.Argument(help="Files, or folders that are searched for files.")]
REFUSED = 1


def ingest(
    paths: PathsArgument,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and cut only; keep nothing.")] = False,
    config: ConfigOption = None,
) -> None:
    """Take documents into the library: .txt, .md, .html, .docx and .pdf with a text layer.

    What did not change is left alone. A file that cannot be taken in gets one line; the others go on, and the exit
    status is 1.
    """
    files = list(find_files(paths))
    if dry_run:
        with settings(config) as loaded, Readers(document_limits(loaded)) as readers:
            _rehearse(files, readers)
        return
    with assistant(config, prepared=False) as canmou:
        refused = _take_in(canmou, files)
    if refused:
        raise typer.Exit(REFUSED)


def documents(
    remove: Annotated[
        str | None, typer.Option("--remove", metavar="FILE", help="Take a document out by its file name.")
    ] = None,
    as_json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """List what the library holds: title, kind, date, in force or not, passages."""
    with assistant(config, prepared=False) as canmou:
        if remove is not None:
            if not _records(canmou).remove(remove):
                fail(f"{remove}: not in the library", status=REFUSED)
            typer.echo(f"{remove}: removed")
            return
        entries = canmou.library.entries()
    if as_json:
        for entry in entries:
            typer.echo(json.dumps(_row(entry), ensure_ascii=False))
    else:
        _show(entries)


def prepare(
    model_dir: Annotated[Path | None, typer.Option("--model-dir", help="Where to unpack the bundled model.")] = None,
    config: ConfigOption = None,
) -> None:
    """Unpack the bundled embedding model, so that the first start need not."""
    with settings(config) as loaded:
        folder = model_dir or model_settings(loaded).folder
        typer.echo(f"{bundled.unpack(folder)}: ready")


def _records(canmou: Canmou) -> LibraryRecords:
    """Return the records; what is done to them from here is noted."""
    by = operator()

    def _note(connection: Connection, act: Act, file: str) -> None:
        note_act(connection, act, by=by, at=canmou.now(), subject=file)

    return LibraryRecords(canmou.engine, note=_note)


def _take_in(canmou: Canmou, files: list[Path]) -> int:
    counts: Counter[State] = Counter()
    passages, started = 0, time.perf_counter()
    with Readers(canmou.limits) as readers, working("Embedding") as report:
        for outcome in Ingest(_records(canmou), canmou.embedder, readers).outcomes(files, report):
            counts[outcome.state] += 1
            passages += outcome.passages
            _tell(outcome)
    parts = [f"{counts[state]} {state.value}" for state in State if counts[state]]
    typer.echo(f"{', '.join(parts) or 'no files'}; {passages} passages in {time.perf_counter() - started:.1f} s")
    return counts[State.REFUSED]


def _tell(outcome: Outcome) -> None:
    if outcome.state is State.REFUSED:
        typer.echo(f"{outcome.file}: {outcome.fault}", err=True)
    elif outcome.state is State.DUPLICATE:
        typer.echo(f"{outcome.file}: {outcome.fault}; left out", err=True)


def _rehearse(files: Iterable[Path], readers: Readers) -> None:
    """Read and cut every file, and compare the articles found with an independent count of lines 第…条."""
    characters = passages = differing = refused = count = 0
    started = time.perf_counter()
    for path in files:
        count += 1
        try:
            document = cut(readers.read(path))
        except DocumentFault as fault:
            refused += 1
            typer.echo(str(fault), err=True)
            continue
        characters += len(document.text)
        passages += len(document.passages)
        articles = _count_articles(document)
        lines = article_lines(document.text)
        if articles != lines:
            differing += 1
            typer.echo(f"{path.name}: {articles} articles, {lines} lines that begin with 第…条", err=True)
    seconds = time.perf_counter() - started
    rate = seconds / max(characters, 1) * 1_000_000
    typer.echo(
        f"{count} files, {refused} refused, {passages} passages, {differing} files whose articles differ from "
        f"the count of lines; {characters} characters in {seconds:.1f} s, {rate:.2f} s a million"
    )


def _count_articles(document: Document) -> int:
    """Return how many articles the passages belong to; the parts of a long one stand together."""
    places = (passage.locator.rpartition("›") for passage in document.passages)
    numbers = ((above, article_number(last)) for above, _, last in places)
    return sum(number is not None for (_, number), _ in groupby(numbers))


def _row(entry: Entry) -> dict[str, object]:
    document = entry.document
    return {
        "file": document.file,
        "title": document.title,
        "kind": document.kind.value,
        "issued": document.issued and document.issued.isoformat(),
        "effective": document.effective and document.effective.isoformat(),
        "status": entry.standing.status.value,
        "used": entry.active,
        "origin": entry.record.origin.value,
        "collection": entry.record.collection,
        "passages": len(document.passages),
    }


def _show(entries: Iterable[Entry]) -> None:
    table = Table("title", "kind", "issued", "status", "used", "passages", "collection", "file", box=None)
    for row in map(_row, entries):
        used = "yes" if row["used"] else "no"
        cells = (row["title"], row["kind"], row["issued"] or "", row["status"], used, row["passages"])
        table.add_row(*map(str, (*cells, row["collection"], row["file"])))
    show_table(table)
