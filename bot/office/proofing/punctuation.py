"""Marks of punctuation one by one: half-width ones, doubled ones, ellipses, letters and spaces of the wrong width."""

import re
from collections.abc import Iterator

from bot.office.proofing.context import Context
from bot.office.proofing.findings import MARKS, Finding, Line, must, should
from bot.office.proofing.manuscript import Manuscript

_HAN = "[一-鿿]"
_BEFORE = "(?<=[一-鿿”’》）〉】])"
_AFTER = "(?=[一-鿿“‘《（〈【])"
# What is wrong wherever it stands, with what is said.
_WRONG = (
    (rf"{_BEFORE}[,;:?!](?={_HAN}|[“‘《（〈【，。、；：]|\d|\s*$)|\d[,;]{_AFTER}", "中文里应用全角标点。"),
    (rf"{_BEFORE}\.(?={_HAN}|\s*$)", "中文里句末应用句号“。”。"),
    (rf"(?<=\S)\((?=[^()（）]*{_HAN})[^()（）]*\)", "中文里应用全角括号。"),
    (rf"\"(?=[^\"]*{_HAN})[^\"]*\"", "引号应用“”。"),
    (r"[，、；：](?=[，。、；：！？])|[。！？](?=[，、；：])|(?<!。)。。(?!。)", "标点重复，请只留一个。"),
    (r"。{3,}|(?<!\.)\.{3,}(?!\.)|[，、]{3,}", "省略号应用“……”。"),
    ("(?<!第)[０-９Ａ-Ｚａ-ｚ]+", "数字和字母应用半角。"),
)
_DOUBTFUL = (
    (r"(?<!…)…(?!…)", "省略号应占两个字，用“……”。", MARKS),
    (r"……\s*等", "省略号与“等”不并用。", MARKS),
    (r"(?<=》)、(?=《)|(?<=”)、(?=“)", "并列的书名号、引号之间通常不用顿号。", MARKS),
)
_CHECKS = tuple(
    [(re.compile(pattern), sentence, MARKS, must) for pattern, sentence in _WRONG]
    + [(re.compile(pattern), sentence, ground, should) for pattern, sentence, ground in _DOUBTFUL]
)
_ELSEWHERE = re.compile(
    r"https?://\S+|www\.\S+|[A-Za-z0-9_.-]{1,64}@[A-Za-z0-9_.-]+|[A-Za-z]:\\\S+"
    r"|^\s*(?:[一二三四五六七八九十]{1,3}[.,]|[（(][一二三四五六七八九十\d]{1,3}[）)][.,]?)"
)
_SPACE = re.compile(f"(?<={_HAN})[ \u3000\u00a0]+(?={_HAN})|(?<={_HAN})[ \u3000\u00a0]+(?=[，。、；：])")
_NUMBER = re.compile(
    r"\s*(?:第\S{1,6}[编章节条款]|附件\d*|[（(]?[\d一二三四五六七八九十]+[）)]?[、.．]?)[ \u3000\u00a0]+"
)
_STOP = re.compile("[。；，]")


def check(paper: Manuscript, context: Context) -> Iterator[Finding]:
    """Yield marks that are wrong or doubtful."""
    for line in paper.lines:
        text = line.text.rstrip()
        if line is paper.addressee:
            text = text[:-1]  # its colon is looked at with the addressee
        # An address may hold any mark, and the marks of levels are looked at with the levels; their places are kept.
        text = _ELSEWHERE.sub(lambda found: "a" * len(found[0]), text)
        for pattern, sentence, ground, say in _CHECKS:
            for match in pattern.finditer(text):
                yield say(line, sentence, ground, at=match.span())
    for line in paper.body:
        yield from _spaces(line)
        yield from _end(line)


def _spaces(line: Line) -> Iterator[Finding]:
    """Yield spaces within sentences; titles, tables and names are often set with spaces."""
    if "\t" in line.text or not _STOP.search(line.text):
        return
    number = _NUMBER.match(line.text)
    for match in _SPACE.finditer(line.text, number.end() if number else 0):
        yield should(line, "汉字之间有多余的空格。", at=match.span())


def _end(line: Line) -> Iterator[Finding]:
    bare = line.text.rstrip()
    if bare.endswith(("，", "、")):
        yield must(line, "段末不应用逗号、顿号。", at=(len(bare) - 1, len(bare)))
    elif "。" in bare and re.search(f"{_HAN}$", bare) and "\t" not in bare:
        yield should(line, "段末缺少标点。", at=(len(bare) - 1, len(bare)))
