"""Places: the list places.txt of provinces, prefectures and counties, and counties beyond it by the look of their name.

What is found by its look is less sure: only a name of two or three characters that ends as names of places do.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property
from importlib.resources import files

FILE = "places.txt"

_BOOK = re.compile("《[^》]*》")
# Not 北京市场, 新华区域, 平原县级.
_END = "(?![场域级处局际])"
# A name goes back to one of these characters; names that hold one are missed rather than cut.
_STOP = (
    "在是到由赴与和及向对从全的了我你他本各该外整两三一二四五六七八九十个某省市县区州盟旗中共党于为把被让使给以并就"
    "如像至等有无据按照经过后前上下内邻镇乡村街道同跨每几多这那此之们会来去进出请已报即提商送呈函告知为将应须拟"
)
# What names of places end with.
_LAST = "山水江河湖海川溪泉源阳阴安宁平昌兴城丰远岭峰原林田桥港湾岛洲浦塘池谷坪坡台康乐吉庆福泰清明龙凤云石沙金陵"
_LOOKS = re.compile(rf"(?<![^{_STOP}\W])(?P<name>[^{_STOP}\W\d_]{{1,2}}[{_LAST}]县)(?![级域直际长城处团里])")
# What stands before 县 without being a name.
_GENERIC = re.compile("(?:文明|园林|平安|小康|沿海|沿江|山水|平原|革命|产粮|示范|民生|安全|健康|文化|旅游|康养)县$")


class Level(IntEnum):
    """How high a place stands."""

    PROVINCE = 1
    PREFECTURE = 2
    COUNTY = 3


@dataclass(frozen=True)
class Gazetteer:
    """Places by their full names: how high each stands, and all that it lies in (of one name there are several)."""

    levels: Mapping[str, Level] = field(default_factory=dict)
    above: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Return what finds a name of the list."""
        names = "|".join(sorted(map(re.escape, self.levels), key=len, reverse=True))
        return re.compile(f"(?:{names}){_END}" if names else "(?!)")


@dataclass(frozen=True, slots=True)
class Place:
    """A place where a line names it."""

    name: str
    level: Level
    start: int
    end: int


def load_gazetteer() -> Gazetteer:
    """Return the list."""
    levels: dict[str, Level] = {}
    above: dict[str, set[str]] = {}
    province = ""
    for line in files("bot.office.proofing").joinpath(FILE).read_text("utf-8").splitlines():
        name, _, below = line.strip().partition("：")
        if not name or name.startswith("#"):
            continue
        is_prefecture = line.startswith(" ")
        province = province if is_prefecture else name
        levels[name] = Level.PREFECTURE if is_prefecture else Level.PROVINCE
        above.setdefault(name, set()).update({province} - {name})
        for county in below.split():
            levels.setdefault(county, Level.COUNTY)
            above.setdefault(county, set()).update({province, name})
    return Gazetteer(levels, {name: frozenset(places) for name, places in above.items()})


def places_in(text: str, gazetteer: Gazetteer) -> Iterator[Place]:
    """Yield the places that a line names; what stands in 《》 is the name of another text."""
    bare = _BOOK.sub(lambda book: "《" * len(book[0]), text)
    listed: set[int] = set()
    for match in gazetteer.pattern.finditer(bare):
        listed.add(match.end())
        yield Place(match[0], gazetteer.levels[match[0]], *match.span())
    for match in _LOOKS.finditer(bare):
        if match.end() not in listed and not _GENERIC.search(match["name"]):
            yield Place(match["name"], Level.COUNTY, *match.span("name"))
