"""What a document is called and of what kind it is."""

import re
from collections.abc import Sequence
from itertools import islice, takewhile
from pathlib import PurePath

from knowledge.documents import Kind, Reading
from knowledge.passages.dates import is_history
from knowledge.passages.outline import lines
from knowledge.passages.provisions import Provision

_RULE = re.compile(
    "(?:条例|规定|办法|法|细则|规则|决定|准则|守则|章程|制度|规程|规范|通则|公约)(?:[（(][^（）()]*[）)])?$"
)
_ESSAY = re.compile("浅析|浅谈|试论|略论|漫谈|谈|论|解读")
_TITLE_END = re.compile(
    f"{_RULE.pattern}|(?:讲话|发言|致辞|报告|总结|通知|意见|方案|纪要|公告|通告|决议|计划|要点|提纲|讲话稿)$"
)
_NUMBERED = re.compile(
    r"第\S{1,6}[编章节条款]|[一二三四五六七八九十]+[、．.]"
    r"|[（(][一二三四五六七八九十\d]+[）)]|\d+[、．]|\d+\.(?!\d)"
)
_SENTENCE_END = re.compile("[。；：！？;:!?，,]$")
# What an office prints above a title: its name, the number of the document, the urgency, who signed.
_LETTERHEAD = re.compile(r"文件$|[〔［\[（(]\d{4}[〕］\]）)]\s*第?\d+号|^签发人|^\d{6}$|^(?:特急|特提|加急|平急)$")
_VERSION = re.compile(r"[（(][^（）()]*(?:修订|修正|修改|试行|暂行|版)[^（）()]*[）)]$")
_FILE_DATE = re.compile(r"\s*[（(][\d-]+[）)]$")
_TITLE_SIZES = range(4, 81)
_ENOUGH_ARTICLES = 3
_HEAD_LINES = 30


def title(reading: Reading) -> str:
    """Return the document's title: the one its format names or its first lines bear, else its file's name.

    Sites repeat a title in other words above the real one, so of several that begin alike the last one counts.
    """
    found = " ".join(reading.title.split())
    head = takewhile(lambda line: is_title_like(line) or _LETTERHEAD.search(line), head_lines(reading.text))
    for line in filter(is_title_like, head):
        if not found or line.startswith(found) or found.startswith(line):
            found = line
        elif _TITLE_END.search(line) and not _TITLE_END.search(found):
            return found + line
        else:
            break
    return found or _FILE_DATE.sub("", PurePath(reading.file).stem)


def canonical_name(title: str) -> str:
    """Return the name that all versions of a rule share: without 《》, the state's name and remarks like （试行）."""
    name = re.sub(r"[《》〈〉\s\u200b]|中华人民共和国", "", title)
    return _VERSION.sub("", name) or name


def kind(title: str, articles: Sequence[Provision], items: Sequence[Provision]) -> Kind:
    """Return what a document is: articles make a regulation, or a rule's name over numbered paragraphs."""
    is_named_rule = _RULE.search(title) is not None and not _ESSAY.match(title)
    is_rule = len(articles) >= _ENOUGH_ARTICLES or (is_named_rule and (articles or items))
    return Kind.REGULATION if is_rule else Kind.SPEECH


def title_end(text: str, title: str) -> int:
    """Return where the lines that only repeat the title end."""
    end = 0
    for line in lines(text):
        if not _repeats(line.of(text), title):
            break
        end = line.end
    return end


def is_head_line(line: str, title: str) -> bool:
    """Say whether a line before a rule's first words is its title, its history, its number or its office."""
    return _repeats(line, title) or is_history(line) or not _SENTENCE_END.search(line)


def is_title_like(line: str) -> bool:
    """Say whether a line could be a title: short, without a number, a date or a sentence's end."""
    if len(line) not in _TITLE_SIZES or _SENTENCE_END.search(line) or "。" in line:
        return False
    is_other = _NUMBERED.match(line) or is_history(line) or _LETTERHEAD.search(line)
    return not is_other and not line.startswith(("—", "-", "["))


def head_lines(text: str) -> list[str]:
    """Return the first lines of ``text``, where its title and its history stand."""
    return [line.of(text) for line in islice(lines(text), _HEAD_LINES)]


def _repeats(line: str, title: str) -> bool:
    one, other = canonical_name(line), canonical_name(title)
    return is_title_like(line) and (one in other or other in one)
