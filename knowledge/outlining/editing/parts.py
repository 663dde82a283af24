"""Wordings of changes that are about whole parts: added, left out, moved, joined, made longer or shorter. Pure."""

import re

from knowledge.numerals import NUMERAL
from knowledge.outlines import Outline
from knowledge.outlining.editing.changes import (
    FIRST,
    LAST,
    Add,
    AddPart,
    Change,
    DropPart,
    DropPoint,
    Fill,
    Insert,
    Merge,
    Move,
    Reclose,
    Rename,
    Replace,
    ResizePart,
    Rewrite,
    Several,
    Shift,
    Swap,
)
from knowledge.outlining.editing.phrases import (
    ADD,
    AND,
    DROP,
    HEADING,
    IN,
    MORE,
    MOVE,
    OWN,
    REASON,
    SIDE,
    SWAP,
    TO,
    WORDS,
    if_named,
    named,
    number_of,
    part,
    said,
)
from knowledge.outlining.editing.places import called, numbered_parts

MOST = 20  # numbers in a list
LONGEST_HEADING = 20  # characters; what is longer, or a whole sentence, is the text of a part
PART, OTHER = part("part"), part("other")
AT_END, AT_START = (
    "(?:在?(?:文章|全文|整篇)?的?(?:最后面?|末尾|文末|结尾|后面|最下面)(?:处|部分)?)",
    "(?:在?(?:最前面?|开头|开始|最上面))",
)
A_PART = f"一?个?(?:新的?)?(?:第{NUMERAL}{{1,2}}个?)?(?:大?部分|大点|章节?|板块|块)(?:内容)?"
LIST = (
    rf"(?:第?\s*(?P<first>{NUMERAL}{{1,3}})(?:个?(?:部分|条|点|项))?(?P<rest>(?:\s*[、，,和与及到至\-—~]\s*第?\s*{NUMERAL}{{1,3}})+)"
    rf"|前\s*(?P<upto>{NUMERAL}{{1,2}}))"
)
CALLED = (
    "(?:[，,]?\\s*(?:合并后)?(?:的?标题|题目|名称|名字)?\\s*(?:改?为|改?成|叫做?|是|用|定为|统一为)\\s*[：:]?\\s*"
    + HEADING
    + ")?"
)
SHORTER = "不够(?:简洁|精炼|简练)|精练|简短|精简|缩短|短|简单|压缩|简洁|少写|删减|简略|简练|精炼|太长|太啰嗦|太多"
LONGER = "不够(?:[详祥]细|具体|充实|丰富|细)|[详祥]细|具体|长|丰富|充实|多写|展开|细化|扩充|细|太短|太少|太简单|太单薄"
_SLIGHTLY = r"(?:有点|有些|略|稍微?|再|还|可以|要|写得?|改得?|弄|扩|内容|\s)*"
RESIZED = (
    f"(?:内容)?(?:太[^，,。]{{1,5}}[，,])?{_SLIGHTLY}(?:(?:{SHORTER})|(?P<longer>{LONGER}))"
    "了?(?:写|点|些|一?[点些]儿?|一下)*"
)
_NEXT = re.compile(rf"\s*([、，,和与及到至\-—~])\s*第?\s*({NUMERAL}+)")
_CLOSING = re.compile("特此|以上|当否|妥否|请(?:遵照|认真|批示|审[批示议]|予|函复)|此[复令致]")
_ABOUT_END = re.compile("(?:方面|有关|相关)?的?(?:要求|内容|规定|工作|条款|表述|措施)$|方面的?$")
_ABOUT_START = re.compile("^(?:一?[条点段项句些]话?)?的?(?:关于|有关)?")
_DEMANDS = re.compile("要|应|不得|须|严禁|不准|禁止|务必|确保")
_SENTENCE = re.compile("[，,。；;：:！!]")


def _read_more(found: re.Match[str], _outline: Outline) -> Change:
    """Return what the documents are to be asked for."""
    words = _ABOUT_START.sub("", said(found, "words"))
    part = named(found, "part") if "part" in found.groupdict() else None
    return Add(part, _ABOUT_END.sub("", words).removesuffix("的") or words)


def _read_own(found: re.Match[str], _outline: Outline) -> Change:
    """Return a point in the writer's words."""
    return Insert(named(found, "part"), said(found, "words"))


def _read_sentence(found: re.Match[str], outline: Outline) -> Change | None:
    """Return a point in the writer's words where they are a sentence that demands something."""
    return _read_own(found, outline) if _DEMANDS.search(found["words"]) else None


def _read_drop(found: re.Match[str], outline: Outline) -> Change:
    """Return the part that is left out; quoted words that are no heading are left out where they stand."""
    return Replace(found["part_quoted"], "") if _is_no_part(found, outline) else DropPart(named(found, "part"))


