"""An answer in plain Chinese words, as the terminal shows it, and what every place that shows one has in common."""

from collections.abc import Iterator, Sequence

from knowledge.answers import Answer, Citation, Outcome, Sentence

REFUSALS = {
    Outcome.NOT_FOUND: "资料库里没有找到能回答这个问题的内容。",
    Outcome.EMPTY_LIBRARY: "资料库还是空的，请管理员先导入文件。",
    Outcome.UNKNOWN_ARTICLE: "没有找到您说的条款。",
}
# Numbers in circles stand in three blocks: the first place of each and its sign.
CIRCLED = ((35, "㊱"), (20, "㉑"), (0, "①"))
MOST_CIRCLED = 50
GROUNDS = "原文："
FURTHER = "另见："
DOUBTFUL = "下面是资料里最接近的内容，不一定正是您问的，请核对原文。"
WORDED = "语言模型的归纳，以后面的原文为准："


def plain(answer: Answer) -> str:
    """Return the answer, or the refusal with what may be related, as lines of text."""
    if answer.refused:
        return _refusal(answer)
    blocks = opening(answer)
    blocks += _worded(answer) if answer.sentences else _verbatim(answer)
    return "\n\n".join(blocks)


def opening(answer: Answer) -> list[str]:
    """Return what must be read before the answer itself: how its document stands, and that it may not be the answer."""
    return [line for line in (answer.remark, DOUBTFUL if answer.doubtful else "") if line]


def sentence_lines(answer: Answer) -> list[str]:
    """Return a model's sentences, a line each, with the numbers of their sources; one source alone has no number."""
    places = _source_places(answer)
    numbers = ("".join(mark(place, len({*places})) for place in _cited(each, places)) for each in answer.sentences)
    return [one_line(each) + number for each, number in zip(answer.sentences, numbers, strict=True)]


def one_line(sentence: Sentence) -> str:
    """Return a sentence without line breaks, which could pass for a heading or a source of ours."""
    return " ".join(sentence.text.split())


def cited_places(answer: Answer) -> frozenset[int]:
    """Return which of the answer's sources a model's sentences stand on."""
    places = _source_places(answer)
    return frozenset(place for each in answer.sentences for place in _cited(each, places))


def numeral(place: int) -> str:
    """Return ① for 0, ② for 1, and so on; beyond ㊿ the number in brackets."""
    block, least = next((first, least) for least, first in CIRCLED if place >= least)
    return chr(ord(block) + place - least) if place < MOST_CIRCLED else f"({place + 1})"


def mark(place: int, count: int) -> str:
    """Return the number of a source among so many; one alone has none."""
    return numeral(place) if count > 1 else ""


def by_source(citations: tuple[Citation, ...]) -> list[list[Citation]]:
    """Return the citations gathered by where they stand, in order."""
    groups: dict[tuple[str, str], list[Citation]] = {}
    for citation in citations:
        groups.setdefault((citation.file, citation.locator), []).append(citation)
    return list(groups.values())


def _source_places(answer: Answer) -> list[int]:
    """Return for each citation of which source it is."""
    found = by_source(answer.citations)
    return [next(place for place, group in enumerate(found) if citation in group) for citation in answer.citations]


def _cited(sentence: Sentence, places: Sequence[int]) -> list[int]:
    return sorted({places[source] for source in sentence.sources})


def _verbatim(answer: Answer) -> Iterator[str]:
    for place, citations in enumerate(by_source(answer.citations)):
        yield (FURTHER if place else "") + _quoted(citations)


def _worded(answer: Answer) -> Iterator[str]:
    found, cited = list(enumerate(by_source(answer.citations))), cited_places(answer)
    yield "\n".join([WORDED, *sentence_lines(answer)])
    yield GROUNDS
    for place, citations in sorted(found, key=lambda each: each[0] not in cited):
        yield ("" if place in cited else FURTHER) + mark(place, len(found)) + _quoted(citations)


def _quoted(citations: Sequence[Citation]) -> str:
    quote = "\n".join(citation.quote for citation in citations)
    return f"{quote}\n——{citations[0].source}"


def _refusal(answer: Answer) -> str:
    lines = [answer.remark or REFUSALS[answer.outcome]]
    for citation in answer.nearest[:1]:
        lines += ["可能相关（不是答案，供参考）：", f"{citation.quote}\n——{citation.source}"]
    return "\n".join(lines)
