"""Wordings of changes that are about words: of title and tail, in the place of others, of facts. Pure."""

import re

from knowledge.numerals import NUMERAL, parse
from knowledge.outlines import BLANK, COPIES, SERIAL, URGENCY, Outline
from knowledge.outlining.editing.changes import (
    Attach,
    Change,
    Detach,
    Extend,
    Fill,
    Note,
    Readdress,
    Reclose,
    Redate,
    Rename,
    Replace,
    Resign,
    Retitle,
    Several,
)
from knowledge.outlining.editing.phrases import ADD, DROP, QUOTED_OLD, TO, WORDS, if_named, part, point, said
from knowledge.outlining.editing.replacing import holds, labels

_ALL = (
    "(?:通知|文件|提纲|稿子|草稿|全文|文中|文章|正文|整篇|通篇|全部|结尾|最后|末尾)?(?:里面?|中|里头)?"
    "的?(?:所有|全部|凡是|每个|每处|一切)?的?"
)
_INSIDE = '(?:里面?的?|中的?|里头的?|的|[，,]|(?=[“"‘「]))'
_SCOPE = f"(?:{part('part')}(?:{_INSIDE}|(?=第)))?(?:{point('point')}{_INSIDE})?(?:出现)?的?(?:所有|全部)?的?"
_WORD = "(?:的?[这那]?[一二两三四五六几]?个?(?:字样?|词|句话?|词语|地方|说法|表述|名字|处))?"
_OLD = rf"(?:{QUOTED_OLD}|(?P<old>[^“”\"，,。；;：:！!？?]{{2,30}}?)){_WORD}"
_ORGAN = "[办室局委部院会府队处科站所组厅署馆团社行校]|中心|单位|机关|公司|学校"
_TITLE = "(?:文章|公文|总)?(?:大?标题|题目)"
_URGENT = ("紧急", "补充", "重要")  # stand before the kind of a paper: 关于…的紧急通知
_TOO = r"\s*(?P<words_too>.+)"
_NEW = rf"\s*[：:，,]?\s*(?P<words>.+?){_WORD}"
_WRONG = "(?:写错了?|打错了?|错了|有误|不对|不准确)"
_ONE = "(?:一?[个份]|一)?"
_NUMBERS = re.compile(r"(?:^|(?<=[；;，,、\s]))[0-9]{1,2}[.．、]")
_FIGURES = re.compile(r"[0-9０-９：:.\-—\s年月日号时点分]+")
_CALLS_OFF = re.compile("取消|^(?:不要|不需要)")
_EVERY = re.compile("全文|文[中章里]|正文|通篇|整篇|所有|全部|凡是|一切|每[个处]")


def _read_replace(found: re.Match[str], outline: Outline) -> Change | None:
    """Return words in the place of others; unquoted ones must stand in the outline, a heading gets another one."""
    old, new = _replaced(found, outline), said(found, "words").rstrip("。")
    if not old or old == new:
        return None
    where = (if_named(found, "part"), if_named(found, "point"))
    is_bare = where == (None, None) and not _EVERY.match(found[0])
    name = _read_name(found, outline, new) if is_bare else None
    return name or (None if _is_no_word(found, new) else Replace(old, new, *where))


def _is_no_word(found: re.Match[str], new: str) -> bool:
    """Tell whether it is something, and no word of the text, that is put right: 电话改为12345."""
    return not found["quoted"] and _FIGURES.fullmatch(new) is not None and not _FIGURES.search(_old(found))


def _read_name(found: re.Match[str], outline: Outline, new: str) -> Change | None:
    """Return what is changed where the words are not to be replaced but name something: a fact, a heading."""
    old = _old(found)
    fact = None if found["quoted"] else _fact(old, outline)
    if fact:
        return Fill(fact, new)
    return Rename(old, new) if old in [each.heading for each in outline.parts if each.numbered] else None


def _read_left_out(found: re.Match[str], outline: Outline) -> Change | None:
    """Return words that are left out; 取消会议 is no matter of words."""
    old = "" if _CALLS_OFF.search(found[0]) and not found["quoted"] else _replaced(found, outline)
    return Replace(old, "", if_named(found, "part"), if_named(found, "point")) if old else None


def _replaced(found: re.Match[str], outline: Outline) -> str:
    """Return the words that are to go, "" where they are not quoted and stand nowhere."""
    old = _old(found)
    if found["quoted"] or holds(outline, old):
        return old
    # 联系人张三 stands as 联系人：张三.
    name = next((old.removeprefix(label) for label in labels(outline) if old.startswith(label)), "")
    return name if name and holds(outline, name) else ""


