"""Which tokens belong together: a phrase is a day with its time, a range, or a repetition with its time.

Of the phrases of a text the main one is chosen here: one that is whole before one that is not, one behind 时间： or
定于 before others, and a deadline (周五前) last.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.office.times.rules import Policy
from bot.office.times.scanning import scan
from bot.office.times.tokens import Clock, Day, Length, Moment, Period, Repeat, Since, Token, Value

_GLUE = re.compile(r"[\s,的()]*|\s*(?:时间)?(?:为|是|在|于|:|就|,)*\s*")
_TIGHT = re.compile(r"[\s(]*")
_TO = re.compile(r"[\s)]*(?:开始|开会|起|开)?[\s,]*(?:一直|直)?(?:[到至]|-+|~+)\s*")
_BEGAN = re.compile(r"\s*(?:开始|开会)[\s,]*(?:大概|预计|约)?")
_ENDED = re.compile(r"\s*(?:结束|散会|完)")
_LISTED = re.compile(r"\s*(?:、|和|及|与|或者?|还是)\s*")
_LABEL = re.compile(r"(?:时间|定于|拟于|订于|将于|改到|改为|改在)\s*[:为是]?\s*(?:定于|拟于)?\s*[(]?$")
_DEADLINE = re.compile(r"[\s)]*(?:之前|以前|前|截止|为止|止)")
_UNTIL = re.compile(r"(?:截至|截止到?|至迟|最迟|最晚)\s*$")


@dataclass(frozen=True, slots=True)
class Side:
    """A day and a time, each perhaps lacking; ``checks`` are weekdays said beside the day."""

    day: Day | None = None
    checks: tuple[int, ...] = ()
    period: Period | None = None
    clock: Clock | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens that make one expression; ``labelled`` and ``is_deadline`` tell how it stands in the text."""

    spans: tuple[tuple[int, int], ...]
    start: Side = Side()
    end: Side | None = None
    repeat: Repeat | None = None
    since: Since | None = None
    moment: Moment | None = None
    policy: Policy = Policy.UNSAID
    length: timedelta | None = None
    labelled: bool = False
    is_deadline: bool = False

    @property
    def has_time(self) -> bool:
        """Tell whether there is a time of day."""
        return self.start.clock is not None or self.moment is not None

    @property
    def has_day(self) -> bool:
        """Tell whether there is a day, or a cycle of days."""
        return self.start.day is not None or self.repeat is not None or self.moment is not None

    @property
    def is_whole(self) -> bool:
        """Tell whether day and time are both there."""
        return self.has_time and self.has_day

    @property
    def is_weak(self) -> bool:
        """Tell whether all there is may well be no time at all: 12.3, 国庆节, 上午."""
        if self.has_time or self.repeat or self.since:
            return False
        return self.start.day is None or self.start.day.weak


