"""An outline in plain Chinese words, as the terminal shows it, and what every place that shows one has in common."""

from collections.abc import Iterator

from bot.wording import numeral
from knowledge.answers import Citation
from knowledge.outlines import Origin, Outline
from knowledge.outlining.numbering import Line, lines

SOURCES = "出处："
MISSING = "待补："
WORDED = "文字由语言模型整理，已逐条核对出处；以所列原文为准。"
NOTHING_FOUND = "资料库里没有找到可以引用的内容，正文只有这一文种的格式，请自行充实。"


def sources_of(outline: Outline) -> list[list[Citation]]:
    """Return what stands behind the points, one list a source, in the order in which they are first used."""
    found: dict[tuple[str, str], dict[Citation, None]] = {}
    for line in lines(outline):
        for citation in line.citations:
            found.setdefault(_key(citation), {})[citation] = None
    return list(map(list, found.values()))


def body(outline: Outline) -> list[tuple[Line, str]]:
    """Return the lines of the body, each with the marks of its sources."""
    places = {_key(quotes[0]): place for place, quotes in enumerate(sources_of(outline))}
    numbers = (sorted({places[_key(citation)] for citation in line.citations}) for line in lines(outline))
    return [(line, "".join(map(numeral, found))) for line, found in zip(lines(outline), numbers, strict=True)]


def source_lines(outline: Outline) -> list[str]:
    """Return a line for each source with its mark."""
    return [numeral(place) + quotes[0].source for place, quotes in enumerate(sources_of(outline))]


def foot(outline: Outline) -> list[str]:
    """Return attachments, signature and date, a line each."""
    attachments = [f"附件：{name}" for name in outline.attachments]
    return [*attachments, *filter(None, [outline.signature, outline.date_line])]


def missing_line(outline: Outline) -> str:
    """Return what is still to be filled in, in one line, "" when nothing is."""
    return MISSING + "、".join(outline.missing) if outline.missing else ""


def is_worded(outline: Outline) -> bool:
    """Tell whether a language model worded any of it."""
    return any(point.origin is Origin.WORDED for part in outline.parts for point in part.points)


def remarks(outline: Outline) -> list[str]:
    """Return what must be read with an outline: that its words are a model's, or that the library gave nothing."""
    worded = [WORDED] if is_worded(outline) else []
    return worded or ([] if sources_of(outline) else [NOTHING_FOUND])


def plain(outline: Outline) -> str:
    """Return the outline as lines of text."""
    return "\n".join(_paragraphs(outline))


def _paragraphs(outline: Outline) -> Iterator[str]:
    if outline.advice:
        yield from (f"注意：{outline.advice}", *(citation.quote for citation in outline.grounds), "")
    yield from (outline.title, "")
    if outline.addressee:
        yield f"{outline.addressee}："
    yield from (line.text + marks for line, marks in body(outline))
    yield from foot(outline)
    for block in (_sources(outline), [missing_line(outline)], remarks(outline)):
        if any(block):
            yield from ("", *block)


def _sources(outline: Outline) -> list[str]:
    found = source_lines(outline)
    return [SOURCES, *found] if found else []


def _key(citation: Citation) -> tuple[str, str]:
    return citation.file, citation.locator
