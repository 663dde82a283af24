"""What a question asks for beside its words: a document by name, an article, a chapter, an older version.

Pure. Names are understood as people write them: in full, in 《》, by their end (放假办法) or shortened (保密法).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from knowledge.numerals import NUMERAL, ArticleNumber, article_number, parse
from knowledge.passages import canonical_name

SHORTEST_NAME = 3
SHORTEST_OWN = 2  # characters of a name that it does not share with many others
_TYPES = "实施条例|工作条例|条例|实施细则|细则|暂行规定|规定|实施办法|办法|规则|制度|决定|准则|守则|规程|章程|法"
_TYPE_END = re.compile(rf"(?:{_TYPES})$")
# Words that many names end with: they alone tell no rule from another.
_COMMON_END = re.compile(rf"(?:管理|工作|实施|暂行|试行|若干|有关)*(?:{_TYPES})$")
# What may stand before a shortened name; behind any other word it is only the end of another rule's name.
_NAME_BEGINS = re.compile(
    r"(?:^|[^一-龥]|[的在和与及或按据照于看查问说是要把对从请想下中里上年版新旧原老该本们国家关位司局室行那这么])$"
)
_REMARK = re.compile(r"[（(][^（）()]*[）)]$")
_ARTICLES = re.compile(
    rf"(?:第\s*{NUMERAL}+\s*条(?!例)(?:\s*之\s*{NUMERAL}+)?|§\s*\d+|(?<!\d)\d+\s*条(?!例)"
    # Without 第 a number is an article's only behind a name, and before nothing that is counted in 条.
    rf"|(?:^|(?<=[法例定则程度》\s])){NUMERAL}+\s*条(?![例措要纪意建禁标原经]))"
)
_CHAPTER = re.compile(rf"第\s*({NUMERAL}+)\s*([编章节])")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*年?")
_OLD = re.compile(
    r"修[订改]前|修正前|旧版|旧法|老版|老法|旧的|老的|原来的?(?=.{0,12}(?:法|条例|规定|办法))|原先|以前的(?=.{0,12}(?:法|条例|规定|办法|版))"
    r"|已废止|废止前|失效|(?:旧|老|原)(?=《|[^，。？?]{0,12}(?:法|条例|办法|规定|细则)(?!定))"
)
_UNKNOWN = re.compile(rf"《([^《》]{{2,40}})》|([一-龥]{{2,20}}?(?:{_TYPES}))\s*(?:第?\s*{NUMERAL}+\s*条|§)")
_OPENING = re.compile(
    "^(?:请问|请教|根据|按照?|依据|依照|那么?|在|我们?|你们?|想|要|请|帮|问|查|看|知道|了解|一下|关于|的)+"
)
_POINTS_BACK = re.compile("[这那该此本上前]")
_FOLLOWS = re.compile(
    "^(?:那|这|它|其|他|她|还|再|又|如果|要是|万一|然后|接着|之后|以后|后来|呢|另外|同样|反过来|具体)|呢[？?]?$"
)
_CONTEXTUAL_LENGTH = 18
# The words of a question that ask, and those that carry no subject: between them stand its parts.
_ASKING = re.compile(
    "(?:多少|几|哪)个?(?:工作日|小时|分钟|钟头|平方米|平米|厘米|公里|块钱|句话|[条种类项些家级位名月年日天周岁人元块钱万次页倍号字票])?"
    "|多久|多长时间|什么时候|什么样|什么|何时|[最至][晚迟多少长短高低]|请问|怎么办理?|怎么处理|怎么样|怎么|怎样|如何|为何|谁来?"
    "|可不可以|会不会|要不要|算不算|能不能|有没有|是不是|应该|应当|需要|可以|必须|一下|现在|(?:19|20)\\d\\d年?版?"
    "|[吗呢啊吧咋啥是的了得被]|要(?![求件点闻])|会(?![议计见场客])|有(?![关效权限])|[^\\w]"
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it is searched: ``asked`` alone; ``text`` has the turns before it where it depends on them.

    ``official`` is the text in official words where a thesaurus was asked, ``words`` are all that it named.
    """

    asked: str
    text: str
    files: tuple[str, ...] = ()
    articles: tuple[ArticleNumber, ...] = ()
    chapter: str = ""
    old: bool = False
    years: tuple[int, ...] = ()
    official: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Name:
    """A document's name as it can be asked for."""

    file: str
    title: str

    @cached_property
    def canonical(self) -> str:
        """Return the name without its type of brackets, the state's name and remarks."""
        return _REMARK.sub("", canonical_name(self.title))


