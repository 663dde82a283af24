"""What is known of a kind of writing, as the rest of Canmou sees it."""

from dataclasses import dataclass
from enum import StrEnum


class Category(StrEnum):
    """Whether a kind is one of the fifteen of the regulation or one of daily use."""

    STATUTORY = "法定"
    DAILY = "日常"


class Direction(StrEnum):
    """Where a paper goes, seen from who writes it."""

    DOWN = "下行"
    UP = "上行"
    LEVEL = "平行"
    PUBLIC = "公开"
    INTERNAL = "内部"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a paper.

    ``guidance`` says in a line what it must hold; ``query`` are the words that points are looked for with, beside the
    topic, "" where the documents give none; ``phrases`` are set sentences that may hold {事由}, {目的}, {机关},
    {主送}, {日期} and 【待补：…】; ``spare`` are those that stand in for points where none is found; ``blanks`` are
    facts that only the writer knows; ``count`` is how many points the documents may give; a part that is not
    ``numbered`` is a plain paragraph without a heading, such as the opening.
    """

    heading: str
    guidance: str = ""
    query: str = ""
    phrases: tuple[str, ...] = ()
    spare: tuple[str, ...] = ()
    blanks: tuple[str, ...] = ()
    count: int = 3
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of writing.

    ``use`` says in a line what it is for; ``grounds`` are the articles that say so, as 《…》第八条; ``title`` and
    ``closing`` may hold the same names as a phrase; ``addressee`` is the usual one, "" where the writer must name it,
    and "无" where there is none; ``signed`` tells whether the office and the date stand at the end.
    """

    name: str
    category: Category
    direction: Direction
    use: str
    title: str
    aliases: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    addressee: str = ""
    closing: str = ""
    signed: bool = True
    parts: tuple[Part, ...] = ()
