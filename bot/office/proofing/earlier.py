"""A paper against the last one of its kind: how much of it is unchanged, and which unchanged sentences need a look."""

import re
from collections.abc import Iterator
from itertools import islice

from bot.office.proofing.context import Context, Earlier
from bot.office.proofing.findings import Finding, Grade, Line, should
from bot.office.proofing.manuscript import Manuscript

MUCH = 0.5  # of the sentences; below this a paper is its own
SHOWN = 10  # unchanged sentences with facts
FACTS = 3  # that are named of a sentence
SHORTEST = 8  # characters; set phrases and headings below this are always alike
_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")
_NUMBER = re.compile(r"^[（(]?\d+[）).、]")
_UNIT = "(?:年|月|日|时|点|分钟|小时|天|个|人|名|家|次|件|万元|亿元|元|%|号|条)"
_FACT = re.compile(rf"\d+(?:[.,]\d+)*{_UNIT}+|\d{{2,}}|第[一二三四五六七八九十]+[届次轮]")
_DATES = re.compile(
    r"\d{4}\s*年(?:度)?|\d{1,2}\s*月|\d{1,2}\s*[日号]|[（(]?(?:星期|周)[一二三四五六日天][）)]?|\d{1,2}[：:时]\d{0,2}分?|第[一二三四五六七八九十]+[届次]"
)


def check(paper: Manuscript, context: Context) -> Iterator[Finding]:
    """Yield what is unchanged against the earlier paper of the context."""
    earlier = context.earlier
    if earlier is None:
        return
    sentences = [(line, words) for line in paper.body for words in _sentences(line.text)]
    before = set(_sentences(earlier.text))
    same = [(line, words) for line, words in sentences if words in before]
    share = len(same) / max(len(sentences), 1)
    if share >= MUCH:
        yield _share(earlier, share, dates_only=_only_dates(sentences, before))
    yield from islice(_facts(same), SHOWN)


def _facts(same: list[tuple[Line, str]]) -> Iterator[Finding]:
    """Yield the unchanged sentences that hold facts."""
    for line, words in same:
        facts = _FACT.findall(_NUMBER.sub("", words))
        if facts:
            told = "、".join(dict.fromkeys(facts[:FACTS]))
            yield should(Line(line.place, words), f"与上一份同类公文一字未改，请核对其中的{told}。")


def _share(earlier: Earlier, share: float, *, dates_only: bool) -> Finding:
    year = f"（{earlier.year}年）" if earlier.year else ""
    changed = "，改动的只有日期" if dates_only else ""
    unchanged = "全文未改动" if share == 1 else f"有{share:.0%}的句子未改动{changed}"
    sentence = f"与《{earlier.title.strip('《》')}》{year}相比，{unchanged}，请核对内容是否适用。"
    return Finding(Grade.SHOULD, "全文", "", sentence)


def _only_dates(sentences: list[tuple[Line, str]], before: set[str]) -> bool:
    """Tell whether every sentence that is not unchanged differs in its dates alone."""
    changed = [words for _, words in sentences if words not in before]
    dateless = {_DATES.sub("", words) for words in before}
    return bool(changed) and all(_DATES.sub("", words) in dateless for words in changed)


def _sentences(text: str) -> list[str]:
    found = (re.sub(r"\s", "", words) for words in _SENTENCE.findall(text))
    return [words for words in found if len(words) >= SHORTEST]