def _read_text(found: re.Match[str], outline: Outline) -> Change | None:
    """Return a heading where it may be one, else the text of the part."""
    if _is_no_part(found, outline):
        return None
    words, named_so = said(found, "words"), found["part_named"]
    if named_so in (*outline.missing, *(name for name, _ in outline.request.facts)):
        # A heading that is the name of a fact: 参会人员改成各乡镇长.
        return Fill(named_so, words)
    is_short = len(words) <= LONGEST_HEADING and not _SENTENCE.search(words) and "内容" not in found[0]
    is_heading = is_short and not found["part_lead"]
    return Rename(named(found, "part"), words) if is_heading else Rewrite(named(found, "part"), words)


def _is_no_part(found: re.Match[str], outline: Outline) -> bool:
    """Tell whether a part was named by quoted words alone, and has no such heading."""
    quoted = found["part_quoted"]
    return bool(quoted) and not found["part_is"] and quoted not in [part.heading for part in outline.parts]


def _read_new(found: re.Match[str], _outline: Outline) -> Change | None:
    """Return a part to be added; a closing formula that is to stand at the end is one."""
    heading, groups = said(found, "heading", "heading_too"), found.groupdict()
    if groups.get("at_end") and _CLOSING.match(heading):
        return Reclose(heading)
    if not heading or re.match("一?[条点段句项个]|[一二两几些]|[到在第]", heading):
        return None
    other = if_named(found, "other") if "other" in groups else None
    words = (groups.get("words") or "").strip()
    if groups.get("at_start"):
        return AddPart(heading, FIRST, behind=False, words=words)
    return AddPart(heading, other, behind=not groups.get("before"), words=words)


def _read_edge(found: re.Match[str], _outline: Outline) -> Change:
    """Return a part moved to the beginning or the end."""
    to_end = found["to_end"] is not None
    return Move(named(found, "part"), LAST if to_end else FIRST, behind=to_end)


def _read_nth(found: re.Match[str], outline: Outline) -> Change:
    """Return a part moved so that it is the one of a number."""
    part, nth = named(found, "part"), number_of(found["nth"])
    places = numbered_parts(outline)
    at = (
        [places.index(each) + 1 for each in called(outline, part) if each in places]
        if isinstance(part, str)
        else [part]
    )
    return Move(part, nth, behind=bool(at) and at[0] != LAST and at[0] < nth)


def _read_list(found: re.Match[str], _outline: Outline) -> Several | None:
    """Return several parts or points left out, the last first, so that the others keep their numbers."""
    numbers = _numbers(found)
    if not numbers:
        return None
    of_parts = "部分" in found["unit"]
    owner = if_named(found, "part") if "part" in found.groupdict() else None
    drops = (DropPart(each) if of_parts else DropPoint(owner, each) for each in sorted(numbers, reverse=True))
    return Several(tuple(drops))


def _read_merged_list(found: re.Match[str], _outline: Outline) -> Change | Several | None:
    numbers = sorted(_numbers(found))
    heading = said(found, "heading", "heading_too")
    if len(numbers) < 2:
        return None
    first, *others = numbers
    merges = [Merge(each, first, heading) for each in reversed(others)]
    return merges[0] if len(merges) == 1 else Several(tuple(merges))


def _numbers(found: re.Match[str]) -> set[int]:
    """Return the numbers of a list: 第二、三、四, 第二到四; none where it is not written well."""
    if found["upto"]:
        return set(range(1, number_of(found["upto"]) + 1))
    last = number_of(found["first"])
    numbers = {last}
    for mark, text in _NEXT.findall(found["rest"]):
        number = number_of(text)
        numbers |= set(range(last, number + 1)) if mark in "到至-—~" else {number}
        last = number
    return set() if 0 in numbers or len(numbers) > MOST else numbers


