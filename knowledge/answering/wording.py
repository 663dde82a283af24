"""An answer in a language model's words, each sentence founded on quotes that stand under it, or the answer as it was.

The citations of an answer stay as they are, in front. A sentence that rests on other words of the passages brings them
as further citations; one that nothing founds is struck. A model can make an answer read better, never another one.
"""

import logging
import re
from collections.abc import Callable, Sequence

from knowledge.answering.founding import Checked, check, head, place_of
from knowledge.answering.widening import widen
from knowledge.answers import Answer, Citation, Sentence
from knowledge.errors import LanguageFault
from knowledge.expectation import Kind, expect
from knowledge.grounding import known_share, lost_figures, shared_words
from knowledge.model import LanguageModel, Prompt
from knowledge.model.material import fenced
from knowledge.model.replies import read_finished, read_sentences, sentences_schema
from knowledge.question import find_articles, find_chapter
from knowledge.secrecy import is_marked
from prompts import load_template

LIST_LINES = 4  # lines from which a quote is a list, whose words are wanted whole
ASKED = 0.6  # the share of the words common to question and main quote, or of the quote's, that a wording must have
FEW = 3  # words in common that tell nothing
_OPENS = ("：", ":")
Hearer = Callable[[Sequence[Sentence]], None]
logger = logging.getLogger(__name__)


def deaf(_sentences: Sequence[Sentence]) -> None:
    """Hear nothing."""


def word_answer(answer: Answer, passages: Sequence[Citation], model: LanguageModel, hearer: Hearer = deaf) -> Answer:
    """Return the answer in the model's words, or as it was.

    ``passages`` are whole passages, as ``widen`` returns them. ``hearer`` is given the founded sentences so far, while
    they come; their places are those of the final citations.
    """
    if not _is_fit(answer, passages):
        return answer
    stream = _Stream(answer, passages, hearer)
    try:
        reply = model.reply(_prompt(answer, passages), sentences_schema(), stream.hear)
    except LanguageFault as fault:
        logger.info("an answer stays word for word: %s", fault)
        return answer
    checked = check(answer, passages, read_sentences(reply.text))
    if reason := _doubt(answer, checked):
        logger.info("an answer stays word for word: %s", reason)
        return answer
    return checked.answer


class _Stream:
    """A reply that is still coming, read again whenever a sentence may have been finished."""

    def __init__(self, answer: Answer, passages: Sequence[Citation], hearer: Hearer) -> None:
        self._answer = answer
        self._passages = passages
        self._hearer = hearer
        self._ends = 0
        self._told: Sequence[Sentence] = ()

    def hear(self, text: str) -> None:
        """Tell the hearer of the founded sentences when there are others than before and they would do as they are."""
        if text.count("}") == self._ends:
            return
        self._ends = text.count("}")
        checked = check(self._answer, self._passages, read_finished(text))
        sentences = checked.answer.sentences
        if sentences != self._told and not _doubt(self._answer, checked):
            self._told = sentences
            self._hearer(sentences)


def _is_fit(answer: Answer, passages: Sequence[Citation]) -> bool:
    """Tell whether an answer may be put in other words and shown to a model."""
    if answer.refused or answer.remark or not answer.citations or not passages:
        return False
    texts = (answer.question, *(passage.quote for passage in passages))
    return not _is_wanted_as_it_stands(answer) and not any(map(is_marked, texts))


def _is_wanted_as_it_stands(answer: Answer) -> bool:
    """Tell whether the exact words are what is wanted: those of an article, or of a list."""
    question = answer.question
    if find_articles(question) or find_chapter(question) or expect(question).kind is Kind.LIST:
        return True
    return any(each.quote.endswith(_OPENS) or each.quote.count("\n") + 1 >= LIST_LINES for each in _main(answer))


def _prompt(answer: Answer, passages: Sequence[Citation]) -> Prompt:
    numbered = enumerate(passages, start=1)
    blocks = [fenced("passage", passage.quote, n=number, source=head(passage)) for number, passage in numbered]
    return Prompt(load_template("answer").fill(), "\n".join([*blocks, fenced("question", answer.question)]))


def _doubt(answer: Answer, checked: Checked) -> str:
    """Return why a wording is not shown, or ""."""
    kept, struck = len(checked.answer.sentences), checked.struck
    if not kept or kept < struck:
        return f"{struck} of {kept + struck} sentences were struck"
    text = " ".join(sentence.text for sentence in checked.answer.sentences)
    if not _rests_on_main(checked.answer):
        return "the wording leaves the main quote out"
    if _loses_main_words(answer, text) or _misses_question(answer, text):
        return "the wording leaves out what was asked for"
    return ""


def _rests_on_main(worded: Answer) -> bool:
    return any(0 in sentence.sources for sentence in worded.sentences)


def _misses_question(answer: Answer, text: str) -> bool:
    """Tell whether the wording leaves most of that out which makes the main quote the answer.

    That is what the quote has in common with the question; where nothing is, nobody can tell, and all of it counts.
    """
    quote = answer.citations[0].quote
    asked = shared_words(answer.question, quote)
    if len(asked) < FEW:
        return known_share(quote, text) < ASKED
    return len(asked & shared_words(answer.question, text)) < ASKED * len(asked)


def _loses_main_words(answer: Answer, text: str) -> bool:
    """Tell whether a figure, a time or a name that was asked for stands in the main quotes and not in the wording."""
    held = expect(answer.question).held
    if held is None:
        return False
    quote = "\n".join(each.quote for each in _main(answer))
    if _held_figures(held, lost_figures("", quote)):
        return bool(_held_figures(held, lost_figures(text, quote)))
    words = [found[0] for found in held.finditer(quote)]
    return bool(words) and not any(word in text for word in words)


def _held_figures(held: re.Pattern[str], figures: Sequence[str]) -> list[str]:
    """Return those figures that are of the kind asked for; the number of an article never is."""
    return [figure for figure in figures if held.search(figure) and not figure.startswith("第")]


def _main(answer: Answer) -> list[Citation]:
    """Return the citations of the main source."""
    return [each for each in answer.citations if place_of(each) == place_of(answer.citations[0])]


__all__ = ["Hearer", "deaf", "widen", "word_answer"]
