"""What a text leaves out of the sentences that it takes its words from, and without which they say another thing; pure.

A rule is its condition, its subject and its exception as well as what is to be done. A text may leave out a further
duty; it may not leave out whom a duty binds, in which case, within what time, with whose leave and what is exempt.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from knowledge.grounding.figures import blotted, figures
from knowledge.grounding.text import LABEL, clauses, content, pairs

KEPT = 0.65  # the share of the pairs of a condition by which it counts as told
MOST = 0.5  # the same of what is to be done
ADDED = 2  # pairs by which a further piece has a share in a clause

_SENTENCE = re.compile(r"[^。!?\n]+")
_PART = re.compile("[^;]+")
_PIECE = re.compile("[^,;:()。!?\n]+")
_LABEL = re.compile(rf"\s*(?:《[^《》]+》)?{LABEL}")
_MODAL = re.compile("应当|应该|必须|务必|不得|不能|严禁|禁止|可以|负责|需要|须|要(?![求点件闻素义害])|应(?![急对用])")
# What a rule depends on: …的，…时，…后，经…，除…外，在…情况下.
_OPENS = (
    "经(?![费济验常营办])|未|非|除|如|若|只有|凡|因|对|在|自|由|从|必要|遇|当(?!地|年)|一旦"
    "|根据|按照?|依照|涉及|情节|逾期|拒不"
)
_DEPENDS = re.compile(rf"^(?:{_OPENS})|(?:的|时|后|前|外|中|下|间|以[上下])$")
_EXEMPTS = re.compile("^(?:但|除|否则|仅|只|不过)|除外|例外|另有规定|为限")
_AGAINST = re.compile("^(?:但|不过)|除外$")
# What depends within a piece.
_LEAVE = re.compile("经[^,]{1,16}?(?:批准|同意|审批|审核|审查|许可|允许|授权|签字|签批)")
_WITHIN = re.compile(
    f"{_LEAVE.pattern}|除[^,]{{2,30}}?外|原则上|一般情况下?|必要时|确需|特殊情况|紧急情况"
    "|情节(?:严重|较重|轻微)|后果|拒不[一-龥]{2}|逾期|首次|书面|口头|县级|省级|市级|国家级|上一?级|下一?级|同级|本级|主要"
    "|[特重较]大|特别|一般(?=事故|突发)"
)
_MIDST = re.compile("应当|应该|必须|可以|也|还|并|而(?!且)|但|其(?!中)|该|此(?!外)|前款|上述|或")
_CONDITION = re.compile(
    r"(?:的|(?<![\d一二三四五六七八九十])时|后|中|(?<!以)[下间]|(?<=[以之])外)$"
    "|(?:按照?|根据|依照|依据)[^,]*(?:规定|要求|需要|程序|原则|条件|情况|精神)$"
)
_WIDE = re.compile("^(?:凡是?|对于?|各类?)+")
# How a text tells that it speaks of one case only.
_CASE = re.compile("的[,应不由可须依给并]|如|若|凡|时|情形|情况")
_DENIAL = re.compile("[不未无非][一-龥]")
_CLOCK = re.compile(r"(?<=\d):(?=\d)")
_OURS = re.compile("我们|大家|同志们")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece between commas, its place in its part of a sentence, and that part."""

    words: str
    place: int
    part: tuple[str, ...]
    exemptions: tuple[str, ...]  # what stands against the part behind it
    whole: str  # the part as it stands


# Pieces that are alike, and the pairs that a clause has of them.
_Origin = tuple[list[_Piece], set[str]]


@dataclass(frozen=True, slots=True)
class _Told:
    """A normalised text, its pairs and its figures."""

    text: str
    pairs: frozenset[str]
    figures: frozenset[object]

    def has(self, words: str, share: float = KEPT) -> bool:
        """Tell whether the text tells words of a source, with all their figures."""
        bare = _WIDE.sub("", words)
        wanted = (share == MOST and _pairs(bare)) or pairs(blotted(bare))
        is_complete = all(not self.figures.isdisjoint(figure.keys) for figure in figures(words))
        return len(wanted & self.pairs) >= share * len(wanted) and is_complete and self._has_case(words)

    def _has_case(self, words: str) -> bool:
        """Tell whether the text speaks of a case where a source does, and denies in it what that denies."""
        if words.endswith("的") and not _CASE.search(self.text):
            return False
        return not _DEPENDS.search(words) or all(denial in self.text for denial in _DENIAL.findall(words))


def left_out(text: str, sources: str) -> Iterator[str]:
    """Yield what a normalised text leaves out of the normalised sentences that its clauses are taken from."""
    said, pieces = _CLOCK.sub("点", text), tuple(_pieces(_CLOCK.sub("点", sources)))
    told = _Told(said, frozenset(pairs(blotted(said))), _keys(said))
    made = [(clause[0], tuple(_origins(clause[0], pieces))) for clause in clauses(said)]
    for clause, origins in made:
        yield from chain.from_iterable(_least_lacking(alike, words, told) for alike, words in origins)
        yield from _foreign(clause, origins)
    yield from (clause for clause, origins in made[-1:] if _breaks_off(clause, origins, pieces))


def _keys(text: str) -> frozenset[object]:
    return frozenset(key for figure in figures(text) for key in figure.keys)


