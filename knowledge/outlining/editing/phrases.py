"""The pieces that orders are made of, as regular expressions, and what was said read back from their groups. Pure.

HEADINGS stands in a pattern for the headings of the outline at hand that a text holds.
"""

import re
from collections.abc import Iterable

from knowledge.numerals import NUMERAL, parse
from knowledge.outlines import Outline
from knowledge.outlining.editing.changes import LAST, Named
from knowledge.outlining.editing.places import LEADS

HEADINGS = "HEADINGS"
NEVER = "(?!)"
_WORDS = ("quoted", "named", "lead", "marked", "about")  # the groups that hold words
_OPEN, _CLOSE = '[“"‘「《]', '[”"’」]'
_PARTS, _POINTS = "(?:大?部分|大点|大块|段落?|章节?|板块|块儿?)", "(?:小?(?:条|点|项|段|款)|句话?|段话)"
_THIS = "(?:的?(?:这|那)一?个?|的)"
IN = r"\s*(?:(?:里面?|中|里头)?的?|，|,)\s*"
WORDS = r"\s*[：:，,]?\s*(?P<words>.+)"
OWN = (
    "(?:的?一?[条点段项句](?:话)?|的?下面(?:的话|一段)?|的?如下(?:内容)?)?"
    r"(?:\s*[：:，,]|(?<=[条点段项句])\s)\s*(?P<words>.+)"
)
HEADING = f'(?:{_OPEN}(?P<heading>[^”"’」]{{1,40}}){_CLOSE}|(?P<heading_too>[^“”"，,。；;：:！!？?]{{2,24}}?))'
TO_VERB = (
    r"(?:改一下[，,]?|都|全部?|统一|一律|要|应该?|应当|请|\s)*"
    "(?:[改换定写变]成|[改换定写变]为|改作|改名?[为成叫]|(?:修改|替换|改写|调整|更正|更换|更改|修正)[为成]|改(?=[：:“])|应该?[是为]|应当[是为])"
)
TO = rf"\s*(?:的?(?:全部)?内容)?\s*{TO_VERB}"
DROP = (
    r"\s*(?:都|全部?|统统|整个|可以|就|\s)*"
    r"(?:删去|删掉|删除|删了|去掉|去除|拿掉|划掉|不需要|不要|不用写|不写|取消|删)了?\s*"
)
_PLUS = "加(?![快大紧速班急以工深密])"
_AGAIN = "(?:再|还|要|可以)*"
MORE = f"{_AGAIN}(?:加强|增加|补充|添加|加上|加入|强调|突出|多写|补上|补|{_PLUS})(?:一些|一点|一下|上|点)?"
ADD = f"{_AGAIN}(?:增加|加上|加入|添加|补充|补上|插入|新增|增设|写上|补|{_PLUS}(?!强)|写)(?:上|入|进)?"
APPEND = f"{_AGAIN}(?:增加|加上|添上|补充|补上|写上|接上|{_PLUS}(?!强))"
MOVE = r"\s*(?:移动?|挪动?|放|调整?|换|提)(?:到|至|在)?\s*"
SWAP = (
    "(?:的?(?:位置|顺序|次序|先后))?(?:(?:写|弄|放)?(?:反|颠倒|错)了[，,])?(?:互相|相互)?(?:对调|互换|调换|交换|颠倒|换个?|调个?)"
    "(?:一下|过来)?(?:位置|顺序|次序)?"
)
SIDE = "的?之?(?:(?P<before>前[面边]?)|后[面边]?|下面)"
AND = r"\s*(?:和|与|跟|同|及|、)\s*"
# Why something is to go or to be changed: 第二条重复了，删掉.
REASON = (
    "(?:(?:写|说|讲)?得?(?:有点|有些)?"
    "(?:太[^，,。]{1,6}|不(?:准确|合适|对|好|妥当?|通顺|规范|需要)|有误|错|重复|多余)了?[，,]\\s*)?"
)
QUOTED_OLD = f'{_OPEN}(?P<quoted>[^”"’」]{{1,60}}){_CLOSE}'


def part(name: str) -> str:
    """Return what a part may be called: its number, its heading, “…”那部分; ``name`` begins the groups."""
    return (
        rf"(?:第\s*(?P<{name}>{NUMERAL}{{1,3}})\s*个?{_PARTS}|(?P<{name}_last>最后)一?\s*个?{_PARTS}"
        rf"|倒数第?(?P<{name}_end>{NUMERAL})\s*个?{_PARTS}"
        rf"|{_OPEN}(?P<{name}_quoted>[^”\"’」]{{1,40}}){_CLOSE}(?P<{name}_is>{_THIS}?{_PARTS})?"
        rf"|(?P<{name}_named>{HEADINGS})(?:{_THIS}?{_PARTS})?"
        rf"|(?P<{name}_lead>{'|'.join(LEADS)})(?:{_THIS}?{_PARTS})?"
        rf"|(?P<{name}_marked>[^“”\"，,。；;：:！!？?\s第]{{2,16}}?)(?:这|那)一?个?{_PARTS})"
    )


def point(name: str) -> str:
    """Return what a point may be called: its number, 关于…的那条; ``name`` begins the groups."""
    return (
        rf"(?:第\s*(?P<{name}>{NUMERAL}{{1,3}})\s*个?{_POINTS}(?:[这那]一?个?{_POINTS})?|(?P<{name}_last>最后)一?\s*个?{_POINTS}"
        rf"|倒数第?(?P<{name}_end>{NUMERAL})\s*个?{_POINTS}|[（(](?P<{name}_no>{NUMERAL}{{1,2}})[)）]{_POINTS}?"
        rf"|(?:关于|讲|写到?|说到?|提到|含有?|带有?|有){_OPEN}?(?P<{name}_about>[^“”\"，,。；;：:]{{2,20}}?){_CLOSE}?"
        rf"的?[这那]一?个?{_POINTS})"
    )


def place(name: str, of: str) -> str:
    """Return what a point may be called with or without its part: 第二部分第三条."""
    return f"(?:{part(of)}{IN})?{point(name)}"


def headings_in(text: str, outline: Outline) -> str:
    """Return a pattern of the headings that a text holds: with all of them every text would need patterns anew."""
    return _any_of(part.heading for part in outline.parts if part.heading in text)


def named(found: re.Match[str], name: str) -> Named:
    """Return the part or the point that was said."""
    groups = found.groupdict()
    if groups.get(f"{name}_last"):
        return LAST
    words: str | None = next(filter(None, (groups.get(f"{name}_{key}") for key in _WORDS)), None)
    if words is not None:
        return words
    if end := groups.get(f"{name}_end"):
        return -number_of(end)
    return number_of(groups[name] or groups.get(f"{name}_no") or "")


def if_named(found: re.Match[str], name: str) -> Named | None:
    """Return the part that was said, or None."""
    said = any(words for key, words in found.groupdict().items() if key == name or key.startswith(f"{name}_"))
    return named(found, name) if said else None


def said(found: re.Match[str], *names: str) -> str:
    """Return the words of the first of the groups that was said, without marks around them."""
    words = next((found[name] for name in names if found[name]), "")
    return words.strip().strip('“”"‘’「」').strip()


def number_of(text: str) -> int:
    """Return a number, 0 where it is written badly: there is nothing of that number."""
    return parse(text) or 0


def _any_of(words: Iterable[str]) -> str:
    longest_first = sorted({word for word in words if len(word) > 1}, key=len, reverse=True)
    return "|".join(map(re.escape, longest_first)) or NEVER
