"""``canmou duty``: rosters in and out, turns shared out by the lists, a day shown, shares counted."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from bot.commands.desk import DayArgument, FileArgument, FromOption, JsonOption, ToOption, days, opened, refuse, write
from bot.commands.session import ConfigOption, operator, show_table
from bot.office.calendar import Calendar
from bot.office.duty.shifts import Shift
from bot.office.duty.statistics import Share, Statistics
from bot.office.duty.wording import when
from bot.services.calls import CallForm, CallService
from bot.services.duty import Exports, Form, Lookup, Outcome, Rosters
from bot.services.office import Office

duty_app = typer.Typer(help="Duty watch (值班 and 带班): the roster.")
OutArgument = Annotated[Path, typer.Argument(metavar="FILE", help="The file to write.", dir_okay=False)]


@duty_app.command("import")
def take_in(file: FileArgument, config: ConfigOption = None) -> None:
    """Take in a roster (.xlsx, .csv) with the columns 日期, 带班领导 and 值班员; the days that it names are replaced.

    Every fault is printed with its row and cell, and then nothing is kept. Of a shift that is on the people change,
    what is over stays as it is.
    """
    with opened(config) as office:
        rosters = Rosters(office)
        reading = rosters.read(file.name, file.read_bytes())
        refuse(reading.faults)
        _tell(rosters.take_in(reading.entries, by=operator()), office)


@duty_app.command("rotate")
def rotate(
    first: FromOption,
    last: ToOption,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the turns only; keep nothing.")] = False,
    config: ConfigOption = None,
) -> None:
    """Share out the days by the lists of people, going on from the turns that are kept."""
    span = days(first, last)
    with opened(config) as office:
        _tell(Rosters(office).rotate(*span, by=operator(), is_rehearsal=dry_run), office)


@duty_app.command("export")
def export(
    first: FromOption,
    last: ToOption,
    *,
    form: Annotated[Form, typer.Option("--as", help="What kind of file.")],
    file: OutArgument,
    config: ConfigOption = None,
) -> None:
    """Write the roster to a file: a workbook, a calendar, a picture, a text table, or a paper (.docx) to be signed."""
    span = days(first, last)
    with opened(config) as office:
        exports = Exports(office)
        content = exports.write(exports.roster(*span), form)
    write(file, content)


@duty_app.command("calls")
def calls(
    first: FromOption,
    last: ToOption,
    *,
    form: Annotated[CallForm, typer.Option("--as", help="What kind of file.")],
    file: OutArgument,
    config: ConfigOption = None,
) -> None:
    """Write the log of calls and faxes (来电来文登记) to a file."""
    span = days(first, last)
    with opened(config) as office:
        content = CallService(office).export(*span, form)
    write(file, content)


@duty_app.command("show")
def show(day: DayArgument, as_json: JsonOption = False, config: ConfigOption = None) -> None:
    """Show who is on duty on a day."""
    with opened(config) as office:
        shifts, calendar = Lookup(office).between(day.date(), day.date()), office.calendar()
        if as_json:
            typer.echo(json.dumps(_day(day.date(), shifts, calendar, office), ensure_ascii=False))
        elif not shifts:
            typer.echo(f"{day:%Y-%m-%d}: no roster")
        else:
            _show(shifts, office)


@duty_app.command("stats")
def stats(
    first: FromOption,
    last: ToOption,
    *,
    chart: Annotated[Path | None, typer.Option(metavar="FILE", help="Draw the shares as a picture (PNG).")] = None,
    as_json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Count the turns of everybody in either tier: in all, on working days, weekends, holidays, and nights."""
    span = days(first, last)
    with opened(config) as office:
        statistics = Lookup(office).statistics(*span)
        picture = Exports(office).draw_statistics(*span) if chart else b""
    if as_json:
        typer.echo(json.dumps(_statistics(statistics), ensure_ascii=False))
    else:
        _show_shares(statistics)
    if chart:
        write(chart, picture)


def _tell(outcome: Outcome, office: Office) -> None:
    """Print what a roster changes: a line for every shift that comes, changes or goes, the remarks, the counts."""
    for line in (*_changes(outcome, office), *(f"note: {remark}" for remark in outcome.remarks)):
        typer.echo(line)
    if outcome.newcomers:
        typer.echo(f"new people: {'、'.join(outcome.newcomers)}")
    if outcome.unknown:
        typer.echo(f"without an account, not reached in private: {'、'.join(outcome.unknown)}")
    changes = outcome.changes
    changed = len(changes.changed) + len(changes.relieved)
    counts = f"{len(changes.added)} added, {changed} changed, {len(changes.unchanged)} unchanged"
    typer.echo(f"{counts}, {len(changes.removed)} removed")


def _changes(outcome: Outcome, office: Office) -> Iterator[str]:
    changes = outcome.changes
    yield from (f"added: {_line(shift, office)}" for shift in changes.added)
    changed = (*changes.changed, *changes.relieved)
    yield from (f"changed: {_line(after, office)}, was {_people(before)}" for before, after in changed)
    yield from (f"removed: {_line(shift, office)}" for shift in changes.removed)
    yield from (f"not changed, it has begun: {_line(shift, office)}" for shift in changes.begun)


def _line(shift: Shift, office: Office) -> str:
    return f"{shift.day(office.zone).year}年{when(shift, office.zone)} {_people(shift)}"


def _people(shift: Shift) -> str:
    return f"值班员{shift.officer.name} 带班领导{shift.leader.name}"


def _day(day: date, shifts: Iterable[Shift], calendar: Calendar, office: Office) -> dict[str, object]:
    is_working = calendar.is_working(day) if calendar.knows(day.year) else None
    return {"date": day.isoformat(), "working_day": is_working, "shifts": [_row(shift, office) for shift in shifts]}


def _row(shift: Shift, office: Office) -> dict[str, object]:
    return {
        "start": shift.start.astimezone(office.zone).isoformat(),
        "end": shift.end.astimezone(office.zone).isoformat(),
        "officer": shift.officer.name,
        "leader": shift.leader.name,
        "phones": {person.name: person.phone for person in (shift.officer, shift.leader)},
    }


def _show(shifts: Iterable[Shift], office: Office) -> None:
    table = Table("time", "officer", "phone", "leader", "phone", box=None)
    for shift in shifts:
        officer, leader = shift.officer, shift.leader
        table.add_row(when(shift, office.zone), officer.name, officer.phone, leader.name, leader.phone)
    show_table(table)


def _statistics(statistics: Statistics) -> dict[str, object]:
    shares = [_share(share) for share in statistics.shares]
    return {"from": statistics.first.isoformat(), "to": statistics.last.isoformat(), "shares": shares}


def _share(share: Share) -> dict[str, object]:
    tally = share.tally
    return {
        "name": share.person.name,
        "tier": share.tier.value,
        "turns": tally.turns,
        "working": tally.working,
        "weekends": tally.weekends,
        "holidays": tally.holidays,
        "nights": tally.nights,
    }


def _show_shares(statistics: Statistics) -> None:
    columns = ("tier", "name", "turns", "working", "weekends", "holidays", "nights")
    table = Table(*columns, box=None)
    for share in map(_share, statistics.shares):
        table.add_row(*(str(share[column]) for column in columns))
    show_table(table)
