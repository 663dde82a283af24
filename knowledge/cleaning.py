"""Make plain text of a scraped or exported page: furniture off, one paragraph a line, nothing of the body changed.

Owns what goes as a block: the repeated titles above a text, the menus under it, the references of a paper. A mark of
omitted text stays as a line of its own and is a boundary: nothing is joined, and nothing may be quoted, across it.
"""

import re
from enum import Enum, auto
from itertools import groupby, takewhile

from knowledge import furniture, paragraphs

# What surrounds a mark of omission, and what it says: 此处隐藏4137字,下载后查看; 中间部分略; 以下省略
_DASHES = r"[-—–_=*·•.…~\s()\[\]【】<>〈〉〔〕{}「」]*"
_OMISSION = re.compile(
    _DASHES + r"(?:(?:此处|以下|以上|此后|中间|其余|其他|剩余|部分|后面|前面|下文|上文|全文|正文|文中|[前中后下上])?的?"
    r"(?:内容|部分|文字|正文|段落|章节|部份)*(?:较多|过长)?,?(?:已经|已|均|从|予以|被)?"
    r"(?:隐藏|省略|略去|略|节略|删节|删去|未显示|不显示|未读)(?:了|约)*\s?(?:[\d,.万%]+|若干|部分|…|\.+)?\s?[字页%]?(?:内容|文字)?"
    r"|(?:还有|还剩|剩余)\s?[\d.]+\s?[页%](?:内容)?未读)"
    r"(?:[,;。 ]*(?:请|需|可)?(?:点击|登录|下载|付费|购买|开通|继续|展开|查看)[^。]{0,16})?" + _DASHES
)
_DOTS = re.compile(r"[\s()\[\]【】]*(?:…+|\.{3,}|。{3,})[\s()\[\]【】…。.]*")
_HINT = re.compile(r"[隐省略删读显还…]|\.\.\.|。。。")  # what no mark of omission lacks
_LONGEST_OMISSION = 60

_REFERENCES = re.compile(r"[\[【]?参考(?:文献|资料|书目)[\]】]?:?")
_REFERENCE = re.compile(r"[\[【(]?\d{1,3}[\]】).、]")
_ABSTRACT = re.compile(r"[\[【(]?(?:内容)?摘\s?要[\]】)]?[:：]?\s*")
_TITLE_TAIL = re.compile("|稿|文稿|提纲|全文|范文|材料")
_LONGEST_TITLE = 60
_SHORTEST_TITLE = 6
_LONGEST_OPEN = 80  # characters; a longer line is body even without a full stop


class _Kind(Enum):
    """What a line can be told to be, by itself."""

    BLANK = auto()
    OMISSION = auto()
    SITE = auto()  # site furniture: where it stands after the body, the body is over
    MARK = auto()  # page numbers and catalogue data, which end nothing
    FILE_NAME = auto()  # furniture only before the body; after it, an appendix
    BODY = auto()  # can only be the document's: a sentence, a numbered heading, a long line
    OTHER = auto()


def is_omission(line: str) -> bool:
    """Tell whether the line only says that text was left out here."""
    if len(line) > _LONGEST_OMISSION or not _HINT.search(line):
        return False
    key = furniture.key(line)
    return _OMISSION.fullmatch(key) is not None or _DOTS.fullmatch(key) is not None


def clean(text: str) -> str:
    """Return the body with one paragraph a line."""
    lines = _without_repeated_abstract(_without_references(_without_furniture(text.splitlines())))
    joined: list[str] = []
    for omitted, lines_of_kind in groupby(lines, key=is_omission):
        stretch = list(lines_of_kind)
        joined += map(paragraphs.squeeze, stretch) if omitted else paragraphs.join(stretch)
    return "\n".join(joined)


def _kind(line: str) -> _Kind:
    if not line or line.isspace():
        return _Kind.BLANK
    if len(line) > furniture.LONGEST:
        return _Kind.BODY
    return _Kind.OMISSION if is_omission(line) else _kind_of_key(furniture.key(line))


