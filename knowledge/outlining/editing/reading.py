"""Changes read from what people write: 第二部分加强督查, 删去第三条, 标题改为…, 会议时间是下周三下午3点, 上一版.

Pure. What is no change is None, so that the words may be a question or another wish.
"""

import re
from collections.abc import Callable, Iterable

from knowledge.numerals import NUMERAL, parse
from knowledge.outlining.editing.changes import (
    LAST,
    Add,
    Change,
    DropPart,
    DropPoint,
    Fill,
    Insert,
    Move,
    Readdress,
    Redate,
    Rename,
    Resign,
    Resize,
    Retitle,
    Reword,
    Undo,
)

_IS_PART, _IS_POINT = "(?:大?部分|大点|段|章)", "小?(?:条|点|项|段)"
_PART = rf"(?:第\s*(?P<part>{NUMERAL}{{1,3}})|(?P<last_part>最后一?))\s*个?{_IS_PART}"
_POINT = rf"(?:第\s*(?P<point>{NUMERAL}{{1,3}})|(?P<last_point>最后一?))\s*个?{_IS_POINT}"
_OTHER = rf"(?:第\s*(?P<other>{NUMERAL}{{1,3}})|(?P<last_other>最后一?))\s*个?{_IS_PART}"
_IN = r"\s*(?:的|里面?|中|里头|，|,)?\s*"
_PLACE = f"(?:{_PART}{_IN})?{_POINT}"
_WORDS = r"\s*[：:，,]?\s*(?P<words>.+)"
_WORDS_TOO = r"\s*(?P<words_too>.+)"
_TO = rf"\s*(?:的?内容)?\s*(?:改为|改成|换成|换为|修改为|写成|写为|改写为|定为){_WORDS}"
_DROP = r"\s*(?:删去|删掉|删除|去掉|拿掉|不要|取消|删)了?\s*"
_MORE = "(?:加强|增加|补充|添加|加上|加入|强调|突出|多写|再写|加)(?:一些|一点|一下|上|点)?"
_OWN = r"(?:的?一[条点项段句](?:话)?|的?下面(?:的话|一段)?|的?如下(?:内容)?)?\s*[：:，,]\s*(?P<words>.+)"
_SWAP = "(?:的?(?:位置|顺序|次序))?(?:互相|相互)?(?:对调|互换|调换|交换|换|调)(?:一下|过来)?(?:位置|顺序|次序)?"
_MOVE = r"\s*(?:移|挪|放|调|换)(?:动|整)?(?:到|至|在)?\s*"

_COURTESY = re.compile(r"^(?:请|麻烦|帮我|帮忙|您|把|将|给我|再)+|[。.！!；;\s]+$|(?:吧|好吗|可以吗|谢谢)+[。！!]*$")
_ABOUT_END = re.compile("(?:方面|有关|相关)?的?(?:要求|内容|规定|工作|条款|表述|措施)$")
_ASKS = re.compile("[？?]|吗|多少|什么|哪|谁|几[点时个号]|怎")
_FILLS = re.compile(rf"(?P<what>.{{2,20}}?)\s*(?:是|写|填写|为|定在|定于|改为|改成|填|[：:]){_WORDS}", re.DOTALL)
_UNDO = re.compile(
    "(?:回到|返回|退回|恢复|还原|还是)?到?(?:上一?个?版本?|前一版|上一稿|撤销|撤回|还原|退回去)"
    "(?:这次|刚才的?|上次的?)?(?:修改|改动)?"
)
_RESIZE = re.compile(
    "(?:(?:内容|全文|整体)?太[长短多少简](?:单|略)?了?[，,]?)?(?:内容|全文)?再?(?:写得?|改得?)?(?:(?:简短|精简|缩短|短|简单|压缩|简洁|少写)|(?P<longer>详细|具体|长|丰富|充实|多写|展开))(?:一?[点些]儿?|一下)?"
)


