"""The last paper of the same kind: found in the library by kind, title and year."""

import re
from collections.abc import Iterable
from datetime import date
from difflib import SequenceMatcher

from bot.office.proofing import Earlier
from knowledge.documents import Document

ALIKE = 0.6  # of the titles, years and set words left out
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?=年)")
_SET = re.compile(r"\d+年?度?|[《》\s]|关于|印发|做好|的")


def choose_earlier(title: str, today: date, documents: Iterable[Document]) -> Earlier | None:
    """Return the most recent paper of an earlier year with a title like this one, or None."""
    year = year_of(title) or today.year
    dated = ((_written(document), document) for document in documents)
    found = [(written, likeness(title, document.title), document) for written, document in dated if written < year]
    alike = [each for each in found if each[1] >= ALIKE]
    if not alike:
        return None
    written, _, document = max(alike, key=lambda each: each[:2])
    return Earlier(document.title, document.text, written or None)


def likeness(one: str, other: str) -> float:
    """Return how alike two titles are, from 0 to 1, whatever their years."""
    return SequenceMatcher(None, _SET.sub("", one), _SET.sub("", other), autojunk=False).ratio()


def year_of(title: str) -> int | None:
    """Return the year that a title names, or None."""
    year = _YEAR.search(title)
    return int(year[0]) if year else None


def _written(document: Document) -> int:
    """Return the year of a document, 0 when neither its title nor its text says."""
    return year_of(document.title) or (document.issued.year if document.issued else 0)
