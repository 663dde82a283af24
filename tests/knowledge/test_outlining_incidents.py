"""Incidents told in one line: what happened is the topic, all else is a fact in its writer's own words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.outlining.incidents import Incident, is_of_incident, read_incident
from prompts import load_kinds

KINDS = load_kinds()
FIRST, NEXT, LAST = (KINDS[f"突发事件{name}"] for name in ("首报", "续报", "终报"))


def told(text: str) -> tuple[str, dict[str, str]]:
    incident = read_incident(text, FIRST)
    return incident.topic, dict(incident.facts)


def test_every_clause_of_a_first_report_goes_to_its_fact() -> None:
    text = "11月28日14时20分左右，青山县化工园区宏达公司仓库起火，造成1人死亡、3人受伤，消防已到场扑救，伤者送县医院"
    assert told(text) == (
        "青山县化工园区宏达公司仓库起火",
        {
            "事发时间": "11月28日14时20分左右",
            "事发地点": "青山县化工园区宏达公司仓库",
            "已造成的后果": "1人死亡、3人受伤",
            "已采取的措施": "消防已到场扑救，伤者送县医院",
        },
    )


@pytest.mark.parametrize(
    ("text", "topic", "facts"),
    [
        (
            "11月28日15时在城关镇发生一起交通事故，2死5伤，原因正在调查，群众报警",
            "城关镇发生一起交通事故",
            {
                "事发时间": "11月28日15时",
                "事发地点": "城关镇",
                "已造成的后果": "2死5伤",
                "事件起因": "原因正在调查",
                "信息来源": "群众报警",
            },
        ),
        (
            "2026年7月1日暴雨引发河西村山洪，3人失联，下一步继续搜救",
            "暴雨引发河西村山洪",
            {
                "事发时间": "2026年7月1日",
                "事发地点": "河西村",
                "已造成的后果": "3人失联",
                "下一步工作": "下一步继续搜救",
            },
        ),
        ("集体上访事件", "集体上访事件", {}),
        (
            "宏达公司仓库火灾，现场秩序正常",
            "宏达公司仓库火灾",
            {"事发地点": "宏达公司仓库", "基本过程": "现场秩序正常"},
        ),
    ],
)
def test_what_happened_is_the_topic(text: str, topic: str, facts: dict[str, str]) -> None:
    assert told(text) == (topic, facts)


def test_a_further_report_takes_what_it_asks_for() -> None:
    incident = read_incident("宏达公司仓库火灾，受伤增至5人，明火已扑灭", NEXT)
    assert incident == Incident("宏达公司仓库火灾", (("伤亡情况", "受伤增至5人"), ("处置进展", "明火已扑灭")))


def test_only_reports_of_incidents_ask_what_came_of_them() -> None:
    assert {kind.name for kind in KINDS.values() if is_of_incident(kind)} == {FIRST.name, NEXT.name, LAST.name}


@given(st.text("11月28日时分，。造成人死亡受伤起火公司仓库在消防到场", max_size=40))
def test_no_word_is_made_up(text: str) -> None:
    incident = read_incident(text, FIRST)
    for words in (incident.topic, *(words for _, words in incident.facts)):
        assert all(piece in text for piece in words.split("，"))
