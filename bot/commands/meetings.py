"""``canmou meetings``: the office's meetings listed, written to a calendar file and taken in from one."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from bot.commands.desk import DAY, REFUSED, FileArgument, JsonOption, days, opened, write
from bot.commands.session import ConfigOption, fail, operator, show_table
from bot.office.meetings.meeting import Sitting
from bot.office.times.echo import when
from bot.services.meetings.calendars import CalendarService, Fate
from bot.services.meetings.changing import Maker
from bot.services.meetings.laying import AHEAD
from bot.services.meetings.lookup import Lookup
from bot.services.meetings.planning import NO_GROUP
from bot.services.office import Office

NAME = "会议安排"
meetings_app = typer.Typer(help="The office's meetings: listed, to a calendar file and from one.")


@meetings_app.command("list")
def show(
    as_json: JsonOption = False,
    *,
    since: Annotated[
        datetime | None, typer.Option("--from", formats=DAY, help="The first day instead of today, as 2026-12-01.")
    ] = None,
    until: Annotated[
        datetime | None, typer.Option("--to", formats=DAY, help="The last day instead of the one in 60 days.")
    ] = None,
    config: ConfigOption = None,
) -> None:
    """List the meetings that are held, one line for each time."""
    with opened(config) as office:
        first, last = _span(office, since, until)
        sittings = Lookup(office).between(first, last)
        if as_json:
            for sitting in sittings:
                typer.echo(json.dumps(_row(office, sitting), ensure_ascii=False))
        else:
            _show(office, sittings)


@meetings_app.command("export")
def export(
    file: Annotated[Path, typer.Argument(help="The calendar file to write, as meetings.ics.", dir_okay=False)],
    config: ConfigOption = None,
) -> None:
    """Write the meetings to come to a calendar file."""
    with opened(config) as office:
        sittings = Lookup(office).between(office.today(), office.today() + AHEAD)
        write(file, CalendarService(office).write(NAME, sittings))


@meetings_app.command("import")
def take_in(
    file: FileArgument,
    *,
    organizer: Annotated[
        str,
        typer.Option("--organizer", metavar="NAME", help="Whose meetings they are; else the first administrator's."),
    ] = "",
    chat: Annotated[
        int,
        typer.Option("--chat", metavar="ID", help="The group that is reminded of them; else nobody but the organizer."),
    ] = NO_GROUP,
    config: ConfigOption = None,
) -> None:
    """Take in the meetings to come of a calendar file; what is known already is brought up to date."""
    with opened(config) as office:
        maker = Maker(_account(office, organizer), _group(office, chat))
        service = CalendarService(office)
        fates = service.take_in(service.read(file.name, file.read_bytes()), maker, by=operator())
    typer.echo(", ".join(f"{fates[fate]} {fate.name.lower()}" for fate in Fate))


def _span(office: Office, since: datetime | None, until: datetime | None) -> tuple[date, date]:
    first = since or datetime.combine(office.today(), datetime.min.time())
    return days(first, until or first + AHEAD)


def _account(office: Office, name: str) -> int:
    """Return the account of the organizer; end with status 1 where there is none."""
    if not name:
        admins = office.admins()
        return min(admins) if admins else fail("no administrator: give --organizer NAME", status=REFUSED)
    person = next((person for person in office.people() if person.name == name), None)
    if person is None or person.user_id is None:
        fail(f"{name}: not on the list of people, or without a Telegram account", status=REFUSED)
    return person.user_id


def _group(office: Office, chat_id: int) -> int:
    if chat_id != NO_GROUP and chat_id not in office.groups():
        fail(f"{chat_id}: not one of access.chats", status=REFUSED)
    return chat_id


def _row(office: Office, sitting: Sitting) -> dict[str, object]:
    plan, zone = sitting.meeting.plan, office.zone
    return {
        "title": plan.title,
        "start": sitting.start.astimezone(zone).isoformat(),
        "end": sitting.end and sitting.end.astimezone(zone).isoformat(),
        "room": plan.room,
        "people": plan.people,
        "notes": plan.notes,
        "repeated": plan.rule is not None,
        "organizer": sitting.meeting.organizer_id,
        "chat": sitting.meeting.chat_id,
    }


def _show(office: Office, sittings: tuple[Sitting, ...]) -> None:
    table = Table("time", "title", "room", "people", box=None)
    calendar = office.calendar()
    for sitting in sittings:
        plan = sitting.meeting.plan
        table.add_row(when(sitting.start, sitting.end, calendar, office.zone), plan.title, plan.room, plan.people)
    show_table(table)
