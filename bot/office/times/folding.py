"""The one spelling that texts are brought to before they are read, and the masking of what is read already.

Every character stays in its place, so that a stretch of the folded text is the same stretch of the text.
"""

from collections.abc import Iterable

MASK = "\x00"
_ODD = "０１２３４５６７８９：；，．／（）－—–−～〜　\t\xa0點鐘兩週"
_EVEN = "0123456789:;,./()----~~   点钟两周"
_FOLDED = str.maketrans(_ODD, _EVEN)


def fold(text: str) -> str:
    """Return the text with full-width and variant signs made plain; every character stays in its place."""
    return text.translate(_FOLDED)


def mask(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return the text with stretches of it made unreadable."""
    for start, end in spans:
        text = text[:start] + MASK * (end - start) + text[end:]
    return text
