"""The answer as every reader gets it: the chat, the command line and, later, a language model share these types.

A quote is always an exact slice of its document; ``Citation.span`` tells which.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from knowledge.documents import Span, Status


class Outcome(StrEnum):
    """How a question ended."""

    ANSWERED = "answered"
    NOT_FOUND = "not found"  # the documents were searched and do not answer
    EMPTY_LIBRARY = "empty library"
    UNKNOWN_ARTICLE = "unknown article"  # the document is there, the article asked for is not


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote and where it stands; ``span`` counts characters of the document's text."""

    file: str
    document: str
    locator: str
    quote: str
    status: Status
    issued: date | None
    span: Span

    @property
    def source(self) -> str:
        """Return the line that names the source: 《…》第九条（2024年修订，现行）."""
        year = f"{self.issued.year}年" if self.issued else ""
        remarks = "，".join(filter(None, [year, "" if self.status is Status.IN_FORCE else self.status.value]))
        title = self.document.strip("《》")
        return f"《{title}》{self.place}" + (f"（{remarks}）" if remarks else "")

    @property
    def place(self) -> str:
        """Return the locator as a line shows it: upper headings cut at their first comma, the title left out."""
        *above, last = self.locator.split("›")
        if last == self.document:
            return ""
        return "›".join([*(_shortened(heading) for heading in above), last])


def _shortened(heading: str) -> str:
    head = re.split("[，,；;：:]", heading, maxsplit=1)[0]
    return head if head == heading else f"{head}…"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that a language model worded, and the places of its sources among the answer's citations."""

    text: str
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found for a question; without an answer ``nearest`` holds what may be related.

    ``sought`` are the words that were looked for, ``remark`` is a sentence that must be read with the answer.
    A ``doubtful`` answer comes near, but may not be what was asked. ``sentences`` are a language model's wording of the
    citations, checked against them; without them the answer is the citations, word for word.
    """

    question: str
    outcome: Outcome
    citations: tuple[Citation, ...] = ()
    nearest: tuple[Citation, ...] = ()
    sought: str = ""
    remark: str = ""
    sentences: tuple[Sentence, ...] = ()
    doubtful: bool = False

    @property
    def refused(self) -> bool:
        """Tell whether the documents do not answer."""
        return self.outcome is not Outcome.ANSWERED