# Each wording with what it asks for; the first that fits the whole text counts.
READINGS = (
    (rf"{DROP}{LIST}\s*个?(?P<unit>大?部分|条|点|项)", _read_list),
    (rf"{LIST}\s*个?(?P<unit>大?部分|条|点|项){DROP}", _read_list),
    (rf"{DROP}{PART}{IN}{LIST}\s*个?(?P<unit>条|点|项)", _read_list),
    (rf"{PART}{IN}{LIST}\s*个?(?P<unit>条|点|项){DROP}", _read_list),
    (f"{DROP}{PART}(?:的?(?:全部)?内容)?了?", _read_drop),
    (f"{PART}(?:的?(?:全部)?内容)?{REASON}{DROP}", _read_drop),
    (
        f"(?:{PART})(?:的?(?:小?标题|题目|名称|名字))(?:{TO}|叫|用|写|是|为){WORDS}",
        lambda found, _: Rename(named(found, "part"), said(found, "words")),
    ),
    (rf"合并(?:一下)?{LIST}\s*个?(?:大?部分){CALLED}", _read_merged_list),
    (
        f"合并(?:一下)?{PART}{AND}{OTHER}{CALLED}",
        lambda found, _: Merge(named(found, "other"), named(found, "part"), said(found, "heading", "heading_too")),
    ),
    (
        rf"{LIST}\s*个?(?:大?部分)(?:合并|并|合二为一|合成?)(?:成|为|到|在)?(?:一起|一?个?部分|一块|一处)?{CALLED}",
        _read_merged_list,
    ),
    (
        f"{PART}{AND}{OTHER}(?:合并|并|合二为一|合成?)(?:成|为|到|在)?(?:一起|一?个?部分|一块|一处)?{CALLED}",
        lambda found, _: Merge(named(found, "other"), named(found, "part"), said(found, "heading", "heading_too")),
    ),
    (
        f"{PART}(?:合并|并|归)(?:到|入|进|至)?{OTHER}(?:里面?|中|去|内)?",
        lambda found, _: Merge(named(found, "part"), named(found, "other")),
    ),
    (
        f"{PART}{MOVE}{OTHER}{SIDE}",
        lambda found, _: Move(named(found, "part"), named(found, "other"), behind=found["before"] is None),
    ),
    (rf"{PART}{MOVE}(?:成|为|作)?第\s*(?P<nth>{NUMERAL}{{1,2}})\s*(?:个?(?:部分|位)|个)", _read_nth),
    (
        f"{PART}{AND}{OTHER}{SWAP}",
        lambda found, _: Swap(named(found, "part"), named(found, "other")),
    ),
    (
        f"{PART}{MOVE}(?:文章|全文)?(?:的|到)?(?:最?前面?|最?前头|开头|第一位|首位|最上面|(?P<to_end>最?后面?|末尾|结尾|文末|最下面))(?:去|来)?",
        _read_edge,
    ),
    (
        f"{PART}(?:[往向]?(?:前|上|(?P<later>后|下))(?:移|挪|调|提|放)(?:动|一位|一个位置|一个|一下|一点)*|提前(?:一位|一个位置|一下)?)",
        lambda found, _: Shift(named(found, "part"), later=found["later"] is not None),
    ),
    (
        rf"在?{OTHER}{SIDE}[，,]?{ADD}{A_PART}(?:[，,]?(?:叫做?|(?:小?标题|题目|名字?)(?:为|是|叫)|是|讲|写))?\s*[：:，,]?\s*{HEADING}"
        r"(?:[：:](?P<words>.+))?",
        _read_new,
    ),
    (
        rf"(?:(?P<at_end>{AT_END})|(?P<at_start>{AT_START}))?[，,]?{ADD}{A_PART}"
        rf"(?:[，,]?(?:叫做?|(?:小?标题|题目|名字?)(?:为|是|叫)|是|讲|写))?\s*[：:，,]?\s*{HEADING}(?:[：:](?P<words>.+))?",
        _read_new,
    ),
    (rf"(?:在?{OTHER}{SIDE})[，,]?{ADD}一?个?{HEADING}(?:这|那|的)?一?个?部分", _read_new),
    (
        rf"(?:(?P<at_end>{AT_END})|(?P<at_start>{AT_START}))?[，,]?{ADD}一?个?{HEADING}(?:这|那|的)?一?个?部分",
        _read_new,
    ),
    (rf"(?P<at_end>{AT_END})[，,]?{ADD}一?个?{HEADING}", _read_new),
    (rf"在?{OTHER}{SIDE}[，,]?{ADD}一?个?{HEADING}", _read_new),
    (f"(?:在|给)?{PART}{IN}(?:最?后面?|末尾|结尾)?{MORE}{OWN}", _read_own),
    (f"(?:在|给)?{PART}{IN}{MORE}一[条点句段](?:话)?(?P<words>[^：:]{{8,}})", _read_sentence),
    (f"{PART}{IN}{RESIZED}", lambda found, _: ResizePart(named(found, "part"), longer=found["longer"] is not None)),
    (
        f"(?:精简|压缩|缩短|删减|简化|(?P<longer>充实|丰富|细化|展开|扩充))(?:一下)?{PART}(?:的?内容)?",
        lambda found, _: ResizePart(named(found, "part"), longer=found["longer"] is not None),
    ),
    (f"(?:在|给)?{PART}{IN}{MORE}{WORDS}", _read_more),
    (f"{PART}{IN}[把将]{WORDS}(?:写|加|放|补)(?:进去?|进来|上去?|入)", _read_more),
    (f"{PART}{TO}{WORDS}", _read_text),
    (f"{PART}(?:里面?|中)(?:写上|写明|写入|写|加进|放上){WORDS}", _read_own),
    (f'{MORE}(?:关于|有关)?(?P<words>[“"][^”"]{{2,20}}[”"])', _read_more),
    (f"{MORE}(?:关于|有关)?{WORDS}(?:方面的?|的)(?:内容|要求|条款|表述|措施)?", _read_more),
)
