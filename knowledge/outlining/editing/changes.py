"""The changes of an outline that can be asked for in words. Places are counted as a reader counts: from 1.

-1 is the last one. ``part`` is None where only the point was named.
"""

from dataclasses import dataclass

LAST = -1


@dataclass(frozen=True, slots=True)
class Add:
    """Points of the documents about ``words`` for a part."""

    part: int
    words: str


@dataclass(frozen=True, slots=True)
class Insert:
    """A point in the writer's own words at the end of a part."""

    part: int
    words: str


@dataclass(frozen=True, slots=True)
class DropPart:
    """A part taken out."""

    part: int


@dataclass(frozen=True, slots=True)
class DropPoint:
    """A point taken out."""

    part: int | None
    point: int


@dataclass(frozen=True, slots=True)
class Reword:
    """A point in the writer's words."""

    part: int | None
    point: int
    words: str


@dataclass(frozen=True, slots=True)
class Rename:
    """Another heading for a part."""

    part: int
    words: str


@dataclass(frozen=True, slots=True)
class Move:
    """A part moved to stand before, or behind, another."""

    part: int
    other: int
    behind: bool = False


@dataclass(frozen=True, slots=True)
class Retitle:
    """Another title."""

    words: str


@dataclass(frozen=True, slots=True)
class Readdress:
    """Another addressee."""

    words: str


@dataclass(frozen=True, slots=True)
class Resign:
    """Another office under the text."""

    words: str


@dataclass(frozen=True, slots=True)
class Redate:
    """Another date under the text."""

    words: str


@dataclass(frozen=True, slots=True)
class Fill:
    """A blank filled."""

    what: str
    words: str


@dataclass(frozen=True, slots=True)
class Resize:
    """More points or fewer."""

    longer: bool


@dataclass(frozen=True, slots=True)
class Undo:
    """The version before; whoever keeps the versions goes back."""


Change = (
    Add | Insert | DropPart | DropPoint | Reword | Rename | Move | Retitle | Readdress | Resign | Redate | Fill | Resize
)
