"""A paper as a .docx file."""

from docx.document import Document

from bot.files.papers.body import add_body
from bot.files.papers.heads import add_addressee, add_head, add_title, has_title
from bot.files.papers.package import empty_document, finished
from bot.files.papers.pages import set_page
from bot.files.papers.paper import Form, Paper
from bot.files.papers.tails import add_attachments, add_foot, add_note, add_signature, add_signer
from bot.files.papers.words import tidy


def write_paper(paper: Paper) -> bytes:
    """Return a paper as the bytes of a .docx file, the same for the same paper."""
    document = empty_document()
    set_page(document)
    if paper.head is not None:
        add_head(document, paper.head)
    if has_title(paper):
        add_title(document, paper.title)
    add_addressee(document, paper.addressee)
    add_body(document, paper.body)
    _add_tail(document, paper)
    return finished(document)


def _add_tail(document: Document, paper: Paper) -> None:
    signature, date_line = tidy(paper.signature), tidy(paper.date_line)
    if document.paragraphs:
        document.paragraphs[-1].paragraph_format.keep_with_next = bool(signature or date_line)
    add_attachments(document, tuple(filter(None, map(tidy, paper.attachments))))
    if paper.form is Form.ORDER:
        add_signer(document, signature, date_line)
    else:
        add_signature(document, signature, date_line)
    add_note(document, tidy(paper.note))
    if paper.foot is not None:
        add_foot(document, paper.foot, is_letter=paper.form is Form.LETTER)
