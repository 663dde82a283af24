"""Which words of a passage are shown: the sentence that answers with what belongs to it, or the whole list.

Every quote is a span of the document, so it is word for word by construction; it never leaves its passage.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.documents import Kind as DocumentKind
from knowledge.documents import Span
from knowledge.expectation import Expectation, Kind
from knowledge.lexical import Lexicon, grams
from knowledge.library import Unit
from knowledge.retrieval import Hit

QUOTE = 170  # characters up to which the sentences around the best one are shown with it
SHORT = 24  # characters below which a sentence of a speech is shown with its neighbours
LIST = 620  # characters up to which a list is shown whole
COVERAGE = 0.12  # what a full lexical coverage is worth beside a cosine
MET = 0.06  # what holding the kind of answer asked for is worth beside a cosine
HEADING = 0.04  # what a bare heading or a list's opening loses
FURTHER = 150  # characters up to which a further source is shown

_ITEM = re.compile(
    r"[（(]?[一二三四五六七八九十\d]+[)）、.．]|[一二三四五六七八九十]+[是要][^，,]|第[一二三四五六七八九十]+[，,、]"
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A sentence of a hit and how well it answers."""

    hit: Hit
    place: int
    score: float

    @property
    def span(self) -> Span:
        """Return the sentence's span."""
        return self.hit.unit.sentences[self.place]


def best_sentence(hit: Hit, asked: str, expectation: Expectation, lexicon: Lexicon) -> Choice | None:
    """Return the sentence of a hit that answers best, or None when the hit has no sentence."""
    text, wanted = hit.unit.document.text, grams(asked)
    choices = []
    # What was asked for by its number comes without cosines.
    for place, (span, cosine) in enumerate(zip(hit.unit.sentences, hit.sentences, strict=False)):
        words = span.of(text)
        score = cosine + COVERAGE * lexicon.coverage(wanted, words)
        score += MET * (expectation.held is not None and expectation.is_met(words))
        score -= HEADING * (words.endswith(("：", ":")) or is_heading(words, hit.unit))
        choices.append(Choice(hit, place, score))
    return max(choices, key=lambda choice: choice.score, default=None)


def quote(choice: Choice, expectation: Expectation) -> tuple[Span, ...]:
    """Return what is shown for a chosen sentence: the sentence in its setting, or the list it belongs to."""
    text, sentences = choice.hit.unit.document.text, choice.hit.unit.sentences
    listed = list_around(text, sentences, choice.place)
    if listed is None:
        return _in_setting(choice)
    first, last = listed
    whole = Span(sentences[first].start, sentences[last].end)
    if whole.end - whole.start <= LIST or (expectation.kind is Kind.LIST and choice.place == first):
        return (whole,)
    if choice.place == first:
        return (Span(whole.start, sentences[_fitting(sentences, first, last)].end),)
    return (sentences[first], choice.span)


def _in_setting(choice: Choice) -> tuple[Span, ...]:
    text, lead = choice.hit.unit.document.text, choice.hit.unit.passage.lead
    setting = _widen(text, choice.hit.unit.sentences, choice.place) if _leans(choice) else choice.span
    return (lead, setting) if lead and is_item(setting.of(text)) else (setting,)


def list_in_parts(choice: Choice, units: Sequence[Unit]) -> list[tuple[Unit, Span]]:
    """Return the whole list that a sentence opens or belongs to, where a long article is cut into several passages.

    ``units`` are the document's passages; the result is empty when the list stands in one of them.
    """
    opening = list_opening(choice.hit.unit, choice.place)
    if opening is None:
        return []
    rest = [unit for unit in units if unit.passage.lead and opening.start <= unit.passage.lead.start < opening.end]
    first = [unit for unit in units if unit.passage.span.start <= opening.start < unit.passage.span.end]
    if not rest or not first:
        return []
    whole = Span(opening.start, first[0].passage.span.end)
    return [(first[0], whole), *((unit, unit.passage.span) for unit in rest)]


def short_quote(choice: Choice) -> tuple[Span, ...]:
    """Return what is shown of a further source: its sentence, or nothing when that is long."""
    return (choice.span,) if choice.span.end - choice.span.start <= FURTHER else ()


def is_heading(sentence: str, unit: Unit) -> bool:
    """Tell whether a sentence only repeats the heading that it stands under."""
    headings = unit.passage.headings or (unit.document.title,)
    return sentence.strip("。.") == headings[-1].strip("。.")


def list_around(text: str, sentences: Sequence[Span], place: int) -> tuple[int, int] | None:
    """Return the first and last sentence of the list that a sentence opens or belongs to, or None.

    A list is a line that ends with a colon and the numbered lines below it; a line may hold several sentences.
    """
    lines = _lines(text, sentences)
    numbered = [is_item(sentences[line[0]].of(text)) for line in lines]
    first = last = next(at for at, line in enumerate(lines) if place in line)
    while first > 0 and numbered[first]:
        first -= 1
    while numbered[last + 1 : last + 2] == [True]:
        last += 1
    opens = sentences[lines[first][-1]].of(text).endswith(("：", ":"))
    return (lines[first][0], lines[last][-1]) if opens and first < last else None


def _lines(text: str, sentences: Sequence[Span]) -> list[range]:
    """Return the sentences of each line, as ranges of places."""
    starts = [0] + [at for at in range(1, len(sentences)) if "\n" in text[sentences[at - 1].end : sentences[at].start]]
    return [range(start, end) for start, end in zip(starts, [*starts[1:], len(sentences)], strict=True)]


def is_item(sentence: str) -> bool:
    """Tell whether a sentence is an item of a list: it begins with a number or a bracketed numeral."""
    return bool(_ITEM.match(sentence))


def list_opening(unit: Unit, place: int) -> Span | None:
    """Return the words that open the list which the sentence at ``place`` stands in, or None."""
    if unit.passage.lead:
        return unit.passage.lead
    listed = list_around(unit.document.text, unit.sentences, place)
    return unit.sentences[listed[0]] if listed else None


def _leans(choice: Choice) -> bool:
    """Tell whether a sentence needs those around it: a rule has exceptions, a short one lacks its subject."""
    return choice.hit.unit.document.kind is DocumentKind.REGULATION or choice.span.end - choice.span.start < SHORT


def _fitting(sentences: Sequence[Span], first: int, last: int) -> int:
    fitting = [place for place in range(first, last + 1) if sentences[place].end - sentences[first].start <= LIST]
    return fitting[-1] if fitting else first


def _widen(text: str, sentences: Sequence[Span], place: int) -> Span:
    """Return the sentence with those after it, then before it, in its paragraph while the quote stays short.

    A passage that is short as a whole is shown with all its paragraphs, where none of them is an item of a list.
    """
    whole = Span(sentences[0].start, sentences[-1].end)
    if whole.end - whole.start <= QUOTE and not any(is_item(span.of(text)) for span in sentences):
        return whole
    first = last = place
    while _joins(text, sentences, first, last + 1):
        last += 1
    while _joins(text, sentences, first - 1, last):
        first -= 1
    return Span(sentences[first].start, sentences[last].end)


def _joins(text: str, sentences: Sequence[Span], first: int, last: int) -> bool:
    if first < 0 or last >= len(sentences):
        return False
    start, end = sentences[first].start, sentences[last].end
    return end - start <= QUOTE and "\n" not in text[start:end]
