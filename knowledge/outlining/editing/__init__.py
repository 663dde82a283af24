"""Changes of an outline in words.

``read_change`` reads one, ``apply`` carries it out, ``describe`` says what it did. ``Undo`` is for whoever keeps the
versions.
"""

from knowledge.outlining.editing.applying import Source, apply
from knowledge.outlining.editing.changes import Change, Undo
from knowledge.outlining.editing.describing import describe
from knowledge.outlining.editing.reading import read_change

__all__ = ["Change", "Source", "Undo", "apply", "describe", "read_change"]
