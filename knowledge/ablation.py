"""What each lever on a question brings: all questions asked with none of them, with each alone, and with all.

For each set of levers the refusal is calibrated anew, and every question is asked by a calibration that never saw it or
another question on the same document.
"""

from collections.abc import Iterator, Sequence
from dataclasses import fields

from knowledge.answering import Answerer
from knowledge.calibration import calibrate_without
from knowledge.evaluation import Case, Figures, run, summarize
from knowledge.phrasing import Levers
from knowledge.retrieval import Retriever

NAMES = tuple(lever.name for lever in fields(Levers))


def ablate(cases: Sequence[Case], retriever: Retriever) -> Iterator[tuple[str, list[Figures]]]:
    """Yield the name of each set of levers and the figures of all cases under it."""
    for name, levers in _sets():
        changed = retriever.using(levers)
        results = [
            result
            for held_out, calibration in calibrate_without(cases, Answerer(changed))
            for result in run(held_out, changed, Answerer(changed, calibration=calibration))
        ]
        yield name, summarize(results)


def _sets() -> Iterator[tuple[str, Levers]]:
    none = dict.fromkeys(NAMES, False)
    yield "none", Levers(**none)
    for name in NAMES:
        yield name, Levers(**none | {name: True})
    yield "all", Levers()
