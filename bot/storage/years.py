"""The years of the State Council's calendar that the office took in itself."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import Connection, select

from bot.office.calendar import SpecialDay
from bot.storage.tables import years
from bot.storage.upsert import add_missing


def imported_years(connection: Connection) -> dict[int, tuple[SpecialDay, ...]]:
    """Return the special days of each year that was taken in."""
    rows = connection.execute(select(years.c.year, years.c.days))
    return {row.year: tuple(SpecialDay(date.fromisoformat(day), *rest) for day, *rest in row.days) for row in rows}


def put_year(connection: Connection, year: int, days: Iterable[SpecialDay], *, at: datetime) -> None:
    """Keep the special days of a year in place of those kept before."""
    packed = [[day.date.isoformat(), day.is_working, day.holiday] for day in days]
    connection.execute(years.delete().where(years.c.year == year))
    add_missing(connection, years, [{"year": year, "days": packed, "imported_at": at}])
