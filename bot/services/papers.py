"""Papers out of what the office has: outlines with the red head of the settings, and rosters."""

import re
from collections.abc import Sequence

from bot.files.papers import Foot, Grid, Head, Paper, Paragraph
from bot.office.duty.lines import HEADER, RosterLine
from bot.services.office import Office
from knowledge.outlines import Outline, blank
from knowledge.outlining.numbering import Line, lines
from prompts.kinds import Category, Direction, Kind

MARK = "文件"
_HALF = re.compile("(?<=[一-龥”’》）])[,;:?!()]|[,;:?!()](?=[一-龥“‘《（])")
_FULL = str.maketrans(",;:?!()", "，；：？！（）")
ISSUED_TOO = ("通知", "通报")  # how the kinds of daily use end that are issued like the statutory ones
NUMBER, SIGNER = "发文字号", "签发人"
HOURS = 2  # the column of a roster
ALL_HOURS = "每班时间：{}。"


def outline_paper(office: Office, outline: Outline, kind: Kind) -> Paper:
    """Return an outline as a paper."""
    has_head = office.config.writing.red_head and _is_issued(kind)
    return Paper(
        title=outline.title,
        body=tuple(map(_paragraph, lines(outline))),
        addressee=outline.addressee,
        attachments=outline.attachments,
        signature=outline.signature,
        date_line=outline.date_line,
        head=_head(office, outline, kind) if has_head else None,
        foot=Foot(printer=_issuer(office), date_line=outline.date_line) if has_head else None,
    )


def roster_paper(title: str, shifts: Sequence[RosterLine], note: str = "") -> Paper:
    """Return a roster as a paper; hours that are all the same are said once, columns without content left out."""
    hours = {line.hours for line in shifts}
    said = [ALL_HOURS.format(*hours)] if len(hours) == 1 else []
    notes = [note] if note else []
    return Paper(title, (*map(Paragraph, said), _grid(shifts, has_hours=not said), *map(Paragraph, notes)))


def _grid(shifts: Sequence[RosterLine], *, has_hours: bool) -> Grid:
    """Return the table of a roster, with the columns that hold something."""
    has_years = len({line.day.year for line in shifts}) > 1
    columns = list(zip(HEADER, *(_cells(line, has_year=has_years) for line in shifts), strict=True))
    if not has_hours:
        del columns[HOURS]
    filled = [column for column in columns if any(column[1:])]
    headings, *rows = zip(*filled, strict=True) if filled else [()]
    return Grid(headings, tuple(rows))


def _is_issued(kind: Kind) -> bool:
    """Tell whether a kind is issued under a head and a number."""
    return kind.signed and (kind.category is Category.STATUTORY or kind.name.endswith(ISSUED_TOO))


def _head(office: Office, outline: Outline, kind: Kind) -> Head:
    issuer, code = _issuer(office), office.config.writing.code
    year = (outline.request.day or office.today()).year
    return Head(
        issuer=issuer if issuer.endswith(MARK) else f"{issuer}{MARK}",
        number=f"{code}〔{year}〕{blank('发文序号')}号" if code else blank(NUMBER),
        signer=blank(SIGNER) if kind.direction is Direction.UP else "",
    )


def _issuer(office: Office) -> str:
    return office.config.writing.issuer or office.config.office.name


def _paragraph(line: Line) -> Paragraph:
    head, rest = set_marks(line.head), set_marks(line.rest)
    return Paragraph(head, line.level, rest) if line.level else Paragraph(set_marks(line.text))


def set_marks(text: str) -> str:
    """Return a text with the full-width marks of an official paper, whatever its document was typed with."""
    return _HALF.sub(lambda mark: mark[0].translate(_FULL), text)


def _cells(line: RosterLine, *, has_year: bool) -> tuple[str, ...]:
    year = f"{line.day.year}年" if has_year else ""
    _, *others = line.cells
    return (f"{year}{line.day.month}月{line.day.day}日", *map(str, others))
