"""The figures of a text: quantities, shares, ordinals, dates, clock times, numbers of papers and telephones; pure.

A figure is compared by what it says, not by how it is written: 二小时 is 2小时 and 两个小时, 百分之五 is 5%, 第九条 is
第9条, 14:30 is 下午两点半. It is bound to what it counts, so that 2小时 is not 2人.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from knowledge.grounding.text import HAN, SURNAMES
from knowledge.numerals import parse

Key = tuple[object, ...]
NUMBERED = 100  # from here on a number before any word is a room's or a form's, and the word is no unit of it

_CHINESE = "[零〇一二两三四五六七八九十百千廿卅]"
_NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|{_CHINESE}+(?:万{_CHINESE}+)?)[万亿]?"
_SMALL = rf"(?:\d{{1,2}}|{_CHINESE}{{1,3}})"
_YEAR = r"(?:\d{4}|[〇零一二三四五六七八九]{4})"
_PERIOD = "凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚间|夜间|今晚|当晚|早|晚"
_POINTS = "(?:点(?!要求|意见|建议|体会|希望|说明|感受|内容|措施|方面|问题|看法)|时(?![候间常]))"
_UNITS = (
    "个工作日|工作日|个月|月份|月|年度|年|个季度|季度|周岁|岁|个星期|星期|周|天|日|号|个小时|小时|个钟头|钟头|分钟|刻钟|秒钟|秒"
    "|美元|元|块钱|平方公里|平方米|立方米|公里|千米|厘米|毫米|米|公斤|千克|吨|克|人次|人|名|位|户|家|件|份|次|遍|条|款|项|目|章|节"
    "|篇|页|本|册|台|辆|架|艘|套|间|层|栋|座|张|封|票|倍|成|度|级|类|种|批|届|期|字|行"
)
_KNOWN_UNITS = frozenset(_UNITS.split("|"))
_SAME = {
    "个工作日": "工作日",
    "月份": "月",
    "年度": "年",
    "个季度": "季度",
    "周岁": "岁",
    "个星期": "周",
    "星期": "周",
    "天": "日",
    "号": "日",
    "个小时": "小时",
    "个钟头": "小时",
    "钟头": "小时",
    "秒钟": "秒",
    "块钱": "元",
    "千米": "公里",
    "千克": "公斤",
    "名": "人",
    "位": "人",
    "遍": "次",
}
_PATTERN = re.compile(
    rf"(?P<paper>[〔\[(](?P<paper_year>\d{{4}})[〕\])]第?(?P<paper_number>\d+)号)"
    r"|(?P<phone>\d{3,4}-\d{7,8}|(?<![\d.])\d{5,}(?![\d.]|,\d{3}|[万亿]|元|人|个|件|份|户|次))"
    rf"|(?P<iso>(?P<iso_year>\d{{4}})[-/.](?P<iso_month>\d{{1,2}})[-/.](?P<iso_day>\d{{1,2}}))(?!\d)"
    rf"|(?P<date>(?:(?P<year>{_YEAR})年)?(?P<month>{_SMALL})月(?:份)?(?:(?P<day>{_SMALL})[日号])?)"
    rf"|(?P<clock>(?P<period>{_PERIOD})?(?:(?P<hour>{_SMALL}){_POINTS}(?:(?P<half>半)|(?P<quarter>[一三])刻"
    rf"|(?P<minute>{_SMALL})分?|整)?|(?P<hh>[0-2]?\d):(?P<mm>[0-5]\d)))(?!\d)"
    rf"|(?P<weekday>(?:周|星期|礼拜)(?P<which>[一二三四五六日天])(?![次天日个年周]))"
    rf"|百分之(?P<percent>{_NUMBER})|(?P<sign>\d+(?:\.\d+)?)%"
    rf"|(?P<below>{_NUMBER})分之(?P<above>{_NUMBER})|(?P<numerator>\d+)/(?P<denominator>\d+)"
    rf"|第(?P<ordinal>{_NUMBER})(?P<ordinal_unit>{_UNITS}|[{HAN}])?(?:之(?P<inserted>{_SMALL}))?"
    rf"|半个?(?P<half_unit>小时|钟头|年|月|天|日)"
    rf"|(?P<number>{_NUMBER})(?:[至到~—-](?P<upper>{_NUMBER}))?(?P<rough>[多余来])?(?P<unit>{_UNITS}|个?半?(?:{_UNITS}|[{HAN}]))?"
    r"(?P<more>半)?"
)
_NUMBERS = re.compile(_NUMBER)
_MORE = str.maketrans("多来", "余余")
# Words have numerals in them, and 一 counts only where something is measured by it.
_ONE_COUNTS = re.compile(
    "个?半?(?:工作日|小时|钟头|星期|季度)|个月|年(?!级)|天(?!然)|日|周(?!边)|分钟|次(?!性)|倍|人|名|票|元|岁|月(?!份)"
)
_ONE_IN_WORD = re.compile("[统唯之同进逐某任第单专万划]$")
_IN_WORD = re.compile("十分(?!钟|之)|两者|[一二三四五六七八九十]+(?:是|要|、)|千万(?!元|人)|三者|一二")


# What makes a bound of a figure, behind it and before it: 3人以上, 不超过3人.
_BEHIND = (
    ("≥", re.compile("(?:及|或)?以上")),
    ("≤", re.compile("(?:及|或)?以下|以内|之内|内(?![容部设外勤科阁])")),
    ("after", re.compile("[之以]?后(?![续勤备])")),
    ("before", re.compile("[之以]?前(?![款项述言后期])")),
)
_VERB = "(?:(?!超过|多于|高于|少于|低于)[一-龥]){0,3}$"  # 至少抽查2次
_BEFORE = (
    ("≤", re.compile("(?:不[得能应可宜]?(?:超过|多于|高于|大于|迟于|晚于)|最[多迟晚长高大]|至[多迟])" + _VERB)),
    ("≥", re.compile("(?:不[得能应可宜]?(?:少于|低于|小于|早于)|至少|最[少低短小早]|起码)" + _VERB)),
    (">", re.compile("(?:超过|多于|高于|大于|超出|逾)$")),
    ("<", re.compile("(?:不足|不满|未满|少于|低于|小于|不到)$")),
    ("before", re.compile("提?前$")),
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and where it stands; the first key is all that it says, the others are parts of it.

    ``bound`` tells whether it is a limit (≥ ≤ > < before after), "" when it is the thing itself.
    """

    words: str
    start: int
    end: int
    keys: tuple[Key, ...]
    bound: str = ""

    @property
    def kind(self) -> object:
        """Return what tells figures of one kind from others: date, clock, a unit."""
        name, unit = self.keys[0][0], self.keys[0][-1]
        return name if isinstance(name, str) and name != "ordinal" else (name == "ordinal", unit)

    def is_said_by(self, source: "Figure") -> bool:
        """Tell whether a source's figure says what this one does; 2小时内 may be told as 2小时."""
        is_bound_alike = self.bound == source.bound or (not self.bound and source.bound == "≤")
        return self.keys[0] in source.keys and is_bound_alike


