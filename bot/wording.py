"""An answer in plain Chinese words, as the terminal shows it."""

from itertools import groupby

from knowledge.answers import Answer, Citation, Outcome

REFUSALS = {
    Outcome.NOT_FOUND: "资料库里没有找到能回答这个问题的内容。",
    Outcome.EMPTY_LIBRARY: "资料库还是空的，请管理员先导入文件。",
    Outcome.UNKNOWN_ARTICLE: "没有找到您说的条款。",
}


def plain(answer: Answer) -> str:
    """Return the answer, or the refusal with what may be related, as lines of text."""
    if answer.refused:
        return _refusal(answer)
    blocks = [answer.remark] if answer.remark else []
    for place, citations in enumerate(by_source(answer.citations)):
        quote = "\n".join(citation.quote for citation in citations)
        blocks.append(f"{'另见：' if place else ''}{quote}\n——{citations[0].source}")
    return "\n\n".join(blocks)


def by_source(citations: tuple[Citation, ...]) -> list[list[Citation]]:
    """Return the citations gathered by where they stand, in order."""
    return [list(group) for _, group in groupby(citations, lambda citation: (citation.file, citation.locator))]


def _refusal(answer: Answer) -> str:
    lines = [answer.remark or REFUSALS[answer.outcome]]
    for citation in answer.nearest[:1]:
        lines += ["可能相关（不是答案，供参考）：", f"{citation.quote}\n——{citation.source}"]
    return "\n".join(lines)
