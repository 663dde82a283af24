"""The main expression of time in a sentence: when something is, how it is repeated, and what has to be asked back.

Nothing is guessed: what can mean several times, or has passed, comes with a doubt.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.office.calendar import Calendar
from bot.office.times.outcome import Choice, Doubt, TimeReading
from bot.office.times.phrases import Phrase, read_phrases
from bot.office.times.repeating import resolve_repeat
from bot.office.times.resolving import resolve
from bot.office.times.scanning import plain
from bot.office.times.tokens import Frame

Spans = tuple[tuple[int, int], ...]
SEVERAL = "文中有几个时间，请确认是哪一个。"


def read_time(text: str, now: datetime, *, zone: ZoneInfo, calendar: Calendar) -> TimeReading | None:
    """Return the main expression of time in a sentence, None where there is none; raise YearUnknown."""
    found = read_phrases(plain(text))
    if found.main is None:
        return None
    frame = Frame(now.astimezone(zone), calendar)
    rivals = tuple(_resolved(phrase, frame) for phrase in found.rivals)
    return _among(rivals, _resolved(found.main, frame), found.spans)


def _among(rivals: tuple[TimeReading, ...], reading: TimeReading, spans: Spans) -> TimeReading:
    """Return the reading with a doubt where rivals mean other times; a notice may say the same time twice."""
    every = (reading, *rivals)
    several = sorted({each.start for each in every if each.start})
    same = (span for each in every if each.start == reading.start for span in each.spans)
    reading = replace(reading, spans=tuple(sorted({*same, *spans})))
    if len(several) < 2:
        return reading
    # A choice cannot turn one rule into another.
    choices = () if any(each.rule for each in every) else _choices(every)
    return replace(reading, doubts=(Doubt(SEVERAL, choices),))


def _choices(readings: Iterable[TimeReading]) -> tuple[Choice, ...]:
    found = {each.start: Choice(each.start, each.end) for each in readings if each.start}
    return tuple(found[start] for start in sorted(found))


def _resolved(phrase: Phrase, frame: Frame) -> TimeReading:
    return resolve_repeat(phrase, frame) if phrase.repeat else resolve(phrase, frame)
