"""Hand-over of a shift: what a note says and which lines of it are open matters. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

ALL_WELL = "无异常"
LONGEST = 1500  # characters of a note
LONGEST_MATTER = 300


class MatterKind(StrEnum):
    """What an open matter is; the values are what people write and read."""

    PENDING = "未办结"
    CALL = "来电来文"
    ABNORMAL = "异常"


@dataclass(frozen=True, slots=True)
class Item:
    """An open matter as it is written down."""

    kind: MatterKind
    text: str


@dataclass(frozen=True, slots=True)
class Matter:
    """An open matter as it is kept: ``shifts`` is over how many shifts it has been open, ``opener`` whose name."""

    id: int
    kind: MatterKind
    text: str
    opened_by: int
    opened_at: datetime
    shifts: int = 0
    opener: str = ""


@dataclass(frozen=True, slots=True)
class Handover:
    """The note of a shift, who gave it, and who took the watch over; accounts and times are None until then."""

    shift_id: int
    note: str
    given_by: int | None
    given_at: datetime | None
    confirmed_by: int | None = None
    confirmed_at: datetime | None = None


_KINDS = "|".join(MatterKind)
_LINE = re.compile(rf"\s*(?:\d{{1,2}}[.、）)]\s*)?({_KINDS})(?:事项|情况)?\s*[：:]\s*(.+)")
_NOTHING = re.compile(r"(?:暂?无|没有)(?:异常|事项|情况|其他|未办结)*[。.！!]?")


def items_in(note: str) -> Iterator[Item]:
    """Yield the open matters of a note: its lines that begin with 未办结：, 来电来文： or 异常： and name something."""
    for line in note.splitlines():
        match = _LINE.match(line)
        if match and not _NOTHING.fullmatch(match[2].strip()):
            yield Item(MatterKind(match[1]), match[2].strip())


def read_item(text: str) -> Item:
    """Return a matter that is entered by itself; without a kind before it, it is 未办结."""
    match = _LINE.fullmatch(" ".join(text.split()))
    return Item(MatterKind(match[1]), match[2].strip()) if match else Item(MatterKind.PENDING, text.strip())
