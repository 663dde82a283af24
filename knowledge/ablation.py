"""What each lever brings: all questions asked with none of them, with each alone, and with all.

Most levers are applied to the question alone. The adapter of the embedding model changes the passages' vectors as well,
so that the rows without it need a retriever over the untouched model's.

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


def ablate(
    cases: Sequence[Case], retriever: Retriever, untouched: Retriever | None = None
) -> Iterator[tuple[str, list[Figures]]]:
    """Yield the name of each set of levers and the figures of all cases under it.

    ``untouched`` searches the same documents by the model without its adapter, where it has one.
    """
    for name, changed in _sets(retriever, untouched):
        results = [
            result
            for held_out, calibrations in calibrate_without(cases, Answerer(changed))
            for result in run(held_out, changed, Answerer(changed, calibrations=calibrations))
        ]
        yield name, summarize(results)


def _sets(retriever: Retriever, untouched: Retriever | None) -> Iterator[tuple[str, Retriever]]:
    plain, none = untouched or retriever, dict.fromkeys(NAMES, False)
    yield "none", plain.using(Levers(**none))
    for name in NAMES:
        yield name, plain.using(Levers(**none | {name: True}))
    if untouched:
        yield "adapter", retriever.using(Levers(**none))
        yield "all but the adapter", untouched
    yield "all", retriever
