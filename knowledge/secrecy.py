"""Refuse what bears a classification mark: 绝密, 机密 or 秘密 with ★ and a term, as 保守国家秘密法 prescribes it.

Owns the forms of the mark and where it counts: the head, the file name and the banners of a document, lines of its
body that hold the mark with its term and no sentence, as those of an annex do, or a message. A text that only discusses
secrecy is not marked: the word alone says nothing outside a line of its own, a mark in quotation marks or before 的,
等, 字样 is one that is talked about, and different levels one under another are a table of them.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from knowledge.documents import Reading
from knowledge.errors import ClassifiedDocument

_HEAD_LINES = 15
_HEAD_CHARACTERS = 1000

_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0e\ufe0f\ufeff]")
_SPACES = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r" ?\n\s*")
_STARS, _ASTERISKS = "☆✩✪✫✬✭✮✯✰⋆⭐🌟⭑⭒", "∗⁎✱✲✳٭"
_SAME = str.maketrans(
    f"絕絶機祕級長個開啟啓號兩{_STARS}{_ASTERISKS}",
    "绝绝机秘级长个开启启号两" + "★" * len(_STARS) + "*" * len(_ASTERISKS),
)

_LEVEL = r"(?:绝\s*密|机\s*密|秘\s*密)(?:\s*级)?"
_TERM = (
    r"(?:长\s*期|永\s*久|(?:(?:\d\s*){1,2}|(?:[一二三四五六七八九十两]\s*){1,3})(?:年|个?\s*月|天)"
    r"|(?:公\s*布|公\s*开|启\s*用|解\s*密)\s*前)"
)
_DISCUSSED = rf"(?!\s*{_TERM}?\s*(?:的|等|字样|标[志识注记]|[”’」』\"]))"

_STARRED = re.compile(rf"(?<![“‘「『\"《]){_LEVEL}\s*[\]】)〕]?\s*(?:★|\*+(?=\s*{_TERM}))")
_STARRED_IN_EARNEST = re.compile(_STARRED.pattern + _DISCUSSED)
_LABEL = r"(?:密\s*级|密\s*等|(?:保密|秘密|涉密)\s*(?:等\s*级|级\s*别))"
_ONE_OF_SEVERAL = rf"(?!\s*的|\s*(?:[、/,和或及]|以及)\s*{_LEVEL})"
_LABELLED = re.compile(
    rf"{_LABEL}\s*(?::\s*[\[【(〔☑√✓■]?|[\[【(〔☑√✓■])\s*{_LEVEL}{_ONE_OF_SEVERAL}"
    rf"|{_LABEL} ?{_LEVEL}(?= |★|{_TERM}|$)",
    re.MULTILINE,
)

# A line that holds nothing but the mark, with a copy number and a degree of urgency at the most; it is matched without
# its spaces, stars and brackets.
_SYMBOLS = re.compile(r"[\W_]+")
_COPY = r"(?:(?:no|份号|编号)\d{1,8}[号份]?|\d{3,8})?"
_URGENCY = r"(?:特急|加急|急件|平急|特提)?"
_ALONE = re.compile(rf"{_COPY}{_URGENCY}{_LEVEL}(?:保密)?(?:期限)?(?P<term>{_TERM})?{_URGENCY}{_COPY}", re.IGNORECASE)

# A level on a line of its own and its term on the next.
_OVER_TWO_LINES = re.compile(rf"^[^\w\n]*{_LEVEL}[^\w\n]*\n[^\w\n]*{_TERM}[^\w\n]*$", re.MULTILINE)

# The same in a body, where the level alone says nothing: with ★, a term or a label before it, over three lines at most.
_SIGNS = re.compile(r"[^\w\n★]|_")
_MANY_STARS = re.compile("★{2,}")
_BODY_LEVEL = r"(?P<level>绝\n?密|机\n?密|秘\n?密)级?"
_BODY_LABEL = r"(?:密级(?:[和及]?保密期限)?|密等|(?:保密|秘密|涉密)(?:等级|级别))"
_IN_BODY = re.compile(
    rf"^★?(?:{_COPY}{_URGENCY}{_BODY_LABEL}?★?{_BODY_LEVEL}"
    rf"(?:\n?★?\n?(?:保密)?(?:期限)?\n?{_TERM}★?|★){_URGENCY}{_COPY}"
    rf"|{_BODY_LABEL}{_BODY_LEVEL.replace('level', 'labelled')})$",
    re.IGNORECASE | re.MULTILINE,
)

# The mark with its term beside other words: they are a sender, a title or the number of a page, and no sentence.
_BESIDE = re.compile(rf"(?P<before>.*?)(?:{_STARRED.pattern})\s*{_TERM}(?P<after>.*)")
_SAID = re.compile(
    r"[。;!?,、\"“”‘’|]|标[注识志明有示]|[例如即]:|例如|示例|样[式例]|格式|写[为作法成]|注明|[是为密★]|期限"
)
_BESIDE_CHARACTERS = 40

_SEPARATOR = r"[\s_.·+~#&,、;|—–-]"
_IN_NAME = re.compile(
    rf"[\[【(〔<《「]\s*{_LEVEL}\s*[★*]?\s*{_TERM}?\s*[\]】)〕>》」]"
    rf"|(?:^|{_SEPARATOR}){_LEVEL}(?:{_SEPARATOR}|★|{_TERM}|$)"
)


def check_name(file: str) -> None:
    """Raise ClassifiedDocument when the file's name bears a mark; the file itself is not looked at."""
    name = _normalise(file)
    stem = name.rpartition(".")[0] or name
    if _STARRED.search(stem) or _LABELLED.search(stem) or _IN_NAME.search(stem):
        raise ClassifiedDocument(file)


