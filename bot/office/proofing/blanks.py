"""What was left to be filled in: 【待补：…】, ××年, lines to write on."""

import re
from collections.abc import Iterator

from bot.office.proofing.context import Context
from bot.office.proofing.findings import Finding, must
from bot.office.proofing.manuscript import Manuscript

_BLANK = re.compile(r"【待补[^】]*】?|[XxＸ×*]{2,4}\s?(?:年|月|日|万元)|_{3,}|＿{2,}")


def check(paper: Manuscript, context: Context) -> Iterator[Finding]:
    """Yield what is not filled in yet; the date at the end is looked at with the dates."""
    for line in paper.lines:
        for match in _BLANK.finditer(line.text):
            yield must(line, "还有没有填写的内容。", at=match.span())
