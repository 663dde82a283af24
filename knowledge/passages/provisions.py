"""Which lines of a regulation begin a provision: an article (第九条), or an item (二十五、) where it has no articles.

A line that begins with 第三十条 may also be a cross-reference, so numbers are believed only as a sequence.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from knowledge.numerals import NUMERAL, ArticleNumber, article_number, parse
from knowledge.passages.outline import lines

_ARTICLE = re.compile(
    rf"""(?: ^[^\S\n]* | (?<=[。；：！？”）)])(?P<inline>[^\S\n]+) )
         (?P<label>第[^\S\n]?{NUMERAL}+[^\S\n]?条(?:之{NUMERAL}+)?)
         (?P<after>(?P<space>[^\S\n])|$|[【（(：:])?""",
    re.MULTILINE | re.VERBOSE,
)
# A mention of an article goes on like this; behind a space, only the first two are told from an article's own words.
_MENTION = re.compile(rf"\s*(?:规定的|第{NUMERAL}+[款项])")
_CLOSE_MENTION = re.compile(rf"中?规定|所[称列]|(?:[和或至及与]|或者)?第{NUMERAL}+条|[、，,。；的之》]|修?改为|删去")
_ITEMS = (
    re.compile(r"^[^\S\n]*(?P<label>[一二三四五六七八九十百]+)[、．.][^\S\n]*", re.MULTILINE),
    re.compile(r"^[^\S\n]*(?P<label>[（(][一二三四五六七八九十百]+[）)])[^\S\n]*", re.MULTILINE),
    re.compile(r"^[^\S\n]*(?P<label>[0-9０-９]{1,3})[、．.](?![0-9０-９])[^\S\n]*", re.MULTILINE),
)
# A line that begins what is annexed: 附件2：…, 附表, 附：
ANNEX = re.compile(
    rf"^[^\S\n]*(?P<label>附(?:[^\S\n]?[件表录图][^\S\n]?{NUMERAL}{{0,3}})?)(?:(?:[：:]|[^\S\n]).*)?$", re.MULTILINE
)
_SENTENCE_END = re.compile("[。；：！？:;!?]$")
_NAIVE = re.compile(rf"^[\s#*]*第{NUMERAL}+条", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Provision:
    """The beginning of a provision.

    Its own words begin at ``text_start``: with its number, or behind a heading on a line of its own. ``is_firm`` says
    that the number stands by itself, as a heading does; ``is_inline`` that it stands within a line.
    """

    start: int
    text_start: int
    label: str
    number: ArticleNumber
    is_firm: bool = True
    is_inline: bool = False


def articles(text: str) -> list[Provision]:
    """Return the beginnings of the articles in ``text``; a second 第一条 begins another rule in the same document."""
    return _sequence(list(_article_candidates(text)), may_restart=True)


def items(text: str) -> list[Provision]:
    """Return the numbered paragraphs before any annex, by the highest numbering in use; [] without one."""
    annex = ANNEX.search(text)
    end = annex.start() if annex else len(text)
    for pattern in _ITEMS:
        found = _sequence([_item(match) for match in pattern.finditer(text, 0, end)], may_restart=False)
        if len(found) > 1 and found[0].number == ArticleNumber(1):
            ends = [*(item.start for item in found[1:]), end]
            return [_titled(text, item, stop) for item, stop in zip(found, ends, strict=True)]
    return []


def article_lines(text: str) -> int:
    """Count the lines that begin with 第…条, without any judgement: the figure to check the articles against."""
    return len(_NAIVE.findall(text))


def _article_candidates(text: str) -> Iterator[Provision]:
    for match in _ARTICLE.finditer(text):
        start, end, label = match.start("label"), match.end("label"), "".join(match["label"].split())
        number, is_inline = article_number(label), match["inline"] is not None
        is_mention = _MENTION.match(text, end) or _CLOSE_MENTION.match(text, end) or (is_inline and not match["space"])
        if number and not is_mention:
            yield Provision(start, start, label, number, is_firm=match["after"] is not None, is_inline=is_inline)


def _item(match: re.Match[str]) -> Provision:
    number = parse(match["label"].strip("（()）")) or 0
    return Provision(match.start("label"), match.start("label"), match["label"], ArticleNumber(number))


def _titled(text: str, item: Provision, stop: int) -> Provision:
    """Return ``item`` under its title, when its first line is one and has text below it."""
    first, *rest = islice(lines(text, item.start, stop), 2)
    words = first.of(text)
    if not rest or "。" in words or _SENTENCE_END.search(words):
        return item
    return replace(item, label=words, text_start=first.end)


def _sequence(candidates: Sequence[Provision], *, may_restart: bool) -> list[Provision]:
    found: list[Provision] = []
    last = ArticleNumber(0)
    for position, candidate in enumerate(candidates):
        restarts = may_restart and candidate.is_firm and candidate.number == ArticleNumber(1)
        if restarts or _follows(candidate, last, candidates[position + 1 : position + 200]):
            found.append(candidate)
            last = candidate.number
    return found


def _follows(candidate: Provision, last: ArticleNumber, later: Sequence[Provision]) -> bool:
    """Say whether a candidate continues the sequence; a gap is believed only when nothing later would fill it."""
    if candidate.number in (ArticleNumber(last.number + 1), ArticleNumber(last.number, last.inserted + 1)):
        return True
    if candidate.is_inline or not candidate.is_firm or candidate.number < last:
        return False
    for other in later:
        if last < other.number < candidate.number:
            return False
        if other.number == ArticleNumber(1):
            break
    return True
