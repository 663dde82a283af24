"""Questions that the roster answers: 今天谁值班, 周六谁带班, 下次我什么时候值班, 本周值班表.

A question is taken only when every word of it is one of those that such questions are made of. 谁负责安排值班 or
值班要注意什么 have other words in them and are left to the documents.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto
from itertools import pairwise
from zoneinfo import ZoneInfo

from bot.office.calendar import DAY, Calendar, month_of
from bot.office.duty.shifts import Tier
from bot.office.duty.spans import Days, Span, Today, find_days, week_of
from bot.office.duty.tables.texts import tidy, with_digits

LONGEST = 40  # characters of such a question


@dataclass(frozen=True, slots=True)
class DutyQuery:
    """What is asked of the roster: the shifts of days from first to last, in both tiers where none is named.

    ``mine`` asks for the asker's own, ``next`` for the first one to come, ``current`` for the one that is on now,
    ``night`` for the one over the night of the day.
    """

    first: date
    last: date
    tier: Tier | None = None
    mine: bool = False
    next: bool = False
    current: bool = False
    night: bool = False


class _Word(Enum):
    """What the words of a question do in it."""

    TABLE = auto()
    LEADER = auto()  # who has the post
    OFFICER = auto()
    LEADING = auto()  # having it
    DUTY = auto()
    CHIEF = auto()  # a leader, but of what is for the other words to say
    NIGHT = auto()
    NOW = auto()
    NEXT = auto()
    WHO = auto()
    MANY = auto()
    WHEN = auto()
    COUNT = auto()
    WHETHER = auto()
    PHONE = auto()
    MINE = auto()
    JOIN = auto()
    PLAIN = auto()  # says nothing by itself
    LOOSE = auto()  # says nothing either, but only beside a day: 谁要值班 asks for a rule, as 夜间谁值班 does


_POSTS = {_Word.LEADER, _Word.OFFICER}
_LED = {_Word.LEADER, _Word.LEADING, _Word.CHIEF}
_ON_DUTY = {*_POSTS, _Word.LEADING, _Word.DUTY}
_HOW_OFTEN = {_Word.WHEN, _Word.COUNT}
_NEEDS_DAY = {_Word.LOOSE, _Word.NIGHT}
_ASKS_MINE = {_Word.WHETHER, _Word.NEXT, _Word.TABLE, *_HOW_OFTEN}
# The first that matches wins: the longer words stand before those that they begin with.
_WORDS = (
    (_Word.PLAIN, "请问|请教|[你您]好|麻烦|劳驾|帮我|帮忙|给我|告诉我|我?想?(?:问|知道|了解)(?:一?下)?|我想|谢谢"),
    (_Word.PLAIN, "(?:查|看|发|说)(?:一下|[查看])?|一下|我们|咱们?|单位|办公室|白(?=班)"),
    (_Word.TABLE, "(?:值班带班|带班值班|值班|带班)(?:安排表|安排(?!谁|人|的是)|表|名单)|排班表|值班情况"),
    (_Word.LEADER, "(?:带班|值班|当班|在岗)的?领导"),
    (_Word.OFFICER, "值班员|值班人员|值班干部"),
    (_Word.WHETHER, "值不(?=值班)|带不(?=带班)|是不是|有没有|要不要|用不用|吗|嘛|[?？]"),
    (_Word.LEADING, "带(?:的|过|了)?(?:班|(?=[几多]))"),
    (_Word.DUTY, "值(?:的|过|了)?(?:班室?|(?=[几多哪夜白]|$))|值守|在岗|当班|当值|(?<=[几多的次个少夜白下一])班"),
    (_Word.CHIEF, "领导"),
    (_Word.NIGHT, "晚上|夜里|夜间|晚|夜"),
    (_Word.NOW, "现在|此刻|目前|当前|这会儿?|眼下|正在"),
    (_Word.NEXT, "下一?[次回]|下一?个?(?=班)|最近一次"),
    (_Word.MANY, "有?哪些人|都?有谁"),
    (_Word.WHO, "谁|哪一?位|哪个|什么人"),
    (_Word.WHEN, "什么时[候间]|啥时候?|何时|哪一?天|哪几天|哪些天|几号|星期几|周几"),
    (_Word.COUNT, "(?:几|多少)(?:次|个|天|回|(?=班))"),
    (_Word.PHONE, "(?:联系)?电话(?:号码)?|手机号?码?|联系方式|多少"),
    (_Word.MINE, "我自己|我本人|我|本人"),
    (_Word.JOIN, "[到至~—–-]+"),
    (_Word.LOOSE, "由|负责|来|要|有|都|还|排(?=谁|的|到)|安排(?=谁|的是谁|哪位)|期间|放假|假期|[当那]天|白天|[上下]午"),
    (_Word.PLAIN, "该(?=谁|我|哪)|轮到|[的是在呢啊呀吧和与及、，,。.!！:：]"),
)
_PATTERNS = tuple((word, re.compile(pattern)) for word, pattern in _WORDS)


def understand(text: str, *, now: datetime, zone: ZoneInfo, calendar: Calendar) -> DutyQuery | None:
    """Return what a text asks of the roster; None when it asks something else or nothing; raise YearUnknown."""
    asked = with_digits(tidy(text))
    parts = list(_parts(asked)) if len(asked) <= LONGEST else [None]
    words = _with_asker(frozenset(part for part in parts if isinstance(part, _Word)))
    named = [part for part in parts if part and not isinstance(part, _Word)]
    if None in parts or not _is_asked(words, has_day=bool(named)):
        return None
    today = Today(now.astimezone(zone).date(), calendar)
    span = _span(named, words, today)
    return _query(words, span, has_day=bool(named)) if span else None


def _query(words: frozenset[_Word], span: Span, *, has_day: bool) -> DutyQuery:
    is_mine = _Word.MINE in words
    return DutyQuery(
        *span,
        tier=_tier(words),
        mine=is_mine,
        next=_Word.NEXT in words or (is_mine and _Word.WHEN in words and not has_day),
        current=_Word.NOW in words and not has_day,
        night=_Word.NIGHT in words,
    )


def _parts(asked: str) -> Iterator[_Word | Days | None]:
    """Yield the words and days of a question in order; None for what is neither, and then no more."""
    place = 0
    while place < len(asked):
        named = find_days(asked, place)
        if named:
            days, place = named
            yield days
            continue
        found = next(((word, match) for word, each in _PATTERNS if (match := each.match(asked, place))), None)
        yield found and found[0]
        if found is None:
            return
        place = found[1].end()


def _with_asker(words: frozenset[_Word]) -> frozenset[_Word]:
    """Return the words with the asker where they leave themselves out: 下次什么时候值班."""
    is_own = words >= {_Word.NEXT, _Word.WHEN} and not words & {_Word.WHO, *_POSTS}
    return words | {_Word.MINE} if is_own else words


def _is_asked(words: frozenset[_Word], *, has_day: bool) -> bool:
    """Tell whether the words together are a question about the roster."""
    if _Word.MINE in words:
        return _is_asked_of_oneself(words)
    if words & (_HOW_OFTEN if has_day else {*_HOW_OFTEN, *_NEEDS_DAY}):
        return False
    if _Word.TABLE in words:
        return not words & {_Word.WHO, _Word.MANY, _Word.PHONE}
    asks = {_Word.WHO, _Word.MANY, _Word.PHONE, *_POSTS} if has_day else {_Word.WHO}
    return bool(words & _ON_DUTY) and bool(words & asks)


def _is_asked_of_oneself(words: frozenset[_Word]) -> bool:
    return _Word.WHO not in words and bool(words & _ASKS_MINE) and bool(words & {*_ON_DUTY, _Word.TABLE})


def _tier(words: frozenset[_Word]) -> Tier | None:
    is_led = bool(words & _LED)
    is_both = _Word.OFFICER in words or (_Word.LEADING in words and _Word.DUTY in words)
    if is_led:
        return None if is_both else Tier.LEADER
    return Tier.OFFICER if _Word.OFFICER in words else None


def _span(named: Sequence[Days], words: frozenset[_Word], today: Today) -> Span | None:
    """Return the one span of days that is asked for, None where there is none; raise YearUnknown."""
    if not named:
        return _usual(words, today.day)
    spans = [span for days in named if (span := days(today))]
    return _joined(spans, _Word.JOIN in words) if len(spans) == len(named) else None


def _joined(spans: Sequence[Span], is_range: bool) -> Span | None:
    """Return days that are one span: in order, and without a gap unless it is said from when to when."""
    in_order = all(before[1] < after[0] for before, after in pairwise(spans))
    has_gap = any(before[1] + DAY < after[0] for before, after in pairwise(spans))
    return (spans[0][0], spans[-1][1]) if in_order and (is_range or not has_gap) else None


def _usual(words: frozenset[_Word], today: date) -> Span:
    """Return the days that are meant where none are named."""
    if _Word.COUNT in words or words >= {_Word.MINE, _Word.TABLE}:
        return month_of(today)
    return week_of(today) if _Word.TABLE in words else (today, today)
