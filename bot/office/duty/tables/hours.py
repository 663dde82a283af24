"""Hours of a shift as tables write them: 白班, 08:30-17:30, 8时30分至次日8时30分, 全天."""

import re
from datetime import time

from bot.office.duty.shifts import Hours
from bot.office.duty.tables.faults import Unreadable
from bot.office.duty.tables.texts import tidy
from bot.office.rows import Value

EVENING = time(17, 30)  # when the night shift takes over where a shift is otherwise a whole day
MIDNIGHT = 24
_TIME = re.compile(r"(\d{1,2})(?::|时|点)(\d{1,2})?(?::00)?分?")
_NEXT_DAY = re.compile("次日|第二天|翌日|次晨")
_USUAL = re.compile("|全天|全天候|全日|昼夜|24小时")


def read_hours(value: Value, usual: Hours) -> Hours:
    """Return the hours that a cell names, the office's usual ones for an empty cell; raise Unreadable."""
    text = tidy(value)
    times = [_time(hour, minute) for hour, minute in _TIME.findall(text)]
    if times:
        return _between(times, text)
    if _USUAL.fullmatch(text):
        return usual
    day = _day_hours(usual)
    found = {hours for name, hours in (("白班", day), ("夜班", Hours(day.end, day.start))) if name in text}
    if len(found) != 1:
        raise Unreadable(f"班次看不懂：{text}")
    return found.pop()


def _day_hours(usual: Hours) -> Hours:
    """Return the hours of the day shift of an office whose one shift lasts a day and a night, the night or the day."""
    if usual.start == usual.end:
        return Hours(usual.start, EVENING)
    return usual if usual.start < usual.end else Hours(usual.end, usual.start)


def _between(times: list[time], text: str) -> Hours:
    if len(times) != 2:
        raise Unreadable(f"班次要写明起止时间：{text}")
    hours = Hours(*times)
    if hours.end > hours.start and _NEXT_DAY.search(text):
        raise Unreadable(f"一班不能超过24小时：{text}")
    return hours


def _time(hour: str, minute: str) -> time:
    try:
        return time(0 if int(hour) == MIDNIGHT else int(hour), int(minute or 0))
    except ValueError:
        raise Unreadable(f"没有这个时间：{hour}:{minute}") from None
