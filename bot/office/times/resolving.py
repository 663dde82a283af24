"""A phrase worked out on the calendar: every time that it may mean, and the doubt where that is not exactly one."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime

from bot.office.calendar import DAY, WEEKDAYS, long_date, monday, weekday
from bot.office.times.clocks import HOUR, NOON, Minutes, minutes, spoken_minutes
from bot.office.times.outcome import Choice, Doubt, TimeReading, between, short
from bot.office.times.phrases import Phrase, Side
from bot.office.times.tokens import Day, Found, Frame

NO_CYCLE = "请写明怎样重复，例如「每周一」「每个工作日」。"
ENDS_BEFORE = "结束时间早于开始时间，请写明起止时间。"
WHOLE_DAY = 24 * HOUR


def resolve(phrase: Phrase, frame: Frame) -> TimeReading:
    """Return what a phrase without repetition means."""
    if phrase.since is not None:
        return TimeReading(spans=phrase.spans, doubts=(Doubt(NO_CYCLE),))
    if phrase.moment is not None:
        start = (frame.now + phrase.moment.ahead).replace(second=0, microsecond=0)
        return _single(phrase, with_ends(phrase, [start], frame))
    found = checked(_found(phrase.start, frame), phrase.start.checks)
    if phrase.start.clock is None:
        return _day_only(phrase, found, frame)
    if not found.days:
        return TimeReading(spans=phrase.spans, doubts=(Doubt(found.question),))
    return _timed(phrase, found, minutes(phrase.start.clock, phrase.start.period), frame)


def _timed(phrase: Phrase, found: Found, said: Minutes, frame: Frame) -> TimeReading:
    """Return the reading of days and minutes: those of their pairs that are ahead, or what may be meant instead."""
    starts = [frame.at(day, minute) for day in found.days for minute in said.choices]
    ahead = [start for start in starts if start > frame.now]
    choices = with_ends(phrase, ahead or starts[:1], frame)
    if not choices:
        return _single(phrase, (Choice(starts[0]),), Doubt(ENDS_BEFORE))
    if not ahead:
        later = with_ends(phrase, _later(phrase.start, found, said, frame), frame)
        return _single(phrase, choices, _passed(starts[0], later))
    return _single(phrase, choices, *between(choices, found.question or said.question))


def with_ends(phrase: Phrase, starts: Iterable[datetime], frame: Frame) -> tuple[Choice, ...]:
    """Return the starts with their ends; a start that no end can follow is left out."""
    if phrase.end is None or phrase.end.clock is None:
        return tuple(Choice(start, start + phrase.length if phrase.length else None) for start in starts)
    pairs = ((start, _end(phrase.end, start, frame)) for start in starts)
    return tuple(Choice(start, end) for start, end in pairs if end)


def checked(found: Found, checks: tuple[int, ...]) -> Found:
    """Return the days as far as the weekdays said beside them agree, and ask where none does."""
    agreeing = tuple(day for day in found.days if all(day.weekday() == check for check in checks))
    if agreeing or not found.days or not checks:
        return replace(found, days=agreeing)
    day = found.days[0]
    meant = monday(day) + checks[0] * DAY
    question = f"{day.month}月{day.day}日是{weekday(day)}，不是周{WEEKDAYS[checks[0]]}，请确认是哪一天。"
    return Found((day, meant), question, found.later)


def _found(side: Side, frame: Frame) -> Found:
    """Return the days of a side; without one today is meant, or tomorrow when the time has passed."""
    return side.day.find(frame) if side.day else Found((frame.today,), later=frame.today + DAY)


def _single(phrase: Phrase, choices: tuple[Choice, ...], *doubts: Doubt) -> TimeReading:
    start, end = choices[0].start, choices[0].end
    return TimeReading(start, end, day=start.date(), spans=phrase.spans, doubts=doubts)


def _passed(start: datetime, later: tuple[Choice, ...]) -> Doubt:
    if not later:
        return Doubt(f"{short(start)}已经过去，请写明时间。")
    return Doubt(f"{short(start)}已经过去，是{'，还是'.join(short(each.start) for each in later)}吗？", later)


def _later(side: Side, found: Found, said: Minutes, frame: Frame) -> Iterator[datetime]:
    """Yield what may be meant instead of a time that has passed: 8点 in the evening, or the same another day."""
    times = [frame.at(found.later, minute) for minute in said.choices] if found.later else []
    if side.clock is not None and side.period is None and not side.clock.exact and said.choices[0] < NOON * HOUR:
        times.insert(0, frame.at(found.days[0], said.choices[0] + NOON * HOUR))
    return (each for each in times if each > frame.now)


def _end(side: Side, start: datetime, frame: Frame) -> datetime | None:
    """Return the first time after the start that the end of a range may mean."""
    if side.clock is None:
        return None
    days: tuple[date, ...] = (start.date(), start.date() + DAY)
    if isinstance(side.day, Day):
        days = checked(side.day.find(replace(frame, start_day=start.date())), side.checks).days
    alone = minutes(side.clock, side.period).choices if side.period or side.day else spoken_minutes(side.clock)
    return min((end for day in days for each in alone if (end := frame.at(day, each)) > start), default=None)


def _day_only(phrase: Phrase, found: Found, frame: Frame) -> TimeReading:
    doubts = list(_day_doubts(phrase, found, frame))
    day = found.days[0] if found.days else None
    last = _last_day(phrase.end, day, frame) if phrase.end and day else None
    return TimeReading(day=day, last=last, spans=phrase.spans, doubts=tuple(doubts))


def _day_doubts(phrase: Phrase, found: Found, frame: Frame) -> Iterator[Doubt]:
    days = [day for day in found.days if day >= frame.today]
    if found.question:
        yield Doubt(found.question)
    elif not days:
        yield Doubt(f"{long_date(found.days[0])}已经过去，请写明日期。")
    elif len(days) > 1:
        yield Doubt(f"请确认是{'，还是'.join(long_date(day) for day in days)}？")
    if phrase.end is not None and phrase.end.clock is not None:
        yield Doubt("请写明几点开始、几点结束。")


def _last_day(side: Side, first: date, frame: Frame) -> date | None:
    if side.day is None:
        return None
    found = side.day.find(replace(frame, start_day=first))
    return next((day for day in found.days if day >= first), None)
