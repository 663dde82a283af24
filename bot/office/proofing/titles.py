"""The title: 发文机关 + 关于 + 事由 + 文种, without a full stop and not too long."""

import re
from collections.abc import Iterator

from bot.office.proofing.context import Context
from bot.office.proofing.findings import WRITING, Finding, Grade, must, should
from bot.office.proofing.manuscript import STATUTORY, Manuscript

FORM = f"{WRITING}第九条（七）"
RIGHT_KIND = f"{WRITING}第八条"
LONGEST = 50  # characters without those in 《》

_KINDS = "|".join(sorted(STATUTORY, key=len, reverse=True))
_DOUBLED = re.compile(rf"({_KINDS})的\1$")
_PASSED_ON = re.compile("转发|批转|翻印")
_TWO_KINDS = re.compile("(?:请示报告|报告请示|请示函|请示的报告|报告的请示|通知函|申请报告)$")
_BOOK = re.compile("《[^》]*》?")
_MARKS = re.compile("[，；：！？,;!?]")
_BARE_RULE = re.compile(r"印发(?![^《]*《)([^《》]{2,30}(?:办法|规定|条例|细则|规则))(?:（[^）]*）)?的通知$")
_STAMMER = re.compile("关于关于|的的|进一步进一步|通知通知")
_ASKS_TWICE = re.compile("关于(?:请求|申请|恳请|要求|请予).*的请示$")


def check(paper: Manuscript, context: Context) -> Iterator[Finding]:
    """Yield what is wrong with the title."""
    if not paper.title.text:
        yield Finding(Grade.MUST, "标题", "", "没有找到标题。公文标题由发文机关名称、事由和文种组成。", FORM)
        return
    yield from _kind(paper)
    yield from _form(paper)
    yield from _marks(paper)


def _kind(paper: Manuscript) -> Iterator[Finding]:
    title, text = paper.title, paper.title.text.rstrip("。")
    if _TWO_KINDS.search(text):
        yield must(title, "标题里有两个文种，请示与报告、函不得合用，请只留一个。", RIGHT_KIND)
    elif not paper.kind:
        yield from _no_kind(paper)
    doubled = _DOUBLED.search(text)
    if doubled:
        say = should if _PASSED_ON.search(text) else must
        yield say(title, f"“{doubled[1]}”重复，请简化为一个“{doubled[1]}”。", at=doubled.span())
    if _ASKS_TWICE.search(text):
        yield should(title, "“请示”已有请求的意思，事由前不必再写“请求”“申请”。")


def _no_kind(paper: Manuscript) -> Iterator[Finding]:
    if "关于" in paper.title.text:
        yield must(paper.title, "标题缺少文种，请在末尾写明通知、请示、报告等。", FORM)
    elif paper.addressee or paper.signature:
        yield should(paper.title, "标题末尾看不出文种，请核对。", FORM)


def _form(paper: Manuscript) -> Iterator[Finding]:
    title, text = paper.title, paper.title.text
    if paper.kind in STATUTORY and text.startswith("关于"):
        yield should(title, "标题没有写发文机关名称，正式印发时请补上。", FORM)
    if len(_BOOK.sub("", text)) > LONGEST:
        yield should(title, f"标题超过{LONGEST}字，请精简事由。")
    stammer = _STAMMER.search(text)
    if stammer:
        yield must(title, f"“{stammer[0]}”文字重复。", at=stammer.span())
    rule = _BARE_RULE.search(text)
    if rule:
        yield should(title, "所印发的规章制度名称应加书名号。", at=rule.span(1))


def _marks(paper: Manuscript) -> Iterator[Finding]:
    title, text = paper.title, paper.title.text
    if text.endswith(("。", ".")):
        yield must(title, "标题末尾不用句号。", at=(len(text) - 1, len(text)))
    mark = _MARKS.search(_BOOK.sub(lambda book: "书" * len(book[0]), text))
    if mark and paper.is_statutory:
        yield should(title, f"公文标题中除书名号、引号、顿号外一般不用标点，请核对“{mark[0]}”。", at=mark.span())
