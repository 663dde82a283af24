"""What only the writer knows: short facts in one line, what is to be told in its own, nothing said twice."""

import pytest

from knowledge.outlining.facts import fact_points


@pytest.mark.parametrize(
    ("heading", "blanks", "alone", "lines"),
    [
        ("工作安排", ("牵头单位", "完成时限"), True, ["牵头单位：【待补：牵头单位】；完成时限：【待补：完成时限】"]),
        ("善后情况", ("善后情况",), True, ["【待补：善后情况】"]),
        ("处置经过", ("处置经过", "结束时间"), True, ["【待补：处置经过】", "结束时间：【待补：结束时间】"]),
        ("会议认为", ("会议共识",), True, ["【待补：会议共识】"]),
        ("分析评价", ("原因分析",), False, ["原因分析：【待补：原因分析】"]),
        ("事件概况", ("事发时间", "基本过程"), True, ["事发时间：【待补：事发时间】", "基本过程：【待补：基本过程】"]),
        ("成效", ("主要做法", "主要数据"), True, ["主要做法：【待补：主要做法】", "主要数据：【待补：主要数据】"]),
        ("联系", (), True, []),
    ],
)
def test_facts_stand_in_as_few_lines_as_read_well(
    heading: str, blanks: tuple[str, ...], alone: bool, lines: list[str]
) -> None:
    assert [point.text for point in fact_points(heading, blanks, alone=alone)] == lines