def _old(found: re.Match[str]) -> str:
    return (found["quoted"] or found["old"] or "").strip()


def _read_addressee(found: re.Match[str], _outline: Outline) -> Change:
    return Readdress(said(found, "words", "words_too"))


def _read_in_title(found: re.Match[str], outline: Outline) -> Change | None:
    """Return a title with other words in it; None where they do not stand in it."""
    old, new = _old(found), said(found, "words")
    return Retitle(outline.title.replace(old, new)) if old and old in outline.title else None


def _read_out_of_title(found: re.Match[str], outline: Outline) -> Change | None:
    """Return a title without some of its words; None where they do not stand in it."""
    old = (found["quoted_too"] or _old(found)).strip()
    return Retitle(outline.title.replace(old, "", 1)) if old and old in outline.title else None


def _read_longer_title(found: re.Match[str], outline: Outline) -> Change | None:
    """Return a title with further words before or behind it, or before its kind; None where nobody can tell where."""
    words, title = said(found, "words"), outline.title
    if found["before"] or found["behind"]:
        return Retitle(f"{words}{title}" if found["before"] else f"{title}{words}")
    about, of, kind = title.rpartition("的")
    return Retitle(f"{about}{of}{words}{kind}") if words in _URGENT and of else None


def _read_attachment(found: re.Match[str], outline: Outline) -> Change | Several:
    """Return another name for an attachment that there is, else a further one."""
    number = (
        parse(found["number"]) if found["number"] else 1 if found["renames"] and outline.attachments[1:] == () else 0
    )
    is_known = number is not None and 0 < number <= len(outline.attachments)
    if is_known and number:
        return Replace(outline.attachments[number - 1], said(found, "words"))
    return _read_attachments(found, outline)


def _read_attachments(found: re.Match[str], _outline: Outline) -> Change | Several:
    """Return further attachments, each without its number."""
    names = [name.strip(" ；;，,、。") for name in _NUMBERS.split(said(found, "words"))]
    attached = tuple(Attach(name) for name in names if name)
    return attached[0] if len(attached) == 1 else Several(attached)


def _joined(addressee: str, further: str) -> str:
    return f"{addressee}，{further}" if addressee and not BLANK.search(addressee) else further


def _read_detach(found: re.Match[str], _outline: Outline) -> Change:
    return Detach(parse(found["number"]) if found["number"] else None)


def _read_fact(found: re.Match[str], outline: Outline) -> Change | None:
    """Return a fact or a label that is put right."""
    what = found["what"].strip()
    meant = _meant(what, outline)
    return Fill(meant, said(found, "words")) if meant else None


def _read_known(found: re.Match[str], outline: Outline) -> Change | None:
    """Return a fact that is told by its whole name."""
    what = found["what"].strip()
    return Fill(what, said(found, "words")) if what in _known(outline) else None


def _read_further(found: re.Match[str], outline: Outline) -> Change | None:
    """Return words that are added behind a label."""
    what = _meant(found["what"].strip(), outline)
    if what is None:
        return None
    return Fill(what, said(found, "words")) if what in outline.missing else Extend(what, said(found, "words"))


def _meant(what: str, outline: Outline) -> str | None:
    """Return the blank, the fact or the label that is meant; it may be shortened where only one is."""
    known = _known(outline)
    holding = [what] if what in known else [name for name in known if what in name]
    return holding[0] if len(holding) == 1 else None


def _fact(what: str, outline: Outline) -> str | None:
    """Return what is meant where it cannot be a word of the text: a whole name, or the only blank of that end."""
    holding = [name for name in outline.missing if name.endswith(what)]
    return what if what in _known(outline) else holding[0] if len(holding) == 1 else None


def _known(outline: Outline) -> tuple[str, ...]:
    facts = (name for name, _ in outline.request.facts)
    return tuple(dict.fromkeys((*outline.missing, *facts, *labels(outline))))


