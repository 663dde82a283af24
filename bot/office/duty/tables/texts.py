"""The texts of cells as they are compared: one form of every mark, no white space, numbers of dates in digits."""

import re
import unicodedata

from bot.office.rows import Value
from bot.office.times.numerals import number

_SPACE = re.compile(r"\s+")
# In 周六日 the numeral is a weekday.
_NUMERAL = re.compile("(?<![周期拜〇零一二三四五六七八九十])[〇零一二三四五六七八九十]+(?=[年月日号])")


def text_of(value: Value) -> str:
    """Return a cell as text with full-width letters, digits and brackets made half-width."""
    return unicodedata.normalize("NFKC", str(value)).strip()


def tidy(value: Value) -> str:
    """Return a cell as text without any white space."""
    return _SPACE.sub("", text_of(value))


def with_digits(text: str) -> str:
    """Return a text with the Chinese numerals of its dates in digits: 二〇二六年十二月 is 2026年12月."""
    return _NUMERAL.sub(lambda match: str(number(match[0])), text)
