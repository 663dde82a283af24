"""Words and signs that weigh more than others: a sentence may have them only where its sources have them; pure."""

import re
from collections.abc import Iterator

# Words that widen or narrow a rule, speak to the reader, or answer yes and no.
_WEIGHTY = re.compile(
    "所有|全部|全体|一切|任何|一律|凡是|无论|不论|随时|随意|自行|酌情|尽量|最好|例外|除外|除非|不限|唯一|仅|只|最|首先|优先"
    "|[我你您咱]|请(?![示假])|建议|提醒|注意|点击|回复|转发|联系|咨询|感谢|抱歉|以下|如下|材料|上文|原文|废止|失效|过期"
)
_VERDICT = re.compile("^(?:是的?|不是|对的?|不对|好的?|可以|不可以|能|不能|行|不行|需要|不需要|有|没有|当然|不必)[,:!。]")
_JOINS = {"和": "and", "与": "and", "及": "and", "以及": "and", "并": "and", "、": "and", "或": "or", "或者": "or"}
_JOINED = re.compile("(?P<left>[一-龥])(?P<join>以及|或者|[和与及、或])(?P<right>[一-龥])")
_PLAIN = re.compile(r"[一-龥\w\s。,;:!?、“”《》()\[\]〔〕\-—~·….%/]")


def strange_weight(text: str, sources: str) -> Iterator[str]:
    """Yield the weighty words of a normalised text that its normalised sources do not have, and changed 和 and 或."""
    yield from (found[0] for found in _WEIGHTY.finditer(text) if found[0] not in sources)
    yield from (found[0] for found in _VERDICT.finditer(text) if found[0] not in sources)
    known = {(found["left"], found["right"], _JOINS[found["join"]]) for found in _joined(sources)}
    for found in _joined(text):
        left, right, join = found["left"], found["right"], _JOINS[found["join"]]
        if (left, right, "or" if join == "and" else "and") in known and (left, right, join) not in known:
            yield found[0]


def strange_signs(text: str, sources: str) -> Iterator[str]:
    """Yield the signs of a normalised text that no plain sentence has and no source either."""
    yield from (sign for sign in text if not _PLAIN.match(sign) and sign not in sources)


def _joined(text: str) -> Iterator[re.Match[str]]:
    at = 0
    while found := _JOINED.search(text, at):
        yield found
        at = found.end("join")
