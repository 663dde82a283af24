"""What is left of an outline whose sources are not all to be seen."""

from knowledge.answers import Citation
from knowledge.documents import Span, Status
from knowledge.outlines import Origin, Outline, OutlinePart, Point, Request
from knowledge.outlining.withholding import withhold


def cited(file: str) -> Citation:
    return Citation(file, "《用车规定》", "第一条", "由司机保障", Status.IN_FORCE, None, Span(0, 5))


OPEN, CLOSED = cited("开.txt"), cited("密.txt")
FORM = Point("根据《用车规定》，现就有关事项通知如下。", Origin.FORM, (CLOSED,))
POINTS = (Point("一", Origin.SOURCE, (OPEN,)), Point("由司机保障", Origin.SOURCE, (CLOSED,)), Point("三", Origin.GIVEN))
OUTLINE = Outline(
    Request("通知", "用车"),
    "关于用车的通知",
    "各科室",
    (
        OutlinePart("依据", (FORM,), numbered=False),
        OutlinePart("要求", POINTS),
        OutlinePart("保障", (Point("由司机保障", Origin.WORDED, (OPEN, CLOSED)),)),
    ),
    grounds=(OPEN, CLOSED),
)


def test_points_names_and_grounds_of_hidden_sources_are_left_out() -> None:
    left = withhold(OUTLINE, lambda citation: citation is not CLOSED)
    form, points, empty = left.parts
    assert form.points == (Point("根据【待补：依据】，现就有关事项通知如下。", Origin.FORM),)
    assert [point.text for point in points.points] == ["一", "三"]
    assert [point.text for point in empty.points] == ["【待补：保障的具体内容】"]
    assert left.grounds == (OPEN,)


def test_an_outline_whose_sources_are_all_seen_stays_as_it_is() -> None:
    assert withhold(OUTLINE, lambda _: True) == OUTLINE
