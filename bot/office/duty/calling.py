"""Telephone calls and faxes as they are logged, read from one message: 市应急局 张科长 13800000000 报送灾情. Pure.

Words are told apart by their place and by what they end with; what is missing stays empty, nothing is guessed.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime, time, timedelta
from enum import StrEnum
from re import Match
from zoneinfo import ZoneInfo

LONGEST = 1000  # characters of a field


class CallKind(StrEnum):
    """What came in; the values are what people read."""

    PHONE = "来电"
    FAX = "来文"


@dataclass(frozen=True, slots=True)
class Entry:
    """What is written down of a call, by the fields of the log."""

    unit: str = ""
    person: str = ""
    phone: str = ""
    content: str = ""
    handling: str = ""


# The fields in the order of the log, with their headings.
LABELS = dict(zip((field.name for field in fields(Entry)), ("单位", "姓名", "电话", "内容", "办理情况"), strict=True))


@dataclass(frozen=True, slots=True)
class Call:
    """A call in the log."""

    id: int
    kind: CallKind
    received_at: datetime
    entry: Entry
    logged_by: int


_CLOCK = re.compile(r"\s*(?:时间\s*[：:]?\s*)?(\d{1,2})\s*(?:[：:]|点|时)\s*(?:(\d{1,2})\s*分?|(半))?(?!\d)[，,\s]*")
_MOBILE = r"(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}"
# Eight digits may be a date as well.
_LANDLINE = r"(?:0\d{2,3}[- ]?)?(?!20\d\d[01]\d)\d{7,8}(?:[-转]\d{1,6})?"
_PHONE = re.compile(rf"(?<![\d-])(?:{_MOBILE}|{_LANDLINE})(?![\d号年元份-])")
_WORD = re.compile(r"[^\s，,；;。、|]+")
_EDGES = " \t\n，,；;。、|"
_LABEL = re.compile(
    r"(单位|来电单位|来文单位|姓名|联系人|来电人|电话|联系电话|内容|事由|主要内容|办理情况|处理情况|处理|办理)\s*[：:]"
)
_FIELDS = (
    ("unit", "单位"),
    ("person", "姓名|联系人|来电人"),
    ("phone", "电话"),
    ("content", "内容|事由"),
    ("handling", "处理|办理"),
)
_UNIT = re.compile(
    r".*(?:局|委|办|厅|部|署|院|所|站|队|团|处|科|室|股|中心|公司|集团|银行|学校|大学|中学|小学|医院|政府|人大|政协|党委"
    r"|支部|街道|乡|镇|村|社区|居委会|村委会|委员会|办公室|指挥部|管委会|公安|热线|报社|电视台)"
)
_TITLE = (
    r"(?:先生|女士|小姐|同志|老师|师傅|科长|处长|局长|厅长|部长|主任|书记|市长|县长|区长|镇长|乡长|村长|院长|所长|站长|队长"
    r"|经理|总|董事长|校长|秘书|干事|科员|主席|会长|警官|医生|工程师|工)"
)
_PERSON = re.compile(rf"[\u4e00-\u9fff·]{{1,6}}{_TITLE}|群众|市民|居民|村民")
# 市应急局张科长: the unit and the person in one word.
_GLUED = re.compile(
    rf"\s*[^\s，,]*?(?:局|委|办|厅|部|院|所|站|队|处|科|室|公司|中心|街道|镇|乡|政府)(?=(?!公室)[\u4e00-\u9fff]{{1,2}}{_TITLE}(?:[\s，,]|$))"
)
_NAME = re.compile(r"[\u4e00-\u9fff·]{2,4}")
_SPACES = re.compile(r"\s+")
_HANDLING = re.compile(r"(?:已|拟|待|正|未|请示|转|立即|马上|当场|现场|派|通知了|报告了|呈)")
YESTERDAY = timedelta(days=1)
WHO = 2  # words that say who calls: the unit and the person


def read_call(text: str) -> Entry:
    """Return the fields of a message: by their labels where it has labels, else by place and form."""
    return _labelled(text) if _LABEL.search(text) else _free(text)


def read_clock(text: str) -> tuple[time | None, str]:
    """Return the time of day that a message begins with, or None, and the rest."""
    match = _CLOCK.match(text)
    if match is None:
        return None, text
    hour, minute = int(match[1]), 30 if match[3] else int(match[2] or 0)
    is_time = hour < 24 and minute < 60
    return (time(hour, minute), text[match.end() :]) if is_time else (None, text)


def latest(clock: time, now: datetime, zone: ZoneInfo) -> datetime:
    """Return when it was that time of day last."""
    local = now.astimezone(zone)
    moment = datetime.combine(local.date(), clock, zone)
    return moment if moment <= local else datetime.combine(local.date() - YESTERDAY, clock, zone)


def _labelled(text: str) -> Entry:
    _, *parts = _LABEL.split(text)
    found = {
        field: _SPACES.sub(" ", value).strip(_EDGES)
        for label, value in zip(parts[::2], parts[1::2], strict=True)
        for field, words in _FIELDS
        if re.search(words, label)
    }
    return Entry(**found)


def _free(text: str) -> Entry:
    text = _GLUED.sub(r"\g<0> ", text, count=1)
    phone = _PHONE.search(text)
    if phone is None:
        return _placed(text, before=0)
    # Blanked out, so that what stands around it keeps its place.
    rest = text[: phone.start()] + " " * len(phone[0]) + text[phone.end() :]
    entry = _placed(rest, before=len(_WORD.findall(text[: phone.start()])))
    return replace(entry, phone=phone[0].strip())


def _placed(text: str, *, before: int) -> Entry:
    """Return who called and what about; of the first ``before`` words two at most are who, whatever their form."""
    words = list(_WORD.finditer(text))
    who: dict[str, str] = {}
    for place, word in enumerate(words):
        role = _role(word[0], who, is_who=place < min(before, WHO))
        if role is None:
            break
        who[role] = word[0]
    content, handling = _parted(text, words[len(who) :])
    return Entry(who.get("unit", ""), who.get("person", ""), "", content, handling)


def _role(word: str, who: Mapping[str, str], *, is_who: bool) -> str | None:
    """Return which of the two a word is that is not found yet, None for neither."""
    if "person" not in who and _is_person(word, is_who=is_who):
        return "person"
    return "unit" if "unit" not in who and (is_who or _UNIT.fullmatch(word)) else None


def _is_person(word: str, *, is_who: bool) -> bool:
    if _PERSON.fullmatch(word):
        return True
    return is_who and _NAME.fullmatch(word) is not None and _UNIT.fullmatch(word) is None


def _parted(text: str, words: Sequence[Match[str]]) -> tuple[str, str]:
    """Return what it was about and what was done, which begins with a word such as 已 or 转."""
    if not words:
        return "", ""
    done = next((word.start() for word in words[1:] if _HANDLING.match(word[0])), len(text))
    content, handling = text[words[0].start() : done], text[done:]
    return _SPACES.sub(" ", content).strip(_EDGES), _SPACES.sub(" ", handling).strip(_EDGES)
