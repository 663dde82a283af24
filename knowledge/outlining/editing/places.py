"""Where what a reader names lies: parts by their 一、二、 or heading, points by their （一）（二） or words.

Pure; what there is none of, or what may mean two places, is an OutlineFault with the sentence to answer.
"""

from collections.abc import Sequence

from knowledge.numerals import chinese
from knowledge.outlines import Outline
from knowledge.outlining.editing.changes import Named
from knowledge.outlining.faults import OutlineFault

Place = tuple[int, int]

LEADS = ("开头", "导语", "引言", "前言")  # what the paragraph before the first heading is called


def numbered_parts(outline: Outline) -> list[int]:
    """Return the places of the parts that a reader counts; where none is numbered, all count."""
    numbered = [place for place, part in enumerate(outline.parts) if part.numbered]
    return numbered or list(range(len(outline.parts)))


def find_part(outline: Outline, named: Named) -> int:
    """Return the place of a part, by its number or its heading; raise OutlineFault where there is none."""
    if isinstance(named, str):
        return _part_called(outline, named)
    places = numbered_parts(outline)
    at = _at(named, len(places))
    if at is None:
        raise OutlineFault(f"没有{_nth(named)}部分，现在共有{counted(len(places))}个部分。")
    return places[at]


def find_point(outline: Outline, part: Named | None, named: Named) -> Place:
    """Return the places of a part and of a point in it; raise OutlineFault where there is none, or more than one."""
    if isinstance(named, str):
        return _point_about(outline, part, named)
    if part is not None:
        return find_point_in(outline, find_part(outline, part), named)
    places = numbered_parts(outline)
    if len(places) == 1:
        return find_point_in(outline, places[0], named)
    holding = [place for place in places if 1 <= named <= len(outline.parts[place].points)]
    if len(holding) > 1:
        raise OutlineFault(f"不止一个部分有{_nth(named)}条，请说明是第几部分，例如“第二部分{_nth(named)}条”。")
    return find_point_in(outline, holding[0], named) if holding else _counted(outline, places, named)


def find_point_in(outline: Outline, place: int, number: int) -> Place:
    """Return the places of a part and of a point of it by its number; raise OutlineFault where there is none."""
    count = len(outline.parts[place].points)
    at = _at(number, count)
    if at is None:
        raise OutlineFault(f"{name_part(outline, place)}没有{_nth(number)}条，现在共有{counted(count)}条。")
    return place, at


def called(outline: Outline, words: str) -> list[int]:
    """Return the places of the parts that words may name: one of that heading, else those whose heading holds them."""
    headings = [part.heading for part in outline.parts]
    exact = [place for place, heading in enumerate(headings) if heading == words]
    return exact or [place for place, heading in enumerate(headings) if words and words in heading]


def name_part(outline: Outline, place: int) -> str:
    """Return a part as a reader knows it: 第二部分“工作要求”."""
    places = numbered_parts(outline)
    number = f"第{chinese(places.index(place) + 1)}部分" if place in places else ""
    return f"{number}“{outline.parts[place].heading}”"


def counted(number: int) -> str:
    """Return how many, as it is said: 两条, 三条."""
    return "两" if number == 2 else chinese(number)


def _part_called(outline: Outline, words: str) -> int:
    found = called(outline, words)
    if not found and words in LEADS and outline.parts and not outline.parts[0].numbered:
        return 0
    if len(found) == 1:
        return found[0]
    if found:
        raise OutlineFault(f"不止一个部分的标题里有“{words}”，请说明是第几部分。")
    headings = "、".join(f"“{outline.parts[place].heading}”" for place in numbered_parts(outline))
    raise OutlineFault(f"没有标题为“{words}”的部分，现在有{headings}。")


def _point_about(outline: Outline, part: Named | None, words: str) -> Place:
    """Return the point in which words stand."""
    places: Sequence[int] = range(len(outline.parts)) if part is None else [find_part(outline, part)]
    found = [
        (place, at) for place in places for at, point in enumerate(outline.parts[place].points) if words in point.text
    ]
    if not found:
        raise OutlineFault(f"没有写到“{words}”的条目。")
    if len(found) > 1:
        raise OutlineFault(f"不止一条写到“{words}”，请说明是第几部分第几条。")
    return found[0]


def _counted(outline: Outline, places: list[int], number: int) -> Place:
    """Return a point counted over all parts."""
    every = [(place, at) for place in places for at in range(len(outline.parts[place].points))]
    at = _at(number, len(every))
    if at is None:
        raise OutlineFault(f"没有{_nth(number)}条，现在共有{counted(len(every))}条。")
    return every[at]


def _at(number: int, count: int) -> int | None:
    """Return the place of a number among so many, counted from 0; None where there is none."""
    at = number - 1 if number >= 0 else count + number
    return at if 0 <= at < count else None


def _nth(number: int) -> str:
    """Return a number as it is said: 第三, 最后一, 倒数第二."""
    if number >= 0:
        return f"第{chinese(number)}"
    return "最后一" if number == -1 else f"倒数第{chinese(-number)}"
