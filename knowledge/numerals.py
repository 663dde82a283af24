"""Chinese and Arabic numerals, both ways, and the numbers of articles.

It knows how a number is written (第一百零六条, 第106条, 第１０６条, 二〇二四); which line of a text is an article's
heading is for ``knowledge.passages`` to decide.
"""

import re
from dataclasses import dataclass

# Everything a number may be written with: for the regular expressions of other modules.
NUMERAL = "[0-9０-９〇○零一二两三四五六七八九十百千万廿卅]"

_DIGITS = {name: digit for digit, name in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_UNITS = {"千": 1000, "百": 100, "十": 10, "": 1}
_SCORES = str.maketrans({"廿": "二十", "卅": "三十"})
_DIGITS_AT_MOST = 4000  # what is longer is no number of anybody's, and Python refuses to read it
_LARGEST = 10**8  # from which on a number is not written in Chinese here
_POSITIONAL = re.compile("[0-9０-９〇○零一二两三四五六七八九]+")
_DIGIT = r"[一二两三四五六七八九]"
_BELOW_TEN_THOUSAND = re.compile(
    rf"(?:({_DIGIT})千)?[零〇○]?(?:({_DIGIT})百)?[零〇○]?(?:({_DIGIT}?)(十))?[零〇○]?({_DIGIT})?"
)
_ARTICLE = re.compile(rf"第?\s*({NUMERAL}+)\s*条(?!例)(?:\s*之\s*({NUMERAL}+))?|§\s*({NUMERAL}+)")


@dataclass(frozen=True, slots=True, order=True)
class ArticleNumber:
    """The number of an article; ``inserted`` is the second number of 第六十条之一, 0 for an ordinary one."""

    number: int
    inserted: int = 0

    def __str__(self) -> str:
        """Return the number as regulations write it: 第六十条之一."""
        return f"第{chinese(self.number)}条" + (f"之{chinese(self.inserted)}" if self.inserted else "")


def parse(text: str) -> int | None:
    """Return the number that the whole of ``text`` writes, or None when it is not a number."""
    text = text.strip()
    if _POSITIONAL.fullmatch(text):
        digits = "".join(str(_DIGITS.get(character, character)) for character in text)
        return int(digits) if len(digits) <= _DIGITS_AT_MOST else None
    high, ten_thousand, low = text.translate(_SCORES).partition("万")
    above, below = _below_ten_thousand(high), _below_ten_thousand(low) if low else 0
    if not ten_thousand:
        return above
    return None if above is None or below is None else above * 10_000 + below


def chinese(number: int) -> str:
    """Return ``number`` in Chinese (106: 一百零六); ValueError outside 0 to 99,999,999."""
    if not 0 <= number < _LARGEST:
        raise ValueError(f"{number} is outside 0 to 99,999,999")
    if number < 10_000:
        written = _group(number) or "零"
        return written.removeprefix("一") if 10 <= number < 20 else written
    high, low = divmod(number, 10_000)
    gap = "零" if 0 < low < 1000 else ""
    return f"{chinese(high)}万{gap}{_group(low)}"


def article_number(locator: str) -> ArticleNumber | None:
    """Return the article that ``locator`` begins with (第三十四条, 第34条第二款, §34), or None."""
    match = _ARTICLE.match(locator.strip())
    number = parse(match[1] or match[3]) if match else None
    inserted = parse(match[2] or "0") or 0 if match else 0
    return ArticleNumber(number, inserted) if number is not None and max(number, inserted) < _LARGEST else None


def _below_ten_thousand(text: str) -> int | None:
    match = _BELOW_TEN_THOUSAND.fullmatch(text)
    if not match or not any(match.groups()):
        return None
    thousands, hundreds, tens, ten, ones = (group or "" for group in match.groups())
    digits = (thousands, hundreds, tens or ("一" if ten else ""), ones)
    return sum(_DIGITS.get(digit, 0) * unit for digit, unit in zip(digits, _UNITS.values(), strict=True))


def _group(number: int) -> str:
    written = ""
    for name, unit in _UNITS.items():
        digit, number = divmod(number, unit)
        if digit:
            written += "零一二三四五六七八九"[digit] + name
        elif written and not written.endswith("零"):
            written += "零"
    return written.rstrip("零")
