"""Papers out of what the office has: outlines with the red head of the settings, and rosters."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.files.papers import Foot, Form, Grid, Head, Labelled, Paper, Paragraph
from bot.office.duty.lines import HEADER, RosterLine
from bot.services.office import Office
from knowledge.outlines import COPIES, SERIAL, URGENCY, Outline, OutlinePart, blank
from knowledge.outlining import MINUTES
from knowledge.outlining.naming import date_line
from knowledge.outlining.numbering import Line, lines
from prompts.kinds import Category, Direction, Kind

MARK = "文件"
# The forms of the standard's section 10, and what else stands in their head.
FORMS = {"函": Form.LETTER, "命令": Form.ORDER, MINUTES: Form.MINUTES}
ORDER_MARK, ORDER_NUMBER = "令", f"第{blank('令号')}号"
MINUTES_MARK, MINUTES_NUMBER = "会议纪要", f"第{blank('期数')}期"
SIGNED_BY = "签署"  # the last part of an order: who signs it, and when
_HALF = re.compile("(?<=[一-龥”’》）])[,;:?!()]|[,;:?!()](?=[一-龥“‘《（])")
_FULL = str.maketrans(",;:?!()", "，；：？！（）")
ISSUED_TOO = ("通知", "通报")  # how the kinds of daily use end that are issued like the statutory ones
NUMBER, SIGNER = "发文字号", "签发人"
ABOUT = "关于"  # in a title that says more than which meeting it was
NOBODY = "无"  # as a list of minutes says that there was none
_LIST = re.compile("(?P<label>(?:出席|请假|缺席|列席|记录)(?:人员?)?)：(?P<names>[^。]*?)。?")
HOURS = 2  # the column of a roster
ALL_HOURS = "每班时间：{}。"


def outline_paper(office: Office, outline: Outline, kind: Kind) -> Paper:
    """Return an outline as a paper."""
    has_head = office.config.writing.red_head and _is_issued(kind)
    if has_head and FORMS.get(kind.name) is Form.ORDER:
        outline = _signed(outline)
    return Paper(
        title=outline.title,
        body=tuple(_body(outline, kind)),
        addressee=outline.addressee,
        attachments=outline.attachments,
        signature=outline.signature,
        date_line=outline.date_line,
        head=_head(office, outline, kind) if has_head else None,
        foot=_foot(office, outline) if has_head else None,
    )


def _foot(office: Office, outline: Outline) -> Foot:
    copies = dict(outline.request.facts).get(COPIES, "")
    return Foot(copies, _issuer(office), _printed_on(outline))


def _printed_on(outline: Outline) -> str:
    """Return when a paper is printed: the day under it, else the one that it is drawn up for."""
    day = outline.request.day
    return outline.date_line or (date_line(day) if day else "")


def _signed(order: Outline) -> Outline:
    """Return an order whose last part, if it is still there, stands as signature and date."""
    *others, last = order.parts or (OutlinePart("", ()),)
    if last.heading != SIGNED_BY:
        return order
    signer, *dates = [point.text.rstrip("。") for point in last.points] or [""]
    return replace(order, parts=tuple(others), signature=signer, date_line="".join(dates))


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
    if kind.name in FORMS:
        return True
    return kind.signed and (kind.category is Category.STATUTORY or kind.name.endswith(ISSUED_TOO))


def _head(office: Office, outline: Outline, kind: Kind) -> Head:
    facts = dict(outline.request.facts)
    head = _bare_head(office, outline, kind)
    return replace(head, urgency=facts.get(URGENCY, ""), serial=facts.get(SERIAL, ""))


def _bare_head(office: Office, outline: Outline, kind: Kind) -> Head:
    """Return the head that a kind bears: its form, its mark and its number."""
    form, issuer = FORMS.get(kind.name, Form.DOCUMENT), _issuer(office)
    match form:
        case Form.LETTER:
            return Head(issuer.removesuffix(MARK), _number(office, outline), form=form)
        case Form.ORDER:
            return Head(f"{issuer.removesuffix(MARK)}{ORDER_MARK}", ORDER_NUMBER, form=form)
        case Form.MINUTES:
            named = outline.title if ABOUT not in outline.title else f"{issuer.removesuffix(MARK)}{MINUTES_MARK}"
            return Head(named, MINUTES_NUMBER, form=form)
    mark = issuer if issuer.endswith(MARK) else f"{issuer}{MARK}"
    signer = blank(SIGNER) if kind.direction is Direction.UP else ""
    return Head(mark, _number(office, outline), signer)


def _number(office: Office, outline: Outline) -> str:
    """Return 发文字号 as far as the settings know it."""
    code, year = office.config.writing.code, (outline.request.day or office.today()).year
    return f"{code}〔{year}〕{blank('发文序号')}号" if code else blank(NUMBER)


def _issuer(office: Office) -> str:
    return office.config.writing.issuer or office.config.office.name


def _body(outline: Outline, kind: Kind) -> Iterator[Paragraph | Labelled]:
    """Yield the paragraphs; below minutes stand the lists of who was there, those of nobody left out."""
    for line in lines(outline):
        listed = _LIST.fullmatch(line.text) if kind.name == MINUTES and not line.level else None
        if listed is None:
            yield _paragraph(line)
        elif listed["names"] != NOBODY:
            yield Labelled(listed["label"], set_marks(listed["names"]))


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
