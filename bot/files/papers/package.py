"""The file itself: an empty .docx to begin with, and the finished one, whose bytes depend on nothing but the paper.

There are no document properties: no author, no program, no time.
"""

from collections.abc import Iterable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document as open_document
from docx.document import Document

from bot.files.papers.fonts import font_entries
from bot.files.papers.layout import BODY_FONT, BODY_PT, CHARACTER_PT, twips
from bot.files.papers.styles import faces, style_entries

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PARTS = ("styles", "settings", "fontTable")
HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def empty_document() -> Document:
    """Return a document with nothing but styles."""
    return open_document(BytesIO(_zip(_members())))


def finished(document: Document) -> bytes:
    """Return a document as the bytes of a file, which are always the same for the same content."""
    out = BytesIO()
    document.save(out)
    with ZipFile(out) as package:
        return _zip((name, package.read(name)) for name in package.namelist())


def _zip(members: Iterable[tuple[str, bytes]]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as package:
        for name, content in members:
            package.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return out.getvalue()


def _members() -> list[tuple[str, bytes]]:
    texts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations([("officeDocument", "word/document.xml")]),
        "word/_rels/document.xml.rels": _relations([(part, f"{part}.xml") for part in PARTS]),
        "word/document.xml": _words("document", "<w:body><w:sectPr/></w:body>"),
        "word/styles.xml": _words("styles", _defaults() + style_entries()),
        "word/settings.xml": _words("settings", _settings()),
        "word/fontTable.xml": _words("fonts", font_entries()),
    }
    return [(name, (HEADER + text).encode()) for name, text in texts.items()]


def _types() -> str:
    kinds = [("document", "document.main"), *((part, part) for part in PARTS)]
    parts = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{MEDIA}.{kind}+xml"/>' for name, kind in kinds)
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{parts}</Types>'
    )


def _relations(targets: Iterable[tuple[str, str]]) -> str:
    entries = (
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(entries)}</Relationships>'


def _words(root: str, content: str) -> str:
    return f'<w:{root} xmlns:w="{WORDS}">{content}</w:{root}>'


def _defaults() -> str:
    size = f'<w:sz w:val="{BODY_PT * 2}"/><w:szCs w:val="{BODY_PT * 2}"/>'
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{faces(BODY_FONT)}{size}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/>'
        "</w:docDefaults>"
    )


def _settings() -> str:
    # The version of layout is named: without it Word opens a file in a mode for old ones.
    schema = "http://schemas.microsoft.com/office/word"
    return (
        f'<w:defaultTabStop w:val="{twips(CHARACTER_PT)}"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:useFELayout/>'
        f'<w:compatSetting w:name="compatibilityMode" w:uri="{schema}" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
    )
