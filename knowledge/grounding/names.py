"""The names in a text: titles, quoted and Latin words, people by surname, bodies and places by their last word; pure.

A Chinese name has no mark of its own, so that these are told by what usually ends or begins them.
"""

import re
from collections.abc import Iterator

from knowledge.grounding.text import GLUE, HAN, SURNAMES, is_word, pairs

_MARKED = re.compile(r"《(?P<title>[^《》]+)》|“(?P<quoted>[^“”]+)”")
_PLAIN = re.compile(r"[^\w]")
_LATIN = re.compile(r"[a-z][a-z0-9@._/+-]*[a-z0-9]|[a-z]", re.IGNORECASE)
_POSTS = (
    "书记|主任|主席|秘书长|秘书|经理|同志|老师|先生|女士"
    "|局长|部长|校长|院长|市长|省长|县长|区长|镇长|乡长|处长|科长|司长|厅长"
)
_COMMON_SURNAME = "高方安马万金白江梁余于任常向和应时石路关全成"
_BEFORE_POST = re.compile(rf"[{SURNAMES}{_COMMON_SURNAME}][{HAN}]{{0,2}}?(?:{_POSTS})")
_BEHIND_POST = re.compile(rf"(?:{_POSTS})[{SURNAMES}]")
# The last words of bodies and places; not inside the words that they also end or begin.
BODY = re.compile(
    "(?<!结)局(?![面部限])|委员会|(?<=[市省县区党纪政])委(?![托派员])|厅(?![堂])|(?<![法医学出入寺后])院(?![校落子])"
    "|(?<![全内干外局细])部(?![分署门位队长])|公司|集团|银行|大学|学院|学校|中学|小学|医院|法院|检察院|派出所|中心(?![任工城])|协会|学会"
    "|支队|大队|办公室|(?<![城超上])市(?![场区民面])|省(?![略去时力])|县|(?<![地社校园辖片灾山小市郊城])区(?![别分域间])"
    "|(?<![城])镇(?![静压])|乡(?![亲])|街道|自治州"
    "|机关|部门|单位|机构|政府|主席|军队|警察|媒体|(?<![到好短长益])处(?![理置分罚于在所境])"
)
_PLACE = "省市县区乡镇"
_LEADS_IN = "告送知给请示交报达系于关级同本我全各每原某该管设驻"


def strange_names(text: str, sources: str) -> Iterator[str]:
    """Yield the names in a normalised text that do not stand in the normalised sources."""
    plain, known = _PLAIN.sub("", sources).lower(), pairs(sources)
    for found in _MARKED.finditer(text):
        if _PLAIN.sub("", found["title"] or found["quoted"]).lower() not in plain:
            yield found[0]
    yield from (word[0] for word in _LATIN.finditer(text) if word[0].lower() not in sources.lower())
    for pattern in (_BEFORE_POST, _BEHIND_POST):
        yield from (name[0] for name in pattern.finditer(text) if name[0] not in sources)
    yield from (text[max(found.start() - 2, 0) : found.end()] for found in _strange_bodies(text, known, sources))


def may_begin_name(word: str) -> bool:
    """Tell whether a word that no source has may be somebody's name."""
    return 2 <= len(word) <= 4 and word[0] in SURNAMES


def _strange_bodies(text: str, known: set[str], sources: str) -> Iterator[re.Match[str]]:
    for found in BODY.finditer(text):
        behind = text[found.end() - 1 : found.end() + 1]
        is_cut = found[0] in _PLACE and _goes_on(behind) and behind not in known
        if found[0] not in sources or is_cut or _is_strange_before(text, found.start(), known):
            yield found


def _is_strange_before(text: str, start: int, known: set[str]) -> bool:
    """Tell whether a name begins with words that no source has before its last one."""
    if start == 0 or not is_word(text[start - 1]) or leads_in(text[:start]):
        return False
    return text[start - 1 : start + 1] not in known


def leads_in(before: str) -> bool:
    """Tell whether a name may begin behind these words."""
    return before[-1] in _LEADS_IN or any(GLUE.fullmatch(before[-length:]) for length in (1, 2, 3))


def _goes_on(behind: str) -> bool:
    """Tell whether a name goes on behind its place: 市教育局, not 市的."""
    return len(behind) == 2 and is_word(behind[1]) and not GLUE.match(behind[1])