# Wordings with a name of their own, and then the loose ones; the first that fits the whole text counts.
FIXED = (
    (
        r"(?:(?:标注?|标明|注明|加上|写上|增加)?上?(?:紧急程度|缓急)\s*(?:[：:]|改?[为成]|是|写)?|标注?上?|标明|注明|加上)\s*"
        '[“"]?(?P<words>特急|加急|特提|平急)[”"]?',
        lambda found, _: Note(URGENCY, found["words"]),
    ),
    (
        r"(?:标注?|加上|写上)?上?份号\s*(?:[：:]|改?[为成]|是|写)?\s*(?P<words>[0-9]{6})",
        lambda found, _: Note(SERIAL, found["words"]),
    ),
    (
        rf"(?:加上|写上)?抄送(?:机关|单位)?\s*(?:给|到|[：:]|{TO}|是|写)?\s*(?P<words>(?!机关|单位)[^。；;]*(?:{_ORGAN}))",
        lambda found, _: Note(COPIES, said(found, "words")),
    ),
    (rf"{_TITLE}{TO}{WORDS}", lambda found, _: Retitle(said(found, "words"))),
    (rf"(?:主送(?:机关|单位)?|抬头)(?:{TO}{WORDS}|(?:是|为|写|[：:]){_TOO})", _read_addressee),
    (
        rf"(?:(?:成文|落款)?日期|(?:成文|落款)时间)(?:{TO}|改到|写|用|[：:]){WORDS}",
        lambda found, _: Redate(said(found, "words")),
    ),
    (
        rf"(?:主送(?:机关|单位)?|抬头)(?:里面?|中)?{ADD}(?:一?个)?{WORDS}",
        lambda found, outline: Readdress(_joined(outline.addressee, said(found, "words"))),
    ),
    (rf"{_TITLE}(?:里面?|中)?的?{_OLD}{TO}{_NEW}", _read_in_title),
    (
        rf"{_TITLE}(?:里面?|中)?的?(?:{DROP}{_OLD}|[“\"‘「](?P<quoted_too>[^”\"’」]{{1,40}})[”\"’」]{_WORD}{DROP})",
        _read_out_of_title,
    ),
    (rf"{_TITLE}的?(?:(?P<before>前面?|开头)|(?P<behind>后面?|末尾|最后))?{ADD}{_NEW}", _read_longer_title),
    (
        rf"(?:落款(?:单位)?|署名|发文机关(?:署名)?|发文单位)(?:{TO}|写|用|[：:]){WORDS}",
        lambda found, _: Resign(said(found, "words")),
    ),
    (rf"(?:结语|结束语|结尾用?语|结尾)(?:{TO}|用){WORDS}", lambda found, _: Reclose(said(found, "words"))),
    (rf"{DROP}(?:结语|结束语|结尾用?语)|(?:结语|结束语|结尾用?语){DROP}", lambda _found, _: Reclose("")),
    (
        rf"(?:在?(?:最后|后面|文末|末尾))?(?:{ADD}{_ONE}附件|附件{ADD}{_ONE}|附上)\s*(?:[：:]|叫做?|是|为)?\s*(?P<words>.+)",
        _read_attachments,
    ),
    (rf"附件(?P<number>{NUMERAL}{{1,2}})?\s*(?:[：:]|是|为|(?P<renames>{TO}))\s*(?P<words>.+)", _read_attachment),
    (rf"{DROP}(?:所有|全部)?附件(?P<number>{NUMERAL}{{1,2}})?了?", _read_detach),
    (rf"(?:所有|全部)?附件(?P<number>{NUMERAL}{{1,2}})?{DROP}", _read_detach),
)
READINGS = (
    (
        rf"(?P<what>[^“”\"，,。；;：:]{{2,12}}?)\s*(?:里面?|中)?(?:再|还|要)?(?:增加|加上|补上|添上|加){WORDS}",
        _read_further,
    ),
    (rf"{_ALL}{_SCOPE}{_OLD}\s*(?:都|全部?|统一|一律)?{TO}{_NEW}", _read_replace),
    (rf"{_ALL}{_SCOPE}{_OLD}{_WRONG}[，,]?\s*(?:{TO}|是)?{_NEW}", _read_replace),
    (rf"不是{_OLD}[，,]?(?:而|应该|应当|应)?是{_NEW}", _read_replace),
    (rf"用\s*(?P<words>.{{1,60}}?)\s*(?:代替|替换|替代|取代|换)掉?(?:{_SCOPE}){_OLD}", _read_replace),
    (rf"{_ALL}{DROP}{_ALL}{_SCOPE}{_OLD}", _read_left_out),
    (rf"{_ALL}{_SCOPE}{_OLD}{DROP}", _read_left_out),
    (rf"(?P<what>[^“”\"，,。；;：:]{{2,20}}?)\s*(?:{TO}|改到|改在){WORDS}", _read_fact),
    (r"(?P<what>[^“”\"，,。；;：:]{2,20}?)\s*(?:[：:]|是|写|填)\s*(?P<words>.+)", _read_known),
)
