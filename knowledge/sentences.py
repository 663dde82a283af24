"""Where sentences begin and end in Chinese text.

A sentence ends at 。！？ (with the quotation marks and brackets that close after it), at an ellipsis that closes a
quotation or a line, and always at a line break, so that an item of a list is one sentence. A semicolon does not end
one, nor does a full stop inside a quotation that goes on. Half-width full stops never do: 4.5 is a number.
"""

import re
from collections.abc import Iterator

from knowledge.documents import Span

_CLOSERS = dict(zip("”’」』）)】》〉]", "“‘「『（(【《〈[", strict=True))
_OPENERS = frozenset(_CLOSERS.values())
_MARKS = re.compile("[" + re.escape("".join((*_CLOSERS, *_OPENERS))) + '"]')
_CLOSING = "[" + re.escape("".join(_CLOSERS)) + '"]'
_END = re.compile(rf"(?:[。！？!?]|…+(?=[。！？!?]|{_CLOSING}|\s*$))+{_CLOSING}*")
_GOES_ON = re.compile(r"\s*[，、；：,;:]")
# A quotation longer than this is more likely a mark that was never closed than one sentence.
_LONGEST_QUOTATION = 300
# How many marks to look back for the partner of a closing one.
_DEEPEST = 20


def split(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Return the sentences of ``text[start:end]`` in order, without the white space around them."""
    spans = []
    for line in re.finditer(r"[^\n]+", text[start:end]):
        offset = start + line.start()
        spans += [_trimmed(line[0], cut, offset) for cut in _cuts(line[0])]
    return tuple(span for span in spans if span.start < span.end)


def _cuts(line: str) -> Iterator[Span]:
    quotations = iter(_quotations(line))
    around = next(quotations, None)
    start = 0
    for match in _END.finditer(line):
        while around and around.end < match.end():
            around = next(quotations, None)
        end = _close(match, around)
        is_inside = around is not None and around.start < match.start() and end < around.end
        if not is_inside and not _GOES_ON.match(line, end):
            yield Span(start, end)
            start = end
    yield Span(start, len(line))


def _close(match: re.Match[str], around: Span | None) -> int:
    """Return where the end mark ends; a straight quotation mark that opens the next sentence stays with that one."""
    return match.end() - (around is not None and around.start == match.end() - 1)


def _quotations(line: str) -> list[Span]:
    """Return the outermost pairs of quotation marks and brackets; a mark without its partner counts for nothing."""
    pairs: list[Span] = []
    waiting: list[tuple[str, int]] = []
    for mark in _MARKS.finditer(line):
        opener = _CLOSERS.get(mark[0], '"')
        nearest = range(len(waiting) - 1, max(len(waiting) - _DEEPEST, 0) - 1, -1)
        depth = next((at for at in nearest if waiting[at][0] == opener), None)
        if mark[0] in _OPENERS or (mark[0] == '"' and depth is None):
            waiting.append((mark[0], mark.start()))
        elif depth is not None:
            quotation = Span(waiting[depth][1], mark.end())
            del waiting[depth:]
            _enclose(pairs, quotation)
    return pairs


def _enclose(pairs: list[Span], quotation: Span) -> None:
    """Put a quotation behind ``pairs`` in the place of those that it holds."""
    if quotation.end - quotation.start <= _LONGEST_QUOTATION:
        while pairs and pairs[-1].start > quotation.start:
            pairs.pop()
        pairs.append(quotation)


def _trimmed(line: str, cut: Span, offset: int) -> Span:
    words = line[cut.start : cut.end]
    left = len(words) - len(words.lstrip())
    return Span(offset + cut.start + left, offset + cut.start + max(left, len(words.rstrip())))
