"""Long lists a page at a time: what stands on a page, and the buttons to the others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from telegram import InlineKeyboardButton

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """What is shown of a list; numbers count from 0."""

    shown: Sequence[Item]
    number: int
    count: int

    def ways(self, turn: Callable[[str, int], InlineKeyboardButton]) -> list[InlineKeyboardButton]:
        """Return the buttons to the pages before and after; ``turn`` makes one from its label and the page."""
        ways = [turn("上一页", self.number - 1)] if self.number else []
        if self.number + 1 < self.count:
            ways.append(turn(f"下一页（{self.number + 2}/{self.count}）", self.number + 1))
        return ways


def page_of(items: Sequence[Item], number: int, *, size: int) -> Page[Item]:
    """Return a page of a list; a number that is too small or too large gives the first or the last."""
    count = max(1, -(-len(items) // size))
    number = min(max(number, 0), count - 1)
    return Page(items[number * size : (number + 1) * size], number, count)
