"""``canmou calendar``: the State Council's days off taken in, year by year, and shown."""

import json
from typing import Annotated

import typer
from rich.table import Table

from bot.commands.desk import REFUSED, FileArgument, JsonOption, opened
from bot.commands.session import ConfigOption, fail, operator, show_table
from bot.office.calendar import SpecialDay, weekday
from bot.services.years import Year, Years

calendar_app = typer.Typer(help="Working days, weekends and holidays: the State Council's table of each year.")


@calendar_app.command("import")
def take_in(file: FileArgument, config: ConfigOption = None) -> None:
    """Take in a year: the notice's text (.txt), or a table (.xlsx, .csv) with 日期, 类型 (放假, 上班) and 名称."""
    with opened(config) as office:
        years = Years(office)
        year = years.read(file.name, file.read_bytes())
        years.take_in(year, by=operator())
    typer.echo(_summary(year))


@calendar_app.command("show")
def show(
    number: Annotated[int, typer.Argument(metavar="YEAR", min=2000, max=2999, help="The year.")],
    as_json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """List a year's days off and the weekend days that are worked."""
    with opened(config) as office:
        year = Years(office).find(number)
    if year is None:
        fail(f"{number}: not known; import the State Council's notice with `canmou calendar import`", status=REFUSED)
    if as_json:
        for day in year.days:
            typer.echo(json.dumps(_row(day), ensure_ascii=False))
    else:
        _show(year)


def _summary(year: Year) -> str:
    return f"{year.number}: {year.days_off} days off, {year.days_worked} weekend days worked"


def _row(day: SpecialDay) -> dict[str, object]:
    return {"date": day.date.isoformat(), "working": day.is_working, "holiday": day.holiday}


def _show(year: Year) -> None:
    table = Table("date", "weekday", "kind", "holiday", box=None)
    for day in year.days:
        table.add_row(day.date.isoformat(), weekday(day.date), "上班" if day.is_working else "放假", day.holiday)
    show_table(table)
    typer.echo(_summary(year))
