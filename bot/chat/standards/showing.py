"""A standard answer as it is shown: its words, who stands for it since when, and its sources."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from bot.chat.state import State
from bot.format import Block, messages
from bot.services.standards import StandardService
from bot.storage.standards import Standard
from bot.wording import mark
from knowledge.answers import Answer, Outcome

LABEL = "标准答复（{name} {day}审定）"
GROUNDS = "依据："


def service_of(state: State) -> StandardService:
    """Return the service of standard answers."""
    return StandardService(state.office, state.canmou.library, state.canmou.answerer)


def standard_messages(standard: Standard, zone: ZoneInfo) -> tuple[str, ...]:
    """Return a standard answer as messages."""
    return messages(_blocks(standard, zone))


def as_answer(standard: Standard, question: str, zone: ZoneInfo) -> Answer:
    """Return a standard answer as it is kept, so that its sources open and it can be voted on."""
    citations = tuple(ground.citation for ground in standard.grounds)
    return Answer(question, Outcome.ANSWERED, citations, remark=f"{label(standard, zone)}\n{standard.answer}")


def label(standard: Standard, zone: ZoneInfo) -> str:
    """Return the words that say who stands for an answer, "" before anybody does."""
    if standard.approved_at is None:
        return ""
    day = standard.approved_at.astimezone(zone)
    return LABEL.format(name=standard.approved_name, day=f"{day.year}年{day.month}月{day.day}日")


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
