"""A paper before it is set: its elements in the words of the standard, without any layout."""

from dataclasses import dataclass
from enum import Enum, auto


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body; ``level`` 1 to 4 is a heading's, 0 plain text.

    ``text`` holds its number already (一、…). ``rest`` goes on in the same line as plain text behind a heading.
    """

    text: str
    level: int = 0
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A line with a label in front (出席：张三、李四), further lines of it beginning under the first one's text."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its headings; ``widths`` are shares of the line, equal ones when there are none."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] = ()


class Form(Enum):
    """Which of its forms the standard sets a paper in: the usual one, and the three of its section 10."""

    DOCUMENT = auto()
    LETTER = auto()  # 信函: two double lines, who issues above the first
    ORDER = auto()  # 命令: no title, signed by a person
    MINUTES = auto()  # 纪要: called in red after the meeting


@dataclass(frozen=True, slots=True)
class Head:
    """The red head: its mark (…文件, …命令, …纪要), under which number, signed by whom (for a paper that goes up).

    ``serial`` are the six figures of a numbered copy.
    """

    issuer: str
    number: str = ""
    signer: str = ""
    urgency: str = ""
    serial: str = ""
    form: Form = Form.DOCUMENT


@dataclass(frozen=True, slots=True)
class Foot:
    """The last lines: who gets a copy, who printed it, when."""

    copies: str = ""
    printer: str = ""
    date_line: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper; what is "" or empty is left out.

    An order has no title, and minutes none that its red mark says already; who signs an order is a person, behind
    their office: 市长　张三.
    """

    title: str
    body: tuple[Paragraph | Labelled | Grid, ...]
    addressee: str = ""
    attachments: tuple[str, ...] = ()
    signature: str = ""
    date_line: str = ""
    note: str = ""
    head: Head | None = None
    foot: Foot | None = None

    @property
    def form(self) -> Form:
        """Return the form that a paper is set in."""
        return self.head.form if self.head else Form.DOCUMENT
