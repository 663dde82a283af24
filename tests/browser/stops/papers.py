"""Papers as an office has them, made for the walk."""

from io import BytesIO

from docx import Document


def paper(*lines: str) -> bytes:
    """Return a .docx of some lines."""
    document, buffer = Document(), BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(buffer)
    return buffer.getvalue()
