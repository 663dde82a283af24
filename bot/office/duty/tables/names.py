"""People as cells name them: 张三、李四; 张 三; 张三 13800000000; 张三（13800000000）; and their telephone numbers."""

import re
from collections.abc import Iterable

from bot.office.duty.tables.faults import Unreadable
from bot.office.duty.tables.texts import text_of
from bot.office.rows import Value

LONGEST_NAME = 20
_PERSON = re.compile(r"[、,;/\n]")
_NUMBER = re.compile(r"\+?\d[\d \-—–]{5,}\d")
_PHONE = re.compile(r"\+?[\d-]{7,20}")
_NO_PHONE = re.compile("|无|[-—–/]+")
_REMARK = re.compile(r"\([^()]*\)|\((?=[^)]*$)")
# What people write where nobody is named, and behind a name.
_NOBODY = re.compile(r"待定|未定|空缺|无|[-—–/]*")
_TITLE = re.compile(
    "(?:党委|党组|党支部|办公室|综合科)?(?:常务)?副?(?:主任|局长|科长|处长|书记|部长|主席|股长|所长|站长|院长|镇长|乡长|县长|区长|市长)"
)
_POINT = re.compile("[•・‧∙]")
_NAME = re.compile(r"[^\d\W][\w·. ]*")
_HAN = re.compile("[〇一-鿿㐀-䶿]+")


def read_named(value: Value) -> tuple[tuple[str, str], ...]:
    """Return the names in a cell, each with the telephone number beside it or ""; raise Unreadable."""
    text = text_of(value)
    if _NOBODY.fullmatch(text):
        return ()
    people: list[tuple[str, str]] = []
    for part in filter(str.strip, _PERSON.split(text)):
        if not _NUMBER.sub("", part).strip("() ") and people and not people[-1][1]:
            part = f"{people.pop()[0]} {part}"  # a number in a line of its own
        people += _people(part)
    return tuple(people)


def _people(part: str) -> list[tuple[str, str]]:
    """Return several people without a number, or one with or without it; raise Unreadable."""
    number = _NUMBER.search(part)
    names = read_names(_NUMBER.sub(" ", part))
    if not names or (number and len(names) > 1):
        raise Unreadable(f"姓名看不懂：{part.strip()}")
    return [(name, _phone(number[0]) if number else "") for name in names]


def read_names(text: str) -> list[str]:
    """Return the names in a text (张 三 李四: two) without titles behind them; raise Unreadable."""
    pieces = _POINT.sub("·", _REMARK.sub(" ", text)).split()
    if not all(map(_HAN.fullmatch, pieces)):
        pieces = [" ".join(pieces)]
    names = _joined([piece for place, piece in enumerate(pieces) if not (place and _TITLE.fullmatch(piece))])
    if not all(_NAME.fullmatch(name) and len(name) <= LONGEST_NAME for name in names):
        raise Unreadable(f"姓名看不懂：{text.strip()}")
    return names


def read_phones(value: Value) -> tuple[str, ...]:
    """Return the telephone numbers in a cell, "" for one that is said to be missing; raise Unreadable."""
    text = text_of(value)
    parts = [part.strip() for part in re.split(r"[、,;\n]", text)] if text else []
    return tuple("" if _NO_PHONE.fullmatch(part) else _phone(part) for part in parts)


def _joined(pieces: Iterable[str]) -> list[str]:
    """Return names out of pieces between spaces: one that is a single character belongs to its neighbour."""
    names: list[str] = []
    for piece in pieces:
        if names and 1 in (len(piece), len(names[-1])):
            names[-1] += piece
        else:
            names.append(piece)
    return names


def _phone(text: str) -> str:
    number = re.sub("[—–]", "-", re.sub(r"\s", "", text)).replace("(", "").replace(")", "-")
    if not _PHONE.fullmatch(number):
        raise Unreadable(f"电话号码看不懂：{text.strip()}")
    return number
