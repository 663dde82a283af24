"""The texts of cells as they are compared: one form of every mark, no white space, numbers of dates in digits."""

import re
import unicodedata

from bot.office.rows import Value

_SPACE = re.compile(r"\s+")
_NUMERAL = re.compile("[〇○零一二三四五六七八九十]+(?=[年月日号])")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")


def text_of(value: Value) -> str:
    """Return a cell as text with full-width letters, digits and brackets made half-width."""
    return unicodedata.normalize("NFKC", str(value)).strip()


def tidy(value: Value) -> str:
    """Return a cell as text without any white space."""
    return _SPACE.sub("", text_of(value))


def with_digits(text: str) -> str:
    """Return a text with the Chinese numerals of its dates in digits: 二〇二六年十二月 is 2026年12月."""
    return _NUMERAL.sub(lambda match: _digits(match[0]), text)


def _digits(numeral: str) -> str:
    tens, ten, ones = numeral.partition("十")
    if ten:
        numeral = (tens or "一") + (ones or "〇")
    return numeral.translate(_DIGITS)
