"""A repetition worked out on the calendar: its rule, and the first time that it comes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from itertools import chain, islice

from bot.office.calendar import DAY
from bot.office.times.clocks import HOUR, Minutes, minutes
from bot.office.times.outcome import Choice, Doubt, TimeReading, between, settled_rule
from bot.office.times.phrases import Phrase
from bot.office.times.resolving import WHOLE_DAY, with_ends
from bot.office.times.rules import Cycle, Rule, Weekly, days
from bot.office.times.tokens import Found, Frame

A_YEAR = 420  # days, and some more
NO_HOUR = "请写明几点开始。"
NO_DAY = "接下来一年里没有这样的日子，请重新写明。"
TOO_LONG = "每次的结束时间须在开始后24小时之内，请写明起止时间。"


def resolve_repeat(phrase: Phrase, frame: Frame) -> TimeReading:
    """Return the rule of a phrase with a repetition and its first time, or what it lacks."""
    begin = phrase.since.find(frame) if phrase.since else Found((frame.today,))
    question = _question(phrase, begin)
    if question or phrase.repeat is None or phrase.repeat.cycle is None:
        return TimeReading(spans=phrase.spans, doubts=(Doubt(question),))
    cycle = _anchored(phrase.repeat.cycle, begin.days[0] if phrase.since else date.min)
    return _repeated(phrase, cycle, begin.days[0], frame)


def _repeated(phrase: Phrase, cycle: Cycle, begin: date, frame: Frame) -> TimeReading:
    said = minutes(phrase.start.clock, phrase.start.period) if phrase.start.clock else Minutes(())
    hours = [time(*divmod(each, HOUR)) for each in said.choices if each < WHOLE_DAY]
    rules = [Rule(cycle, hour, policy=phrase.policy) for hour in hours]
    starts = list(chain.from_iterable(_firsts(rule, begin, frame) for rule in rules))
    return _reading(phrase, rules, with_ends(phrase, starts, frame), said.question)


def _question(phrase: Phrase, begin: Found) -> str:
    """Return what is lacking before there can be a rule, "" for nothing."""
    if phrase.repeat is not None and phrase.repeat.question:
        return phrase.repeat.question
    return NO_HOUR if phrase.start.clock is None else begin.question


def _reading(phrase: Phrase, rules: list[Rule], choices: tuple[Choice, ...], question: str) -> TimeReading:
    if not choices:
        return TimeReading(spans=phrase.spans, doubts=(Doubt(NO_DAY if rules else NO_HOUR),))
    start, end = choices[0].start, choices[0].end
    if end and end - start > DAY:
        return TimeReading(spans=phrase.spans, doubts=(Doubt(TOO_LONG),))
    doubts = between(choices, question)
    rule = rules[0] if doubts else settled_rule(rules[0], choices[0])
    return TimeReading(start, end, rule, start.date(), spans=phrase.spans, doubts=doubts)


def _anchored(cycle: Cycle, since: date) -> Cycle:
    return replace(cycle, since=since) if isinstance(cycle, Weekly) and cycle.interval > 1 else cycle


def _firsts(rule: Rule, begin: date, frame: Frame) -> Iterator[datetime]:
    """Yield the first time of a rule; of several weeks without a week to count from, every first time it may have."""
    cycle = rule.cycle
    if not isinstance(cycle, Weekly) or cycle.interval == 1 or cycle.since != date.min:
        return islice(_times(rule, begin, frame), 1)
    weekly = Rule(Weekly(cycle.weekdays[:1]), rule.start)
    return islice(_times(weekly, begin, frame), cycle.interval)


def _times(rule: Rule, begin: date, frame: Frame) -> Iterator[datetime]:
    """Yield the coming times of a rule for about a year."""
    first = max(begin, frame.today)
    # Day by day, so that a year is not asked for before it is needed.
    for day in (first + count * DAY for count in range(A_YEAR)):
        start = frame.at(day, rule.start.hour * HOUR + rule.start.minute)
        if start > frame.now and days(rule, day, day, frame.calendar):
            yield start
