"""The number of a paper (发文字号), its own and those that it cites: the brackets around the year, no 第, no zeros."""

import re
from collections.abc import Iterator

from bot.office.proofing.context import Context
from bot.office.proofing.findings import LAYOUT, Finding, must
from bot.office.proofing.manuscript import Manuscript

FORM = f"{LAYOUT}第7.2.5条"
_NUMBER = re.compile(
    r"[一-鿿]{1,8}[发函字办政委文令通电]\s*(?P<opener>[〔\[［（(【])(?P<year>\d{2,4})(?P<closer>[〕\]］）)】])\s*(?P<rest>第?\s*\d+)\s*号"
)


def check(paper: Manuscript, context: Context) -> Iterator[Finding]:
    """Yield what is wrong with numbers of papers."""
    for line in paper.lines:
        for match in _NUMBER.finditer(line.text):
            if (match["opener"], match["closer"]) != ("〔", "〕"):
                yield must(line, "发文字号的年份应用六角括号“〔〕”。", FORM, at=match.span())
            if len(match["year"]) != 4:
                yield must(line, "发文字号的年份应写全四位数字。", FORM, at=match.span())
            if not re.fullmatch(r"[1-9]\d*", match["rest"]):
                yield must(line, "发文字号的顺序号不加“第”字，不编虚位。", FORM, at=match.span("rest"))
