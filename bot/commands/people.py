"""``canmou people``: the list of the office's people taken in and shown, and accounts bound to names."""

import json
from collections.abc import Sequence
from typing import Annotated

import typer
from rich.table import Table

from bot.commands.desk import REFUSED, FileArgument, JsonOption, opened, refuse
from bot.commands.session import ConfigOption, fail, operator, show_table
from bot.office.people import Person
from bot.services.people import Roll
from bot.services.privacy import Privacy

people_app = typer.Typer(help="The people of the office: names, telephone numbers, turns of duty, accounts.")


@people_app.command("import")
def take_in(file: FileArgument, config: ConfigOption = None) -> None:
    """Take in a list of people (.xlsx, .csv) with the columns 姓名 and 岗位; its order is that of the rotation.

    More columns: 电话, 职务, 工作日, 周末, 节假日, 不排班, Telegram编号. Every fault is printed with its cell, and then
    nothing is kept.
    """
    with opened(config) as office:
        roll = Roll(office)
        reading = roll.read(file.name, file.read_bytes())
        refuse(reading.faults)
        enrolment = roll.take_in(reading.entries, by=operator())
    typer.echo(f"{len(enrolment.added)} added, {len(enrolment.known)} known")
    if enrolment.absent:
        typer.echo(f"not on the list, and in no rotation: {'、'.join(enrolment.absent)}")


@people_app.command("list")
def show(as_json: JsonOption = False, config: ConfigOption = None) -> None:
    """List everybody: name, telephone number, position, Telegram account."""
    with opened(config) as office:
        everyone = office.people()
    if as_json:
        for person in everyone:
            typer.echo(json.dumps(_row(person), ensure_ascii=False))
    else:
        _show(everyone)


@people_app.command("bind")
def bind(
    name: Annotated[str, typer.Argument(help="The name, as the list has it.")],
    user_id: Annotated[int, typer.Argument(metavar="TELEGRAM_ID", min=1, help="The account's id, from /whoami.")],
    config: ConfigOption = None,
) -> None:
    """Let a Telegram account be somebody's, in place of the one that they had."""
    with opened(config) as office:
        roll = Roll(office)
        person = roll.find(name)
        if person is None:
            fail(f"{name}: not on the list of people", status=REFUSED)
        roll.bind(person, user_id, by=operator())
    typer.echo(f"{name}: {user_id}")


@people_app.command("forget")
def forget(
    name: Annotated[str, typer.Argument(help="The name, as the list has it.")],
    is_sure: Annotated[bool, typer.Option("--yes", help="Do not ask back.")] = False,
    config: ConfigOption = None,
) -> None:
    """Forget somebody: name, telephone, account, questions and drafts; the history of duty says 已离岗人员.

    Backups that were made before still hold what is forgotten here.
    """
    with opened(config) as office:
        person = Roll(office).find(name)
        if person is None:
            fail(f"{name}: not on the list of people", status=REFUSED)
        if not is_sure:
            typer.confirm(f"Forget {name} for good?", abort=True)
        Privacy(office).forget_person(person, by=operator())
    typer.echo("forgotten; backups made before still hold it")


def _row(person: Person) -> dict[str, object]:
    return {"name": person.name, "phone": person.phone, "position": person.position, "user_id": person.user_id}


def _show(everyone: Sequence[Person]) -> None:
    table = Table("name", "phone", "position", "account", box=None)
    for person in everyone:
        table.add_row(person.name, person.phone, person.position, str(person.user_id or ""))
    show_table(table)
