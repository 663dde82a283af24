"""Plain text: find the encoding, change nothing else.

UTF-8 and UTF-16 with a byte order mark, UTF-8 without one, and GB18030 (GBK, GB2312) are known. Whatever bytes decode
as GB18030 need not be Chinese, so the result must look like it.
"""

import codecs

from knowledge.documents import Reading
from knowledge.readers.source import Source

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_COMMON_SHARE = 0.6  # of the non-ASCII characters that belong to GB2312, the 7,445 in common use


def extract(source: Source) -> Reading:
    """Return the file's text as it stands."""
    return Reading(source.file, decode(source))


def decode(source: Source) -> str:
    """Return the decoded text; raise UnreadableDocument when the encoding is none of the known ones."""
    text = _decode_marked(source) if _mark(source.data) else _decode_unmarked(source)
    if "\0" in text:
        raise source.fault("is not a text file")
    return text


def _mark(data: bytes) -> str | None:
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)


def _decode_marked(source: Source) -> str:
    try:
        return source.data.decode(_mark(source.data) or "utf-8")
    except UnicodeDecodeError as error:
        raise source.fault(f"is damaged {error.encoding.upper()} text") from error


def _decode_unmarked(source: Source) -> str:
    try:
        return source.data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _is_mostly_utf8(source.data):
            raise source.fault("is damaged UTF-8 text") from error
    try:
        text = source.data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise source.fault("is neither UTF-8, UTF-16 nor GB18030 text") from error
    if not _looks_chinese(text):
        raise source.fault("is neither UTF-8, UTF-16 nor GB18030 text")
    return text


def _is_mostly_utf8(data: bytes) -> bool:
    text = data.decode("utf-8", "replace")
    faults = text.count("\N{REPLACEMENT CHARACTER}")
    return sum(not character.isascii() for character in text) > 10 * faults


def _looks_chinese(text: str) -> bool:
    foreign = "".join(character for character in text if not character.isascii())
    common = foreign.encode("gb2312", "ignore").decode("gb2312")
    return len(common) >= _COMMON_SHARE * len(foreign)
