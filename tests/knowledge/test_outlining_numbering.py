"""The lines of an outline: 一、（一）, plain paragraphs, headings before the rest of a point."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.numerals import chinese
from knowledge.outlines import Origin, Outline, OutlinePart, Point, Request
from knowledge.outlining.numbering import Line, ended, lines, mark


def point(text: str, origin: Origin = Origin.FORM) -> Point:
    return Point(text, origin)


def part(heading: str, *texts: str, numbered: bool = True) -> OutlinePart:
    return OutlinePart(heading, tuple(map(point, texts)), numbered)


def outline(*parts: OutlinePart, closing: str = "") -> Outline:
    return Outline(Request("通知", "值班"), "标题", "各科室", parts, closing)


def texts(*parts: OutlinePart, closing: str = "") -> list[tuple[int, str]]:
    return [(line.level, line.text) for line in lines(outline(*parts, closing=closing))]


def test_parts_and_points_are_numbered_as_the_standard_says() -> None:
    assert texts(
        part("缘由", "根据规定，通知如下：", numbered=False),
        part("工作安排", "值班室昼夜有人", "带班领导在岗。"),
        part("工作要求", "严格交接班。"),
        closing="特此通知。",
    ) == [
        (0, "根据规定，通知如下："),
        (1, "一、工作安排"),
        (2, "（一）值班室昼夜有人。"),
        (2, "（二）带班领导在岗。"),
        (1, "二、工作要求"),
        (0, "严格交接班。"),
        (0, "特此通知。"),
    ]


@pytest.mark.parametrize(("level", "written"), [(1, "十二、"), (2, "（十二）"), (3, "12."), (4, "（12）")])
def test_each_level_has_its_mark(level: int, written: str) -> None:
    assert mark(level, 12) == written


@pytest.mark.parametrize(
    ("points", "paragraphs"),
    [
        (("为了做好值班。", "现通知如下："), ["为了做好值班。现通知如下："]),
        (("同志们：", "今天开会。", "我讲三点。"), ["同志们：", "今天开会。我讲三点。"]),
        (("会议时间：周三", "会议地点：三楼"), ["会议时间：周三", "会议地点：三楼"]),
        ((), []),
    ],
)
def test_sentences_of_an_opening_run_together(points: tuple[str, ...], paragraphs: list[str]) -> None:
    assert [text for _, text in texts(part("缘由", *points, numbered=False))] == paragraphs


@pytest.mark.parametrize(
    ("text", "head", "rest"),
    [
        ("加强领导。各单位要明确专人。", "（一）加强领导。", "各单位要明确专人。"),
        ("会议时间：周三", "（一）会议时间：", "周三。"),
        ("【待补：汇报人】汇报情况。", "（一）", "【待补：汇报人】汇报情况。"),
        ("根据【待补：依据】，制定本制度。", "（一）", "根据【待补：依据】，制定本制度。"),
        ("现状：【待补：现状】", "（一）现状：", "【待补：现状】。"),
        ("各单位要明确专人", "（一）", "各单位要明确专人。"),
        ("这第一句话写得实在太长所以它不像一个小标题。第二句。", "（一）", None),
    ],
)
def test_a_short_first_sentence_is_set_as_a_heading(text: str, head: str, rest: str | None) -> None:
    line = lines(outline(part("要求", text, "另一条")))[1]
    assert line.head == head
    assert line.head + line.rest == line.text
    assert rest is None or line.rest == rest


@pytest.mark.parametrize("text", ["完。", "完！", "“完。”", "如下：", "等等……", "（完。）"])
def test_what_is_ended_stays(text: str) -> None:
    assert ended(text) == text


def test_a_run_has_the_origin_of_what_is_not_a_phrase() -> None:
    opening = OutlinePart("缘由", (point("为了值班。"), point("值班很重要。", Origin.SOURCE)), numbered=False)
    assert lines(outline(opening)) == (Line("为了值班。值班很重要。", origin=Origin.SOURCE),)


headings = st.text("工作安排要求", min_size=1, max_size=6)
parts = st.builds(
    lambda heading, words, numbered: part(heading, *words, numbered=numbered),
    headings,
    st.lists(st.text("值班带领导在岗", min_size=1, max_size=12), max_size=5),
    st.booleans(),
)


@given(st.lists(parts, max_size=6))
def test_every_point_stands_in_one_line_and_numbers_count_up(made: list[OutlinePart]) -> None:
    written = lines(outline(*made))
    joined = "\n".join(line.text for line in written)
    assert all(point.text in joined for part in made for point in part.points)
    numbered = [line.text for line in written if line.level == 1]
    expected = [part.heading for part in made if part.numbered]
    assert numbered == [f"{chinese(number)}、{heading}" for number, heading in enumerate(expected, 1)]
