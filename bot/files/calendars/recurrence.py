"""The repetition rules (RRULE) of calendar files, laid out as single times.

Only what calendar programs write for meetings is taken: another rule may search for a day that never comes.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from dateutil.rrule import rrulestr

from bot.files.errors import CalendarFault

ALWAYS = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY"})
OF_MONTHS = ALWAYS | {"BYMONTH", "BYMONTHDAY", "BYSETPOS"}
PARTS = {"DAILY": ALWAYS, "WEEKLY": ALWAYS, "MONTHLY": OF_MONTHS, "YEARLY": OF_MONTHS}
WHOLE_DAY = len("20261231")


def repeats(rule: str, start: datetime, *, since: datetime, until: datetime) -> Iterator[datetime]:
    """Yield when the rule of something that begins at ``start`` falls in a window; raise CalendarFault.

    The clock is that of ``start``'s zone, whatever its offset on the day.
    """
    parts = dict(part.split("=") for part in rule.upper().split(";"))
    if not parts.keys() <= PARTS.get(parts["FREQ"], frozenset()) or int(parts.get("INTERVAL", "1")) < 1:
        raise CalendarFault(f"有一项日程的重复规则不支持（{rule}），请改为单次日程后再试。")
    if "UNTIL" in parts:
        parts["UNTIL"] = f"{_clock(_last(parts['UNTIL']), start):%Y%m%dT%H%M%S}"
    text = ";".join(f"{name}={value}" for name, value in parts.items())
    found = rrulestr(text, dtstart=_clock(start, start)).between(_clock(since, start), _clock(until, start), inc=True)
    yield from (moment.replace(tzinfo=start.tzinfo) for moment in found)


def _last(until: str) -> datetime:
    """Return the last moment that a rule holds; a date holds to its end."""
    moment = datetime.fromisoformat(until)
    return moment + timedelta(hours=23, minutes=59) if len(until) == WHOLE_DAY else moment


def _clock(moment: datetime, start: datetime) -> datetime:
    """Return a moment by the clock of ``start``'s zone, without the zone."""
    return moment.astimezone(start.tzinfo).replace(tzinfo=None) if moment.tzinfo else moment
