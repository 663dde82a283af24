"""Facts told by their names, one or several: 联系人张三，电话12345; 整改时限10月15日前; 加上现状：…. Pure.

Behind a name without 是, a colon or a blank only what looks like its fact is one: figures, or a person's name for a
person.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from knowledge.grounding.text import SURNAMES
from knowledge.outlines import Outline
from knowledge.outlining.editing.changes import Change, Fill, Several
from knowledge.outlining.editing.replacing import labels

SHORTEST = 2  # characters of a name, and of what it may be shortened to
MOST = 60  # characters of a fact without 是 or a colon
_LEAD = re.compile(r"(?:再|还要?|请)*(?:补上|补充|加上|填上|填写|写上|添上)(?:一下)?\s*(?!一[条点段句])")
_LINK = r"\s*(?:是|为|[：:]|改为|改成|改到|改在|定在|定于|填|写)\s*"
# Names are parted from what stands before them by a mark; 电话 is one whatever stands before its figures.
_TELEPHONE = re.compile(r"(?<=[一-龥])(?<!联系)[\s，,]*(?=(?:联系)?电话[是为：:\s]*[0-9０-９])")
_NUMBER = re.compile(r"(?P<others>[^0-9０-９]+?)[\s，,]+(?P<number>[0-9０-９][0-9０-９\-—\s]{5,})")
_PERSON_END = "人"  # 编辑林岚 names the 编辑人, but 联系是张三 nobody
_FIGURES = re.compile(
    r"[0-9０-９]|(?:今|明|后)[天日年]|下?周[一二三四五六日天]|半|[一二两三四五六七八九十]+[个天日月名份次年周]"
)
_OF_PERSON = re.compile("人员?$|领导$")
_PERSON = re.compile(rf"[{SURNAMES}][一-龥]{{1,2}}(?:[、和][{SURNAMES}][一-龥]{{1,2}})*")
_OF_BODY = re.compile("(?:单位|部门|机构|机关|组)$")
_BODY = re.compile("^[^的]{1,20}(?:[办室局委部院会府处科站所厅署馆镇乡组]|中心|单位|公司)$")
_CALLS = re.compile("电话$")
_MARKS = "，,；;。、 \t\n"


@dataclass(frozen=True, slots=True)
class _Told:
    """What stands behind a name, and how it is joined to it: "" where it follows at once."""

    what: str
    link: str
    words: str
    is_whole: bool

    @property
    def is_linked_name(self) -> bool:
        """Tell whether the whole name is joined by 是 or a colon."""
        return self.is_whole and self.link.strip() != ""


def read_facts(asked: str, outline: Outline) -> Change | Several | None:
    """Return the blanks that a text fills by their names; None where it says anything else.

    A single whole name with 是 or a colon is left to other readings, which know more of what it may mean.
    """
    lead = _LEAD.match(asked)
    text = asked[lead.end() :] if lead else asked
    told = tuple(_numbered(_tell(_TELEPHONE.sub("，", text), outline), outline))
    if not told or not all(map(_is_fact, told)):
        return None
    if len(told) > 1:
        return Several(tuple(Fill(each.what, each.words) for each in told))
    return Fill(told[0].what, told[0].words) if lead or not told[0].is_linked_name else None


def _tell(text: str, outline: Outline) -> Iterator[_Told]:
    """Yield what a text tells, name by name; nothing where it does not begin with one."""
    names, begins = _names(outline), _begins(text, outline)
    if not begins or begins[0].start() or begins[0]["name"] not in _firm(names):
        return
    ends = [*(found.start() for found in begins[1:]), len(text)]
    for found, end in zip(begins, ends, strict=True):
        name = found["name"]
        yield _Told(names[name], found["link"], text[found.end() : end].strip(_MARKS), name in _known(outline))


def _begins(text: str, outline: Outline) -> list[re.Match[str]]:
    """Return the places where a text names a fact, none where one is named as nobody would name it."""
    names = _names(outline)
    if not names:
        return []
    known = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    found = list(re.finditer(rf"(?:^|(?<=[{_MARKS}]))(?P<name>{known})(?P<link>{_LINK}|\s*)", text))
    cut = any(each["link"].strip() and f"{each['name']}{_PERSON_END}" == names[each["name"]] for each in found)
    return [] if cut else found


def _numbered(told: Iterable[_Told], outline: Outline) -> Iterator[_Told]:
    """Yield what was told, a number behind a person as the only telephone that is still to be filled in."""
    phones = [what for what in outline.missing if _CALLS.search(what)]
    for each in told:
        both = _NUMBER.fullmatch(each.words)
        if both and len(phones) == 1 and _OF_PERSON.search(each.what):
            yield _Told(each.what, each.link, both["others"].strip(_MARKS), each.is_whole)
            yield _Told(phones[0], "", both["number"].strip(), is_whole=True)
        else:
            yield each


def _is_fact(told: _Told) -> bool:
    """Tell whether words may be what is told behind a name."""
    if not told.words or told.link:
        return bool(told.words)
    if _OF_BODY.search(told.what):
        return len(told.words) <= MOST and _BODY.search(told.words) is not None
    if _OF_PERSON.search(told.what):
        return _PERSON.fullmatch(told.words) is not None
    return len(told.words) <= MOST and _FIGURES.match(told.words) is not None


def _names(outline: Outline) -> Mapping[str, str]:
    """Return what facts may be called, with their whole names: without 的 or 人, by an end that only one has."""
    known = _known(outline)
    ends = [what[at:] for what in known for at in range(1, len(what) - SHORTEST + 1)]
    short = {end: what for what in known for end in _ends(what) if ends.count(end) == 1}
    return short | {form: what for what in reversed(known) for form in _forms(what)}


def _known(outline: Outline) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*outline.missing, *(name for name, _ in outline.request.facts), *labels(outline))))


def _firm(names: Mapping[str, str]) -> set[str]:
    """Return the names with which a text may begin: those that are no mere end of one."""
    return {form for what in {*names.values()} for form in _forms(what)}


def _forms(what: str) -> Iterator[str]:
    yield what
    yield from (form for form in (what.replace("的", ""), what.removesuffix(_PERSON_END)) if len(form) >= SHORTEST)


def _ends(what: str) -> Iterator[str]:
    return (what[at:] for at in range(1, len(what) - SHORTEST + 1))
