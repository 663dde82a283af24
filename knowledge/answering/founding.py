"""Which quotes found a sentence that a language model offers: the fewest, of the passages that it names, or none.

A sentence is held against the very words that will stand under it, not against whole passages.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from knowledge.answers import Answer, Citation, Sentence
from knowledge.documents import Span
from knowledge.grounding import shared_words, unfounded
from knowledge.model.replies import Offered
from knowledge.sentences import split

SENTENCES = 8
SUPPORT = 3  # quotes that one sentence may rest on
SHORTEST = 8  # characters of a passage's sentence that is worth citing

# What a model adds to a sentence: emphasis, and the numbers of its sources.
_ADDED = re.compile(
    r"\*\*|__|`|\s*[\[【]\d+(?:[,，、]\s*\d+)*[\]】]|\s*[(（](?:材料|来源)\s*\d+(?:[,，、]\s*\d+)*[)）]"
)
# What says nothing without the words that it stands under, and what takes something back from the words before it.
_ITEM = re.compile(r"\s*[(（][一二三四五六七八九十\d]{1,3}[)）]")
_AGAINST = re.compile("但|不过")


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of a reply: the answer with the sentences that are founded, and how many were struck."""

    answer: Answer
    struck: int


def check(answer: Answer, passages: Sequence[Citation], offered: Iterable[Offered | None]) -> Checked:
    """Return the answer with the sentences that are founded, their quotes among its citations."""
    made, struck = answer, 0
    for sentence in map(_tidied, offered):
        longer = _lengthened(made, sentence, passages) if sentence else None
        struck += longer is None
        made = longer or made
    return Checked(made, struck)


def _lengthened(answer: Answer, sentence: Offered, passages: Sequence[Citation]) -> Answer | None:
    """Return the answer with a sentence that it does not have yet, or None when nothing founds it."""
    if any(sentence.text == shown.text for shown in answer.sentences):
        return answer
    quotes = _quotes(sentence, answer, passages) if len(answer.sentences) < SENTENCES else ()
    return _with(answer, sentence.text, quotes) if quotes else None


def _with(answer: Answer, text: str, quotes: Sequence[Citation]) -> Answer:
    """Return the answer with a sentence more, which stands on these quotes."""
    citations = tuple(dict.fromkeys((*answer.citations, *quotes)))
    sentence = Sentence(text, tuple(sorted(map(citations.index, quotes))))
    return replace(answer, citations=citations, sentences=(*answer.sentences, sentence))


def _tidied(offered: Offered | None) -> Offered | None:
    """Return a sentence in one line, without what a model adds to it."""
    if offered is None:
        return None
    return offered.model_copy(update={"text": " ".join(_ADDED.sub("", offered.text).split())})


def _quotes(sentence: Offered, answer: Answer, passages: Sequence[Citation]) -> tuple[Citation, ...]:
    """Return the fewest quotes of the named passages that found a sentence together, or nothing.

    The quotes that are shown already go first among equals.
    """
    if not all(1 <= place <= len(passages) for place in sentence.sources):
        return ()
    candidates = _candidates([passages[place - 1] for place in sentence.sources], answer)
    chosen = _most_alike(sentence.text, candidates)
    for count in range(1, len(chosen) + 1):
        sources = [f"{head(each)}\n{each.quote}" for each in chosen[:count]]
        if not unfounded(sentence.text, sources, [answer.question]):
            return chosen[:count]
    return ()


def _most_alike(text: str, candidates: Sequence[Citation]) -> tuple[Citation, ...]:
    """Return the quotes that share most words with a sentence, each with most that those before it do not share."""
    words = {each: shared_words(text, each.quote) for each in candidates}
    chosen: list[Citation] = []
    known: frozenset[object] = frozenset()
    while words and len(chosen) < SUPPORT:
        best = max(words, key=lambda each: len(words[each] - known))
        known |= words.pop(best)
        chosen.append(best)
    return tuple(chosen)


def _candidates(passages: Sequence[Citation], answer: Answer) -> list[Citation]:
    """Return what may found a sentence: the answer's quotes in these passages, then the sentences of the passages."""
    shown = [each for each in answer.citations if any(_stands_in(each, passage) for passage in passages)]
    others = [each for passage in dict.fromkeys(passages) for each in _sentences_of(passage, shown)]
    return [*(each for each in shown if not _ITEM.match(each.quote)), *others]


def _sentences_of(passage: Citation, shown: Sequence[Citation]) -> Iterator[Citation]:
    """Yield a passage's sentences as citations, without those that are shown, listed, or somebody's quoted words."""
    spans = [span for span in _whole_rules(passage.quote) if _speaks_for_itself(passage.quote, span)]
    for span in spans:
        start = passage.span.start + span.start
        quote = replace(passage, quote=span.of(passage.quote), span=Span(start, start + span.end - span.start))
        if len(quote.quote) >= SHORTEST and not any(_stands_in(quote, each) for each in shown):
            yield quote


def _whole_rules(text: str) -> Iterator[Span]:
    """Yield the sentences of a text, each with those behind it that take something back from it: 但……。"""
    spans = split(text, 0, len(text))
    start = 0
    for span, following in zip(spans, (*spans[1:], None), strict=True):
        start = start or span.start
        if following is None or not _AGAINST.match(following.of(text)):
            yield Span(start, span.end)
            start = 0


def _speaks_for_itself(text: str, span: Span) -> bool:
    """Tell whether a sentence is no item of a list and does not stand between quotation marks."""
    before = text[: span.start]
    return not _ITEM.match(span.of(text)) and before.count("“") <= before.count("”")


def _stands_in(citation: Citation, other: Citation) -> bool:
    is_inside = other.span.start <= citation.span.start and citation.span.end <= other.span.end
    return citation.file == other.file and is_inside


def place_of(citation: Citation) -> tuple[str, str]:
    """Return the file and the place in it, which tell one source from another."""
    return citation.file, citation.locator


def head(citation: Citation) -> str:
    """Return the title and the place, which a sentence may name."""
    return f"《{citation.document.strip('《》')}》{citation.place}"
