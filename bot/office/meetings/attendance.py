"""Whom the people of a meeting are: 各科室负责人, 全体干部职工, 张三、李四.

Only what stands there in so many words is matched: whole names, positions of the roster, everybody. The rest is handed
back unmatched.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from bot.office.people import Person
from bot.office.times.folding import fold

_SEPARATOR = re.compile(r"[、,;/\s]+|以及|及其|和|及|与(?!会)|跟")
_POLITE = re.compile(r"^(?:请|通知)|(?:同志|等)$|\([^()]*\)")
_EVERYBODY = re.compile(
    r"(?:[我全]?[局处科院校]|本?单位|机关)?(?:全体|所有)(?:在岗|在编)?(?:工作)?(?:人员|干部职工|职工|干部|同志|同事|成员)?"
    r"|所有人|全员"
)
_ALL_OF = re.compile(
    r"^(?:各(?:科室|部门|处室|单位|股室|支部)?|全体|所有)的?|的?全体(?:人员|职工|干部职工|同志|成员)?$"
)
# 负责人 are those whose position is to head a unit.
_HEADS = ("负责人", "负责同志", "主要负责人", "主要负责同志")
_HEAD = re.compile(r"(?<!副)(?:负责人|科长|主任|处长|股长|所长|部长|站长|队长)$")
SHORTEST_POSITION = 2


@dataclass(frozen=True, slots=True)
class Attendance:
    """The persons that a text names, in the roster's order, and the words that nobody answers to."""

    persons: tuple[Person, ...] = ()
    unmatched: tuple[str, ...] = ()


def attendance(text: str, persons: Collection[Person]) -> Attendance:
    """Return whom a text of participants means among the persons of the office."""
    found: set[Person] = set()
    unmatched: list[str] = []
    for words in _entries(text):
        matched = _matched(words, persons)
        found |= matched
        if not matched:
            unmatched.append(words)
    return Attendance(tuple(person for person in persons if person in found), tuple(unmatched))


def _entries(text: str) -> Iterator[str]:
    """Yield the single entries of a list of people, each once."""
    entries = (_POLITE.sub("", words.strip("。. ")) for words in _SEPARATOR.split(fold(text)))
    yield from dict.fromkeys(words for words in entries if words)


def _matched(words: str, persons: Collection[Person]) -> set[Person]:
    if _EVERYBODY.fullmatch(words):
        return set(persons)
    named = {person for person in persons if person.name == words or _is_titled(person, words)}
    return named or _positioned(_ALL_OF.sub("", words), persons)


def _is_titled(person: Person, words: str) -> bool:
    """Tell whether the words are a name with a position: 张三科长."""
    return bool(person.name) and words.replace(person.name, "", 1) == person.position != ""


def _positioned(words: str, persons: Collection[Person]) -> set[Person]:
    """Return those with a position: 科长 is that of every 综合科科长, 综合科 that of everybody there."""
    if words in _HEADS:
        return {person for person in persons if _HEAD.search(person.position)}
    if len(words) < SHORTEST_POSITION:
        return set()
    return {person for person in persons if _holds(person.position, words)}


def _holds(position: str, words: str) -> bool:
    """Tell whether a position begins or ends with the words; 副科长 is no 科长."""
    ends = position.endswith(words) and not position.removesuffix(words).endswith("副")
    return ends or position.startswith(words)
