"""Places of another office that were left in a text from an older paper.

The paper's own place is known by its issuer, title, signature or addressee, else by what it names again and again. At
home are that place, what it lies in and what lies in it. A place named for a reason (学习、考察、对口……) is no stray.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.office.proofing.context import Context
from bot.office.proofing.findings import Finding, Line, must, should
from bot.office.proofing.manuscript import Manuscript
from bot.office.proofing.places import Gazetteer, Level, Place, places_in

RARE = 2  # times that a stray is named at most
OFTEN = 3  # times that the paper's own place is named, when nothing else tells it

_WORKS_THERE = re.compile(
    "委(?!托|员)|人民政府|政府|人大|政协|纪委|各(?:级|单位|部门|乡|镇|街道|机关)|直(?:属|机关)|机关|党委|办公室|[教公财民]\\S{1,2}局"
)
_REASON = re.compile(
    "学习|借鉴|考察|经验|兄弟|对口|协作|帮扶|援|招商|来自|籍|出生|毕业|对标|全国|合作|案例|通报|事故|洪|震|灾|出差|返|前往"
    "|途[经径]|等地|等[省市县区]|周边|毗邻|邻近|相邻|交界|参观|调研|培训|联合|来访|现场会|企业|公司|人[，。、]|大学|学院|路|街|[原曾]"
)
_SENTENCE_LENGTH = 120  # characters that are looked at on each side

Places = dict[str, Level]


@dataclass(frozen=True, slots=True)
class _Mention:
    """A place and the line that names it."""

    line: Line
    place: Place

    @property
    def sentence(self) -> str:
        """Return the sentence around the place."""
        text, place = self.line.text, self.place
        before = text[max(place.start - _SENTENCE_LENGTH, 0) : place.start]
        after = text[place.end : place.end + _SENTENCE_LENGTH]
        return re.split("[。！？；]", before)[-1] + place.name + re.split("[。！？；]", after)[0]


def check(paper: Manuscript, context: Context) -> Iterator[Finding]:
    """Yield the places that do not belong to where the paper comes from."""
    mentions = list(_mentions(paper, context.gazetteer))
    counts = Counter(mention.place.name for mention in mentions)
    home = _home(paper, context) or _most_named(paper, mentions, counts)
    strays = _strays(mentions, home, _addressed(paper, context.gazetteer), context.gazetteer)
    for mention in mentions:
        name = mention.place.name
        if name in strays and counts[name] <= RARE and not _REASON.search(mention.sentence):
            yield _found(mention, home)


def _mentions(paper: Manuscript, gazetteer: Gazetteer) -> Iterator[_Mention]:
    for line in paper.body:
        yield from (_Mention(line, place) for place in places_in(line.text, gazetteer))


def _home(paper: Manuscript, context: Context) -> Places:
    """Return the places by which the paper says where it comes from: the lowest ones of the first that names any."""
    signature = [paper.signature.text] if paper.signature else []
    found = _places([paper.title.text.partition("关于")[0], *signature], context.gazetteer)
    found = found or _places([context.issuer], context.gazetteer)
    return {name: level for name, level in found.items() if level is max(found.values())}


def _addressed(paper: Manuscript, gazetteer: Gazetteer) -> Places:
    return _places([paper.addressee.text] if paper.addressee else [], gazetteer)


def _places(texts: Iterable[str], gazetteer: Gazetteer) -> Places:
    return {place.name: place.level for text in texts for place in places_in(text, gazetteer)}


def _most_named(paper: Manuscript, mentions: list[_Mention], counts: Counter[str]) -> Places:
    """Return what a paper to somebody, or signed by somebody, names again and again."""
    if paper.addressee is None and paper.signature is None:
        return {}
    local = (mention.place for mention in mentions if mention.place.level is not Level.PROVINCE)
    often = {place.name: place.level for place in local if counts[place.name] >= OFTEN}
    return {name: level for name, level in often.items() if level is max(often.values())}


def _strays(mentions: list[_Mention], home: Places, addressed: Places, gazetteer: Gazetteer) -> set[str]:
    """Return the places that lie elsewhere; where the home is not in the list, its superiors are those named most."""
    if not home:
        return set()
    named = {mention.place.name: mention.place.level for mention in mentions}
    around = {place for name in (*home, *addressed) for place in gazetteer.above.get(name, frozenset())}
    near = {*home, *addressed, *around}
    if not any(name in gazetteer.levels for name in home):
        near.update(_superiors(mentions))
    lowest = max(home.values())
    return {name for name, level in named.items() if not _is_near(name, near, home, gazetteer, is_below=level > lowest)}


def _is_near(name: str, near: set[str], home: Places, gazetteer: Gazetteer, *, is_below: bool) -> bool:
    """Tell whether a place is at home; one of which the list does not know where it lies may be below it."""
    if name in near or any(name.endswith(own) for own in home):
        return True
    above = gazetteer.above.get(name)
    return is_below and (above is None or bool(above & set(home)))


def _superiors(mentions: list[_Mention]) -> Iterator[str]:
    """Yield what may lie above a home that the list does not know: of each level what is named most, else all."""
    for level in (Level.PROVINCE, Level.PREFECTURE):
        ranked = Counter(mention.place.name for mention in mentions if mention.place.level is level).most_common()
        is_clear = len(ranked) > 1 and ranked[0][1] > ranked[1][1]
        yield from (name for name, _ in ranked[: 1 if is_clear else None])


def _found(mention: _Mention, home: Places) -> Finding:
    place, line = mention.place, mention.line
    sentence = f"文中出现“{place.name}”，与发文机关所在地（{'、'.join(home)}）不一致，请核对是否为旧稿遗留。"
    say = must if _WORKS_THERE.match(line.text, place.end) else should
    return say(line, sentence, at=(place.start, place.end))
