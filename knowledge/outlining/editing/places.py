"""Where the numbers that a reader says lie in an outline: parts by their 一、二、, points by their （一）（二）.

Pure; a number that there is none of, or that may mean two places, is an OutlineFault with the sentence to answer.
"""

from knowledge.numerals import chinese
from knowledge.outlines import Outline
from knowledge.outlining.editing.changes import LAST
from knowledge.outlining.faults import OutlineFault

Place = tuple[int, int]


def numbered_parts(outline: Outline) -> list[int]:
    """Return the places of the parts that a reader counts; where none is numbered, all count."""
    numbered = [place for place, part in enumerate(outline.parts) if part.numbered]
    return numbered or list(range(len(outline.parts)))


def find_part(outline: Outline, number: int) -> int:
    """Return the place of a part; raise OutlineFault where there is none of that number."""
    places = numbered_parts(outline)
    if number == LAST and places:
        return places[-1]
    if not 1 <= number <= len(places):
        raise OutlineFault(f"没有第{_spoken(number)}部分，现在共有{counted(len(places))}个部分。")
    return places[number - 1]


def find_point(outline: Outline, part: int | None, number: int) -> Place:
    """Return the places of a part and of a point in it; raise OutlineFault where there is none, or more than one."""
    if part is not None:
        return _point_of(outline, find_part(outline, part), number)
    places = numbered_parts(outline)
    if len(places) == 1:
        return _point_of(outline, places[0], number)
    holding = [place for place in places if number != LAST and 1 <= number <= len(outline.parts[place].points)]
    if len(holding) > 1:
        raise OutlineFault(
            f"不止一个部分有第{_spoken(number)}条，请说明是第几部分，例如“第二部分第{_spoken(number)}条”。"
        )
    return _point_of(outline, holding[0], number) if holding else _counted(outline, places, number)


def _counted(outline: Outline, places: list[int], number: int) -> Place:
    """Return a point counted over all parts."""
    every = [(place, at) for place in places for at in range(len(outline.parts[place].points))]
    if number == LAST and every:
        return every[-1]
    if not 1 <= number <= len(every):
        raise OutlineFault(f"没有第{_spoken(number)}条，现在共有{counted(len(every))}条。")
    return every[number - 1]


def _point_of(outline: Outline, place: int, number: int) -> Place:
    count = len(outline.parts[place].points)
    if number == LAST and count:
        return place, count - 1
    if not 1 <= number <= count:
        raise OutlineFault(f"{name_part(outline, place)}没有第{_spoken(number)}条，现在共有{counted(count)}条。")
    return place, number - 1


def name_part(outline: Outline, place: int) -> str:
    """Return a part as a reader knows it: 第二部分“工作要求”."""
    places = numbered_parts(outline)
    number = f"第{chinese(places.index(place) + 1)}部分" if place in places else ""
    return f"{number}“{outline.parts[place].heading}”"


def counted(number: int) -> str:
    """Return how many, as it is said: 两条, 三条."""
    return "两" if number == 2 else chinese(number)


def _spoken(number: int) -> str:
    return chinese(number) if number >= 0 else "一"
