"""What the library offers to the daily briefing: articles worth reading, and the office's own documents as they are."""

import re
from collections.abc import Mapping
from hashlib import sha256

from bot.office.briefing import Article, Seen
from knowledge.answers import Citation
from knowledge.documents import Kind
from knowledge.library import Snapshot, Unit
from knowledge.records import Origin

SHORTEST, LONGEST = 30, 220  # characters of an article that is read in passing
WHOLE_ARTICLE = re.compile(r"(?:.*›)?第[^第条›]+条(?:之[^›（(]+)?")


def articles(snapshot: Snapshot) -> tuple[Article, ...]:
    """Return the short articles of the rules in force, each once."""
    found = (_article(unit) for unit in snapshot.units if _is_worth_reading(unit))
    return tuple({article.key: article for article in found}.values())


def own_documents(snapshot: Snapshot) -> Mapping[str, Seen]:
    """Return the office's own documents by file; the starter handbook is no news."""
    return {
        entry.document.file: Seen(entry.record.digest, entry.document.title)
        for entry in snapshot.entries
        if entry.record.origin is Origin.OFFICE
    }


def _is_worth_reading(unit: Unit) -> bool:
    is_rule = unit.entry.in_force and unit.document.kind is Kind.REGULATION
    is_article = WHOLE_ARTICLE.fullmatch(unit.passage.locator) is not None
    return is_rule and is_article and SHORTEST <= len(unit.text) <= LONGEST


def _article(unit: Unit) -> Article:
    document, text = unit.document, unit.text
    citation = Citation(
        file=document.file,
        document=document.title,
        locator=unit.passage.locator,
        quote=text,
        status=unit.entry.standing.status,
        issued=document.issued,
        span=unit.passage.span,
    )
    # Known again by its words: an article that is changed is another one.
    return Article(sha256(text.encode()).hexdigest()[:32], text, citation.source)
