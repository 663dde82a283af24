"""What typing leaves on a question is taken off: greetings, letters of other widths, repetitions, wrong characters.

A character is wrong when the library knows it with neither of its neighbours, while it knows another of the same
sound with one of them (结受: 接受) that makes no word with the character on its other side, as 车 does in 汽车年检. The
same knowledge reads words in pinyin (shenpi: 审批). Texts are never mended.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property
from importlib.resources import files
from itertools import pairwise, product

from knowledge.lexical import Lexicon

SEEN = 3  # passages that must hold a pair of characters before it mends anything
TAIL = 40  # characters among which thanks are looked for
BOUND = 0.2  # how closely its two characters must belong together: 1 where neither stands without the other

# Characters that are never taken for wrong ones: they stand beside any other.
_FREE = frozenset(
    "几多少谁啥哪怎么咋吗呢吧啊呀嘛的地得了着过是不没有能要会该让被把给跟和与对向在到从我你您他她它们这那个些"
    "一二两三四五六七八九十"
)

_REPEATED = re.compile(r"([^0-9A-Za-z])\1{2,}")
_PAUSE = r"[，,。.！!？?：:；;~～、…\s]"
_OPENING = re.compile(
    rf"^(?:(?:各位|尊敬的)?(?:领导|老师|同志|大家)?们?[您你]们?好|(?:各位|尊敬的)?(?:各位|领导|老师|同志们?|大家|[早中晚]上)好(?={_PAUSE})|在吗|在不在|哈喽|(?:hi|hello)\b"
    rf"|请教一?下?|请问一?下?|想问一?下|想请教一?下|问一下|问个事儿?|麻烦(?:问|看|查)?一下|麻烦[您你]|打扰(?:一下|了)|不好意思"
    rf"|(?:求助|急+)(?={_PAUSE})|{_PAUSE})+",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    rf"(?:{_PAUSE}*(?:多谢|谢谢)(?:您|你|大家|领导|啦|了|哈)*|{_PAUSE}+(?:万分|非常)?(?:感谢|拜托了?|在线等|急+)|[，,。.！!~～、…\s])+$"
)
_HAN = re.compile("[一-龥]")
_LATIN = re.compile("(?<![A-Za-z])[A-Za-z]{4,12}(?![A-Za-z])")


def tidy(question: str) -> str:
    """Return the question without greetings, thanks and repetitions, its letters of their usual width."""
    text = _REPEATED.sub(r"\1", unicodedata.normalize("NFKC", question)).strip()
    bare = _OPENING.sub("", text)
    bare = bare[:-TAIL] + _CLOSING.sub("", bare[-TAIL:])
    return bare if len(bare) > 1 else text


class Mender:
    """Mends questions by what a library's lexicon holds; ``words`` are further words that it leaves alone."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self._words = {first + second for word in words for first, second in pairwise(word)}

    def mend(self, question: str, lexicon: Lexicon) -> str:
        """Return the question with words in pinyin and wrong characters replaced."""
        letters = list(_LATIN.sub(lambda match: self._read(match[0], lexicon), question))
        for place in range(len(letters)):
            letters[place] = self._right(letters, place, lexicon)
        return "".join(letters)

    def _right(self, letters: list[str], place: int, lexicon: Lexicon) -> str:
        """Return the character that belongs at ``place``: the one that stands there unless it is wrong."""
        letter, before, after = letters[place], _han(letters, place - 1), _han(letters, place + 1)
        known = (pair in self._words or pair in lexicon for pair in _pairs(before, letter, after))
        if letter in _FREE or any(known):
            return letter
        before, after = (self._loose(letters, place + step, step, lexicon=lexicon) for step in (-1, 1))
        values = {other: _fit(before, other, after, lexicon=lexicon) for other in self._sounds.like(letter)}
        best = max(sorted(values), key=values.__getitem__, default=letter)
        return best if values.get(best, 0.0) >= BOUND else letter

    def _loose(self, letters: list[str], place: int, step: int, *, lexicon: Lexicon) -> str:
        """Return the character at ``place``, or "" where it makes a word with the one a step further."""
        letter, further = _han(letters, place), _han(letters, place + step)
        word = further + letter if step < 0 else letter + further
        makes_word = len(word) > 1 and (word in self._words or _bond(word, lexicon) >= BOUND)
        return "" if makes_word else letter

    def _read(self, latin: str, lexicon: Lexicon) -> str:
        """Return the word of the library that sounds like ``latin``, or ``latin`` itself."""
        found = [
            (_bond(first + second, lexicon), first + second)
            for one, two in self._sounds.split(latin.lower())
            for first, second in product(one, two)
        ]
        bond, word = max(found, default=(0.0, latin))
        return word if bond >= BOUND else latin

    @cached_property
    def _sounds(self) -> "_Sounds":
        return _Sounds(tomllib.loads(files("knowledge").joinpath("sounds.toml").read_text("utf-8")))


class _Sounds:
    """Characters by their sound; what many do not tell apart (z and zh, l and n, in and ing) counts as one sound."""

    def __init__(self, syllables: dict[str, str]) -> None:
        self._syllables = syllables
        self._alike: dict[str, str] = {}
        self._of: dict[str, list[str]] = {}
        for syllable, letters in syllables.items():
            sound = _blur(syllable)
            self._alike[sound] = self._alike.get(sound, "") + letters
            for letter in letters:
                self._of.setdefault(letter, []).append(sound)

    def like(self, letter: str) -> set[str]:
        """Return the other characters of the same sound."""
        return {other for sound in self._of.get(letter, ()) for other in self._alike[sound]} - {letter}

    def split(self, latin: str) -> Iterator[tuple[str, str]]:
        """Yield the characters of both syllables for each way of reading ``latin`` as two of them."""
        for end in range(1, len(latin)):
            halves = latin[:end], latin[end:]
            if all(half in self._syllables for half in halves):
                yield self._syllables[halves[0]], self._syllables[halves[1]]


def _fit(before: str, letter: str, after: str, *, lexicon: Lexicon) -> float:
    """Return how closely a character belongs to its neighbours."""
    return sum(_bond(pair, lexicon) for pair in _pairs(before, letter, after))


def _bond(pair: str, lexicon: Lexicon) -> float:
    return lexicon.bond(pair) if lexicon.count(pair) >= SEEN else 0.0


def _han(letters: list[str], place: int) -> str:
    """Return the Chinese character at ``place``, or "" where there is none."""
    return letters[place] if 0 <= place < len(letters) and _HAN.match(letters[place]) else ""


def _pairs(before: str, letter: str, after: str) -> list[str]:
    return [pair for pair in (before + letter, letter + after) if len(pair) > 1]


def _blur(syllable: str) -> str:
    blurred = re.sub("^([zcs])h", r"\1", syllable)
    blurred = re.sub("^n(?=[aeiouv])", "l", blurred)
    return re.sub("(?<=[aei])ng$", "n", blurred)
