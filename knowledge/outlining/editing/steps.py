"""A change carried out and told in one, or several of one message one after the other."""

from dataclasses import dataclass

from knowledge.outlines import Outline
from knowledge.outlining.editing.applying import Source, apply
from knowledge.outlining.editing.changes import Change, Several
from knowledge.outlining.editing.describing import describe


@dataclass(frozen=True, slots=True)
class Done:
    """An outline after a change, and the sentences that say what was done."""

    outline: Outline
    said: str


def carry_out(outline: Outline, change: Change | Several, source: Source) -> Done:
    """Return the outline with all that was asked for; raise OutlineFault where any of it cannot be done."""
    said = ""
    for step in change.changes if isinstance(change, Several) else (change,):
        changed = apply(outline, step, source)
        said += describe(step, outline, changed)
        outline = changed
    return Done(outline, said)
