"""Answers out of passages, word for word, or a refusal when the documents do not answer.

Three steps: ``knowledge.retrieval`` finds passages, ``quoting`` chooses the words that are shown, ``confidence`` says
whether they answer. What is asked for by number is shown without the last two.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.answering import confidence, headings, quoting
from knowledge.answering.confidence import Signals
from knowledge.answering.quoting import Choice
from knowledge.answers import Answer, Citation, Outcome
from knowledge.documents import Span, Status
from knowledge.expectation import Expectation, expect
from knowledge.library import Snapshot, Unit
from knowledge.question import unknown_name
from knowledge.retrieval import Found, Hit, Retriever, number_of

HITS = 12
CLOSE = 3  # hits among which the main answer is chosen
FURTHER = 6.0  # how far below the best a further source may score
SHOWN_ARTICLES = 6


@dataclass(frozen=True, slots=True)
class Article:
    """A whole article, or the whole text under a heading, to be read around a quote."""

    document: str
    locator: str
    status: Status
    text: str
    remark: str = ""


class Answerer:
    """Answers questions from the library."""

    def __init__(self, retriever: Retriever, *, max_sources: int = 3) -> None:
        self._retriever = retriever
        self._max_sources = max_sources

    def answer(self, asked: str, history: Sequence[str] = ()) -> Answer:
        """Return the answer to ``asked``, read with the turns before it where it leans on them."""
        found = self._retriever.search(asked, history, count=HITS)
        if not found.snapshot.units:
            return Answer(asked, Outcome.EMPTY_LIBRARY)
        exact = [hit for hit in found.hits if hit.exact]
        if exact:
            return _show_exact(asked, exact, found)
        missing = _missing(found)
        if missing:
            return Answer(asked, Outcome.UNKNOWN_ARTICLE, nearest=_nearest(_rank(found, expect(asked))), remark=missing)
        return self._choose(asked, found)

    def article(self, citation: Citation, offset: int = 0) -> Article | None:
        """Return the whole article that a citation stands in, or its neighbour ``offset`` articles on."""
        snapshot = self._retriever.snapshot()
        groups = _articles(snapshot.by_file.get(citation.file, ()))
        here = next((place for place, units in enumerate(groups) if _holds(units, citation.span)), None)
        if here is None or not 0 <= here + offset < len(groups):
            return None
        return _whole(groups[here + offset])

    def signals(self, asked: str, history: Sequence[str] = ()) -> Signals | None:
        """Return what ``confidence`` weighs for a question, or None where it has no say."""
        found = self._retriever.search(asked, history, count=HITS)
        if not found.hits or found.hits[0].exact or _missing(found):
            return None
        expectation = expect(asked)
        ranked = _rank(found, expectation)
        return confidence.measure(ranked, found, expectation) if ranked else None

    def _choose(self, asked: str, found: Found) -> Answer:
        expectation = expect(asked)
        listed = headings.heading_list(found, expectation)
        if listed:
            return Answer(asked, Outcome.ANSWERED, tuple(_cite(unit, span) for unit, span in listed))
        ranked = _rank(found, expectation)
        if not ranked or not confidence.answers(confidence.measure(ranked, found, expectation)):
            return Answer(asked, Outcome.NOT_FOUND, nearest=_nearest(ranked), sought=found.question.text)
        main, *others = ranked
        further = [choice for choice in others if main.hit.score - choice.hit.score <= FURTHER]
        citations = [
            _cite(choice.hit.unit, span)
            for choice in [main, *further[: self._max_sources - 1]]
            for span in quoting.quote(choice, expectation)
        ]
        return Answer(asked, Outcome.ANSWERED, _distinct(citations), remark=_remark(main.hit))


def _rank(found: Found, expectation: Expectation) -> list[Choice]:
    """Return the best sentence of each hit, best first."""
    lexicon, text = found.snapshot.lexicon, found.question.text
    choices = [quoting.best_sentence(hit, text, expectation, lexicon) for hit in found.hits]
    return confidence.order([choice for choice in choices if choice is not None], expectation, close=CLOSE)


def _show_exact(asked: str, exact: Sequence[Hit], found: Found) -> Answer:
    shown = tuple(_cite(hit.unit, hit.unit.passage.span) for hit in exact[:SHOWN_ARTICLES])
    more = len(exact) - len(shown)
    remark = f"本章共有{len(exact)}条，先列前{len(shown)}条。" if more > 0 else _remark(exact[0])
    named = [entry for entry in found.snapshot.entries if entry.document.file in found.question.files]
    replaced = [entry for entry in named if entry.standing.successor and entry.document.file not in found.allowed]
    if replaced and not any(hit.unit.document.file in found.question.files for hit in exact):
        old, new = replaced[0].document.title, exact[0].unit.document.title
        remark = f"《{old.strip('《》')}》已被《{new.strip('《》')}》取代，以下是现行规定。"
    return Answer(asked, Outcome.ANSWERED, shown, remark=remark)


def _missing(found: Found) -> str:
    """Return what is wrong with an article or a document that was asked for by name, or ""."""
    question = found.question
    name = unknown_name(question.asked) if not question.files else ""
    if name:
        return f"资料库里没有《{name}》。"
    if not question.articles or not question.files:
        return ""
    units = [unit for file in question.files for unit in found.snapshot.by_file.get(file, ())]
    numbers = [number for unit in units if (number := number_of(unit))]
    if not numbers:
        return ""
    title = units[0].document.title.strip("《》")
    return f"《{title}》没有{question.articles[0]}，最后一条是{max(numbers)}。"


def _nearest(ranked: Sequence[Choice]) -> tuple[Citation, ...]:
    return tuple(_cite(choice.hit.unit, choice.span) for choice in ranked[:1])


def _cite(unit: Unit, span: Span) -> Citation:
    document = unit.document
    return Citation(
        file=document.file,
        document=document.title,
        locator=unit.passage.locator,
        quote=span.of(document.text),
        status=unit.entry.standing.status,
        issued=document.issued,
        span=span,
    )


def _distinct(citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """Return the citations without those whose words were shown before, in another version or document."""
    kept: list[Citation] = []
    for citation in citations:
        if not any(citation.quote in other.quote for other in kept):
            kept.append(citation)
    return tuple(kept)


def _remark(hit: Hit) -> str:
    standing = hit.unit.entry.standing
    title = hit.unit.document.title.strip("《》")
    match standing.status:
        case Status.AMENDED:
            return f"注意：这是《{title}》的旧版本，已经修订，仅供查考。"
        case Status.REPLACED:
            return f"注意：《{title}》已被《{standing.successor}》取代，仅供查考。"
        case Status.PENDING:
            return f"注意：《{title}》的这一版本尚未施行。"
        case _:
            return ""


def _articles(units: Sequence[Unit]) -> list[list[Unit]]:
    """Return the passages gathered by article, or by heading."""
    groups: list[list[Unit]] = []
    for unit in units:
        same = groups and _group_key(groups[-1][0]) == _group_key(unit)
        groups[-1].append(unit) if same else groups.append([unit])
    return groups


def _group_key(unit: Unit) -> object:
    return number_of(unit) or unit.passage.locator


def _holds(units: Sequence[Unit], span: Span) -> bool:
    return any(unit.passage.span.start <= span.start < unit.passage.span.end for unit in units)


def _whole(units: Sequence[Unit]) -> Article:
    first, document = units[0], units[0].document
    text = "\n".join(unit.text for unit in units)
    number = number_of(first)
    locator = str(number) if number and len(units) > 1 else first.passage.locator
    remark = _remark(Hit(first, 0.0))
    return Article(document.title, locator, first.entry.standing.status, text, remark)


__all__ = ["Answerer", "Article", "Snapshot"]
