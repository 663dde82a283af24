"""PDF with a text layer: the lines of its pages, without running heads and page numbers, joined into paragraphs."""

import re
from collections import Counter
from collections.abc import Sequence
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from knowledge import furniture, paragraphs
from knowledge.documents import Reading
from knowledge.readers.source import Source

_EDGE = 2  # lines at the top and at the bottom of a page where a running head or a page number may stand
_REPEATED = 3  # pages on which a line stands before it counts as a running head


def extract(source: Source) -> Reading:
    """Return the text of all pages; the first and last lines of each page are banners as well."""
    pages = [_lines(page) for page in _pages(source)]
    if not any(pages):
        raise source.fault("has no text layer (a scan?)")
    edges = [line for page in pages for line in _edges(page)]
    heads = {line for line, count in Counter(map(_without_digits, edges)).items() if count >= _REPEATED}
    kept = [line for page in pages for line in _body(page, heads)]
    return Reading(source.file, "\n".join(paragraphs.join(kept, wrapped=True)), banners=tuple(edges))


def _pages(source: Source) -> list[str]:
    try:
        reader = PdfReader(BytesIO(source.data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise source.fault("is encrypted")
        return [page.extract_text() for page in reader.pages]
    except DependencyError as error:  # a cipher that only comes with another package
        raise source.fault("is encrypted") from error
    except PyPdfError as error:
        raise source.fault("is damaged") from error


def _lines(page: str) -> list[str]:
    return [line for line in page.splitlines() if line.strip()]


def _edges(page: Sequence[str]) -> list[str]:
    return list(page) if len(page) <= 2 * _EDGE else [*page[:_EDGE], *page[-_EDGE:]]


def _body(page: Sequence[str], heads: set[str]) -> list[str]:
    """Return the page's lines without the running heads and page numbers at its edges."""
    inner = range(_EDGE, len(page) - _EDGE)
    return [line for n, line in enumerate(page) if n in inner or not _is_running(line, heads)]


def _is_running(line: str, heads: set[str]) -> bool:
    key = furniture.key(line)
    is_head = _without_digits(line) in heads and not paragraphs.ends_sentence(line)
    return is_head or key.isdecimal() or furniture.is_page_mark(key)


def _without_digits(line: str) -> str:
    """Return the line as it stands on every page, whatever the page's number."""
    return re.sub(r"[\s\d]+", "", line)
