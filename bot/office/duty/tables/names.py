"""People as cells name them: 张三、李四; 张 三; 张三 13800000000; 张三（13800000000）; and their telephone numbers."""

import re
from itertools import zip_longest

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
    people: list[tuple[str, str]] = []
    if _NOBODY.fullmatch(text_of(value)):
        return ()
    for part in filter(str.strip, _PERSON.split(text_of(value))):
        number = _NUMBER.search(part)
        names = read_names(_NUMBER.sub(" ", part))
        if not names and number and people and not people[-1][1]:
            people[-1] = (people[-1][0], _phone(number[0]))  # the number stands in a line of its own
            continue
        if not names or (number and len(names) > 1):
            raise Unreadable(f"姓名看不懂：{part.strip()}")
        people += zip_longest(names, [_phone(number[0])] if number else [], fillvalue="")
    return tuple(people)


def read_names(text: str) -> list[str]:
    """Return the names in a text (张 三 李四: two) without titles behind them; raise Unreadable."""
    bare = _POINT.sub("·", _REMARK.sub(" ", text))
    pieces = bare.split()
    if not all(map(_HAN.fullmatch, pieces)):
        pieces = [" ".join(pieces)]
    names: list[str] = []
    for piece in filter(None, pieces):
        if names and _TITLE.fullmatch(piece):
            continue
        if names and 1 in (len(piece), len(names[-1])):
            names[-1] += piece
        else:
            names.append(piece)
    if not all(_NAME.fullmatch(name) and len(name) <= LONGEST_NAME for name in names):
        raise Unreadable(f"姓名看不懂：{text.strip()}")
    return names


def read_phones(value: Value) -> tuple[str, ...]:
    """Return the telephone numbers in a cell, "" for one that is said to be missing; raise Unreadable."""
    text = text_of(value)
    parts = [part.strip() for part in re.split(r"[、,;\n]", text)] if text else []
    return tuple("" if _NO_PHONE.fullmatch(part) else _phone(part) for part in parts)


def _phone(text: str) -> str:
    number = re.sub("[—–]", "-", re.sub(r"\s", "", text)).replace("(", "").replace(")", "-")
    if not _PHONE.fullmatch(number):
        raise Unreadable(f"电话号码看不懂：{text.strip()}")
    return number