def understand(asked: str, history: Iterable[str], names: Iterable[Name], *, leaning: bool = False) -> Question:
    """Return what ``asked`` asks for; the turns before it are taken in where it says so, or where it is ``leaning``."""
    names = tuple(names)
    before = _before(tuple(history)) if leaning or depends_on_turns(asked) else ()
    files = next((found for turn in (asked, *reversed(before)) if (found := mentioned(turn, names))), ())
    articles = find_articles(asked)
    return Question(
        asked=asked,
        text=" ".join([*before, asked]),
        files=files,
        articles=articles,
        chapter="" if articles else find_chapter(asked),
        old=bool(_OLD.search(asked)),
        years=tuple(int(year) for year in _YEAR.findall(asked)),
    )


def _before(turns: tuple[str, ...]) -> tuple[str, ...]:
    """Return the last turn, with the one before it where the last one leans on that."""
    return turns[-2:] if turns and depends_on_turns(turns[-1]) else turns[-1:]


def depends_on_turns(asked: str) -> bool:
    """Tell whether a question says itself that it leans on the ones before it: 那迟报了呢, 还是不服怎么办."""
    return bool(_FOLLOWS.search(asked.strip()))


def may_depend_on_turns(asked: str) -> bool:
    """Tell whether a question is short enough to lean on the ones before it without saying so: 最多能延几天."""
    return len(asked) <= _CONTEXTUAL_LENGTH


def find_articles(asked: str) -> tuple[ArticleNumber, ...]:
    """Return the articles that are asked for, in any notation: 第34条, 三十四条, §34."""
    found = [article_number(match[0]) for match in _ARTICLES.finditer(asked)]
    return tuple(dict.fromkeys(number for number in found if number is not None))


def find_parts(text: str) -> list[str]:
    """Return what a question is about, part by part: 档案要保存多少年 is about 档案 and 保存."""
    return [part for part in _ASKING.split(text) if len(part) > 1]


def find_chapter(asked: str) -> str:
    """Return the part, chapter or section asked for as 章2, or ""."""
    match = _CHAPTER.search(asked)
    return f"{match[2]}{parse(match[1])}" if match else ""


def mentioned(asked: str, names: Iterable[Name]) -> tuple[str, ...]:
    """Return the files whose name the question mentions; of several names the longest mention wins."""
    scored = [(mention(asked, name.canonical), name.file) for name in names]
    best = max((score for score, _ in scored), default=(0, 0.0))
    if best == (0, 0.0):
        return ()
    return tuple(file for score, file in scored if score == best)


def mention(asked: str, name: str) -> tuple[int, float]:
    """Return how long the question's mention of ``name`` is, and what share of the name it is; (0, 0.0) for none.

    A mention ends with the name's own type (法, 条例, …) and its characters stand in the name in the same order.
    """
    kind = _TYPE_END.search(name)
    if kind is None:
        return (len(name), 1.0) if len(name) >= SHORTEST_NAME and name in asked else (0, 0.0)
    length = max((_length(asked[: match.end()], name) for match in re.finditer(kind[0], asked)), default=0)
    return (length, length / len(name))


def _length(asked: str, name: str) -> int:
    """Return the length of the mention that ``asked`` ends with: the whole name, or a shortened one; 0 for none."""
    places = _run_back(asked, name)
    if len(places) == len(name):
        return len(name)
    common = _COMMON_END.search(name)
    own = sum(place < common.start() for place in places) if common else 0
    is_name = own >= SHORTEST_OWN and _NAME_BEGINS.search(asked[: len(asked) - len(places)])
    return len(places) if is_name else 0


def _run_back(asked: str, name: str) -> list[int]:
    """Return where in ``name`` the last characters of ``asked`` stand, in order and counted from its end."""
    places = [len(name)]
    for character in reversed(asked):
        found = name.rfind(character, 0, places[-1])
        if found < 0:
            break
        places.append(found)
    return places[1:]


def unknown_name(asked: str) -> str:
    """Return the rule that a question names with an article or in 《》; "" when it names none that way."""
    match = _UNKNOWN.search(asked)
    if not match or not (match[2] or find_articles(asked)):
        return ""
    name = match[1] or _OPENING.sub("", match[2])
    return "" if _POINTS_BACK.match(name) else name