def check(reading: Reading) -> None:
    """Raise ClassifiedDocument when a mark stands in the file's name, the head or the body of the text or a banner."""
    check_name(reading.file)
    lines = (line for line in reading.text.splitlines() if line.strip())
    head = "\n".join(islice(lines, _HEAD_LINES))[:_HEAD_CHARACTERS]
    parts = (head, "\n".join((reading.title, *reading.banners)))
    if any(map(_bears_mark, parts)) or _is_marked_within(_normalise(reading.text)):
        raise ClassifiedDocument(reading.file)


def is_marked(text: str) -> bool:
    """Tell whether a message bears a mark: a level with ★, 密级：X, or a line that is a level with a term."""
    message = _normalise(text)
    is_with_term = any(found["term"] for found in _alone(message))
    return is_with_term or any(form.search(message) for form in (_STARRED, _LABELLED, _OVER_TWO_LINES))


def _bears_mark(part: str) -> bool:
    text = _normalise(part)
    is_alone = next(_alone(text), None) is not None
    return is_alone or _STARRED_IN_EARNEST.search(text) is not None or _LABELLED.search(text) is not None


def _alone(text: str) -> Iterator[re.Match[str]]:
    """Yield a match for each line that holds only the mark."""
    lines = (_SYMBOLS.sub("", line) for line in text.splitlines())
    return (found for line in lines if (found := _ALONE.fullmatch(line)))


def _is_marked_within(text: str) -> bool:
    """Tell whether lines of a body hold the mark and no sentence."""
    if any(map(_stands_beside, text.split("\n"))):
        return True
    marks = [*_IN_BODY.finditer(_MANY_STARS.sub("★", _SIGNS.sub("", text)))]
    around = zip([None, *marks], marks, [*marks[1:], None], strict=False)
    return any(not (_is_row(before, mark) or _is_row(mark, after)) for before, mark, after in around)


def _stands_beside(line: str) -> bool:
    found = _BESIDE.fullmatch(line) if "★" in line or "*" in line else None
    beside = found["before"] + found["after"] if found else ""
    is_short = len(beside) <= _BESIDE_CHARACTERS and re.search(r"\w", beside) is not None
    return is_short and _SAID.search(beside) is None


def _is_row(one: re.Match[str] | None, other: re.Match[str] | None) -> bool:
    """Tell whether two marks of different levels stand one under the other."""
    if one is None or other is None:
        return False
    return one.end() + 1 == other.start() and _level_of(one) != _level_of(other)


def _level_of(mark: re.Match[str]) -> str:
    return str(mark["level"] or mark["labelled"])[0]


def _normalise(text: str) -> str:
    """Return the text in compatibility forms with one kind of star and no run of white space."""
    same = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).translate(_SAME)
    return _BREAKS.sub("\n", _SPACES.sub(" ", same))