@dataclass(frozen=True, slots=True)
class Phrases:
    """What a text has: its main phrase, other whole phrases that rival it, and where policy and length stand."""

    main: Phrase | None
    rivals: tuple[Phrase, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()


def read_phrases(text: str) -> Phrases:
    """Return the main phrase of a text that is folded and masked, with what goes with it, and its rivals."""
    tokens = scan(text)
    phrases = [phrase for phrase in _phrases(text, tokens) if not phrase.is_weak or _is_all(phrase, text)]
    if not phrases:
        return Phrases(None)
    policy = next((token for token in tokens if isinstance(token.value, Policy)), None)
    length = next((token for token in tokens if isinstance(token.value, Length)), None)
    whole = [_with_extras(phrase, policy, length) for phrase in phrases]
    main = _completed(max(whole, key=_rank), whole)
    rivals = (*_rivals(main, whole), *_alternatives(main, whole, text))
    return Phrases(main, rivals, tuple(token[1:] for token in (policy, length) if token))


def _with_extras(phrase: Phrase, policy: Token | None, length: Token | None) -> Phrase:
    """Return the phrase with a policy and a length, which may stand anywhere in the text."""
    if policy and isinstance(policy.value, Policy):
        phrase = replace(phrase, policy=policy.value)
    if length and isinstance(length.value, Length):
        phrase = replace(phrase, length=length.value.length)
    return phrase


def _rank(phrase: Phrase) -> tuple[bool, ...]:
    """Return how good a phrase is; of equals the first in the text is taken."""
    return (phrase.is_whole and not phrase.is_deadline, phrase.labelled, not phrase.is_deadline, phrase.has_time)


def _rivals(main: Phrase, phrases: Iterable[Phrase]) -> Iterator[Phrase]:
    for phrase in phrases:
        if phrase.is_whole and _rank(phrase) == _rank(main) and not set(phrase.spans) <= set(main.spans):
            yield phrase


def _alternatives(main: Phrase, phrases: Iterable[Phrase], text: str) -> Iterator[Phrase]:
    """Yield what stands in a list with the main phrase and shares its day or its time: 周一、周三上午9点."""
    for phrase in phrases:
        first, second = sorted((main, phrase), key=lambda each: each.spans[0])
        listed = _LISTED.fullmatch(text[first.spans[-1][1] : second.spans[0][0]])
        if listed and main.is_whole and not phrase.is_whole and not set(phrase.spans) <= set(main.spans):
            yield _merged(main, phrase, timed=phrase if phrase.has_time else main)


def _completed(main: Phrase, phrases: Sequence[Phrase]) -> Phrase:
    """Return the phrase with what stands elsewhere in the text: 周五开会，下午两点半."""
    others = [phrase for phrase in phrases if phrase is not main and not phrase.is_deadline]
    main = _begun(main, others)
    lacking = (main.has_day, main.has_time)
    other = next((phrase for phrase in others if (phrase.has_time, phrase.has_day) == lacking), None)
    # What lacks both or nothing is not made whole by another such phrase.
    if other is None or main.has_day == main.has_time:
        return main
    return _merged(main, other, timed=main if main.has_time else other)


def _begun(main: Phrase, others: Iterable[Phrase]) -> Phrase:
    """Return a repetition with the beginning that stands elsewhere: 每周一上午九点，从下周起."""
    since = next((phrase for phrase in others if phrase.since), None)
    if since is None or main.since or not main.repeat:
        return main
    return replace(main, since=since.since, spans=(*main.spans, *since.spans))


def _merged(main: Phrase, other: Phrase, *, timed: Phrase) -> Phrase:
    dated = other if timed is main else main
    start = replace(timed.start, day=dated.start.day, checks=dated.start.checks)
    if start.period is None:
        start = replace(start, period=dated.start.period)
    return replace(dated, start=start, end=timed.end or dated.end, spans=(*main.spans, *other.spans))


def _phrases(text: str, tokens: Iterable[Token]) -> Iterator[Phrase]:
    current: Phrase | None = None
    for token in tokens:
        if isinstance(token.value, Policy | Length):
            continue
        joined = _joined(current, token, text) if current else None
        if joined is None and current is not None:
            yield _placed(current, text)
        current = joined or _with(Phrase(()), token)
    if current is not None:
        yield _placed(current, text)


def _joined(phrase: Phrase, token: Token, text: str) -> Phrase | None:
    """Return the phrase with one token more; None where the token begins a new one."""
    gap = text[phrase.spans[-1][1] : token.start]
    if phrase.end is None and _leads_to_end(gap, text[token.end :], phrase, token):
        return _with_end(phrase, token, Side())
    if not _GLUE.fullmatch(gap):
        return None
    if phrase.end is not None:
        return _with_end(phrase, token, phrase.end)
    if isinstance(token.value, Day) and phrase.start.clock and not _TIGHT.fullmatch(gap):
        return None
    return _with(phrase, token)


def _leads_to_end(gap: str, rest: str, phrase: Phrase, token: Token) -> bool:
    if not isinstance(token.value, Day | Period | Clock) or not (phrase.start.clock or phrase.start.day):
        return False
    return bool(_TO.fullmatch(gap) or (_BEGAN.fullmatch(gap) and _ENDED.match(rest)))


def _with_end(phrase: Phrase, token: Token, end: Side) -> Phrase | None:
    side = None if isinstance(token.value, Day) and end.clock else _filled(end, token.value)
    return replace(phrase, end=side, spans=_extended(phrase, token)) if side else None


def _with(phrase: Phrase, token: Token) -> Phrase | None:
    """Return the phrase with a token more on its first side; None where that does not fit."""
    spans = _extended(phrase, token)
    match token.value:
        case Repeat() if phrase.start == Side() and not phrase.repeat:
            return replace(phrase, repeat=token.value, spans=spans)
        case Since() if not phrase.since:
            return replace(phrase, since=token.value, spans=spans)
        case Moment() if not phrase.spans:
            return replace(phrase, moment=token.value, spans=spans)
        case Day() if phrase.repeat:
            # The day of 每年3月5日 is no single one.
            return replace(phrase, spans=spans) if phrase.repeat.cycle is None else None
    side = _filled(phrase.start, token.value) if not phrase.moment else None
    return replace(phrase, start=side, spans=spans) if side else None


def _filled(side: Side, value: Value) -> Side | None:
    """Return the side with a value more; None where its place is taken."""
    match value:
        case Day() if side.day is None:
            return replace(side, day=value)
        case Day() if value.weekday is not None and not side.clock:
            return replace(side, checks=(*side.checks, value.weekday))
        case Day() if side.day and side.day.weekday is not None and not side.clock:
            return replace(side, day=value, checks=(*side.checks, side.day.weekday))
        case Period() if side.period is None and side.clock is None:
            return replace(side, period=value)
        case Clock() if side.clock is None:
            return replace(side, clock=value)
    return None


def _extended(phrase: Phrase, token: Token) -> tuple[tuple[int, int], ...]:
    return (*phrase.spans, (token.start, token.end))


def _placed(phrase: Phrase, text: str) -> Phrase:
    before, after = text[: phrase.spans[0][0]], text[phrase.spans[-1][1] :]
    is_deadline = bool(_DEADLINE.match(after) or _UNTIL.search(before))
    return replace(phrase, labelled=bool(_LABEL.search(before)), is_deadline=is_deadline)


def _is_all(phrase: Phrase, text: str) -> bool:
    rest = text[: phrase.spans[0][0]] + text[phrase.spans[-1][1] :]
    return phrase.start.day is not None and not rest.strip(" \n。,的")
