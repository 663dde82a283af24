"""The State Council's arrangement of a year's days off, from its notice or from a table.

All of a year is taken in or nothing: what is doubtful is refused with the place where it stands.
"""

from bot.office.notice.lists import read_list
from bot.office.notice.texts import read_notice

__all__ = ["read_list", "read_notice"]
