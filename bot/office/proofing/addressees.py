"""The addressee (主送机关): there is one where the kind needs it, with a full-width colon behind it."""

import re
from collections.abc import Iterator

from bot.office.proofing.context import Context
from bot.office.proofing.findings import LAYOUT, WRITING, Finding, Line, must, should
from bot.office.proofing.manuscript import Manuscript

FORM = f"{WRITING}第九条（八）"
COLON = f"{LAYOUT}第7.3.2条"
NEEDED = frozenset({"请示", "报告", "批复", "函", "议案"})
USUAL = frozenset({"通知", "通报"})

_BODY_NAMES = re.compile(
    r"(?:[省市县区州盟旗]委|委员会|政府|局|厅|部|办公室|办|院|处|科|室|社|校|公司|单位|部门|机构|企业|街道|[^乡]镇|[^城]乡|中心|集团|学院|大学)"
    r"[，。；,;.]?$"
)
_LONGEST = 60


def check(paper: Manuscript, context: Context) -> Iterator[Finding]:
    """Yield what is wrong with the addressee."""
    line = paper.addressee
    if line is not None:
        end = len(line.text.rstrip())
        if line.text[end - 1] == ":":
            yield must(line, "主送机关后应用全角冒号“：”。", COLON, at=(end - 1, end))
    elif paper.is_statutory and paper.kind in NEEDED | USUAL:
        yield _missing(paper)


def _missing(paper: Manuscript) -> Finding:
    opening = paper.opening
    if opening is not None and _names_bodies(opening):
        return must(opening, "主送机关后应加全角冒号“：”。", COLON)
    if paper.kind in NEEDED:
        return must(paper.title, f"{paper.kind}应当有主送机关，请在标题下补上。", FORM)
    return should(paper.title, f"没有主送机关。不是普发性的{paper.kind}，请在标题下补上。", FORM)


def _names_bodies(line: Line) -> bool:
    bare = line.text.strip()
    return len(bare) <= _LONGEST and "。" not in bare[:-1] and _BODY_NAMES.search(bare) is not None
