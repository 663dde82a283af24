"""What a text leaves out of the sentences that it takes its words from, and without which they say another thing; pure.

A rule is its condition, its subject and its exception as well as what is to be done. A text may leave out a further
duty; it may not leave out whom a duty binds, in which case, with whose leave and what is exempt from it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.grounding.figures import blotted
from knowledge.grounding.text import LABEL, clauses, content, pairs

KEPT = 0.6  # the share of the pairs of a condition by which it counts as told

_SENTENCE = re.compile(r"[^。!?\n]+")
_PART = re.compile("[^;]+")
_PIECE = re.compile("[^,;:()。!?\n]+")
_LABEL = re.compile(rf"\s*(?:《[^《》]+》)?{LABEL}")
_MODAL = re.compile("应当|应该|必须|务必|不得|不能|严禁|禁止|可以|负责|需要|要(?![求点件闻素义害])|应(?![急对用])")
# What a rule depends on: …的，…时，…后，经…，除…外，在…情况下.
_OPENS = "经|未|非|除|如|若|只有|凡|因|对|在|自|由|从|必要|遇|当(?!地|年)|一旦|根据|按照?|依照|涉及|情节|逾期|拒不"
_DEPENDS = re.compile(rf"^(?:{_OPENS})|(?:的|时|后|前|外|中|下|间|以[上下])$")
_EXEMPTS = re.compile("^(?:但|除|否则|仅|只|不过)|除外|例外|另有规定|为限")
_AGAINST = re.compile("^(?:但|不过|除)|除外$")
# What depends within a piece.
_LEAVE = "批准|同意|审批|审核|审查|许可|授权|签字|签批"
_WITHIN = re.compile(
    f"经[^,]{{1,16}}?(?:{_LEAVE})|除[^,]{{2,30}}?外|原则上|一般情况下?|必要时|确需|特殊情况|紧急情况"
    "|情节(?:严重|较重|轻微)|后果|拒不[一-龥]{2}|逾期|首次|书面|口头|县级|省级|市级|国家级|上一?级|下一?级|同级|本级|主要"
    "|[特重较]大|特别|一般(?=事故|突发)"
)
_MIDST = re.compile("应当|应该|必须|可以|也|还|并|而(?!且)|但|其(?!中)|该|此(?!外)|前款|上述|或")
_CONDITION = re.compile(
    r"(?:的|(?<![\d一二三四五六七八九十])时|后|中|(?<!以)[下间]|(?<=[以之])外)$"
    "|(?:按照?|根据|依照|依据)[^,]*(?:规定|要求|需要|程序|原则|条件|情况|精神)$"
)
_OURS = re.compile("我们|大家|同志们")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece between commas, its place in its part of a sentence, and that part."""

    words: str
    place: int
    part: tuple[str, ...]
    exemptions: tuple[str, ...]  # what stands against the part behind it


def left_out(text: str, sources: str) -> Iterator[str]:
    """Yield what a normalised text leaves out of the normalised sentences that its clauses are taken from."""
    told, pieces = pairs(blotted(text)), list(_pieces(sources))
    for clause in clauses(text):
        origins = _origins(clause[0], pieces)
        lacking = [(*_lost(origin.words, text), *_lacking(origin, told)) for origin in origins]
        yield from min(lacking, key=len, default=())


def is_fragment(text: str) -> bool:
    """Tell whether a normalised text begins in the midst of a sentence or ends with a condition."""
    last = [clause[0] for clause in clauses(text)][-1:]
    return bool(last) and bool(_MIDST.match(text) or _CONDITION.search(last[0]))


def _pieces(sources: str) -> Iterator[_Piece]:
    parts = [part[0] for sentence in _SENTENCE.finditer(sources) for part in _PART.finditer(sentence[0])]
    bare = [tuple(piece[0] for piece in _PIECE.finditer(_LABEL.sub("", part, count=1))) for part in parts]
    for at, part in enumerate(bare):
        following = bare[at + 1 : at + 2]
        exemptions = tuple(" ".join(each) for each in following if each and _AGAINST.search(each[0]))
        for place, words in enumerate(part):
            yield _Piece(words, place, part, exemptions)


def _origins(clause: str, pieces: Sequence[_Piece]) -> list[_Piece]:
    """Return the pieces that a clause shares most of its words with."""
    words = pairs(blotted(content(clause)))
    shared = [len(words & pairs(blotted(piece.words))) for piece in pieces]
    best = max(shared, default=0)
    return [piece for piece, count in zip(pieces, shared, strict=True) if best and count == best]


def _lacking(piece: _Piece, told: set[str]) -> Iterator[str]:
    """Yield what a piece depends on and a text does not tell."""
    needed = [*_before(piece), *_behind(piece, told), *piece.exemptions]
    yield from (words for words in needed if not _is_told(words, told))


def _lost(words: str, text: str) -> Iterator[str]:
    """Yield what a piece depends on within itself and a text does not tell, word for word."""
    yield from (found[0] for found in _WITHIN.finditer(words) if found[0] not in text)


def _before(piece: _Piece) -> Iterator[str]:
    """Yield the subject and the conditions that stand before a piece."""
    if piece.part:
        yield _subject(piece.part[0], is_only=piece.place == 0)
    yield from (words for words in piece.part[1 : piece.place] if _DEPENDS.search(words))


def _subject(words: str, *, is_only: bool) -> str:
    """Return who or what the first piece of a part is said of; all of it where nobody can tell."""
    modal = _MODAL.search(words)
    subject = words[: modal.start()] if modal else "" if is_only else words
    return "" if _OURS.search(subject) else subject


def _behind(piece: _Piece, told: set[str]) -> Iterator[str]:
    """Yield the exceptions behind a piece, and what is said of it when it is no more than a topic."""
    behind = piece.part[piece.place + 1 :]
    yield from (words for words in behind if _EXEMPTS.search(words))
    is_topic = piece.place == 0 and not _MODAL.search(piece.words)
    if is_topic and behind and _MODAL.match(behind[0]) and not any(_is_told(words, told) for words in behind):
        yield behind[0]


def _is_told(words: str, told: set[str]) -> bool:
    wanted = pairs(blotted(content(words)))
    return len(wanted & told) >= KEPT * len(wanted)
