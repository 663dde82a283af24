"""Blanks filled with what a person says, wherever they stand in an outline."""

from dataclasses import replace

from knowledge.outlines import Origin, Outline, OutlinePart, blank


def fill(outline: Outline, what: str, words: str) -> Outline:
    """Return the outline with the blank ``what`` filled everywhere; its request knows the fact from then on."""
    mark, given = blank(what), " ".join(words.split())
    if not given or given == mark:
        return outline
    facts = tuple(fact for fact in outline.request.facts if fact[0] != what)
    return replace(
        outline,
        request=replace(outline.request, facts=(*facts, (what, given))),
        title=outline.title.replace(mark, given),
        addressee=outline.addressee.replace(mark, given),
        parts=tuple(_fill_part(part, mark, given) for part in outline.parts),
        closing=outline.closing.replace(mark, given),
        attachments=tuple(text.replace(mark, given) for text in outline.attachments),
        signature=outline.signature.replace(mark, given),
        date_line=outline.date_line.replace(mark, given),
    )


def _fill_part(part: OutlinePart, mark: str, given: str) -> OutlinePart:
    """Return a part with a blank filled; the words of a document stay as they are."""
    points = (
        point if point.origin is Origin.SOURCE else replace(point, text=point.text.replace(mark, given))
        for point in part.points
    )
    return replace(part, heading=part.heading.replace(mark, given), points=tuple(points))
