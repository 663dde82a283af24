"""A standard answer as it is shown: its words, who stands for it since when, and its sources."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from bot.chat.state import State
from bot.format import Block, messages
from bot.services.standards import StandardService, label
from bot.storage.standards import Standard
from bot.wording import mark

GROUNDS = "依据："


def service_of(state: State) -> StandardService:
    """Return the service of standard answers."""
    return StandardService(state.office, state.canmou.library, state.canmou.answerer)


def standard_messages(standard: Standard, zone: ZoneInfo) -> tuple[str, ...]:
    """Return a standard answer as messages."""
    return messages(_blocks(standard, zone))


def ground_lines(standard: Standard) -> Iterator[str]:
    """Yield a line for each source."""
    count = len(standard.grounds)
    for place, ground in enumerate(standard.grounds):
        yield mark(place, count) + ground.citation.source


def _blocks(standard: Standard, zone: ZoneInfo) -> Iterator[Block]:
    yield Block(standard.answer)
    yield Block(label(standard, zone), "b")
    if standard.grounds:
        yield Block(GROUNDS, gap="\n")
        yield from (Block(line, gap="\n") for line in ground_lines(standard))
