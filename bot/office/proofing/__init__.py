"""Proofreading: a paper's text held against what the rules, the standards and the office itself say. Pure.

Owns the order of the checks, of which each has its module. What is told as 必改 is wrong by a rule or by the text
itself; all that may have a reason is a 建议.
"""

from collections.abc import Callable, Iterator

from bot.office.proofing import (
    addressees,
    blanks,
    dates,
    earlier,
    levels,
    names,
    numbers,
    pairs,
    punctuation,
    strays,
    substance,
    titles,
    words,
)
from bot.office.proofing.context import Context, Earlier
from bot.office.proofing.findings import Finding, Grade, merged
from bot.office.proofing.manuscript import Manuscript, kind_of, take_apart

__all__ = ["CHECKS", "Context", "Earlier", "Finding", "Grade", "kind_of", "proofread", "take_apart"]

Check = Callable[[Manuscript, Context], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    titles.check,
    numbers.check,
    substance.check,
    addressees.check,
    levels.check,
    blanks.check,
    dates.check,
    strays.check,
    names.check,
    words.check,
    punctuation.check,
    pairs.check,
    earlier.check,
)


def proofread(text: str, context: Context) -> tuple[Finding, ...]:
    """Return what is found in a paper, one paragraph a line: what is wrong first, equal findings counted together."""
    paper = take_apart(text, context.kinds)
    found = (finding for check in CHECKS for finding in check(paper, context))
    return merged(found, ("全文", *(line.place for line in paper.lines)))
