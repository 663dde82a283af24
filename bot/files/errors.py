"""What is wrong with a file, in the words that people read.

OfficeError
└── FileFault            the file is mended or saved in another way, and sent again
    ├── CalendarFault    it is no calendar that can be read
    └── TableFault       it is no table that can be read
"""

from bot.office.errors import OfficeError


class FileFault(OfficeError):
    """A file cannot be used."""


class CalendarFault(FileFault):
    """A file cannot be read as a calendar."""


class TableFault(FileFault):
    """A file cannot be read as a table."""
