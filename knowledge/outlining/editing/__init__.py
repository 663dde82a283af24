"""Changes of an outline in words.

``read_change`` reads one, ``carry_out`` does what it says and tells what was done. ``Undo`` is for whoever keeps the
versions. ``is_order`` tells what was meant as a change though nobody could read it.
"""

from knowledge.outlining.editing.applying import Source, apply
from knowledge.outlining.editing.changes import Change, Several, Undo
from knowledge.outlining.editing.courtesy import asks
from knowledge.outlining.editing.describing import describe
from knowledge.outlining.editing.orders import is_order
from knowledge.outlining.editing.reading import read_change
from knowledge.outlining.editing.steps import Done, carry_out

__all__ = [
    "Change",
    "Done",
    "Several",
    "Source",
    "Undo",
    "apply",
    "asks",
    "carry_out",
    "describe",
    "is_order",
    "read_change",
]
