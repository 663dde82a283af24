"""How long before a meeting people want to be reminded: 提前一天和半小时提醒, 会前十分钟, 当天早上八点提醒."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import chain
from re import Match

from bot.office.times.amounts import AMOUNT, amount
from bot.office.times.clocks import HOUR, minutes, read_clock
from bot.office.times.cycles import POLICY
from bot.office.times.folding import fold, mask

Span = tuple[int, int]

_BEFORE = r"(?:提前|提早|(?:开会|会议|会|开始|召开|之|以)?(?<!目)前)"
_AND = r"\s*(?:和|、|及|以及|跟|与|还有|,|再|各)*\s*"
_WHOM = r"(?:给?(?:我|大家|参会人员|与会人员|他们))?"
_REMIND = (
    rf"(?:各|再|分别)*{_WHOM}(?:各|再|分别)*(?:发个?)?(?:提醒|通知|叫|喊|告知|提示)(?:我|大家|一下|一次|参会人员)*"
)
_AMOUNTS = rf"{AMOUNT}(?:{_AND}{_BEFORE}?{AMOUNT})*"
# 提前10分钟到场 is a note: without a word for reminding nothing may follow.
_AHEAD = re.compile(rf"(?:请|在|于)*{_BEFORE}\s*(?P<amounts>{_AMOUNTS})\s*(?:{_REMIND}|(?=$|[\s,。;!、)]))")
# 前一天下午五点提醒
_CLOCK = r"(?P<clock>[^,。;、\s]{2,9}?)"
_DAY_BEFORE = re.compile(
    rf"(?:(?:会|会议|开会)?前(?P<count>[一两二三])[天日]的?|提前(?P<ahead>[一两二三])天的?|(?P<same>当[天日]))的?{_CLOCK}\s*{_REMIND}"
)
_NONE = re.compile(r"(?:不用|无需|无须|不需要?|不必|不要|(?<!分)别)再?(?:发|设|设置)?(?:提醒|通知)(?:了)?|不提醒")


@dataclass(frozen=True, slots=True)
class DayLead:
    """A reminder at a time of the clock, so many days before the day of the meeting."""

    days: int
    at: time


@dataclass(frozen=True, slots=True)
class Leads:
    """The reminders that a text asks for; ``is_none`` where it wants none. ``spans`` are what was read."""

    before: tuple[timedelta, ...] = ()
    at: tuple[DayLead, ...] = ()
    is_none: bool = False
    spans: tuple[Span, ...] = ()

    def ahead_of(self, start: datetime) -> tuple[timedelta, ...]:
        """Return how long before a start they are, longest first; what would come after the start is left out."""
        clocked = (
            start - datetime.combine(start.date() - timedelta(lead.days), lead.at, start.tzinfo) for lead in self.at
        )
        return tuple(sorted({lead for lead in chain(self.before, clocked) if lead > timedelta()}, reverse=True))


def read_leads(text: str) -> Leads:
    """Return the reminders that a text asks for."""
    folded = fold(text)
    # 遇节假日提前一天 moves the meeting, it reminds nobody.
    folded = mask(folded, _spans(POLICY.finditer(folded)))
    none = _spans(_NONE.finditer(folded))
    clocked = [(match.span(), lead) for match in _DAY_BEFORE.finditer(folded) if (lead := _day_lead(match))]
    taken = (*none, *(span for span, _ in clocked))
    ahead = list(_AHEAD.finditer(mask(folded, taken)))
    return Leads(
        _amounts(ahead),
        tuple(dict.fromkeys(lead for _, lead in clocked)),
        bool(none),
        tuple(sorted((*taken, *_spans(ahead)))),
    )


def _spans(matches: Iterable[Match[str]]) -> tuple[Span, ...]:
    return tuple(match.span() for match in matches)


def _amounts(matches: Iterable[Match[str]]) -> tuple[timedelta, ...]:
    """Return the lengths of all matches, longest first."""
    found = {amount(each[0]) for match in matches for each in re.finditer(AMOUNT, match["amounts"])}
    return tuple(sorted(found, reverse=True))


def _day_lead(match: Match[str]) -> DayLead | None:
    """Return the lead of 前一天下午五点, None where the clock is doubtful."""
    count = match["count"] or match["ahead"]
    days = 0 if match["same"] else {"一": 1, "两": 2, "二": 2, "三": 3}[count]
    found = list(_day_minutes(match["clock"]))
    return DayLead(days, time(*divmod(found[0], HOUR))) if len(found) == 1 else None


def _day_minutes(written: str) -> Iterator[int]:
    clock, period = read_clock(written)
    if clock is not None:
        yield from (each for each in minutes(clock, period).choices if each < 24 * HOUR)
