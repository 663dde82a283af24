"""The body: headings in the typefaces of their levels, plain paragraphs, labelled lines, tables."""

from docx.document import Document

from bot.files.papers.grids import add_grid
from bot.files.papers.layout import INDENT
from bot.files.papers.lines import add_blank, add_line, indent, write
from bot.files.papers.paper import Grid, Labelled, Paragraph
from bot.files.papers.styles import BODY, HEADINGS, LABEL, LABELLED
from bot.files.papers.words import paragraphs, tidy, width

COLONS = ":："


def add_body(document: Document, body: tuple[Paragraph | Labelled | Grid, ...]) -> None:
    """Add the body; names stand below an empty line."""
    for place, element in enumerate(body):
        match element:
            case Paragraph():
                _add_paragraph(document, element)
            case Labelled():
                if place and not isinstance(body[place - 1], Labelled):
                    add_blank(document)
                _add_labelled(document, element)
            case Grid():
                add_grid(document, element)


def _add_paragraph(document: Document, paragraph: Paragraph) -> None:
    if not paragraph.level:
        for text in paragraphs(f"{paragraph.text}{paragraph.rest}"):
            add_line(document, BODY, text)
        return
    style = HEADINGS[paragraph.level - 1]
    first, *others = paragraphs(paragraph.rest) or ("",)
    if not first:
        add_line(document, style, tidy(paragraph.text))
        return
    # A heading that text goes on behind is none by itself: it would stand in the list of headings with all its text.
    line = add_line(document, BODY)
    write(line, tidy(paragraph.text), style=style)
    write(line, first)
    for text in others:
        add_line(document, BODY, text)


def _add_labelled(document: Document, labelled: Labelled) -> None:
    label = f"{tidy(labelled.label).rstrip(COLONS)}："
    line = add_line(document, LABELLED)
    write(line, label, style=LABEL)
    write(line, tidy(labelled.text))
    indent(line, left=INDENT + width(label), first=-width(label))
