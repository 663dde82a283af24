"""What a text forbids, demands, allows or denies, and whether its sources do the same of the same thing; pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from knowledge.grounding.figures import figures
from knowledge.grounding.text import clause_at, content, is_word, likeness, pairs, sentence_at

OBJECT = 9  # characters behind a word in which its object is looked for
WIDER = 24  # the same in a source
WIDEST = 120  # the same where a source demands: 应当……，并…… holds for all of a sentence, up to the next such word
SUBJECT = 0.5  # the share of what stands before a word that a source must have before its own
HELD = 4  # characters of what is forbidden by which it is known again


class Manner(Enum):
    """How something is said of a doing."""

    FORBIDDEN = auto()
    DENIED = auto()
    DEMANDED = auto()
    ALLOWED = auto()


# What may not exceed something is a figure's limit.
_LIMIT = "(?:超过|超出|多于|高于|大于|少于|低于|小于|迟于|晚于|早于).?[\\d一二两三四五六七八九十百千半]"
_FORBIDDEN = (
    f"不得(?!不|{_LIMIT})|不能(?!不|{_LIMIT})|不应当?(?!{_LIMIT})|不可以|不可(?!{_LIMIT}|[避或抗缺逆])"
    "|禁止|严禁|不准|不许|不宜|切勿|不要|谢绝|杜绝"
)
_DENIED = (
    f"不(?!{_LIMIT}|[得能应可](?:{_LIMIT})|得不|[断仅但同少久过管论满动良明足单光妨止])|未(?![来成])|没有?"
    "|无(?![论线关疑误])|非(?![常法公典])|免(?!费|疫)|毋|别(?=[再忘])"
)
_ALLOWED = "可以|可(?![能靠行见观持控疑怕惜贵否])|允许|准许|有权(?!处理|机关|部门|单位)"
_DEMANDED = (
    "应当|应该|必须|务必|不得不|(?<!必)须(?![知发])"
    "|(?<![反响相对供适顺回呼效])应(?![急对用答聘付变邀有试酬届景力验诺允])"
)
# A source also demands by words that are too common to be looked for in a sentence.
_WEAKER = "需要?|(?<![重主必首次摘纪概扼只还想将快简])要(?![求点件闻素义害塞领么职旨])|一律|有责任|有义务"
# 县级以上; a number's limit is its figure's.
_SIDE = re.compile("[一-龥]?以[上下]")
_PATTERNS = {
    Manner.FORBIDDEN: re.compile(_FORBIDDEN),
    Manner.DENIED: re.compile(f"{_FORBIDDEN}|{_DENIED}"),
    Manner.ALLOWED: re.compile(_ALLOWED),
    Manner.DEMANDED: re.compile(_DEMANDED),
}
_IN_SOURCE = _PATTERNS | {Manner.DEMANDED: re.compile(f"{_DEMANDED}|{_WEAKER}")}
_NO = re.compile("[不未无没非][一-龥]")
_NO_MORE = re.compile("[不未没无非]([一-龥]{2})")
_MARK = re.compile(f"(?P<no>{_FORBIDDEN})|(?P<not>{_DENIED})|(?P<must>{_DEMANDED})|(?P<may>{_ALLOWED})")
_OF_GROUP = {
    "no": Manner.FORBIDDEN,
    "not": Manner.DENIED,
    "must": Manner.DEMANDED,
    "may": Manner.ALLOWED,
}


@dataclass(frozen=True, slots=True)
class _Mark:
    manner: Manner
    words: str
    start: int
    end: int


def changed_manner(text: str, sources: str) -> Iterator[str]:
    """Yield what a normalised text says in another manner than its normalised sources do."""
    yield from (text[mark.start : mark.end + HELD] for mark in _marks(text) if not _is_backed(mark, text, sources))
    yield from (side[0] for side in _SIDE.finditer(text) if side[0] not in sources and not _limits(text, side.start()))
    yield from _strange_denials(text, sources)
    yield from _no_longer_denied(text, sources)
    yield from _dropped(text, sources)


def _strange_denials(text: str, sources: str) -> Iterator[str]:
    """Yield the words with a 不 that deny nothing, such as 不同, which no source has: 同 is another thing."""
    for word in _NO.finditer(text):
        if word[0] not in sources and not _MARK.match(text, word.start()):
            yield word[0]


def _no_longer_denied(text: str, sources: str) -> Iterator[str]:
    """Yield what a text says without a no more often than its sources do, which also say it with one."""
    for word in _NO_MORE.finditer(sources):
        thing = word[1]
        if _plain(thing, text) > _plain(thing, sources):
            yield word[0]


def _plain(thing: str, text: str) -> int:
    return len(re.findall(f"(?<![不未没无非])(?<!不[得能应可宜]){thing}", text))


def _limits(text: str, place: int) -> bool:
    """Tell whether a figure ends at a place."""
    return any(figure.end == place + 1 for figure in figures(text))


def denied_words(text: str, message: str) -> Iterator[str]:
    """Yield what a message denies in two characters or more and the text says without a no: 不开会了, 开会."""
    for found in _PATTERNS[Manner.DENIED].finditer(message):
        thing = message[found.end() : found.end() + 2]
        if thing and thing in text and not _has(_PATTERNS[Manner.DENIED], text, text.index(thing)):
            yield found[0] + thing


def _marks(text: str) -> Iterator[_Mark]:
    for found in _MARK.finditer(text):
        group = found.lastgroup
        assert group is not None
        yield _Mark(_OF_GROUP[group], found[0], found.start(), found.end())


def _is_backed(mark: _Mark, text: str, sources: str) -> bool:
    """Tell whether the source's clause that is most like the text's says the same of the same thing."""
    thing, before = _things(text, mark.end, OBJECT), _things_before(text, mark.start)
    rivals = [other for other in _source_marks(sources) if _is_of_same(thing, before, sources, other)]
    alike = [likeness(text, mark.start, sources, other.start) for other in rivals]
    best = max(alike, default=(0, 0))
    return any(mark.manner is other.manner for other, like in zip(rivals, alike, strict=True) if like == best)


def _is_of_same(thing: set[str], before: set[str], sources: str, other: _Mark) -> bool:
    """Tell whether a source's word is said of the same as the text's: by what follows it, else by what it follows."""
    if other.manner is not Manner.DENIED and _is_of_other(before, sources, other):
        return False
    if thing:
        length = WIDEST if other.manner is Manner.DEMANDED else WIDER
        return 2 * len(thing & _things(sources, other.end, length)) > len(thing)
    return not before or bool(before & _things_before(sources, other.start))


def _is_of_other(before: set[str], sources: str, other: _Mark) -> bool:
    """Tell whether a source says it of somebody else: most of what stands before is not before it in its sentence."""
    theirs = pairs(content(sources[sentence_at(sources, other.start)[0] : other.start]))
    return len(before & theirs) < SUBJECT * len(before)


def _source_marks(sources: str) -> Iterator[_Mark]:
    """Yield what the sources forbid, deny, demand and allow; the 可以 of 不可以 allows nothing."""
    for manner, pattern in _IN_SOURCE.items():
        for found in pattern.finditer(sources):
            if manner in (Manner.FORBIDDEN, Manner.DENIED) or sources[found.start() - 1 : found.start()] != "不":
                yield _Mark(manner, found[0], found.start(), found.end())


def _things(text: str, start: int, length: int) -> set[str]:
    """Return the pairs of content behind a place, in its sentence and before the next such word."""
    end = _next_mark(text, start, min(sentence_at(text, start)[1], start + length))
    return pairs(content(text[start:end]))


def _things_before(text: str, place: int) -> set[str]:
    """Return the pairs of content before a place, in its clause."""
    return pairs(content(text[clause_at(text, place)[0] : place]))


def _dropped(text: str, sources: str) -> Iterator[str]:
    """Yield what a source forbids, denies or only allows and the text says without that."""
    patterns = (_PATTERNS[Manner.DENIED], _PATTERNS[Manner.ALLOWED])
    found = ((pattern, word) for pattern in patterns for word in pattern.finditer(sources))
    for pattern, word in found:
        if _lacks(text, sources, word, pattern) or _is_joined(text, sources, word):
            yield word[0] + _object(sources, word.end())


def _lacks(text: str, sources: str, word: re.Match[str], pattern: re.Pattern[str]) -> bool:
    """Tell whether the text says plainly what a source says with a word, in a clause that is most like that one."""
    thing = _object(sources, word.end())
    at = text.find(thing) if len(thing) > 1 else -1
    if at < 0 or _has(pattern, text, at):
        return False
    places = (found.start() for found in re.finditer(re.escape(thing), sources))
    plain = [likeness(text, at, sources, place) for place in places if not _has(pattern, sources, place)]
    return likeness(text, at, sources, word.start()) > max(plain, default=(-1, -1))


def _object(text: str, start: int) -> str:
    """Return the first characters of what a word is said of, up to the end of its clause or the next such word."""
    return text[start : _next_mark(text, start, min(clause_at(text, start)[1], start + HELD))]


def _next_mark(text: str, start: int, end: int) -> int:
    """Return where the next such word begins, one that follows at once left out: 可以不予公开."""
    following = _MARK.search(text, start + 1, end)
    return following.start() if following else end


def _is_joined(text: str, sources: str, word: re.Match[str]) -> bool:
    """Tell whether the text has what stands around a word of a source, without the word."""
    around = sources[max(word.start() - 2, 0) : word.start()] + sources[word.end() : word.end() + 1]
    return len(around) == 3 and all(map(is_word, around)) and around in text and around not in sources


def _has(pattern: re.Pattern[str], text: str, place: int) -> bool:
    """Tell whether a clause has such a word before a place."""
    return pattern.search(text, clause_at(text, place)[0], place) is not None
