"""HTML: the text of the page in lines, without scripts, menus and footers.

The first h1 is the title, or else the page's own, without the name of the site.
"""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.dammit import EncodingDetector
from bs4.element import NavigableString, Tag

from knowledge.documents import Reading
from knowledge.readers import text
from knowledge.readers.source import Source

_DROPPED = re.compile(
    "head|script|style|noscript|template|nav|footer|aside|button|select|textarea|iframe|object|embed|svg|canvas|audio|"
    "video|dialog|menu|rp|rt"
)
_BLOCK = re.compile(
    "address|article|blockquote|body|caption|center|d[dlt]|details|div|fieldset|figcaption|figure|form|h[1-6]|header|hr|"
    "legend|li|main|ol|p|pre|section|summary|table|tbody|tfoot|thead|ul"
)
_BREAK = "\v"  # stands for a line break of the page until those of its source are folded
_SPACE = re.compile(r"[ \t\r\n\f]+")
_BETWEEN_CHINESE = re.compile(r"(?<=[^\x00-\xff])[ \t]*[\r\n][ \t\r\n]*(?=[^\x00-\xff])")
_BREAKS = re.compile(rf"\s*{_BREAK}\s*")
_LONGEST_CELL = 200  # characters; a longer cell holds a text, not a datum
_CELL_EDGE = "\x1f"
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_SITE = re.compile(r"\s*[_|]\s*[^_|]*$|\s+[-–—]+\s+[^-–—]*$")


def extract(source: Source) -> Reading:
    """Return the page's text; line breaks of the source are spaces, block elements and <br> are lines."""
    soup = BeautifulSoup(_decode(source), "lxml")
    heading = soup.find("h1")
    title = " ".join(_fold(_pieces(heading)).split()) if heading else ""
    if not title and soup.title:
        title = _without_site(soup.title.get_text().strip())
    return Reading(source.file, _fold(_pieces(soup)), title=title)


def _decode(source: Source) -> str:
    """Return the page in the encoding that it declares when that is another than the known ones."""
    declared = EncodingDetector.find_declared_encoding(source.data, is_html=True)
    try:
        return source.data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if declared in (None, "utf-8", "gb2312", "gbk", "gb18030"):
            return text.decode(source)
    try:
        return source.data.decode(declared or "utf-8")
    except (UnicodeDecodeError, LookupError) as error:
        raise source.fault(f"is not in the encoding that it declares ({declared})") from error


def _pieces(element: Tag) -> Iterator[str]:
    """Yield the text under the element as it stands in the source, with breaks and cell edges between."""
    for child in element.children:
        if isinstance(child, Tag):
            yield from _pieces_of_tag(child)
        elif type(child) is NavigableString:  # not a comment
            yield child.replace("\n", _BREAK) if element.name == "pre" else child


def _pieces_of_tag(tag: Tag) -> Iterator[str]:
    if tag.name == "br":
        yield _BREAK
    elif tag.name == "tr":
        yield from (_BREAK, _row(tag), _BREAK)
    elif not _is_dropped(tag):
        edge = _BREAK if _BLOCK.fullmatch(tag.name) else ""
        yield edge
        yield from _pieces(tag)
        yield edge


def _row(row: Tag) -> str:
    """Return one line for a row of data, the lines of its cells where the table only lays out the page."""
    cells = ["".join(_pieces(cell)).strip() for cell in row.find_all(["td", "th"], recursive=False)]
    is_layout = len(cells) < 2 or row.find("table") is not None or max(map(len, cells)) > _LONGEST_CELL
    return _BREAK.join(cells) if is_layout else _CELL_EDGE.join(_BREAKS.sub(" ", cell) for cell in cells)


def _fold(pieces: Iterator[str]) -> str:
    """Make one space of each run of spaces and breaks of the source, none between Chinese characters."""
    folded = _SPACE.sub(" ", _BETWEEN_CHINESE.sub("", "".join(pieces)))
    return folded.replace(_BREAK, "\n").replace(_CELL_EDGE, "\t")


def _is_dropped(tag: Tag) -> bool:
    is_hidden = tag.has_attr("hidden") or _HIDDEN.search(str(tag.get("style", ""))) is not None
    return is_hidden or _DROPPED.fullmatch(tag.name) is not None


def _without_site(title: str) -> str:
    """Return the page's title without the name of the site at its end."""
    return _SITE.sub("", title) or title
