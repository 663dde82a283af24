"""The State Council's years taken in, from the notice's words or from a table, and shown."""

from dataclasses import dataclass

from bot.office.acts import COMMAND_LINE, Act, Actor
from bot.office.calendar import SpecialDay
from bot.office.notice import read_list, read_notice
from bot.office.published import published_years
from bot.services.files import rows_of, text_of
from bot.services.office import Office
from bot.storage.audit import note_act
from bot.storage.years import imported_years, put_year

TEXT = ".txt"


@dataclass(frozen=True, slots=True)
class Year:
    """A year's special days, in order."""

    number: int
    days: tuple[SpecialDay, ...]

    @property
    def days_off(self) -> int:
        """Return how many days are off."""
        return sum(not day.is_working for day in self.days)

    @property
    def days_worked(self) -> int:
        """Return how many weekend days are worked."""
        return sum(day.is_working for day in self.days)


class Years:
    """Takes years in and shows them."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def read(self, name: str, content: bytes) -> Year:
        """Return the year of a file, of a notice where it is a text; raise FileFault, NoticeFault."""
        if name.lower().endswith(TEXT):
            return Year(*read_notice(text_of(name, content)))
        return Year(*read_list(rows_of(name, content)))

    def take_in(self, year: Year, *, by: Actor = COMMAND_LINE) -> None:
        """Keep a year in place of what was known of it."""
        with self._office.begin() as connection:
            put_year(connection, year.number, year.days, at=self._office.now())
            note_act(connection, Act.IMPORT_YEAR, by=by, at=self._office.now(), subject=year.number)

    def find(self, number: int) -> Year | None:
        """Return a year, the office's own before the published one; None when it is not known."""
        with self._office.begin() as connection:
            known = published_years() | imported_years(connection)
        return Year(number, tuple(known[number])) if number in known else None
