"""Rosters and lists of people out of the tables that an office already has.

Owns what the columns mean and what is wrong with a cell. A table is taken whole or not at all: a reading has entries or
faults, never both. Who the people are that a table names is for the caller to know.
"""

from bot.office.duty.tables.faults import Fault, Reading
from bot.office.duty.tables.people import Member, read_people
from bot.office.duty.tables.roster import Entry, read_roster

__all__ = ["Entry", "Fault", "Member", "Reading", "read_people", "read_roster"]
