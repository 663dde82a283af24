"""The roster as files: a workbook, a text table, a calendar, a picture, a paper; the shares of duty as a picture."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.files.calendars import Entry, write_calendar
from bot.files.papers import write_paper
from bot.files.pictures import draw_roster, draw_statistics
from bot.files.tables import Sheet, write_csv, write_table
from bot.office.calendar import month_of
from bot.office.duty.lines import HEADER, RosterLine, roster_lines, unknown_years
from bot.office.duty.shifts import Shift, Tier
from bot.services.duty.lookup import Lookup
from bot.services.office import Office
from bot.services.papers import roster_paper

MINUTE = 60


class Form(StrEnum):
    """What a roster can be written as; the values are the suffixes of files."""

    XLSX = "xlsx"
    CSV = "csv"
    ICS = "ics"
    PNG = "png"
    DOCX = "docx"


@dataclass(frozen=True, slots=True)
class Roster:
    """The shifts of some days under a title."""

    title: str
    shifts: tuple[Shift, ...]
    lines: tuple[RosterLine, ...]
    note: str


class Exports:
    """Writes the roster in any form."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._lookup = Lookup(office)

    def roster(self, first: date, last: date) -> Roster:
        """Return the roster of some days."""
        calendar = self._office.calendar()
        shifts = self._lookup.between(first, last)
        lines = roster_lines(shifts, calendar=calendar, zone=self._office.zone)
        title = f"{self._office.config.office.name}{span_name(first, last)}值班表"
        return Roster(title, shifts, lines, unknown_years(lines, calendar))

    def write(self, roster: Roster, form: Form) -> bytes:
        """Return the roster as a file."""
        return WRITERS[form](self, roster)

    def draw_statistics(self, first: date, last: date) -> bytes:
        """Return the shares of duty as a PNG; raise YearUnknown."""
        title = f"{self._office.config.office.name}值班统计"
        return draw_statistics(title, self._lookup.statistics(first, last))

    def _workbook(self, roster: Roster) -> bytes:
        return write_table([Sheet("值班表", roster.title, HEADER, [line.cells for line in roster.lines])])

    def _text(self, roster: Roster) -> bytes:
        return write_csv([HEADER, *(line.cells for line in roster.lines)])

    def _picture(self, roster: Roster) -> bytes:
        return draw_roster(roster.title, roster.lines, note=roster.note)

    def _paper(self, roster: Roster) -> bytes:
        return write_paper(roster_paper(roster.title, roster.lines, roster.note))

    def _calendar(self, roster: Roster) -> bytes:
        now = self._office.now()
        # Later files go before earlier ones in the programs that read them.
        revision = int(now.timestamp()) // MINUTE
        entries = [_entry(shift, revision) for shift in roster.shifts]
        return write_calendar(roster.title, entries, zone=self._office.zone, now=now)


WRITERS: Mapping[Form, Callable[[Exports, Roster], bytes]] = {
    Form.XLSX: Exports._workbook,
    Form.CSV: Exports._text,
    Form.ICS: Exports._calendar,
    Form.PNG: Exports._picture,
    Form.DOCX: Exports._paper,
}


def span_name(first: date, last: date) -> str:
    """Return days as a title names them: 2026年12月 for a whole month, 2026年12月1日至12月7日 otherwise."""
    if (first, last) == month_of(first):
        return f"{first.year}年{first.month}月"
    year = "" if first.year == last.year else f"{last.year}年"
    end = "" if first == last else f"至{year}{last.month}月{last.day}日"
    return f"{first.year}年{first.month}月{first.day}日{end}"


def _entry(shift: Shift, revision: int) -> Entry:
    title = f"值班：{shift.officer.name}（带班 {shift.leader.name}）"
    people = ((tier, shift.person(tier)) for tier in Tier)
    notes = "\n".join(f"{tier}：{person.name} {person.phone}".strip() for tier, person in people)
    return Entry(f"shift-{shift.id}@canmou", title, shift.start, shift.end, notes=notes, revision=revision)
