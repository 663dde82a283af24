"""Refuse what bears a classification mark: 绝密, 机密 or 秘密 with ★ and a term, as 保守国家秘密法 prescribes it.

Owns the forms of the mark and where it counts: the head, the file name and the banners of a document, or a message.
A text that only discusses secrecy is not marked: the word alone says nothing outside a line of its own, and a mark in
quotation marks or before 的, 等, 字样 is one that is talked about.
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
    """Raise ClassifiedDocument when a mark stands in the file's name, in the head of the text or in a banner."""
    check_name(reading.file)
    lines = (line for line in reading.text.splitlines() if line.strip())
    head = "\n".join(islice(lines, _HEAD_LINES))[:_HEAD_CHARACTERS]
    if any(_bears_mark(part) for part in (head, "\n".join((reading.title, *reading.banners)))):
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


def _normalise(text: str) -> str:
    """Return the text in compatibility forms with one kind of star and no run of white space."""
    same = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).translate(_SAME)
    return _BREAKS.sub("\n", _SPACES.sub(" ", same))
