"""Room, people and name of a meeting where a sentence has them without labels.

Every finder takes a text that is folded, with all that is read already masked, and returns where the words stand.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from re import Match

from bot.office.meetings.wording import ATTEND, CHARACTER, EDGE, END, HELD, KIND, PLACE, ROOM, START, UNIT
from bot.office.times.folding import MASK

_BEFORE_HELD = rf"(?=\s*(?:{HELD}|集合|进行|的)|$|[{EDGE}])"
_BOOKED = r"(?:(?:帮我?|请|麻烦)*(?:预约|预定|预订|借用?|占用?|使?用)(?:一下)?)?"
_ROOMS = (
    re.compile(rf"(?:在|于|到|用|来|去|地点)\s*(?P<found>[^{EDGE}在于]{{0,14}}?{PLACE})(?:里|内)?{_BEFORE_HELD}"),
    re.compile(rf"{START}{_BOOKED}(?P<found>[^{EDGE}在于]{{0,10}}?{ROOM}|线上|网上){_BEFORE_HELD}"),
    re.compile(rf"在\s*(?P<found>[^{EDGE}在于前后内]{{2,14}}?)(?=(?:组织)?(?:召开|举行|举办|集合))"),
)
_SHALL = r"(?:准时|按时|务必|届时|提前|都|均|要|全部|一起|共同|\s)*"
_ATTENDING = rf"{_SHALL}(?:{ATTEND}|来开会|开会)(?:会议)?(?:并[^{EDGE}]{{1,8}})?"
_PEOPLE = (
    re.compile(rf"(?:通知|邀请|叫上|喊上|请|由)(?P<found>(?!{_ATTENDING})[^,。;:\x00\n]{{1,60}}?){_ATTENDING}{END}"),
    re.compile(rf"(?:叫上|喊上|通知)(?P<found>[^,。;:\x00\n]{{2,40}}?){END}"),
    re.compile(rf"{START}(?P<found>[^,。;:\x00\n]{{2,60}}?){_ATTENDING}{END}"),
)
# People who are only named; before the time stands who is spoken to.
_GROUPS = re.compile(
    rf"{START}(?P<found>(?:各(?!位)|全体|所有)[^{EDGE}]{{0,30}}?{UNIT}|[^{EDGE}]{{1,12}}全体(?:{UNIT})?|所有人|全员){END}"
)
# People who are spoken to, not named.
_NOBODY = re.compile(r"(?:请|大家|各位|同志们|你们|我们|有关人员|相关人员|届时|务必|准时|按时|集合|都|并|再)*")
_ONE = r"(?:一?[个次场]|一下|一下子)?(?:关于)?"
_TITLES = (
    re.compile(rf"关于{HELD}(?P<found>{CHARACTER}{{1,40}}?{KIND})的(?:通知|函|公告)"),
    re.compile(rf"{HELD}{_ONE}(?P<found>{CHARACTER}{{0,40}}?{KIND})(?:的?通知)?(?={END}|[在于请地参通由]|的)"),
    re.compile(
        rf"{START}(?:的|定|约|建|加|个|一|次|有|要|我们?|帮我?)*(?P<found>{CHARACTER}{{1,40}}?{KIND})(?={END}|[在于请地])"
    ),
)
_NO_TITLE = re.compile(
    r"(?:帮忙?我?|麻烦|劳驾|请|安排|组织|发起|登记|新?建|创建|预?约|定|集合|开|一下|一|个|次|场|的|这|本|全体)*(?:会议?|通知)|会议通知"
)


def find_room(text: str) -> Match[str] | None:
    """Return where the room stands: 在三楼会议室召开, 301开会."""
    return _first(_ROOMS, text)


def find_people(text: str) -> Match[str] | None:
    """Return where those who come stand: 请各科室负责人参加."""
    named = (match for match in _all(_PEOPLE, text) if not _NOBODY.fullmatch(match["found"].strip()))
    bare = (match for match in _GROUPS.finditer(text) if MASK in text[: match.start()])
    return next(chain(named, bare), None)


def find_title(text: str) -> Match[str] | None:
    """Return where the meeting's name stands: 召开党委会; 开会 alone names none."""
    return next((match for match in _all(_TITLES, text) if not _NO_TITLE.fullmatch(match["found"])), None)


def _first(patterns: Iterable[re.Pattern[str]], text: str) -> Match[str] | None:
    return next(_all(patterns, text), None)


def _all(patterns: Iterable[re.Pattern[str]], text: str) -> Iterator[Match[str]]:
    return (match for pattern in patterns for match in pattern.finditer(text))
