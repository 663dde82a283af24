"""The notice as it is published or passed on: 二、春节：2月15日至23日放假调休，共9天。2月14日（周六）上班。"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from unicodedata import normalize

from bot.office.calendar import SpecialDay
from bot.office.errors import NoticeFault
from bot.office.notice.checks import HOLIDAYS, NAMES, Finding, checked, holiday_name
from bot.office.notice.dates import DATE, DAYS, Spelling

QUOTES = re.compile('[“”"]')
YEAR = re.compile(r"(\d{4})年(?:全国|全年)?(?:部分|法定)*(?:节假日|节日|放假|元旦)")
HEADING = re.compile(rf"(?:^|(?<=[\s。、.)]))({NAMES})(?:\([^()]*\))?[^\S\n]*:", re.MULTILINE)
SENTENCE = re.compile(r"[^。]+")
CLAUSE = re.compile(rf"({DAYS}),?(?:为|均|都)?(?:(放假|补休|休息|公休)|(?:照常|正常|补)?上班)")
COUNT = re.compile(r"(?:共|放假)(?:计)?(\d+)天")
ABOUT_DAYS = re.compile(r"放|休|班")
ADVICE = "鼓励"  # to let people rest on days that are not off


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence under a holiday's heading, without white space."""

    text: str
    holiday: str
    place: str


def read_notice(text: str) -> tuple[int, tuple[SpecialDay, ...]]:
    """Return the year of a notice and its special days; raise NoticeFault.

    元旦 may begin in the December before.
    """
    text = QUOTES.sub("", normalize("NFKC", text))
    years = set(YEAR.findall(text))
    if len(years) != 1:
        raise NoticeFault("看不出是哪一年的安排，请在开头写明，如“2027年部分节假日安排”")
    year = int(years.pop())
    return year, checked(finding for sentence in _sentences(text) for finding in _findings(sentence, year))


def _sentences(text: str) -> Iterator[Sentence]:
    headings = list(HEADING.finditer(text))
    for heading, following in zip_longest(headings, headings[1:]):
        for match in SENTENCE.finditer(text, heading.end(), following.start() if following else len(text)):
            words = match[0]
            line = text.count("\n", 0, match.start() + len(words) - len(words.lstrip())) + 1
            yield Sentence("".join(words.split()), holiday_name(heading[1]), f"第{line}行")


def _findings(sentence: Sentence, year: int) -> list[Finding]:
    """Return the special days of one sentence; raise NoticeFault for one that speaks of days in another way."""
    if sentence.text.startswith(ADVICE):
        return []
    spelling = Spelling(year, sentence.holiday == HOLIDAYS[0], sentence.place)
    findings = [
        Finding(SpecialDay(day, not off, sentence.holiday), sentence.place)
        for days, off in CLAUSE.findall(sentence.text)
        for day in spelling.days(days)
    ]
    if not _is_understood(sentence.text):
        raise NoticeFault(f"看不懂“{sentence.text}”", sentence.place)
    _check_count(sentence, sum(not finding.day.is_working for finding in findings))
    return findings


def _is_understood(text: str) -> bool:
    """Tell whether all that a sentence says of days is in its clauses, with nothing before them (another holiday)."""
    first = CLAUSE.search(text)
    rest = CLAUSE.sub("", text)
    return not (first and first.start()) and not (re.search(DATE, rest) and ABOUT_DAYS.search(rest))


def _check_count(sentence: Sentence, days_off: int) -> None:
    for count in COUNT.findall(sentence.text):
        if int(count) != days_off:
            raise NoticeFault(f"写的是{count}天，按日期是{days_off}天", sentence.place)
