"""Answers, outlines and messages tried on a model, and every shown word held against its sources once more."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.app import Canmou
from knowledge.answering.founding import check, head
from knowledge.answering.wording import widen, word_answer
from knowledge.answers import Answer, Citation
from knowledge.errors import LanguageFault
from knowledge.grounding import unfounded
from knowledge.model import LanguageModel, Listener, Prompt, Reply, Schema, nobody
from knowledge.model.replies import read_finished, read_sentences
from knowledge.model.wishes import read_wish
from knowledge.outlines import Origin, Outline, Point, Request
from knowledge.outlining.wording import word_outline


@dataclass
class Figures:
    """What came of one kind of trial."""

    name: str
    asked: int = 0
    replies: int = 0
    late: int = 0
    garbled: int = 0
    offered: int = 0
    founded: int = 0
    shown: int = 0
    fell_back: int = 0
    wrong: int = 0
    shown_words: list[str] = field(default_factory=list)

    def show(self, words: str, *, is_founded: bool) -> None:
        """Count a sentence that a reader would see."""
        self.shown += 1
        self.wrong += not is_founded
        self.shown_words.append(f"{self.name}: {words}" if is_founded else f"{self.name}, NOT FOUNDED: {words}")


@dataclass
class Overheard:
    """A model whose last reply is kept."""

    model: LanguageModel
    figures: Figures
    text: str = ""
    name: str = "overheard"

    def reply(self, prompt: Prompt, schema: Schema, listener: Listener = nobody) -> Reply:
        """Pass a prompt on and count what came back."""
        self.text = ""
        self.figures.asked += 1
        try:
            reply = self.model.reply(prompt, schema, listener)
        except LanguageFault:
            self.figures.late += 1
            raise
        self.figures.replies += 1
        self.text = reply.text
        return reply


def try_answers(canmou: Canmou, model: LanguageModel, questions: Sequence[str]) -> Figures:
    """Word the answers to questions."""
    figures = Figures("answers")
    overheard, snapshot = Overheard(model, figures), canmou.library.snapshot()
    for question in questions:
        answer = canmou.answerer.answer(question)
        passages, asked = widen(answer, snapshot), figures.asked
        worded = word_answer(answer, passages, overheard)
        if figures.asked > asked:
            _count_offers(figures, overheard.text, answer, passages)
            figures.fell_back += not worded.sentences
            _hold_answer(figures, answer, worded, canmou)
    return figures


def try_outlines(canmou: Canmou, model: LanguageModel, wanted: Sequence[tuple[str, str]]) -> Figures:
    """Word outlines."""
    figures = Figures("outlines")
    overheard = Overheard(model, figures)
    for kind, topic in wanted:
        outline = canmou.outliner.outline(Request(kind, topic))
        worded = word_outline(outline, overheard)
        figures.offered += len(read_sentences(overheard.text))
        figures.fell_back += worded == outline
        _hold_outline(figures, outline, worded)
    return figures


def try_wishes(model: LanguageModel, messages: Sequence[str]) -> Figures:
    """Read messages."""
    figures = Figures("messages")
    overheard = Overheard(model, figures)
    for message in messages:
        wish = read_wish(message, overheard)
        figures.offered += bool(overheard.text)
        figures.fell_back += wish is None
        if wish is not None:
            said = wish.sentence.replace(message, "")
            figures.show(f"{message} → {wish.action}: {wish.sentence}", is_founded=set(said) <= set(message) | GRAMMAR)
    return figures


GRAMMAR = set("召开会议参加提醒地点安排谁值班什么时候我带下次写一份提纲关于吗，。：")


def _count_offers(figures: Figures, text: str, answer: Answer, passages: Sequence[Citation]) -> None:
    # Of a reply that broke off, which is not shown, the finished sentences are counted.
    figures.garbled += bool(text) and not read_sentences(text)
    offered = read_sentences(text) or read_finished(text)
    figures.offered += len(offered)
    figures.founded += len(check(answer, passages, offered).answer.sentences)


def _hold_answer(figures: Figures, answer: Answer, worded: Answer, canmou: Canmou) -> None:
    """Hold every sentence against the quotes under it, and every quote against its document."""
    texts = {entry.document.file: entry.document.text for entry in canmou.library.entries()}
    is_verbatim = all(each.span.of(texts[each.file]) == each.quote for each in worded.citations)
    is_kept = worded.citations[: len(answer.citations)] == answer.citations and worded.outcome == answer.outcome
    for sentence in worded.sentences:
        quotes = [worded.citations[place] for place in sentence.sources]
        strange = unfounded(sentence.text, [f"{head(each)}\n{each.quote}" for each in quotes], [answer.question])
        figures.show(
            f"{answer.question} → {sentence.text} ← {' / '.join(each.quote for each in quotes)}",
            is_founded=is_verbatim and is_kept and bool(quotes) and not strange,
        )


def _hold_outline(figures: Figures, outline: Outline, worded: Outline) -> None:
    """Hold every reworded point against the citations that it has."""
    figures.wrong += worded.missing != outline.missing or len(worded.parts) != len(outline.parts)
    for point in _reworded(worded):
        quotes = [citation.quote for citation in point.citations]
        strange = unfounded(point.text, quotes, [outline.request.topic])
        figures.founded += not strange
        figures.show(f"{point.text} ← {' / '.join(quotes)}", is_founded=bool(quotes) and not strange)


def _reworded(outline: Outline) -> Iterator[Point]:
    return (point for part in outline.parts for point in part.points if point.origin is Origin.WORDED)