def figures(text: str) -> tuple[Figure, ...]:
    """Return the figures of a normalised text in order."""
    return tuple(_figures(text))


def blotted(text: str) -> str:
    """Return the text with # for each number in a figure, so that notations do not matter; what is counted stays."""
    written, place = "", 0
    for figure in figures(text):
        written += text[place : figure.start] + _NUMBERS.sub("#", figure.words)
        place = figure.end
    return written + text[place:]


def _figures(text: str) -> Iterator[Figure]:
    period = ""
    for found in _PATTERN.finditer(text):
        if found["clock"]:
            # 下午3点至5点: the second one is in the afternoon as well.
            carried = text[found.start() - 1 : found.start()] in ("至", "到", "-", "~", "—")
            period = found["period"] or (period if carried else "")
            keys: tuple[Key, ...] = (_clock(found, period),)
        else:
            keys = next(reader(found, text) for name, reader in _READERS.items() if found[name])
        if keys:
            start, end = found.start(), _end(found, keys)
            yield Figure(text[start:end], start, end, keys, _bound(text, start, end))


def _end(found: re.Match[str], keys: tuple[Key, ...]) -> int:
    """Return where a figure ends: before the word behind it where that is not what it counts."""
    is_bare = found["number"] and keys[0][-1] == ""
    return max(found.end("number"), found.end("upper")) if is_bare else found.end()


def _bound(text: str, start: int, end: int) -> str:
    behind = (bound for bound, pattern in _BEHIND if pattern.match(text, end))
    before = (bound for bound, pattern in _BEFORE if pattern.search(text[max(start - 8, 0) : start]))
    return next(behind, "") or next(before, "")


def _clock(found: re.Match[str], period: str) -> Key:
    hour = _whole(found["hour"] or found["hh"])
    minute = _whole(found["minute"] or found["mm"] or "0")
    minute += 30 if found["half"] else {"一": 15, "三": 45}.get(found["quarter"] or "", 0)
    late = period in ("下午", "傍晚", "晚上", "晚间", "夜间", "今晚", "当晚", "晚") and hour < 12
    return ("clock", (hour + 12 * late) * 60 + minute)


def _paper(found: re.Match[str], _text: str) -> tuple[Key, ...]:
    return (("paper", found["paper_year"], found["paper_number"]),)


def _phone(found: re.Match[str], _text: str) -> tuple[Key, ...]:
    return (("phone", found["phone"].replace("-", "")),)


