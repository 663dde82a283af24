"""Times of the day as people write them: 下午三点半, 15:00, 晚上12点, and what is doubtful in a bare 三点.

The rule for an hour without a part of the day: 7 to 11 is the morning, 12 is noon, 1 to 6 is asked back, the afternoon
first. Written as 15:00 or 03:00 it is of 24 hours.
"""

import re
from collections.abc import Iterator
from re import Match
from typing import NamedTuple

from bot.office.times.numerals import NUMBER, number
from bot.office.times.tokens import Clock, Period

HOUR = 60
NOON = 12
MIDNIGHT = 24
MORNING = range(7, 13)  # what a bare hour means without asking


class Hours(NamedTuple):
    """The hours that are said with a part of the day, and what is added to them."""

    said: range
    added: int


_FORENOON = (Hours(range(5, 13), 0),)
_NIGHT = (Hours(range(5, 13), 12), Hours(range(17, 25), 0), Hours(range(0, 1), 24))
# 晚上1点 is after the midnight that ends the day: every other hour of a part of the day is asked back.
PERIODS: dict[str, tuple[Hours, ...]] = {
    "早": _FORENOON,
    "上": _FORENOON,
    "凌": (Hours(range(0, 7), 0), Hours(range(12, 13), -12)),
    "中": (Hours(range(11, 15), 0), Hours(range(1, 3), 12)),
    "下": (Hours(range(12, 13), 0), Hours(range(1, 8), 12), Hours(range(13, 20), 0)),
    "傍": (Hours(range(4, 9), 12), Hours(range(16, 21), 0)),
    "晚": _NIGHT,
}
# The word in the text begins with the key of the table, or is one of these.
_SAME = {"清": "早", "一": "早", "大": "早", "正": "中", "午": "下", "夜": "晚", "深": "晚", "半": "晚"}

# 一点 in 早一点 is a little, in 今晚一点 it is an hour; 三点意见 are opinions.
_A_LITTLE = r"(?<=[早晚快慢多少大小好差高低近远有])(?<![今明后昨][早晚])一点(?!半|整|钟)"
_NOT_OF_CLOCK = (
    r"(?!\s*(?:意见|要求|建议|内容|说明|问题|看法|体会|理由|原因|注意|希望|感想|共识|经验|措施|打算|也|都|儿))"
)
_TENS = r"[二三四五]?十[一二三四五六七八九]?(?![一二三四五六七八九十])"
_ONES = r"[\d一二三四五六七八九]"
# A single digit is of minutes only with 零 before it or 分 behind it; what is counted is no minute: 9点10人.
_MINUTES = (
    rf"(?P<half>半)|(?P<quarters>[一三13])刻"
    rf"|(?:过|零)?(?P<minute>[0-5]\d(?!\d)|{_TENS}|(?<=零){_ONES}|{_ONES}(?=\s*分))\s*分?(?!\s*[人名位个台份项条次楼层页])"
)
_COLON = re.compile(r"(?<![\d:.])(?P<hour>[01]?\d|2[0-4])\s*:\s*(?P<minute>[0-5]\d)(?::[0-5]\d)?(?![\d:])")
_SPOKEN = re.compile(
    rf"(?<![\d第.])(?!{_A_LITTLE})(?P<hour>{NUMBER})\s*"
    rf"(?:点钟?|时(?![候间期段限效代刻]))(?!\d*[.%]){_NOT_OF_CLOCK}(?:\s*整|\s*(?:{_MINUTES}))?"
)
# The first hour of 3到5点 and 15-17点.
_LEADING = re.compile(rf"(?<![\d第.:月年/-])(?P<hour>{NUMBER})(?=\s*(?:到|至|-|~)\s*{NUMBER}\s*(?:点|时(?!间)))")
_PERIOD = re.compile(
    r"凌晨|清早|清晨|一大早|大清早|一早|早上|早晨|早间|上午|中午|正午|下午|午后|傍晚|晚上|晚间|夜里|夜间|夜晚|深夜|半夜"
    r"|(?<=[今明后昨])[早晚]|早(?!日|餐|饭|退|期|已|就|一点|点(?!名))|晚(?!会|宴|餐|饭|报|一点|点(?!名))"
)


def _colon(match: Match[str]) -> Clock:
    hour = int(match["hour"])
    return Clock(hour, int(match["minute"]), exact=len(match["hour"]) > 1 or hour == 0)


def _spoken(match: Match[str]) -> Clock | None:
    return _clock(number(match["hour"]), _minute(match))


def _leading(match: Match[str]) -> Clock | None:
    return _clock(number(match["hour"]), 0)


def _clock(hour: int, minute: int) -> Clock | None:
    if hour > MIDNIGHT or minute >= HOUR or (hour == MIDNIGHT and minute):
        return None
    return Clock(hour, minute, exact=hour > NOON or hour == 0)


def _minute(match: Match[str]) -> int:
    if match["half"]:
        return HOUR // 2
    if match["quarters"]:
        return HOUR // 4 * number(match["quarters"])
    return number(match["minute"]) if match["minute"] else 0


def _period(match: Match[str]) -> Period:
    return Period(_SAME.get(match[0][0], match[0][0]))


PATTERNS = ((_COLON, _colon), (_SPOKEN, _spoken), (_LEADING, _leading), (_PERIOD, _period))


class Minutes(NamedTuple):
    """Minutes from the beginning of the day, likeliest first; a question where even one alone is doubtful."""

    choices: tuple[int, ...]
    question: str = ""


def minutes(clock: Clock, period: Period | None) -> Minutes:
    """Return what a clock means in a part of the day."""
    if period is None:
        hours = tuple(_bare_hours(clock))
        return Minutes(tuple(hour * HOUR + clock.minute for hour in hours))
    for said, added in PERIODS[period.name]:
        if clock.hour in said:
            return Minutes(((clock.hour + added) * HOUR + clock.minute,))
    return _unusual(clock, period)


def spoken_minutes(clock: Clock) -> tuple[int, ...]:
    """Return what the clock of an end may mean, where only the start tells the half of the day."""
    hours = (clock.hour,) if clock.exact else (clock.hour % NOON, clock.hour % NOON + NOON)
    return tuple(hour * HOUR + clock.minute for hour in hours)


def _bare_hours(clock: Clock) -> Iterator[int]:
    if not clock.exact and clock.hour not in MORNING:
        yield clock.hour + NOON
    yield clock.hour


def _unusual(clock: Clock, period: Period) -> Minutes:
    """Return what is asked back of 上午3点, 晚上1点 or 下午9点."""
    hours: tuple[int, ...] = (clock.hour, clock.hour + NOON)
    if clock.hour > NOON:
        hours = (clock.hour,)
    elif PERIODS[period.name] is _NIGHT:
        hours = (clock.hour + MIDNIGHT, clock.hour)
    return Minutes(tuple(hour * HOUR + clock.minute for hour in hours), "请确认是几点。")


def read_clock(written: str) -> tuple[Clock | None, Period | None]:
    """Return the clock, and the part of the day before it, of a text that holds nothing else."""
    period = _PERIOD.match(written)
    rest = written[period.end() :] if period else written
    for pattern, read in ((_COLON, _colon), (_SPOKEN, _spoken)):
        if match := pattern.fullmatch(rest.strip()):
            return read(match), _period(period) if period else None
    return None, None
