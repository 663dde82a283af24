"""An incident told in one line, as it comes over the telephone: what happened, when, where, who was hurt, what is done.

Pure. Every clause stays in its writer's words and goes to one fact, else to the course of things; what the kind
asks for neither stays with what happened.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from knowledge.outlines import BLANK
from prompts.kinds import Kind

TIME, PLACE, COURSE = "事发时间", "事发地点", "基本过程"
# What a clause may tell, with the blanks that it fills: the first one that the kind has.
_HARM = ("已造成的后果", "伤亡情况")
_SOURCE = ("信息来源",)
_CAUSE = ("事件起因", "起因调查进展", "事件原因")
_NEXT = ("下一步工作",)
_DONE = ("已采取的措施", "处置进展", "处置经过")
_COURSE = (COURSE, "事态进展")
_TELLS: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...] = (
    (_NEXT, re.compile("^下一步|将继续|^拟")),
    (_SOURCE, re.compile("报警|报案|接报|来电|转来|值班电话|接到.*(?:电话|报告)|电话报告")),
    (_CAUSE, re.compile("原因|起因|^(?:系|因|由于)")),
    (
        _DONE,
        re.compile(
            "到场|赶到|赶赴|前往|扑救|扑灭|灭火|救援|抢救|抢修|抢险|救治|疏散|转移|安置|搜救|封锁|警戒|管控|处置|启动|调派|调集|出动"
            "|送(?:医|往|到|至|.{0,10}医院)|已?控制"
        ),
    ),
    (
        _HARM,
        re.compile(
            "死亡|遇难|身亡|遇害|[0-9一二两三四五六七八九十]人?[死伤]|受伤|重伤|轻伤|伤亡|失踪|失联|被困|受困|损失|受灾|受损|受淹|倒塌|中断"
        ),
    ),
)
_DAY = "(?:(?:20[0-9]{2}年)?[0-9]{1,2}月[0-9]{1,2}[日号]|今[天日晨晚早]|昨[天日晚]|当[日天])"
_HOUR = (
    "(?:凌晨|清晨|早上|上午|中午|下午|傍晚|晚上?|夜间)?[0-9]{1,2}"
    "(?:[时点](?:[0-9]{1,2}分?|半|[一三]刻|整)?|[:：][0-9]{2})"
)
_WHEN = re.compile(rf"(?:于|在)?(?P<when>{_DAY}?{_HOUR}(?:左右|许|前后)?|{_DAY})")
_EVENT = re.compile(
    "(?:突然)?(?:发生|突发|出现)|起火|着火|失火|火灾|爆炸|坍塌|垮塌|塌方|泄漏|泄露|中毒|车祸|相撞|追尾|侧翻|溺水|落水|滑坡|泥石流|山洪|内涝"
    "|决[堤口]|停电|停水|断电|踩踏|坠落|地震|聚集|上访|斗殴|疫情|事故|事件"
)
_AT = re.compile("^(?:位于|地点[在是为：:]*|在|于)")
_WHERE = re.compile(
    "(?:^|引发|导致|造成|因)(?P<where>(?:(?!引发|导致|造成).)*?(?:[省市县区镇乡村组路街巷号园厂楼桥站河湖山矿段室场店馆院校库]"
    "|街道|社区|公司|工地|高速|隧道|学校|单位|机关|大厦|附近|[一-龥]处|门口))$"
)
_CAUSED = re.compile("^(?:目前|现)?(?:已)?(?:造成|导致|致使?)")
_CLAUSE = re.compile(r"[，,。；;！!\n]+")
_LOOSE = "，,。；;、：: \t"


@dataclass(frozen=True, slots=True)
class Incident:
    """What happened, in a few words that may stand in a title, and what is known of it."""

    topic: str
    facts: tuple[tuple[str, str], ...]


def is_of_incident(kind: Kind) -> bool:
    """Tell whether a kind reports an incident: it asks what came of it."""
    return any(what in part.blanks for part in kind.parts for what in _HARM)


def read_incident(text: str, kind: Kind) -> Incident:
    """Return what a text tells of an incident; where it names none, its first clause is what it is about."""
    when, clauses = _take_time([clause for each in _CLAUSE.split(text) if (clause := each.strip(_LOOSE))])
    if not clauses:
        return Incident(text, ())
    at = next((place for place, clause in enumerate(clauses) if _EVENT.search(clause)), 0)
    event, asked = _AT.sub("", clauses[at]), _asked(kind)
    told = _told([*clauses[:at], *clauses[at + 1 :]], asked)
    beside = told.pop("", [])
    known = {name: words for name, words in ((TIME, when), (PLACE, _where(event))) if words and name in asked}
    before = "" if TIME in asked else when
    known |= {what: "，".join(words) for what, words in told.items()}
    return Incident("，".join([before + event, *beside]), tuple(known.items()))


def _told(clauses: Iterable[str], asked: Mapping[str, None]) -> dict[str, list[str]]:
    """Return clauses by the facts that they tell."""
    told: dict[str, list[str]] = {}
    for clause in clauses:
        told.setdefault(_fact(clause, asked), []).append(_CAUSED.sub("", clause))
    return told


def _take_time(clauses: Sequence[str]) -> tuple[str, list[str]]:
    """Return the time with which one of the first two clauses begins, and the clauses without it."""
    for place, clause in enumerate(clauses[:2]):
        found = _WHEN.match(clause)
        if found is not None:
            rest = clause[found.end() :].strip(_LOOSE)
            return found["when"], [*clauses[:place], *([rest] if rest else []), *clauses[place + 1 :]]
    return "", list(clauses)


def _where(event: str) -> str:
    """Return the place before the word for what happened, 宏达公司仓库 of 宏达公司仓库起火, or ""."""
    found = _EVENT.search(event)
    where = _WHERE.search(event[: found.start()].strip(_LOOSE)) if found else None
    return where["where"] if where else ""


def _asked(kind: Kind) -> Mapping[str, None]:
    """Return the names of what a kind asks for."""
    blanks = (what for part in kind.parts for what in part.blanks)
    phrases = (found for part in kind.parts for phrase in part.phrases for found in BLANK.findall(phrase))
    return dict.fromkeys((*blanks, *phrases))


def _fact(clause: str, asked: Mapping[str, None]) -> str:
    """Return the fact that a clause tells, "" where the kind asks for none of that."""
    names = next((names for names, pattern in _TELLS if pattern.search(clause)), _COURSE)
    return _first(names, asked) or _first(_COURSE, asked)


def _first(names: Iterable[str], asked: Mapping[str, None]) -> str:
    return next((name for name in names if name in asked), "")
