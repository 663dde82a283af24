"""An outline as messages of a chat: its advice, its text with marks, its sources, what is missing."""

from collections.abc import Iterator

from bot.format import Block, messages
from bot.outlining import SOURCES, body, foot, missing_line, remarks, source_lines, sources_of
from bot.storage.outlines import KeptOutline
from bot.wording import numeral
from knowledge.outlines import Outline

HOW = "回复本条消息就可以修改，例如：把“甲”改成“乙”；第二部分加强督查；删去第三部分"


def outline_messages(kept: KeptOutline, note: str = "") -> tuple[str, ...]:
    """Return an outline as messages, with a note below it."""
    return messages(_blocks(kept, note))


def quote_pages(outline: Outline) -> tuple[str, ...]:
    """Return the quotes behind an outline in full, as messages of which one is shown at a time."""
    return messages(_quotes(outline))


def _blocks(kept: KeptOutline, note: str) -> Iterator[Block]:
    outline = kept.outline
    if outline.advice:
        yield Block(f"⚠️ {outline.advice}")
        for citation in outline.grounds:
            yield Block(citation.quote, "blockquote", gap="\n")
    yield Block(outline.title, "b")
    yield Block(f"文种：{outline.request.kind}　篇幅：{outline.request.length}　第{kept.number}版", "i", gap="\n")
    yield from _text(outline)
    found = source_lines(outline)
    if found:
        yield Block(SOURCES, "b")
        yield from (Block(line, gap="\n") for line in found)
    if missing := missing_line(outline):
        yield Block(missing)
    yield from (Block(line, "i") for line in remarks(outline))
    if note:
        yield Block(note)
    yield Block(HOW, "i")


def _text(outline: Outline) -> Iterator[Block]:
    """Yield the lines of the paper itself."""
    lines = body(outline)
    gap = "\n\n"
    if outline.addressee:
        yield Block(f"{outline.addressee}：", gap=gap)
        gap = "\n"
    for line, marks in lines:
        is_heading = line.level == 1
        yield Block(line.text + marks, "b" if is_heading else "", gap=gap)
        gap = "\n"
    yield from (Block(line, gap="\n") for line in foot(outline))


def _quotes(outline: Outline) -> Iterator[Block]:
    for place, quotes in enumerate(sources_of(outline)):
        yield Block(numeral(place) + quotes[0].source, "b")
        for citation in quotes:
            yield Block(citation.quote, "blockquote", gap="\n")
