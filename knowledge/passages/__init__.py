"""A reading cut into passages: what each is called, where it stands, and the document's own name and dates.

The cutters live beside this module: ``regulation`` by articles, ``speech`` by headings.
"""

from knowledge.documents import Document, Kind, Reading
from knowledge.passages import dates, identity, provisions, regulation, speech
from knowledge.passages.identity import canonical_name
from knowledge.passages.provisions import article_lines

__all__ = ["article_lines", "canonical_name", "cut"]


def cut(reading: Reading) -> Document:
    """Cut a reading into a document; its passages are ascending, apart from each other and never span an omission."""
    text, title = reading.text, identity.title(reading)
    articles = provisions.articles(text)
    numbered = articles or provisions.items(text)
    kind = identity.kind(title, articles, numbered)
    issued = dates.issued(reading.file, identity.head_lines(text))
    return Document(
        file=reading.file,
        title=title,
        kind=kind,
        issued=issued,
        effective=dates.effective(text, issued) if kind is Kind.REGULATION else None,
        text=text,
        passages=regulation.cut(text, title, numbered) if kind is Kind.REGULATION else speech.cut(text, title),
    )
