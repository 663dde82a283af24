"""How well questions with known sources are answered: figures by kind, and what differs between two runs.

A question names its kind, whether it can be answered, and the quotes that answer it with their file. A passage is
right when it comes from that file and holds one of the quotes. The shown answer is right when it holds a quote's
substance: the quote itself, a good part of it, or a part of it word for word. Blanks are left out of every comparison.
"""

import json
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from statistics import mean, quantiles

from knowledge.answering import Answerer
from knowledge.answers import Answer, Citation
from knowledge.errors import KnowledgeError
from knowledge.library import Snapshot
from knowledge.retrieval import Hit, Retriever

DEPTH = 10
PART = 0.6  # the share of a quote that must be shown
SHORTEST = 8  # characters of a shown quote that may stand for the expected one


@dataclass(frozen=True, slots=True)
class Source:
    """A quote that answers a question, and its file."""

    file: str
    quote: str


@dataclass(frozen=True, slots=True)
class Case:
    """A question with what is known of its answer."""

    key: str
    kind: str
    question: str
    answerable: bool
    history: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a case; ``rank`` is the place of the first right passage, 0 for none among the first ten."""

    case: Case
    rank: int
    refused: bool
    right: bool
    quotes: int
    verbatim: int
    seconds: float
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one kind of questions; shares are 0 to 1, times in milliseconds, None where nothing is counted.

    Of the shown answers that are not right, ``doubted_rightly`` were called doubtful; of the right ones,
    ``doubted_wrongly``.
    """

    kind: str
    count: int
    recall_1: float | None = None
    recall_5: float | None = None
    mrr: float | None = None
    right: float | None = None
    verbatim: float | None = None
    refused: float = 0.0
    doubted_rightly: float | None = None
    doubted_wrongly: float | None = None
    p50_ms: float = 0.0
    p95_ms: float = 0.0
    missed: tuple[str, ...] = field(default=())


def read_cases(path: Path) -> list[Case]:
    """Return the cases of a file of JSON lines; raise KnowledgeError naming the line that is none."""
    cases = []
    try:
        lines = path.read_text("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as fault:
        raise KnowledgeError(f"{path}: {getattr(fault, 'strerror', None) or 'not UTF-8'}") from fault
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
            sources = tuple(Source(expected["file"], expected["quote"]) for expected in data["expect"])
            history = tuple(data.get("history", ()))
            cases.append(Case(data["id"], data["kind"], data["question"], data["answerable"], history, sources))
        except (ValueError, KeyError, TypeError) as fault:
            raise KnowledgeError(f"{path}:{number}: not a question with id, kind, answerable and expect") from fault
    return cases


def unworded(answer: Answer) -> Answer:
    """Return an answer as it is."""
    return answer


def run(
    cases: Iterable[Case], retriever: Retriever, answerer: Answerer, *, word: Callable[[Answer], Answer] = unworded
) -> Iterator[Result]:
    """Ask every question, have the answer worded and yield the result; quotes are judged, never a model's words."""
    snapshot = retriever.snapshot()
    for case in cases:
        hits = answerer.find(case.question, case.history).hits[:DEPTH]
        started = time.perf_counter()
        answer = word(answerer.answer(case.question, case.history))
        seconds = time.perf_counter() - started
        rank = next((place for place, hit in enumerate(hits, 1) if _is_right(hit, case)), 0)
        quotes = [*answer.citations, *answer.nearest]
        verbatim = sum(_is_verbatim(citation, snapshot) for citation in quotes)
        right = holds_substance(answer, case)
        yield Result(case, rank, answer.refused, right, len(quotes), verbatim, seconds, answer.doubtful)


def _is_right(hit: Hit, case: Case) -> bool:
    text = _plain(hit.unit.lead + hit.unit.text)
    return any(source.file == hit.unit.document.file and _plain(source.quote) in text for source in case.sources)


def holds_substance(answer: Answer, case: Case) -> bool:
    """Tell whether the shown citations hold the substance of one of the expected quotes, from the same file."""
    if answer.refused:
        return False
    for source in case.sources:
        shown = [_plain(citation.quote) for citation in answer.citations if citation.file == source.file]
        if _holds(shown, _plain(source.quote)):
            return True
    return False


def _holds(shown: list[str], expected: str) -> bool:
    for quote in shown:
        match = SequenceMatcher(None, quote, expected, autojunk=False).find_longest_match()
        if match.size >= PART * len(expected) or (len(quote) >= SHORTEST and quote in expected):
            return True
    return False


def summarize(results: Iterable[Result]) -> list[Figures]:
    """Return the figures of each kind, of all that can be answered, and of all."""
    everything = list(results)
    answerable = [result for result in everything if result.case.answerable]
    kinds = dict.fromkeys(result.case.kind for result in everything)
    groups = [(kind, [result for result in everything if result.case.kind == kind]) for kind in kinds]
    groups += [("answerable", answerable), ("all", everything)]
    return [_figures(kind, group) for kind, group in groups if group]


def _figures(kind: str, results: list[Result]) -> Figures:
    known = [result for result in results if result.case.answerable]
    ranks = [result.rank for result in known]
    p50, p95 = _percentiles([result.seconds * 1000 for result in results])
    return Figures(
        kind=kind,
        count=len(results),
        recall_1=_recall(ranks, 1),
        recall_5=_recall(ranks, 5),
        mrr=_share([1 / rank if rank else 0.0 for rank in ranks]),
        right=_share([result.right for result in known]),
        verbatim=_share(_verbatim(results)),
        refused=mean(result.refused for result in results),
        doubted_rightly=_share(_doubted(results, right=False)),
        doubted_wrongly=_share(_doubted(results, right=True)),
        p50_ms=p50,
        p95_ms=p95,
        missed=_missed(known),
    )


def _doubted(results: list[Result], *, right: bool) -> list[bool]:
    return [result.doubtful for result in results if result.right is right and not result.refused]


def _recall(ranks: list[int], depth: int) -> float | None:
    return _share([0 < rank <= depth for rank in ranks])


def _verbatim(results: list[Result]) -> list[bool]:
    return [place < result.verbatim for result in results for place in range(result.quotes)]


def _missed(known: list[Result]) -> tuple[str, ...]:
    return tuple(result.case.key for result in known if not result.right)


def _percentiles(times: list[float]) -> tuple[float, float]:
    if len(times) < 2:
        return times[0], times[0]
    cuts = quantiles(times, n=20, method="inclusive")
    return cuts[9], cuts[18]


def _share(values: Sequence[float]) -> float | None:
    return mean(values) if values else None


def _is_verbatim(citation: Citation, snapshot: Snapshot) -> bool:
    units = snapshot.by_file.get(citation.file, ())
    return bool(units) and citation.quote == citation.span.of(units[0].document.text) and citation.quote != ""


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text)
