"""How long something lasts, where a text says so: 开两个小时, 时长90分钟."""

import re
from re import Match

from bot.office.times.amounts import HOURS, amount
from bot.office.times.tokens import Length

_LENGTH = re.compile(
    r"(?:开|会期|会议时长|时长|总?共|预计|大概|大约|约|持续|历时|用时|需要?)(?:时间|用时|时长|大约|大概|约|开|为|是|:)*\s*"
    rf"({HOURS})(?:左右)?(?!\s*(?:之后|以后|后|之前|以前|前|内|以内))"
)


def _read_length(match: Match[str]) -> Length:
    return Length(amount(match[1]))


PATTERNS = ((_LENGTH, _read_length),)
