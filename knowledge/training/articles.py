"""Articles and speeches as they are searched, and the questions that each of them answers.

``questions`` is a table with a heading: file below the folder of laws, article, style, question. ``speeches`` has one
JSON object a line: id, text, questions as [style, question].
"""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from knowledge.documents import Document, Passage
from knowledge.embedding import Progress, no_progress
from knowledge.errors import DocumentFault, KnowledgeError
from knowledge.numerals import ArticleNumber, article_number
from knowledge.passages import canonical_name, cut
from knowledge.readers import Readers
from knowledge.sentences import split
from knowledge.vectorizing import searched_text


@dataclass(frozen=True, slots=True)
class Article:
    """One article, or one passage of a speech: what is put before the model, whole and by sentence.

    ``family`` is what it belongs to, a law or the speeches; ``number`` is its own within that.
    """

    family: str
    number: ArticleNumber
    wholes: tuple[str, ...]
    sentences: tuple[str, ...]

    @property
    def text(self) -> str:
        """Return all its words, for the lexical side."""
        return "\n".join(self.wholes)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the article that answers it, by family and number."""

    family: str
    number: ArticleNumber
    style: str
    question: str


SPEECHES = "speeches"
UNNUMBERED = ArticleNumber(0)


def read_questions(path: Path) -> list[Asked]:
    """Return the questions of a table; raise KnowledgeError when it is none."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
        return [Asked(row["file"], _number(row["article"]), row["style"], row["question"]) for row in rows]
    except (OSError, UnicodeDecodeError, KeyError) as fault:
        raise KnowledgeError(f"{path}: not a table of file, article, style and question") from fault


def read_speeches(path: Path) -> tuple[list[Article], list[Asked]]:
    """Return the passages of a file of speeches and their questions; raise KnowledgeError when it is none."""
    articles, asked = [], []
    try:
        for place, line in enumerate(path.read_text("utf-8-sig").splitlines()):
            data, number = json.loads(line), ArticleNumber(place)
            articles.append(_speech(number, data["text"]))
            asked += [Asked(SPEECHES, number, style, question) for style, question in data["questions"]]
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise KnowledgeError(f"{path}: not JSON lines of id, text and questions") from fault
    return articles, asked


def read_laws(folder: Path, progress: Progress = no_progress) -> Iterator[Article]:
    """Yield the articles of every law below a folder; what cannot be read as a law is left out."""
    with Readers() as readers:
        for path in sorted(folder.rglob("*.md")):
            try:
                document = cut(readers.read(path))
            except DocumentFault:
                continue
            yield from _articles(document, path.relative_to(folder).as_posix())
            progress(1)


def _articles(document: Document, family: str) -> Iterator[Article]:
    """Yield the articles of a document; the parts of a long one are one article."""
    for number, parts in groupby(document.passages, lambda passage: _number(passage.locator.rpartition("›")[2])):
        passages = list(parts)
        wholes = tuple(searched_text(document, passage) for passage in passages)
        yield Article(family, number, wholes, tuple(_sentences(document, passages)))


def _number(text: str) -> ArticleNumber:
    return article_number(text) or UNNUMBERED


def _sentences(document: Document, passages: list[Passage]) -> Iterator[str]:
    name = canonical_name(document.title)
    for passage in passages:
        for span in split(document.text, passage.span.start, passage.span.end):
            yield f"{name}：{span.of(document.text)}"


def _speech(number: ArticleNumber, text: str) -> Article:
    sentences = tuple(span.of(text) for span in split(text, 0, len(text)))
    return Article(SPEECHES, number, (text,), sentences)
