"""Markdown: take the marks off, keep the text and its lines; the first # heading is the title."""

import re

from knowledge.documents import Reading
from knowledge.readers import text
from knowledge.readers.source import Source

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_FENCE = re.compile(r"^[ \t]*(?:```|~~~).*$", re.MULTILINE)
_RULE = re.compile(r"^[ \t]*(?:(?:[-*_][ \t]*){3,}|=+|\|[ \t:|-]+\|[ \t]*)$", re.MULTILINE)
_IMAGE = re.compile(r"!\[[^\]\n]{0,300}\]\([^)\n]{0,2000}\)")
_LINK = re.compile(r"\[([^\]\n]{1,300})\]\([^)\n]{0,2000}\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)([^\n]*?\S)\1")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!>-])")
_HEADING = re.compile(r"^[ \t]{0,3}(#{1,6})[ \t]+(.*)$", re.MULTILINE)
_OPENING = re.compile(r"^[ \t]*(?:>[ \t]?)*(?:[-*+][ \t]+)?", re.MULTILINE)
_ROW = re.compile(r"^[ \t]*\|(.+)\|[ \t]*$", re.MULTILINE)


def extract(source: Source) -> Reading:
    """Return the text without Markdown's marks."""
    body = _COMMENT.sub("", text.decode(source).replace("\r\n", "\n"))
    for marks, instead in ((_FENCE, ""), (_RULE, ""), (_IMAGE, ""), (_LINK, r"\1"), (_STRONG, r"\2")):
        body = marks.sub(instead, body)
    title = next((_heading(found) for found in _HEADING.finditer(body) if found[1] == "#"), "")
    body = _ROW.sub(_row, _OPENING.sub("", _HEADING.sub(lambda found: f"\n{_heading(found)}\n", body)))
    return Reading(source.file, _ESCAPE.sub(r"\1", body), title=title)


def _heading(found: re.Match[str]) -> str:
    return found[2].rstrip().rstrip("#").rstrip()


def _row(found: re.Match[str]) -> str:
    return "\t".join(cell.strip() for cell in found[1].split("|"))
