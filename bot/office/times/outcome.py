"""What is read from an expression of time, and the doubts that are asked back."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.office.calendar import long_date
from bot.office.times.rules import Rule, Weekly


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the times that an expression may mean."""

    start: datetime
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """A question to ask back, with what may be meant, likeliest first; none where people have to write it anew."""

    question: str
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class TimeReading:
    """What a text says of time; while there are doubts, the start is only the likeliest choice.

    ``start`` and ``end`` are aware; without a time of day there is only ``day``, with ``last`` of a range of days.
    ``spans`` are the stretches of the text that were read.
    """

    start: datetime | None = None
    end: datetime | None = None
    rule: Rule | None = None
    day: date | None = None
    last: date | None = None
    spans: tuple[tuple[int, int], ...] = ()
    doubts: tuple[Doubt, ...] = ()


def settle(reading: TimeReading, choice: Choice) -> TimeReading:
    """Return the reading with a choice made and no doubts left."""
    rule = reading.rule and settled_rule(reading.rule, choice)
    day = choice.start.date()
    return replace(reading, start=choice.start, end=choice.end, rule=rule, day=day, doubts=())


def settled_rule(rule: Rule, choice: Choice) -> Rule:
    """Return the rule with the hours of a choice; a cycle of several weeks that has no week yet begins with its."""
    cycle = rule.cycle
    if isinstance(cycle, Weekly) and cycle.interval > 1 and cycle.since == date.min:
        cycle = replace(cycle, since=choice.start.date())
    end = choice.end.time() if choice.end else None
    return replace(rule, cycle=cycle, start=choice.start.time(), end=end)


def short(moment: datetime) -> str:
    """Return a moment as a question names it: 2026年3月2日（周一）15:00."""
    return f"{long_date(moment.date())}{moment:%H:%M}"


def between(choices: tuple[Choice, ...], question: str = "") -> tuple[Doubt, ...]:
    """Return the doubt between several choices, or that of a question; none of one choice alone."""
    if question:
        return (Doubt(question, choices),)
    if len(choices) == 1:
        return ()
    return (Doubt(f"请确认是{'，还是'.join(short(choice.start) for choice in choices)}？", choices),)
