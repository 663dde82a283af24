"""Texts as Telegram takes them: HTML that is escaped, cut at sentence ends to 4096 UTF-16 units.

Owns how an answer, an article and their sources look in a chat; the words of each conversation are its own.
Telegram counts after reading the markup; here the markup counts too, so that a message is rather too short.
"""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.wording import (
    FURTHER,
    GROUNDS,
    REFUSALS,
    WORDED,
    by_source,
    cited_places,
    mark,
    one_line,
    opening,
    sentence_lines,
)
from knowledge.answering import Article
from knowledge.answers import Answer, Citation, Outcome, Sentence
from knowledge.documents import Status

LIMIT = 4096
SHORT = 60  # characters of a quote beside the main answer
# Where a text may be cut, best first; each mark takes the quotation marks behind it along.
CUTS = tuple(re.compile(rf"{marks}[”’」』）)】》]*") for marks in ("(?:[。！？!?]|\n)", "[；;：]", "[，、,]"))
# Less than this share of the room is not worth beginning in, nor a better place to cut.
WORTHWHILE = 0.25
# Up to so many characters between two quotes are white space, not words left out.
NEXT_LINE = 2


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text in one tag, and what stands between it and the block before."""

    text: str
    tag: str = ""
    gap: str = "\n\n"

    @property
    def html(self) -> str:
        """Return the text with its markup."""
        escaped = html.escape(self.text, quote=False)
        return f"<{self.tag}>{escaped}</{self.tag}>" if self.tag else escaped


def answer_messages(answer: Answer) -> tuple[str, ...]:
    """Return an answer, or a refusal with what may be related, as messages."""
    if answer.refused:
        return messages(_refusal(answer))
    return messages(_worded(answer) if answer.sentences else _answer(answer))


def answer_draft(sentences: Sequence[Sentence]) -> str:
    """Return a model's sentences so far as one message; their sources are numbered when all of them are known."""
    lines = "\n".join([WORDED, *map(one_line, sentences)]) if sentences else ""
    return next(iter(messages([Block(lines)])), "")


def article_pages(article: Article) -> tuple[str, ...]:
    """Return a whole article as messages, of which one is shown at a time."""
    status = "" if article.status is Status.IN_FORCE else f"（{article.status.value}）"
    heading = f"《{article.document.strip('《》')}》{article.locator}{status}"
    remark = [Block(article.remark)] if article.remark else []
    return messages([Block(heading, "b"), *remark, Block(article.text)])


def sources(answer: Answer) -> list[list[Citation]]:
    """Return what stands behind an answer, or near a refusal, one list a source, in the order of the buttons."""
    return by_source(answer.nearest if answer.refused else answer.citations)


def messages(blocks: Iterable[Block]) -> tuple[str, ...]:
    """Return the blocks as messages; a block that does not fit into what is left of one goes on in the next."""
    done: list[str] = []
    current = ""
    for block in blocks:
        rest = block.text.strip()
        while rest:
            opening = current + block.gap if current else ""
            end = _fitting(rest, LIMIT - utf16_length(opening + replace(block, text="").html))
            if end:
                current = opening + replace(block, text=rest[:end].rstrip()).html
                rest = rest[end:].lstrip()
            if rest:
                done.append(current)
                current = ""
    return (*done, current) if current else tuple(done)


def utf16_length(text: str) -> int:
    """Return how many UTF-16 units the text takes, which is how Telegram counts."""
    return len(text) + sum(character > "\uffff" for character in text)


def shorten(text: str, length: int) -> str:
    """Return the text in one line, cut to so many characters."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[:length].rstrip("，、；：") + "……"


def _answer(answer: Answer) -> Iterator[Block]:
    main, *others = found = sources(answer)
    yield from map(Block, opening(answer))
    yield Block(_joined(main), "blockquote")
    yield Block(mark(0, len(found)) + main[0].source, gap="\n")
    yield from _further(FURTHER, list(enumerate(others, 1)), len(found))


def _worded(answer: Answer) -> Iterator[Block]:
    """Yield a model's sentences and the words that they stand on, each source in full and numbered as its button is."""
    found, cited = list(enumerate(sources(answer))), cited_places(answer)
    yield from map(Block, opening(answer))
    yield Block(WORDED)
    yield Block("\n".join(sentence_lines(answer)), gap="\n")
    yield Block(GROUNDS)
    for place, citations in found:
        if place in cited:
            yield Block(_joined(citations), "blockquote", gap="\n")
            yield Block(mark(place, len(found)) + citations[0].source, gap="\n")
    yield from _further(FURTHER, [each for each in found if each[0] not in cited], len(found))


def _refusal(answer: Answer) -> Iterator[Block]:
    yield Block(answer.remark or REFUSALS[answer.outcome])
    if answer.outcome is Outcome.NOT_FOUND and answer.sought:
        yield Block(f"查找的内容：{shorten(answer.sought, SHORT)}", gap="\n")
    found = sources(answer)
    yield from _further("可能相关，供参考（不是答案）：", list(enumerate(found)), len(found))


def _further(title: str, found: Sequence[tuple[int, Sequence[Citation]]], count: int) -> Iterator[Block]:
    """Yield a line for each source, numbered as its button is among so many."""
    if found:
        yield Block(title)
    for place, citations in found:
        # The number of the article stands in the source already.
        words = citations[0].quote.removeprefix(citations[0].locator)
        yield Block(f"{mark(place, count)}{citations[0].source}：{shorten(words, SHORT)}", gap="\n")


def _joined(citations: Sequence[Citation]) -> str:
    """Return quotes of one source in the order of the document; words left out between them are shown as such."""
    ordered = sorted(citations, key=lambda citation: citation.span.start)
    text = ordered[0].quote
    for before, after in pairwise(ordered):
        between = after.span.start - before.span.end
        text += ("\n……\n" if between > NEXT_LINE else "\n" if between else "") + after.quote
    return text


def _fitting(text: str, room: int) -> int:
    """Return how much of the text goes into the room left in a message: all, up to a good place, or nothing."""
    end = _escaped_within(text, room)
    if end == len(text):
        return end
    return _best_cut(text[:end]) if room > LIMIT * WORTHWHILE else 0


def _escaped_within(text: str, room: int) -> int:
    """Return how many characters of the text take, escaped, so many UTF-16 units."""
    for place, character in enumerate(text):
        room -= utf16_length(html.escape(character, quote=False))
        if room < 0:
            return place
    return len(text)


def _best_cut(text: str) -> int:
    """Return where to cut: behind the last sentence, else behind the last clause, else at the very end."""
    for cut in CUTS:
        end = max((match.end() for match in cut.finditer(text)), default=0)
        if end >= len(text) * WORTHWHILE:
            return end
    return len(text)