def _kind_of_key(key: str) -> _Kind:
    if furniture.is_furniture(key):
        return _Kind.SITE
    if furniture.is_mark(key):
        return _Kind.MARK
    if furniture.is_file_name(key):
        return _Kind.FILE_NAME
    # Links to other texts are often counted in digits, so that those say nothing.
    is_heading = paragraphs.is_numbered(key) and not key[0].isdecimal()
    is_body = is_heading or len(key) > _LONGEST_OPEN or paragraphs.ends_sentence(key)
    return _Kind.BODY if is_body else _Kind.OTHER


def _without_furniture(lines: list[str]) -> list[str]:
    """Drop furniture line by line, and as a block before the title and after the last line of the body."""
    kinds = [_kind(line) for line in lines]
    body = [number for number, kind in enumerate(kinds) if kind in (_Kind.BODY, _Kind.OMISSION)] or [len(lines)]
    end = next((n for n in range(body[-1], len(lines)) if kinds[n] is _Kind.SITE), len(lines))
    start = _title(lines[: body[0]], kinds)
    kept = [lines[n] for n in range(start, end) if not _is_dropped(kinds[n], above=n < body[0])]
    return _without_doubled_title(kept, scraped=_Kind.SITE in kinds)


def _is_dropped(kind: _Kind, *, above: bool) -> bool:
    return kind in (_Kind.SITE, _Kind.MARK) or (above and kind is _Kind.FILE_NAME)


def _title(head: list[str], kinds: list[_Kind]) -> int:
    """Return where the text starts: at the last of several equal titles when furniture stands between them."""
    first: dict[str, int] = {}
    start = 0
    for number, key in enumerate(map(furniture.key, head)):
        if kinds[number] is not _Kind.OTHER or len(key) < _SHORTEST_TITLE:
            continue
        earlier = first.setdefault(key, number)
        if _Kind.SITE in kinds[earlier:number]:
            start = number
    return start


def _without_doubled_title(lines: list[str], *, scraped: bool) -> list[str]:
    """Drop a first line that is the second one again, or that begins or goes on as the second one does."""
    filled = [number for number, line in enumerate(lines) if line.strip()]
    if len(filled) < 2:
        return lines
    first, second = (furniture.key(lines[number]) for number in filled[:2])
    return lines[filled[1] :] if _is_same_title(first, second, scraped=scraped) else lines


def _is_same_title(first: str, second: str, *, scraped: bool) -> bool:
    """Tell whether one title begins with the other; on a page that is not scraped only 稿 and the like may follow."""
    short, long = sorted((first, second), key=len)
    is_title = _SHORTEST_TITLE <= len(short) <= len(long) <= _LONGEST_TITLE and not paragraphs.ends_sentence(second)
    is_more = long.startswith(short) and (scraped or _TITLE_TAIL.fullmatch(long[len(short) :]) is not None)
    return is_title and is_more


def _without_references(lines: list[str]) -> list[str]:
    """Drop the list of works that a paper cites."""
    start = next(
        (n for n, line in enumerate(lines) if "参考" in line and _REFERENCES.fullmatch(furniture.key(line))), None
    )
    if start is None:
        return lines
    works = takewhile(lambda line: not line.strip() or _REFERENCE.match(line.strip()), lines[start + 1 :])
    return lines[:start] + lines[start + 1 + len(list(works)) :]


def _without_repeated_abstract(lines: list[str]) -> list[str]:
    """Drop an abstract that only repeats a paragraph, so that no sentence stands in the text twice."""
    abstract = next((line for line in lines if _abstract(line)), None)
    if abstract is None or sum(_abstract(abstract) in line for line in lines) == 1:
        return lines
    return [line for line in lines if line != abstract]


def _abstract(line: str) -> str:
    """Return what follows the label of an abstract, "" when the line has none."""
    label = _ABSTRACT.match(line.strip())
    return line.strip()[label.end() :] if label else ""
