"""Citations out of spans, and the sentence that must be read with a document that is not in force."""

from knowledge.answers import Citation
from knowledge.documents import Span, Status
from knowledge.library import Unit


def cite(unit: Unit, span: Span) -> Citation:
    """Return the citation of a span of the unit's document."""
    document = unit.document
    return Citation(
        file=document.file,
        document=document.title,
        locator=unit.passage.locator,
        quote=span.of(document.text),
        status=unit.entry.standing.status,
        issued=document.issued,
        span=span,
    )


def remark(unit: Unit) -> str:
    """Return what a reader must know of the document's standing, "" when it is in force."""
    standing = unit.entry.standing
    title = unit.document.title.strip("《》")
    match standing.status:
        case Status.AMENDED:
            return f"注意：这是《{title}》的旧版本，已经修订，仅供查考。"
        case Status.REPLACED:
            return f"注意：《{title}》已被《{standing.successor}》取代，仅供查考。"
        case Status.PENDING:
            return f"注意：《{title}》的这一版本尚未施行。"
        case _:
            return ""
