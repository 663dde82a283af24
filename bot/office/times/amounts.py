"""Lengths of time as people write them: 一个半小时, 90分钟, 一刻钟, 三天, 1小时30分钟."""

import re
from datetime import timedelta

from bot.office.times.numerals import COUNT, number

_HOUR = r"(?:小时|钟头)"
HOURS = rf"(?:半个?{_HOUR}|{COUNT}个半{_HOUR}|{COUNT}(?:\.5)?个?{_HOUR}(?:{COUNT}分钟?|半)?|{COUNT}分钟|{COUNT}刻钟)"
AMOUNT = rf"(?:{HOURS}|{COUNT}分(?!之)|{COUNT}刻|{COUNT}[天日]|{COUNT}(?:周|个?星期|个?礼拜))"
_PART = re.compile(
    rf"(?P<count>{COUNT})?(?P<tenths>\.5)?个?(?P<half>半)?个?(?P<unit>小时|钟头|分|刻|天|日|周|星期|礼拜)(?P<more>半)?"
)
_UNITS = {
    "小时": timedelta(hours=1),
    "钟头": timedelta(hours=1),
    "分": timedelta(minutes=1),
    "刻": timedelta(minutes=15),
    "天": timedelta(days=1),
    "日": timedelta(days=1),
    "周": timedelta(weeks=1),
    "星期": timedelta(weeks=1),
    "礼拜": timedelta(weeks=1),
}


def amount(written: str) -> timedelta:
    """Return the length that a text which matches AMOUNT gives, its parts added up."""
    length = timedelta()
    for part in _PART.finditer(written):
        halves = 2 * number(part["count"]) if part["count"] else 0
        halves += bool(part["tenths"] or part["half"] or part["more"])
        length += _UNITS[part["unit"]] * halves / 2
    return length
