"""A change carried out and told in one, or several of one message one after the other."""

from dataclasses import dataclass

from knowledge.outlines import Outline
from knowledge.outlining.editing.applying import Source, apply
from knowledge.outlining.editing.changes import Change, Several
from knowledge.outlining.editing.describing import describe
from knowledge.outlining.faults import OutlineFault

UNDONE = "有一处没有改："


@dataclass(frozen=True, slots=True)
class Done:
    """An outline after a change, and the sentences that say what was done."""

    outline: Outline
    said: str


def carry_out(outline: Outline, change: Change | Several, source: Source) -> Done:
    """Return the outline with what was asked for and what could not be done; raise OutlineFault where nothing could."""
    said, faults = "", []
    for step in change.changes if isinstance(change, Several) else (change,):
        try:
            changed = apply(outline, step, source)
        except OutlineFault as fault:
            faults.append(str(fault))
            continue
        said += describe(step, outline, changed)
        outline = changed
    if not said:
        raise OutlineFault("".join(faults))
    return Done(outline, said + "".join(f"{UNDONE}{fault}" for fault in faults))
