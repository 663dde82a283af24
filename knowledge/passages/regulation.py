"""A regulation cut by its articles, or by its numbered paragraphs where it has none.

Parts, chapters and sections become the headings of the passages. What stands before the first provision is 前言, what
follows the last one under a title of its own is 附件. Title, history, contents and signature are no passages.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge.cleaning import is_omission
from knowledge.documents import Passage, Span
from knowledge.numerals import NUMERAL, ArticleNumber
from knowledge.passages import dates, identity, outline, parts
from knowledge.passages.outline import Mark, lines
from knowledge.passages.provisions import ANNEX, Provision

_DIVISION = re.compile(
    rf"""^[^\S\n]*(?: (?P<label>第{NUMERAL}+(?P<rank>部分|分?编|章|节)(?:之{NUMERAL}+)?)
                      (?: [^\S\n]+ | [^\S\n]*\n\s* | (?![的规所是中、和及]) )
                      (?P<title>(?![第(（—-]|{NUMERAL}+[、．.])(?:[^\n。；：]{{1,40}}[、，和与及的]\n)?[^\n。；：]{{0,40}})
                   | (?P<bare>[总分附罚]\s*则|[序前]\s*言|目\s*[录次]) )[^\S\n]*$""",
    re.MULTILINE | re.VERBOSE,
)
_RANKS = {"部分": 0, "编": 0, "分编": 1, "章": 2, "节": 3}
_CONTENTS = ("目录", "目次")
_PREAMBLES = ("序言", "前言")
_OFFICE = re.compile(r"\S{2,30}(?:办公[室厅]|委员会|委|政府|[局部厅署院处科会校司行]|中心|公司|大学|学院)")
_IMPRINT = re.compile("(?:抄送|主送|抄报)[：:]|.{4,60}印发$")
_PREAMBLE, _ANNEXED = "前言", "附件"
# How far to look for the line above a 第一条, and from the end for a signature, in characters.
_FAR = 200
_TAIL = 500


@dataclass(frozen=True, slots=True)
class _Division:
    """A heading above provisions; ``rank`` grows from the title of a further rule (-1) down to a section.

    ``locator`` is for text right below it. Without a ``heading`` it stands above nothing else.
    """

    start: int
    end: int
    rank: int
    heading: str
    locator: str


@dataclass(frozen=True, slots=True)
class _Annex:
    start: int
    label: str


# A bare span is a mark of omitted text.
_Event = _Division | _Annex | Span | Provision


def cut(text: str, title: str, numbered: Sequence[Provision]) -> tuple[Passage, ...]:
    """Return the passages of a regulation in order, knowing where its provisions begin."""
    found: list[Passage] = []
    for section in outline.sections(text, _marks(text, title, numbered)):
        found += parts.divide(text, section) if section.is_provision else outline.divide(text, section)
    return tuple(found)


def _marks(text: str, title: str, numbered: Sequence[Provision]) -> Iterator[Mark]:
    tail = _signature_start(text)
    events = _events(text, numbered, tail)
    yield Mark(0, _preamble_start(text, title, min((event.start for event in events), default=tail)), _PREAMBLE)
    yield from _walk(events, title)
    yield Mark(tail, tail, "")


def _events(text: str, numbered: Sequence[Provision], tail: int) -> list[_Event]:
    titles = _second_titles(text, numbered)
    annexes = _annexes(text, numbered, tail) if numbered else ()
    events: list[_Event] = [*_divisions(text), *titles, *outline.omissions(text), *annexes, *numbered]
    return sorted(events, key=lambda event: event.start)


def _walk(events: Sequence[_Event], title: str) -> Iterator[Mark]:
    above: list[_Division] = []
    annex = group = ""
    for event in events:
        match event:
            case _Division():
                outer = [division for division in above if division.rank < event.rank]
                above = [*outer, event] if event.heading else outer
                yield Mark(event.start, event.end, annex or event.locator, _headings(above if annex else outer))
            case _Annex(start, annex):
                above = []
                yield Mark(start, start, annex)
            case Span(start, end):
                above = []
                yield Mark(start, end, title)
            case Provision(start, text_start, label, number):
                group = annex if number == ArticleNumber(1) else group
                locator = f"{group}›{label}" if group else label
                yield Mark(start, text_start, locator, _headings(above), is_provision=True)


def _headings(divisions: Sequence[_Division]) -> tuple[str, ...]:
    return tuple(division.heading for division in divisions)


def _divisions(text: str) -> Iterator[_Division]:
    """Yield the headings above provisions; one that comes again further down stands in a list of contents."""
    matches = list(_DIVISION.finditer(text))
    last = {_heading(match): match.start() for match in matches}
    for match in matches:
        heading = _heading(match)
        rank = _RANKS.get(match["rank"], _RANKS["章"])
        locator = heading if match.start() == last[heading] else _PREAMBLE
        if heading in (*_CONTENTS, *_PREAMBLES):
            heading, locator = "", heading if heading in _PREAMBLES else _PREAMBLE
        yield _Division(match.start(), match.end(), rank, heading, locator)


def _heading(match: re.Match[str]) -> str:
    if match["bare"]:
        return "".join(match["bare"].split())
    return f"{match['label']} {''.join(match['title'].split())}".rstrip()


def _second_titles(text: str, numbered: Sequence[Provision]) -> Iterator[_Division]:
    """Yield the titles of further rules in the same document: a line like a title above another 第一条."""
    restarts = (one for one in numbered[1:] if one.number == ArticleNumber(1) and not one.is_inline)
    for provision in restarts:
        for above in [*lines(text, max(0, provision.start - _FAR), provision.start)][-1:]:
            words = above.of(text)
            if identity.is_title_like(words) and not _DIVISION.match(text, above.start):
                yield _Division(above.start, above.end, -1, words, "")


def _annexes(text: str, numbered: Sequence[Provision], tail: int) -> Iterator[_Annex]:
    """Yield what is annexed: a line that says so behind a provision, or one like a title behind the last one."""
    for match in ANNEX.finditer(text, numbered[0].start, tail):
        yield _Annex(match.start(), "".join(match["label"].split()).replace("附", _ANNEXED, match["label"] == "附"))
    told = ANNEX.search(text, numbered[-1].start, tail)
    for before, line in pairwise(lines(text, numbered[-1].start, told.start() if told else tail)):
        words = line.of(text)
        if before.of(text).endswith("。") and identity.is_title_like(words) and not is_omission(words):
            yield _Annex(line.start, _ANNEXED)
            break


def _preamble_start(text: str, title: str, end: int) -> int:
    """Return where the first line in ``text[:end]`` begins that is more than title, history or office."""
    prose = (line.start for line in lines(text, 0, end) if not identity.is_head_line(line.of(text), title))
    return next(prose, end)


def _signature_start(text: str) -> int:
    """Return where the closing lines of offices and dates begin; the text's end when no date is among them."""
    start, is_dated = len(text), False
    for line in reversed(list(lines(text, text.find("\n", max(0, len(text) - _TAIL)) + 1))):
        words = line.of(text)
        if not (dates.is_date(words) or _OFFICE.fullmatch(words) or _IMPRINT.match(words)):
            break
        start, is_dated = line.start, is_dated or any(dates.find(words))
    return start if is_dated else len(text)