def _least_lacking(alike: Sequence[_Piece], words: set[str], told: _Told) -> tuple[str, ...]:
    """Return what lacks of that of several pieces of which least does."""
    return min((tuple(_lacking(piece, words, told)) for piece in alike), key=len)


def _breaks_off(clause: str, origins: Sequence[_Origin], pieces: Sequence[_Piece]) -> bool:
    """Tell whether the last clause is but a subject, or ends in the midst of a source's words."""
    if not origins:
        return False
    alike, words = origins[0]
    is_subject = any(words <= _pairs(_subject(piece.words)) for piece in alike)
    return (is_subject and not _MODAL.search(clause)) or not _has_end(clause, pieces)


def _has_end(clause: str, pieces: Sequence[_Piece]) -> bool:
    ends_with_figure = any(figure.end == len(clause) for figure in figures(clause))
    return ends_with_figure or any(piece.words.endswith(clause[-2:]) for piece in pieces)


def _foreign(clause: str, origins: Sequence[_Origin]) -> Iterator[str]:
    """Yield the figures of a clause that stand in another sentence than its words."""
    known = frozenset[object]().union(*(_keys(piece.whole) for alike, _ in origins for piece in alike))
    yield from (figure.words for figure in figures(clause) if origins and figure.keys[0] not in known)


def is_fragment(text: str) -> bool:
    """Tell whether a normalised text begins in the midst of a sentence or ends with a condition."""
    last = [clause[0] for clause in clauses(text)][-1:]
    return bool(last) and bool(_MIDST.match(text) or _CONDITION.search(last[0]))


def _pairs(words: str) -> set[str]:
    return pairs(blotted(content(words)))


def _pieces(sources: str) -> Iterator[_Piece]:
    parts = [part[0] for sentence in _SENTENCE.finditer(sources) for part in _PART.finditer(sentence[0])]
    cut = [tuple(_PIECE.findall(_LABEL.sub("", part, count=1))) for part in parts]
    for whole, part, following in zip(parts, cut, [*cut[1:], ()], strict=False):
        exemptions = (" ".join(following),) if following and _AGAINST.search(following[0]) else ()
        yield from (_Piece(words, place, part, exemptions, whole) for place, words in enumerate(part))


def _origins(clause: str, pieces: Sequence[_Piece]) -> Iterator[_Origin]:
    """Yield the pieces that a clause is made of, those that are alike together, with the pairs that it has of them."""
    left, least = {pair for pair in _pairs(clause) if "#" not in pair}, 1
    while left:
        shared = {piece: left & pairs(blotted(piece.words)) for piece in pieces}
        weight = {piece: (len(words), len(words) / (len(_pairs(piece.words)) or 1)) for piece, words in shared.items()}
        best = max(weight.values(), default=(0, 0))
        if best[0] < least:
            return
        alike = [piece for piece in pieces if weight[piece] == best]
        yield alike, shared[alike[0]]
        left, least = left - shared[alike[0]] - _pairs_of_parts(alike), ADDED


def _pairs_of_parts(pieces: Sequence[_Piece]) -> set[str]:
    return {pair for piece in pieces for words in piece.part for pair in _pairs(words)}


def _lacking(piece: _Piece, words: set[str], told: _Told) -> Iterator[str]:
    """Yield what a piece depends on and a text does not tell; a piece that lends its subject only binds to nothing."""
    if words <= _pairs(_subject(piece.words)):
        return
    if not told.has(_subject(piece.words), MOST):
        yield _subject(piece.words)
    yield from (found[0] for found in _WITHIN.finditer(piece.words) if found[0] not in told.text)
    share = KEPT if _DEPENDS.search(piece.words) else MOST
    needed = [(piece.words, share), *_around(piece, told), *((each, KEPT) for each in piece.exemptions)]
    yield from (words for words, share in needed if not told.has(words, share))


def _subject(words: str) -> str:
    """Return who or what a piece is said of where it says so itself and it is not us."""
    modal = _MODAL.search(words)
    return words[: modal.start()] if modal and not _OURS.search(words[: modal.start()]) else ""


def _around(piece: _Piece, told: _Told) -> Iterator[tuple[str, float]]:
    """Yield the subject, the conditions and the exceptions of a piece, and how much of each must be told."""
    before, behind = piece.part[: piece.place], piece.part[piece.place + 1 :]
    yield from (_opening(words) for words in before[:1])
    yield from ((words, KEPT) for words in before[1:] if _DEPENDS.search(words) or _LEAVE.search(words))
    yield from ((words, KEPT) for words in _behind(piece, behind, told))


def _behind(piece: _Piece, behind: Sequence[str], told: _Told) -> Iterator[str]:
    """Yield the exceptions behind a piece, and what is said of it where it is a topic and nothing of that is told."""
    yield from (words for words in behind if _EXEMPTS.search(words) or _LEAVE.search(words))
    if behind and _is_topic(piece) and not any(map(told.has, behind)):
        yield behind[0]


def _opening(words: str) -> tuple[str, float]:
    """Return what of the first piece binds those behind it: its condition, else its subject."""
    if _DEPENDS.search(words):
        return words, KEPT
    return _subject(words) if _MODAL.search(words) else words, MOST


def _is_topic(piece: _Piece) -> bool:
    """Tell whether a piece only names what the next one says something of."""
    return piece.place == 0 and not _MODAL.search(piece.words) and bool(_MODAL.match(piece.part[1]))
