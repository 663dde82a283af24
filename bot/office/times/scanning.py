"""All tokens of a text, in order: at each place the first pattern that fits is read."""

import re
from collections.abc import Iterator

from bot.office.times import clocks, cycles, dates, lengths, workdays
from bot.office.times.folding import fold, mask
from bot.office.times.leads import read_leads
from bot.office.times.tokens import Day, Since, Token, Value

# What is longer or rarer goes before what it contains.
PATTERNS = (
    *cycles.PATTERNS,
    *lengths.PATTERNS,
    *workdays.PATTERNS,
    *dates.PATTERNS,
    *clocks.PATTERNS,
)
_A_BIT = re.compile(r"(?<=[^\s\W\d下上])一下(?=周|星期|礼拜)")


def scan(text: str) -> tuple[Token, ...]:
    """Return the tokens of a text that is folded and masked."""
    return tuple(_since(text, token) for token in _tokens(text))


def plain(text: str) -> str:
    """Return the text folded, with what is no time masked: reminders (提前一天), the 一下 of 约一下周四."""
    folded = fold(text)
    return mask(folded, (*read_leads(text).spans, *(match.span() for match in _A_BIT.finditer(folded))))


def _tokens(text: str) -> Iterator[Token]:
    place = 0
    while place < len(text):
        value, end = _read(text, place)
        if value is not None:
            yield Token(value, place, end)
        place = end


def _read(text: str, place: int) -> tuple[Value | None, int]:
    """Return the value at a place, None for none, and where to read on; what a pattern rejects is passed over."""
    for pattern, read in PATTERNS:
        if match := pattern.match(text, place):
            return read(match), max(match.end(), place + 1)
    return None, place + 1


def _since(text: str, token: Token) -> Token:
    """Return a day between 自 and 起 as the beginning of a repetition."""
    opened = text[: token.start].rstrip().endswith(("自", "从"))
    closed = text[token.end :].lstrip().startswith(("起", "开始"))
    if isinstance(token.value, Day) and opened and closed:
        return token._replace(value=Since(token.value.find))
    return token