def _iso(found: re.Match[str], _text: str) -> tuple[Key, ...]:
    return _dated(_whole(found["iso_year"]), _whole(found["iso_month"]), _whole(found["iso_day"]))


def _date(found: re.Match[str], _text: str) -> tuple[Key, ...]:
    year, day = (found["year"] and _whole(found["year"])), (found["day"] and _whole(found["day"]))
    return _dated(year or None, _whole(found["month"]), day or None)


def _dated(year: int | None, month: int, day: int | None) -> tuple[Key, ...]:
    """Return a date and what may be said of it alone: 2024年3月1日 also says 3月1日, 2024年3月 and 2024年."""
    parts = [(year, month, day), (None, month, day), (year, month, None), (None, month, None)]
    dates: list[Key] = [("date", *part) for part in parts]
    years: list[Key] = [(Fraction(year), "年")] if year else []
    return tuple(dict.fromkeys([*dates, *years]))


def _weekday(found: re.Match[str], _text: str) -> tuple[Key, ...]:
    return (("weekday", "日" if found["which"] == "天" else found["which"]),)


def _percent(found: re.Match[str], _text: str) -> tuple[Key, ...]:
    return (("share", _value(found["percent"] or found["sign"]) / 100),)


def _share(found: re.Match[str], _text: str) -> tuple[Key, ...]:
    below, above = found["below"] or found["denominator"], found["above"] or found["numerator"]
    return (("share", _value(above) / (_value(below) or 1)),)


def _ordinal(found: re.Match[str], _text: str) -> tuple[Key, ...]:
    unit = _unit(found["ordinal_unit"])
    bare: Key = ("ordinal", _value(found["ordinal"]), unit)
    return ((*bare, _whole(found["inserted"])),) if found["inserted"] else (bare,)


def _half(found: re.Match[str], _text: str) -> tuple[Key, ...]:
    return ((Fraction(1, 2), _unit("个月" if found["half_unit"] == "月" else found["half_unit"])),)


def _quantity(found: re.Match[str], text: str) -> tuple[Key, ...]:
    if _is_word(found, text):
        return ()
    # 2至3人 is neither 2人 nor 3人.
    bounds = [_value(bound) for bound in (found["number"], found["upper"]) if bound]
    return ((*bounds, _counted(found, max(bounds))),)


def _counted(found: re.Match[str], value: Fraction) -> str:
    """Return the unit of a number with its 余 or 半; "" where the word behind it is none."""
    unit = found["unit"] or ""
    rough = "半" if "半" in unit or found["more"] else (found["rough"] or "").translate(_MORE)
    unit = unit.replace("半", "")
    return rough + (_unit(unit) if value < NUMBERED or _is_unit(unit) else "")


def _is_word(found: re.Match[str], text: str) -> bool:
    """Tell whether numerals only are part of a word."""
    number, start = found["number"], found.start()
    if number[0].isdigit():
        return False
    if parse(number) is None or _IN_WORD.match(text, start) or _is_in_name(found, text):
        return True
    counts = _ONE_COUNTS.match(text, found.end("number")) and not _ONE_IN_WORD.search(text[:start])
    return number == "一" and not counts


def _is_in_name(found: re.Match[str], text: str) -> bool:
    """Tell whether a numeral is somebody's given name."""
    start = found.start()
    return start > 0 and len(found["number"]) == 1 and text[start - 1] in SURNAMES and not _is_unit(found["unit"])


def _is_unit(unit: str | None) -> bool:
    """Tell whether a word behind a number is one of the units that are known."""
    return (unit or "").removeprefix("个").replace("半", "") in _KNOWN_UNITS or unit in _KNOWN_UNITS


def _unit(unit: str | None) -> str:
    """Return the one name of a unit; 个 says nothing unless it tells months from a month."""
    name = unit or ""
    if name not in _SAME and name.startswith("个") and name != "个月":
        name = name[1:]
    return _SAME.get(name, name)


def _value(number: str) -> Fraction:
    plain = number.replace(",", "")
    scale = {"万": 10**4, "亿": 10**8}.get(plain[-1], 1)
    bare = plain[:-1] if scale > 1 else plain
    return (Fraction(bare) if re.fullmatch(r"\d+(?:\.\d+)?", bare) else Fraction(parse(bare) or 0)) * scale


def _whole(number: str) -> int:
    return parse(number) or 0


_READERS: dict[str, Callable[[re.Match[str], str], tuple[Key, ...]]] = {
    "paper": _paper,
    "phone": _phone,
    "iso": _iso,
    "date": _date,
    "weekday": _weekday,
    "percent": _percent,
    "sign": _percent,
    "below": _share,
    "numerator": _share,
    "ordinal": _ordinal,
    "half_unit": _half,
    "number": _quantity,
}
