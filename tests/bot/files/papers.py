"""Papers read back: their parts by python-docx, the properties of their elements as the file has them."""

import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from docx import Document as open_document
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from bot.files.papers import Paper, write_paper


def read(paper: Paper) -> Document:
    """Return a paper as a word processor opens it."""
    return open_document(BytesIO(write_paper(paper)))


def part(paper: Paper, name: str) -> str:
    """Return a part of the file of a paper."""
    with ZipFile(BytesIO(write_paper(paper))) as package:
        return package.read(name).decode()


def line(document: Document, beginning: str) -> Paragraph:
    """Return the first paragraph that begins so, cells of tables last."""
    return next(each for each in every_line(document) if each.text.startswith(beginning))


def every_line(document: Document) -> Iterator[Paragraph]:
    """Yield all paragraphs, those of tables last."""
    yield from document.paragraphs
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from cell.paragraphs


def text(document: Document) -> str:
    """Return all that can be read, without breaks of lines."""
    return re.sub(r"[\n\t]", "", "".join(each.text for each in every_line(document)))


def look(paragraph: Paragraph, place: int = 0) -> tuple[str, float, bool]:
    """Return the Chinese typeface, the size and whether a run is bold, by itself or by its style."""
    run = paragraph.runs[place]
    fonts = [each.rPr.find(qn("w:rFonts")) for each in (run._r, *_styles(paragraph)) if each.rPr is not None]
    face = next(each for each in fonts if each is not None)
    assert {face.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia")} == {face.get(qn("w:eastAsia"))}
    size = run.font.size or paragraph.style.font.size
    bold = run.font.bold if run.font.bold is not None else paragraph.style.font.bold
    return face.get(qn("w:eastAsia")), size.pt, bool(bold)


def _styles(paragraph: Paragraph) -> Iterator[object]:
    style = paragraph.style
    while style is not None:
        yield style.element
        style = style.base_style


def indents(paragraph: Paragraph) -> dict[str, int]:
    """Return the indents of a paragraph: in hundredths of a character, and in twips."""
    ind = paragraph._p.pPr.find(qn("w:ind"))
    return {} if ind is None else {key.rpartition("}")[2]: int(value) for key, value in ind.attrib.items()}
