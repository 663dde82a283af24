"""Word documents: paragraphs and table rows in order, with the numbers that Word generates.

Text that stands outside the body (headers, footers, text boxes, watermarks, notes, comments, the file's own title and
remarks) goes to the banners.
Deleted and moved text is left out, inserted text is in.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from knowledge.documents import Reading
from knowledge.readers.numbering import Numbering
from knowledge.readers.package import attribute, child, children, local_name, unpack
from knowledge.readers.source import Source

_ASIDE = re.compile(r"word/(?:header|footer|footnotes|endnotes|comments)\d*\.xml")
_PROPERTIES = "docProps/core.xml"
_WORDS = frozenset({"title", "subject", "description", "keywords", "category"})
_WANTED = re.compile(rf"_rels/\.rels|{_PROPERTIES}|word/(?:document\d*|styles|numbering)\.xml|{_ASIDE.pattern}")
_BREAKS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# Properties, deleted or moved text, what stands for an older program, phonetic guides.
_SKIPPED = frozenset({"pPr", "rPr", "del", "moveFrom", "Fallback", "rt", "sectPr", "tblPr", "tcPr", "sdtPr"})
_SYMBOLS = {"F0AB": "★", "F0B6": "☆"}  # Wingdings, where Word's own dialogue puts stars


def extract(source: Source) -> Reading:
    """Return the document's text; raise UnreadableDocument when it is no whole Word document."""
    parts = unpack(source, _WANTED)
    document = parts.get(_main_part(parts))
    if document is None:
        raise source.fault("is damaged")
    styles = parts.get("word/styles.xml")
    body = _Story(Numbering(parts.get("word/numbering.xml"), styles), _title_styles(styles))
    lines = list(body.lines(document))
    banners = [*body.banners, *_properties(parts.get(_PROPERTIES))]
    for name in sorted(parts):
        if _ASIDE.fullmatch(name):
            story = _Story(Numbering(None, None), frozenset())
            banners += [*story.lines(parts[name]), *story.banners]
    return Reading(source.file, "\n".join(lines), title=body.title, banners=tuple(banners))


def _main_part(parts: dict[str, Element]) -> str:
    relations = parts.get("_rels/.rels")
    for relation in relations if relations is not None else ():
        if attribute(relation, "Type").endswith("/officeDocument"):
            return attribute(relation, "Target").lstrip("/")
    return "word/document.xml"


def _properties(properties: Element | None) -> Iterator[str]:
    """Yield what a file says of itself in words."""
    for found in properties if properties is not None else ():
        if local_name(found) in _WORDS and found.text:
            yield found.text


def _title_styles(styles: Element | None) -> frozenset[str]:
    titles = (style for style in children(styles, "style") if attribute(child(style, "name"), "val").lower() == "title")
    return frozenset(attribute(style, "styleId") for style in titles)


class _Story:
    """A walk over one part of the document, which collects its banners and title on the way."""

    def __init__(self, numbering: Numbering, title_styles: frozenset[str]) -> None:
        self._numbering = numbering
        self._title_styles = title_styles
        self.banners: list[str] = []
        self.title = ""

    def lines(self, element: Element) -> Iterator[str]:
        """Yield the lines of the paragraphs and tables under the element."""
        for found in element:
            match local_name(found):
                case "p":
                    yield from self._paragraph(found)
                case "tbl":
                    yield from self._table(found)
                case name if name not in _SKIPPED:
                    yield from self.lines(found)

    def _paragraph(self, paragraph: Element) -> Iterator[str]:
        label = self._numbering.label(paragraph)
        text = "".join(self._texts(paragraph))
        if not text.strip():
            return
        if not self.title and attribute(child(paragraph, "pPr", "pStyle"), "val") in self._title_styles:
            self.title = " ".join(text.split())
        yield from (label + text.lstrip() if label else text).split("\n")

    def _texts(self, element: Element) -> Iterator[str]:
        for found in element:
            match local_name(found):
                case "t":
                    yield found.text or ""
                case "sym":
                    yield _SYMBOLS.get(attribute(found, "char").upper(), "")
                case "txbxContent":
                    self.banners += self.lines(found)
                case "textpath":
                    self.banners.append(attribute(found, "string"))
                case name if name not in _SKIPPED:
                    yield _BREAKS.get(name, "")
                    yield from self._texts(found)

    def _table(self, table: Element) -> Iterator[str]:
        for row in _within(table, "tr"):
            yield from self._row([list(self.lines(cell)) for cell in _within(row, "tc")])

    def _row(self, cells: list[list[str]]) -> list[str]:
        if len(cells) == 1:  # a frame around text rather than a row
            return cells[0]
        return ["\t".join(" ".join(cell) for cell in cells)] if any(cells) else []


def _within(element: Element, name: str) -> Iterator[Element]:
    """Yield the rows of a table or the cells of a row, also those inside a content control or an insertion."""
    for found in element:
        match local_name(found):
            case "sdt" | "sdtContent" | "ins" | "customXml":
                yield from _within(found, name)
            case found_name if found_name == name:
                yield found
