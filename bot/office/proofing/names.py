"""Names of people and bodies: one name in two spellings, a colleague's name misspelt, a body named in two ways."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, combinations

from bot.office.proofing.context import Context
from bot.office.proofing.findings import Finding, Line, Span, should
from bot.office.proofing.manuscript import Manuscript

NAMES = 200  # that are compared with each other at most

Sounds = Mapping[str, frozenset[str]]

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪"
    "范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_POSITION = (
    "(?:书记|县长|市长|省长|区长|镇长|乡长|局长|厅长|部长|主任|秘书长|科长|处长|校长|院长|所长|站长|主席|常委|委员|组长"
    "|调研员|同志)"
)
_AFTER = re.compile(rf"{_POSITION}(?P<name>[{_SURNAMES}][一-鿿]{{2}})")
_BEFORE = re.compile(rf"(?<![一-鿿])(?P<name>[{_SURNAMES}][一-鿿]{{2}})(?=副?{_POSITION}|[（(])")
# Characters of one shape; those of one sound come from outside.
_SHAPES = (
    "末未", "己已巳", "土士", "日曰", "千干于", "人入", "大太天夫", "今令", "折拆", "晴睛", "宇字", "明朋", "洁浩",
    "冶治", "准淮", "候侯", "戊戌戍茂", "崇祟", "敏繁", "勤勒", "微徽", "东车", "风凤", "海悔",
)  # fmt: skip
_BODY = re.compile("(?:委|府|局|厅|部|办公室|办|院|会|处|科|校|公司|中心|学|所|社|团)$")
_SHORT = re.compile(
    "(?:[省市县区镇乡]委|[省市县区]政府|党委|党政|政府)办(?!公|理|事|好|学|法|得|会|案|实|了|成|的|结|文件)"
)


@dataclass(frozen=True, slots=True)
class _Name:
    """What looks like a name beside a position, and where it stands."""

    words: str
    line: Line
    span: Span


def check(paper: Manuscript, context: Context) -> Iterator[Finding]:
    """Yield names that are written in two ways."""
    found = list(_names(paper))
    yield from _spellings(found, context.sounds)
    yield from _colleagues(found, context)
    yield from _bodies(paper)
    yield from _signature(paper, context)


def _names(paper: Manuscript) -> Iterator[_Name]:
    for line in paper.body:
        for match in chain(_AFTER.finditer(line.text), _BEFORE.finditer(line.text)):
            yield _Name(match["name"], line, match.span("name"))


def _spellings(found: list[_Name], sounds: Sounds) -> Iterator[Finding]:
    counts = Counter(name.words for name in found)
    first = {name.words: name for name in reversed(found)}
    names = [words for words, _ in counts.most_common(NAMES)]
    for one, other in combinations(names, 2):
        if _is_misspelt(one, other, sounds):
            rarer = first[min(one, other, key=lambda words: counts[words])]
            yield should(rarer.line, f"“{one}”与“{other}”只差一字，请核对是否同一人。", at=rarer.span)


def _colleagues(found: list[_Name], context: Context) -> Iterator[Finding]:
    for name in found:
        right = [person for person in context.people if _is_misspelt(name.words, person, context.sounds)]
        if name.words not in context.people and len(right) == 1:
            yield should(name.line, f"“{name.words}”疑为“{right[0]}”之误，请核对姓名。", at=name.span)


def _is_misspelt(one: str, other: str, sounds: Sounds) -> bool:
    """Tell whether two names of one length differ in one character of the same sound or shape."""
    differing = [pair for pair in zip(one, other, strict=False) if pair[0] != pair[1]]
    if len(one) != len(other) or len(differing) != 1:
        return False
    first, second = differing[0]
    is_same_sound = bool(sounds.get(first, frozenset()) & sounds.get(second, frozenset()))
    return is_same_sound or any(first in shape and second in shape for shape in _SHAPES)


def _bodies(paper: Manuscript) -> Iterator[Finding]:
    """Yield a body's short name where its whole one stands too, unless the paper says that it shortens it."""
    text = paper.text
    if "简称" in text:
        return
    wholes = {short for short in set(_SHORT.findall(text)) if f"{short}公室" in text}
    for line in paper.body:
        for match in _SHORT.finditer(line.text):
            if match[0] in wholes:
                yield should(line, f"同一机关有“{match[0]}公室”“{match[0]}”两种写法，请统一。", at=match.span())


def _signature(paper: Manuscript, context: Context) -> Iterator[Finding]:
    """Yield a signature that is neither the title's office nor the one of the settings."""
    if paper.signature is None:
        return
    signed = re.sub(r"\s", "", paper.signature.text)
    issuer, about, _ = paper.title.text.partition("关于")
    for name, source in ((issuer.strip() if about else "", "标题中的发文机关"), (context.issuer, "设置的发文机关")):
        if _BODY.search(signed) and not _is_same_body(signed, name):
            yield should(paper.signature, f"落款与{source}“{name}”不一致，请核对。")


def _is_same_body(one: str, other: str) -> bool:
    """Tell whether two names may be of one office: one within the other, or the same without what is often left out."""
    return one in other or other in one or _bare(one) == _bare(other)


def _bare(name: str) -> str:
    return re.sub("中共|中国共产党|委员会|委|人民|[省市县区厅室]", "", name)
