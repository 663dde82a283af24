"""``canmou proofread``: a paper checked before it goes out, and held against the last one of its kind."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from bot.app import document_limits, office_kinds, open_office
from bot.commands.desk import FileArgument, JsonOption
from bot.commands.session import ConfigOption, fail, settings
from bot.files.errors import FileFault
from bot.office.proofing import Finding, Grade
from bot.services.proofing import ProofService, Report
from bot.storage.library import LibraryRecords

TO_MEND = 1
UNREADABLE = 2
LastOption = Annotated[
    Path | None,
    typer.Option("--last", metavar="FILE", help="An earlier paper to compare with.", exists=True, dir_okay=False),
]


def proofread(
    file: FileArgument, last: LastOption = None, as_json: JsonOption = False, config: ConfigOption = None
) -> None:
    """Check a paper (.docx, .txt): title, kind, levels, addressee, dates, punctuation, names, places left from another.

    Exit status: 0 nothing to mend, 1 something must be mended, 2 the file cannot be read.
    """
    with settings(config) as loaded, open_office(loaded) as office:
        limits, kinds = document_limits(loaded), office_kinds(loaded)
        service = ProofService(office, records=LibraryRecords(office.engine), kinds=kinds, limits=limits)
        try:
            report = service.proofread(*_handed_in(file), None if last is None else _handed_in(last))
        except FileFault as fault:
            fail(f"{file.name}: {fault}", status=UNREADABLE)
    if as_json:
        typer.echo(json.dumps(_row(file, report), ensure_ascii=False))
    else:
        _show(report)
    if report.of(Grade.MUST):
        raise typer.Exit(TO_MEND)


def _handed_in(path: Path) -> tuple[str, bytes]:
    return path.name, path.read_bytes()


def _row(file: Path, report: Report) -> dict[str, object]:
    earlier = report.earlier and {"title": report.earlier.title, "year": report.earlier.year}
    findings = [asdict(finding) for finding in report.findings]
    return {"file": file.name, "title": report.title, "kind": report.kind, "findings": findings, "earlier": earlier}


def _show(report: Report) -> None:
    for finding in report.findings:
        typer.echo(_line(finding))
    musts, shoulds = len(report.of(Grade.MUST)), len(report.of(Grade.SHOULD))
    typer.echo(f"{report.title or '(no title)'}: {musts} to mend, {shoulds} suggestions")


def _line(finding: Finding) -> str:
    times = f" ×{finding.count}" if finding.count > 1 else ""
    quote = f" 〔{finding.quote}〕" if finding.quote else ""
    ground = f"（{finding.ground}）" if finding.ground else ""
    return f"{finding.grade.value} {finding.place}{times}{quote} {finding.sentence}{ground}"