def read_change(text: str, missing: Iterable[str] = ()) -> Change | Undo | None:
    """Return the change that ``text`` asks for, or None; ``missing`` are the blanks that it may fill."""
    asked = _tidy(text)
    if _UNDO.fullmatch(asked):
        return Undo()
    for pattern, read in _READINGS:
        if found := re.fullmatch(pattern, asked, re.DOTALL):
            return read(found)
    if found := _RESIZE.fullmatch(asked):
        return Resize(longer=found["longer"] is not None)
    return _read_fill(asked, tuple(missing))


def _tidy(text: str) -> str:
    asked, before = text.strip(), ""
    while asked != before:
        before, asked = asked, _COURTESY.sub("", asked)
    return asked


def _number(found: re.Match[str], name: str) -> int:
    return LAST if found[f"last_{name}"] else parse(found[name]) or 0


def _part(found: re.Match[str]) -> int | None:
    """Return the part that was named, or None."""
    return _number(found, "part") if found["part"] or found["last_part"] else None


def _words(found: re.Match[str]) -> str:
    return found["words"].strip().strip('“”"')


def _either(found: re.Match[str]) -> str:
    return (found["words"] or found["words_too"]).strip().strip('“”"')


def _read_swap(found: re.Match[str]) -> Change | None:
    """Return the move that lets two neighbours change places; None for parts that are none."""
    part, other = _number(found, "part"), _number(found, "other")
    return Move(part, other, behind=other > part) if abs(part - other) == 1 else None


def _read_more(found: re.Match[str]) -> Change:
    """Return what the documents are to be asked for."""
    words = _words(found)
    return Add(_number(found, "part"), _ABOUT_END.sub("", words) or words)


def _read_fill(asked: str, missing: tuple[str, ...]) -> Fill | None:
    """Return a blank filled (会议时间是…); its name may be shortened where only one blank is meant."""
    found = _FILLS.fullmatch(asked)
    if found is None or _ASKS.search(asked):
        return None
    said = found["what"].strip()
    meant = [what for what in missing if what == said] or [what for what in missing if said in what]
    return Fill(meant[0], _words(found)) if len(meant) == 1 else None


# Each wording with what it asks for; the first that fits the whole text counts.
_READINGS: tuple[tuple[str, Callable[[re.Match[str]], Change | None]], ...] = (
    (f"{_PART}的?(?:小?标题|题目){_TO}", lambda found: Rename(_number(found, "part"), _words(found))),
    (f"(?:文章|公文)?(?:大?标题|题目){_TO}", lambda found: Retitle(_words(found))),
    (f"(?:主送(?:机关|单位)?|抬头)(?:{_TO}|(?:是|为|写|[：:]){_WORDS_TOO})", lambda found: Readdress(_either(found))),
    (f"(?:(?:成文|落款)?日期|(?:成文|落款)时间){_TO}", lambda found: Redate(_words(found))),
    (f"(?:落款|署名|发文机关(?:署名)?){_TO}", lambda found: Resign(_words(found))),
    (f"{_PLACE}{_TO}", lambda found: Reword(_part(found), _number(found, "point"), _words(found))),
    (f"{_DROP}{_PLACE}了?", lambda found: DropPoint(_part(found), _number(found, "point"))),
    (f"{_PLACE}{_DROP}", lambda found: DropPoint(_part(found), _number(found, "point"))),
    (f"{_DROP}{_PART}了?", lambda found: DropPart(_number(found, "part"))),
    (f"{_PART}{_DROP}", lambda found: DropPart(_number(found, "part"))),
    (
        f"{_PART}{_MOVE}{_OTHER}的?之?(?:前面?|(?P<behind>后面?))",
        lambda found: Move(_number(found, "part"), _number(found, "other"), behind=found["behind"] is not None),
    ),
    (
        f"(?:在|给)?{_PART}{_IN}{_MORE}{_OWN}",
        lambda found: Insert(_number(found, "part"), _words(found)),
    ),
    (f"(?:在|给)?{_PART}{_IN}{_MORE}{_WORDS}", _read_more),
    (f"(?:在?(?:最后|文末|末尾)再?)?{_MORE}{_OWN}", lambda found: Insert(LAST, _words(found))),
    (f"{_PART}(?:和|与|跟|同){_OTHER}{_SWAP}", _read_swap),
)
