"""Answers out of passages, word for word, or a refusal when the documents do not answer.

Three steps: ``knowledge.retrieval`` finds passages, ``quoting`` chooses the words that are shown, ``confidence`` says
whether they answer. What is asked for by number is shown without the last two.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from knowledge.answering import confidence, exact, headings, quoting
from knowledge.answering.citing import cite, remark
from knowledge.answering.confidence import Calibrations, Signals
from knowledge.answering.quoting import Choice
from knowledge.answers import Answer, Citation, Outcome
from knowledge.audience import Audience
from knowledge.documents import Span, Status
from knowledge.expectation import Expectation, Kind, expect
from knowledge.library import Snapshot, Unit
from knowledge.lookup import number_of
from knowledge.question import depends_on_turns, find_parts, may_depend_on_turns
from knowledge.retrieval import Found, Retriever

HITS = 12
CLOSE = 3  # hits among which the main answer is chosen
WEAK = 0.5  # the certainty below which a question may lean on the turns before it
MUCH_MORE = 1.0  # by how much the turns must raise it
FURTHER = 5.0  # how far below the best a further source may score


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

    def __init__(self, retriever: Retriever, *, max_sources: int = 3, calibrations: Calibrations | None = None) -> None:
        self._retriever = retriever
        self._max_sources = max_sources
        self._calibrations = calibrations or confidence.load()

    def within(self, audience: Audience) -> "Answerer":
        """Return an answerer that knows nothing but what an audience may see."""
        retriever = self._retriever.within(audience)
        return Answerer(retriever, max_sources=self._max_sources, calibrations=self._calibrations)

    def snapshot(self) -> Snapshot:
        """Return the library as it answers now."""
        return self._retriever.snapshot()

    def answer(self, asked: str, history: Sequence[str] = ()) -> Answer:
        """Return the answer to ``asked``, read with the turns before it where it leans on them."""
        found = self.find(asked, history)
        if not found.snapshot.units:
            return Answer(asked, Outcome.EMPTY_LIBRARY)
        named = [hit for hit in found.hits if hit.exact]
        if named:
            return exact.show(asked, named, found)
        if wrong := exact.missing(found):
            return Answer(asked, Outcome.UNKNOWN_ARTICLE, nearest=_nearest(_rank(found, expect(asked))), remark=wrong)
        return self._choose(asked, found)

    def find(self, asked: str, history: Sequence[str] = (), *, count: int = HITS) -> Found:
        """Return the best passages for ``asked``, read with the turns before it where it leans on them.

        A question that does not say so is read alone, unless alone it finds little and with its turns much more.
        """
        count = max(count, HITS)
        alone = self._retriever.search(asked, history, count=count)
        if not history or depends_on_turns(asked) or not may_depend_on_turns(asked):
            return alone
        certainty = self._certainty(alone)
        if certainty is None or certainty >= WEAK:
            return alone
        joined = self._retriever.search(asked, history, count=count, leaning=True)
        return joined if (self._certainty(joined) or 0.0) > certainty + MUCH_MORE else alone

    def article(self, citation: Citation, offset: int = 0) -> Article | None:
        """Return the whole article that a citation stands in, or its neighbour ``offset`` articles on."""
        snapshot = self.snapshot()
        groups = _articles(snapshot.by_file.get(citation.file, ()))
        here = next((place for place, units in enumerate(groups) if _holds(units, citation.span)), None)
        if here is None or not 0 <= here + offset < len(groups):
            return None
        return _whole(groups[here + offset])

    def _certainty(self, found: Found) -> float | None:
        best = choose(found)
        return None if best is None else self._calibrations.refusal.certainty(best.signals)

    def _choose(self, asked: str, found: Found) -> Answer:
        expectation = expect(asked)
        listed = headings.heading_list(found, expectation)
        if listed:
            return Answer(asked, Outcome.ANSWERED, tuple(cite(unit, span) for unit, span in listed))
        ranked = _rank(found, expectation)
        says_something = ranked and find_parts(found.question.text)
        signals = confidence.measure(ranked, found, expectation) if says_something else None
        if signals is None or self._calibrations.refusal.certainty(signals) < 0:
            return Answer(asked, Outcome.NOT_FOUND, nearest=_nearest(ranked), sought=asked)
        citations = _limited(_distinct(_citations(ranked, found, expectation)), self._max_sources)
        # The doubt learned nothing of questions that are read with the turns before them.
        doubtful = found.question.text == found.question.asked and self._calibrations.doubt.certainty(signals) < 0
        return Answer(asked, Outcome.ANSWERED, citations, remark=remark(ranked[0].hit.unit), doubtful=doubtful)


@dataclass(frozen=True, slots=True)
class Best:
    """The sentence that answers best, and what ``confidence`` weighs of it."""

    choice: Choice
    signals: Signals


def choose(found: Found) -> Best | None:
    """Return the best of what was found with its signals, or None where ``confidence`` has no say."""
    if not found.hits or found.hits[0].exact or exact.missing(found):
        return None
    expectation = expect(found.question.asked)
    ranked = _rank(found, expectation)
    return Best(ranked[0], confidence.measure(ranked, found, expectation)) if ranked else None


def _rank(found: Found, expectation: Expectation) -> list[Choice]:
    """Return the best sentence of each hit, best first."""
    lexicon, text = found.snapshot.lexicon, found.question.text
    choices = [quoting.best_sentence(hit, text, expectation, lexicon) for hit in found.hits]
    return confidence.order([choice for choice in choices if choice is not None], expectation, close=CLOSE)


def _setting(main: Choice, snapshot: Snapshot, expectation: Expectation) -> list[tuple[Unit, Span]]:
    """Return the best choice with what belongs to it; for a list that is asked for, all its parts."""
    unit = main.hit.unit
    parts = quoting.list_in_parts(main, snapshot.by_file[unit.document.file]) if expectation.kind is Kind.LIST else []
    return parts or [(unit, span) for span in quoting.quote(main, expectation)]


def _citations(ranked: Sequence[Choice], found: Found, expectation: Expectation) -> Iterator[Citation]:
    """Yield the best choice in its setting, then the sentences of those that come close to it."""
    main, *others = ranked
    for unit, span in _setting(main, found.snapshot, expectation):
        yield cite(unit, span)
    for choice in others:
        if main.hit.score - choice.hit.score <= FURTHER and not _same_place(choice, main):
            for span in quoting.short_quote(choice):
                yield cite(choice.hit.unit, span)


def _same_place(one: Choice, other: Choice) -> bool:
    units = one.hit.unit, other.hit.unit
    return units[0].document.file == units[1].document.file and units[0].passage.locator == units[1].passage.locator


def _nearest(ranked: Sequence[Choice]) -> tuple[Citation, ...]:
    return tuple(cite(choice.hit.unit, choice.span) for choice in ranked[:1])


def _distinct(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """Return the citations without those whose words were shown before, in another version or document."""
    kept: list[Citation] = []
    for citation in citations:
        if not any(citation.quote in other.quote for other in kept):
            kept.append(citation)
    return tuple(kept)


def _limited(citations: Sequence[Citation], sources: int) -> tuple[Citation, ...]:
    """Return the citations of the first ``sources`` places."""
    places = list(dict.fromkeys((citation.file, citation.locator) for citation in citations))[:sources]
    return tuple(citation for citation in citations if (citation.file, citation.locator) in places)


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
    return Article(document.title, locator, first.entry.standing.status, text, remark(first))


__all__ = ["Answerer", "Article", "Best", "Snapshot", "choose"]
