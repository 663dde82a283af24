"""Word files made for tests."""

from io import BytesIO

from docx import Document
from docx.shared import Mm

from tests.bot.office.proofs import SOUND


def docx(text: str = SOUND) -> bytes:
    """Return a .docx with a paragraph for each line of a text, on the page of the standard."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    document.styles["Normal"].font.size = None
    for line in text.splitlines():
        document.add_paragraph(line)
    out = BytesIO()
    document.save(out)
    return out.getvalue()
