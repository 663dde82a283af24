"""The changes of an outline that can be asked for in words. Places are counted as a reader counts: from 1.

-1 is the last one, -2 the one before it. A part may also be named by its heading, a point by words that stand in it.
``part`` is None where only the point was named.
"""

from dataclasses import dataclass

FIRST, LAST = 1, -1
Named = int | str


@dataclass(frozen=True, slots=True)
class Add:
    """Points of the documents about ``words`` for a part; where none is named, for the only one."""

    part: Named | None
    words: str


@dataclass(frozen=True, slots=True)
class Insert:
    """A point in the writer's own words: at the end of a part, or beside one of its points."""

    part: Named | None
    words: str
    point: Named | None = None
    behind: bool = True


@dataclass(frozen=True, slots=True)
class Append:
    """Words of the writer at the end of a point."""

    part: Named | None
    point: Named
    words: str


@dataclass(frozen=True, slots=True)
class AddPart:
    """A part with a heading of its own: beside another one, at the end where ``other`` is None.

    Its point is what the writer says in ``words``, else what the documents give.
    """

    heading: str
    other: Named | None = None
    behind: bool = True
    words: str = ""


@dataclass(frozen=True, slots=True)
class Rewrite:
    """The whole of a part in the writer's words."""

    part: Named
    words: str


@dataclass(frozen=True, slots=True)
class DropPart:
    """A part taken out."""

    part: Named


@dataclass(frozen=True, slots=True)
class DropPoint:
    """A point taken out."""

    part: Named | None
    point: Named


@dataclass(frozen=True, slots=True)
class Reword:
    """A point in the writer's words."""

    part: Named | None
    point: Named
    words: str


@dataclass(frozen=True, slots=True)
class Rename:
    """Another heading for a part."""

    part: Named
    words: str


@dataclass(frozen=True, slots=True)
class Move:
    """A part moved to stand before, or behind, another."""

    part: Named
    other: Named
    behind: bool = False


@dataclass(frozen=True, slots=True)
class Shift:
    """A part moved by one place, towards the end where it is ``later``."""

    part: Named
    later: bool


@dataclass(frozen=True, slots=True)
class Swap:
    """Two parts that change places."""

    part: Named
    other: Named


@dataclass(frozen=True, slots=True)
class Merge:
    """The points of one part moved to the end of another, which may get another heading."""

    part: Named
    into: Named
    heading: str = ""


@dataclass(frozen=True, slots=True)
class MovePoint:
    """A point moved: to the end of the part ``into``, or to stand beside a point of it.

    ``into`` is None where the part stays the same.
    """

    part: Named | None
    point: Named
    into: Named | None = None
    beside: Named | None = None
    behind: bool = True


@dataclass(frozen=True, slots=True)
class SwapPoints:
    """Two points that change places."""

    part: Named | None
    point: Named
    other_part: Named | None
    other: Named


@dataclass(frozen=True, slots=True)
class MergePoints:
    """A point joined to the end of another."""

    part: Named | None
    point: Named
    into: Named


@dataclass(frozen=True, slots=True)
class Replace:
    """Words put in the place of others wherever those stand: in all of the outline, in a part, or in a point.

    ``new`` is "" where they are only left out.
    """

    old: str
    new: str
    part: Named | None = None
    point: Named | None = None


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
class Reclose:
    """Another closing formula; none where ``words`` is ""."""

    words: str


@dataclass(frozen=True, slots=True)
class Attach:
    """A further attachment."""

    words: str


@dataclass(frozen=True, slots=True)
class Detach:
    """An attachment taken off, all where ``number`` is None."""

    number: int | None


@dataclass(frozen=True, slots=True)
class Fill:
    """A blank filled, or what it, or a label, was filled with before put right."""

    what: str
    words: str


@dataclass(frozen=True, slots=True)
class Extend:
    """Words added to what stands behind a label, as a name to a list."""

    what: str
    words: str


@dataclass(frozen=True, slots=True)
class Note:
    """A fact for head and last lines of the paper, which stands nowhere in the outline: 紧急程度, 份号, 抄送机关."""

    what: str
    words: str


@dataclass(frozen=True, slots=True)
class Resize:
    """More points or fewer."""

    longer: bool


@dataclass(frozen=True, slots=True)
class ResizePart:
    """More points in a part or fewer."""

    part: Named
    longer: bool


@dataclass(frozen=True, slots=True)
class Undo:
    """The version before, or one by its number; whoever keeps the versions goes back."""

    number: int | None = None


Change = (
    Add
    | AddPart
    | Append
    | Attach
    | Detach
    | DropPart
    | DropPoint
    | Extend
    | Fill
    | Insert
    | Merge
    | MergePoints
    | Move
    | MovePoint
    | Note
    | Readdress
    | Reclose
    | Redate
    | Rename
    | Replace
    | Resign
    | Resize
    | ResizePart
    | Retitle
    | Reword
    | Rewrite
    | Shift
    | Swap
    | SwapPoints
)


@dataclass(frozen=True, slots=True)
class Several:
    """Changes of one message, in the order in which they are carried out."""

    changes: tuple[Change, ...]
