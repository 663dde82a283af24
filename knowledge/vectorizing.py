"""What of a document is put before the embedding model: each passage and each of its sentences, with their context."""

from collections.abc import Sequence

import numpy as np

from knowledge.documents import Document, Passage, Span
from knowledge.embedding import Embedder, Progress, no_progress
from knowledge.passages import canonical_name
from knowledge.records import Vectors
from knowledge.sentences import split

LEAD_SHOWN = 60  # characters of a list's opening words that go with each of its items


def searched_text(document: Document, passage: Passage) -> str:
    """Return the words by which a passage is found: the document's name, the headings, the lead and the text."""
    head = " ".join([canonical_name(document.title), *passage.headings])
    lead = passage.lead.of(document.text) + "\n" if passage.lead else ""
    return f"{head}\n{lead}{passage.span.of(document.text)}"


def vectorize(documents: Sequence[Document], embedder: Embedder, progress: Progress = no_progress) -> list[Vectors]:
    """Return the vectors of each document; all their texts go before the model together."""
    spans = [_sentences(document) for document in documents]
    texts = [searched_text(document, passage) for document in documents for passage in document.passages]
    count = len(texts)
    for document, families in zip(documents, spans, strict=True):
        for passage, family in zip(document.passages, families, strict=True):
            texts += [_sentence_text(document, passage, family, place) for place in range(len(family))]
    rows = embedder.passages(texts, progress).astype(np.float16)
    found, passage_row, sentence_row = [], 0, count
    for families in spans:
        ends = passage_row + len(families), sentence_row + sum(map(len, families))
        found.append(Vectors(rows[passage_row : ends[0]], families, rows[sentence_row : ends[1]]))
        passage_row, sentence_row = ends
    return found


def text_count(document: Document) -> int:
    """Return how many texts of a document go before the model, for a progress bar."""
    return len(document.passages) + sum(map(len, _sentences(document)))


def _sentences(document: Document) -> tuple[tuple[Span, ...], ...]:
    return tuple(split(document.text, passage.span.start, passage.span.end) for passage in document.passages)


def _sentence_text(document: Document, passage: Passage, family: tuple[Span, ...], place: int) -> str:
    """Return a sentence with the document's name and, for an item of a list, the words that open the list."""
    sentence, name = family[place].of(document.text), canonical_name(document.title)
    opening = passage.lead or family[0]
    words = opening.of(document.text) if place or passage.lead else ""
    lead = words[:LEAD_SHOWN] if words.endswith(("：", ":")) else ""
    return f"{name}：{lead}{sentence}"
