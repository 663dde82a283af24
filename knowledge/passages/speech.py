"""A speech cut by its own headings: the path of headings is the locator, the words under one are its passages.

What stands before the first heading, or behind an omission, is found under the document's title.
"""

from knowledge.documents import Passage, Span
from knowledge.passages import headings, identity, outline
from knowledge.passages.headings import Heading
from knowledge.passages.outline import Mark


def cut(text: str, title: str) -> tuple[Passage, ...]:
    """Return the passages of a speech in order."""
    gaps = outline.omissions(text)
    events: list[Heading | Span] = [*headings.find(text, gaps), *gaps]
    events.sort(key=_start)
    opening = Mark(0, identity.title_end(text, title), title)
    marks = [opening, *(_mark(event, title) for event in events)]
    return tuple(passage for section in outline.sections(text, marks) for passage in outline.divide(text, section))


def _start(event: Heading | Span) -> int:
    return event.line.start if isinstance(event, Heading) else event.start


def _mark(event: Heading | Span, title: str) -> Mark:
    if isinstance(event, Span):
        return Mark(event.start, event.end, title)
    return Mark(event.line.start, event.text_start, "›".join(event.path), event.path)
