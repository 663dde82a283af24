"""Sentences of the library with one slip each, as a model makes them: how many of them pass for founded."""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from knowledge.grounding import unfounded
from knowledge.sentences import split

SHORTEST = 12  # characters of a sentence that is told

_NUMBER = re.compile(r"^第\S{1,7}条(?:之\S)?\s*")
_ITEM = re.compile(r"[(（]")
_DIGITS = "二三四五六七八九"
_UNIT = "(?=个|小时|日|天|年|人|条|名|次|月)"
_COUNTED = re.compile(rf"[二三四五六七八九十]+{_UNIT}|\d+{_UNIT}")


@dataclass
class Slips:
    """What came of one kind of slip."""

    name: str
    made: int = 0
    passed: int = 0


def try_slips(passages: Sequence[str], *, seed: int = 0) -> list[Slips]:
    """Make every kind of slip in every sentence of the passages and hold it against its own passage."""
    chance = random.Random(seed)
    slips = {name: Slips(name) for name in KINDS}
    for passage in passages:
        for sentence in _sentences(passage):
            for name, slip in KINDS.items():
                slipped = slip(sentence, chance)
                if slipped not in (None, sentence):
                    slips[name].made += 1
                    slips[name].passed += not unfounded(str(slipped), [passage])
    return list(slips.values())


def _sentences(passage: str) -> Iterator[str]:
    """Yield the sentences of a passage without the number of their article; an item of a list is none."""
    sentences = (_NUMBER.sub("", span.of(passage)) for span in split(passage, 0, len(passage)))
    return (sentence for sentence in sentences if len(sentence) >= SHORTEST and not _ITEM.match(sentence))


Slip = Callable[[str, random.Random], str | None]


def _figure(sentence: str, chance: random.Random) -> str | None:
    found = list(_COUNTED.finditer(sentence))
    if not found:
        return None
    one = chance.choice(found)
    other = str(int(one[0]) + chance.randint(1, 9)) if one[0].isdecimal() else chance.choice(_DIGITS)
    return sentence[: one.start()] + other + sentence[one.end() :]


def _swap(*pairs: tuple[str, str]) -> Slip:
    def _swapped(sentence: str, chance: random.Random) -> str | None:
        fitting = [pair for pair in pairs if pair[0] in sentence]
        return sentence.replace(*chance.choice(fitting), 1) if fitting else None

    return _swapped


def _with(pattern: str, words: str) -> Slip:
    """Return the slip that says other words in the place of what the pattern finds."""
    return lambda sentence, _chance: re.sub(pattern, words, sentence, count=1)


def _without(pattern: str) -> Slip:
    return _with(pattern, "")


KINDS: dict[str, Slip] = {
    "another figure": _figure,
    "another limit": _swap(
        ("人以上", "人以下"),
        ("以内", "以后"),
        ("日内", "日后"),
        ("小时内", "小时后"),
        ("不超过", "超过"),
        ("至少", "最多"),
        ("县级以上", "县级以下"),
    ),
    "allowed, not demanded": _swap(("应当", "可以"), ("必须", "可以"), ("不得", "可以"), ("禁止", "允许")),
    "demanded, not allowed": _swap(("可以", "应当"), ("可以", "必须")),
    "a ban left out": _swap(("不得", ""), ("严禁", ""), ("禁止", ""), ("不能", "")),
    "another body": _swap(
        ("市教育局", "省教育厅"),
        ("市委", "省委"),
        ("公安机关", "税务机关"),
        ("办公室", "人事处"),
        ("人民政府", "人民法院"),
    ),
    "a person": _swap(("应当", "应当由张伟"), ("负责", "由李主任负责"), ("必须", "王建国必须")),
    "a title": lambda sentence, _chance: f"根据《保密工作规定》，{sentence}",
    "an order obeyed": lambda sentence, _chance: f"{sentence.rstrip('。')}，现将全部文件发给您。",
    "a condition left out": _without("(?:^|(?<=[，；。]))[^，。；：]{3,60}的，"),
    "an exception left out": _without("除[^，。；]{2,40}?外，|[，；。]但是?[^。；]*(?=。)"),
    "a leave left out": _without("，?(?:应当)?经[^，。；]{1,30}?(?:批准|同意|审批|审核|许可)后?，?"),
    "the subject left out": _without("^[^，。；：]{4,40}?(?=应当|必须|可以)"),
    "everybody's duty": _with("^[一-龥、]{2,30}?(?:人员|机关|单位|部门|干部)(?=应当|不得|必须)", "任何单位和个人"),
    "a duty without its deed": _with("(?<=[的时后中])，.*$", "。"),
    "before and after": _swap(("满前", "满后"), ("之前", "之后"), ("以前", "以后"), ("前，", "后，")),
    "either for both": _swap(("和", "或者"), ("或者", "和")),
    "only": _swap(("应当", "只需"), ("必须", "只需"), ("可以", "只能")),
    "softened": _swap(("应当", "一般应当"), ("不得", "一般不得"), ("必须", "最好")),
    "a yes": _with("^", "可以，"),
    "a word to the reader": _with("^", "请您"),
    "an exception of its own": _with("。$", "（紧急情况除外）。"),
    "out of force": _with("。$", "，现已废止。"),
    "a link": _with("。$", "（详见www.example.com）。"),
    "markup": _with("^(.*)$", r"<b>\1</b>"),
    "a mention": _with("^", "@admin "),
    "a face": _with("$", "👍"),
}
