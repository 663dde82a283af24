"""Words and signs that weigh more than others: a sentence may have them only where its sources have them; pure."""

import re
from collections.abc import Iterator

_NUMERAL = r"[\d一二两三四五六七八九十]"
# Words that widen or narrow a rule, that call it in question, or that speak to the reader.
_WEIGHTY = re.compile(
    "所有|全部|全体|一切|任何|一律|凡是|无论|不论|随时|随意|自行|酌情|尽量|最[一-龥]|除外|除非|例外|不限|唯一|仅|只|首先|优先"
    f"|一般|通常|原则上|大约|大概|左右|可能|(?<![预节制签条公])约(?={_NUMERAL})|废止|失效|过期"
    "|[我你您咱]|请(?![示假])|建议|提醒|注意|点击|回复|转发|联系|咨询|感谢|抱歉|以下|如下|材料|上文|原文"
)
_VERDICT = re.compile("^(?:是的?|不是|对的?|不对|好的?|不?可以|不?能|不?行|不?需要|有|没有|当然|不必)[,:!。]")
# 届满前 is not 届满后; 之前 and 以前 are 前.
_MOMENT = re.compile("[一-龥][前后内外]")
_SIDE = re.compile("[之以](?=[前后内外])")
_JOINED = re.compile("(?P<left>[一-龥])(?:(?P<all>以及|[和与及、])|(?P<any>或者|或))(?P<right>[一-龥])")
_PLAIN = re.compile(r"[一-龥〇0-9A-Za-z\s。,;:!?、“”《》()\[\]〔〕\-—~·….%/]")


def strange_weight(text: str, sources: str) -> Iterator[str]:
    """Yield the weighty words of a normalised text that its normalised sources do not have."""
    for pattern in (_WEIGHTY, _VERDICT):
        yield from (found[0] for found in pattern.finditer(text) if found[0] not in sources)
    moments = _SIDE.sub("", sources)
    yield from (found[0] for found in _MOMENT.finditer(_SIDE.sub("", text)) if found[0] not in moments)
    yield from _joined_otherwise(text, sources)


def strange_signs(text: str, sources: str) -> Iterator[str]:
    """Yield the signs of a normalised text that no plain sentence has and no source either."""
    yield from (sign for sign in text if not _PLAIN.match(sign) and sign not in sources)


def _joined_otherwise(text: str, sources: str) -> Iterator[str]:
    """Yield what a text joins by 或 and its sources by 和 only, or the other way round."""
    known = set(_joined(sources))
    for left, right, is_any in _joined(text):
        if (left, right, not is_any) in known and (left, right, is_any) not in known:
            yield left + ("或" if is_any else "和") + right


def _joined(text: str) -> Iterator[tuple[str, str, bool]]:
    """Yield the characters around each 和 and 或, and whether it is 或."""
    at = 0
    while found := _JOINED.search(text, at):
        yield found["left"], found["right"], found["any"] is not None
        at = found.end() - 1
