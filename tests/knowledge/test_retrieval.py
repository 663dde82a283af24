"""Passages for a question: exact where one is named, else the nearest of what is in force."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.documents import Status
from knowledge.records import Origin
from knowledge.retrieval import HOLDING, NAMED, NEARNESS, OWN, Aim, Hit, rank
from tests.knowledge.desk import Desk, open_desk
from tests.knowledge.samples import DUTY_2019, DUTY_2024, MEETINGS, RULES

DUTY_OLD, DUTY = "值班管理办法2019.txt", "值班管理办法2024.txt"
VISITS_OLD, VISITS = "来访登记办法.txt", "群众来访接待办法.txt"
SEALS, SEALS_PENDING = "印章使用办法2020.txt", "印章使用办法2026.txt"


def exact(desk: Desk, asked: str, *history: str) -> list[tuple[str, str]]:
    """Return file and locator of the passages that were found by their number."""
    return [
        (hit.unit.document.file, hit.unit.passage.locator) for hit in desk.search(asked, *history).hits if hit.exact
    ]


@pytest.mark.parametrize(
    "asked",
    [
        "值班管理办法第三条",
        "值班管理办法第3条是什么",
        "《值班管理办法》第３条",
        "值班办法第三条怎么说的",
        "请问值班管理办法第 三 条",
        "值班管理办法三条",
        "值班管理办法3条",
        "值班管理办法§3",
        "第三条在值班管理办法里是什么",
        "值班管理办法第三条第一款",
    ],
)
def test_an_article_is_found_in_any_notation(asked: str, office: Desk) -> None:
    assert exact(office, asked) == [(DUTY, "第三条")]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("值班管理办法第六条和第三条", [(DUTY, "第六条"), (DUTY, "第三条")]),
        ("值班管理办法第七条", [(DUTY, "第七条（一）至（九）"), (DUTY, "第七条（十）至（十九）")]),
        ("会议组织规则第二条", [("会议组织规则.txt", "二")]),
        (
            "值班管理办法第三章",
            [(DUTY, "第六条"), (DUTY, "第七条（一）至（九）"), (DUTY, "第七条（十）至（十九）"), (DUTY, "第八条")],
        ),
        ("值班管理办法第2章讲什么", [(DUTY, "第三条"), (DUTY, "第四条"), (DUTY, "第五条")]),
        ("值班管理办法第二章第六条", [(DUTY, "第六条")]),
        ("值班管理办法第九十条", []),
        ("值班管理办法第九章", []),
        ("考勤管理办法第三条", []),
        ("外宾接待办法第三条", []),
        ("第三条是什么", []),
    ],
)  # fmt: skip
def test_articles_and_chapters_are_found_in_their_order(asked: str, found: list[tuple[str, str]], office: Desk) -> None:
    assert exact(office, asked) == found


@pytest.mark.parametrize(
    "asked",
    [
        "2019年的值班管理办法第三条",
        "值班管理办法（2019年）第三条",
        "原来的值班管理办法第三条",
        "原值班管理办法第三条",
        "旧《值班管理办法》第三条",
        "修订前的值班管理办法第三条",
        "旧版值班办法第三条",
    ],
)
def test_an_older_version_is_found_when_it_is_asked_for(asked: str, office: Desk) -> None:
    assert exact(office, asked) == [(DUTY_OLD, "第三条")]


def test_the_year_of_the_version_in_force_finds_that_one(office: Desk) -> None:
    assert exact(office, "2024年修订的值班管理办法第三条") == [(DUTY, "第三条")]


def test_a_year_that_no_version_has_changes_nothing(office: Desk) -> None:
    assert exact(office, "1999年的值班管理办法第三条") == [(DUTY, "第三条")]


def test_a_version_that_is_not_yet_in_force_is_found_by_its_year(office: Desk) -> None:
    assert exact(office, "2026年的印章使用办法第一条") == [(SEALS_PENDING, "第一条")]
    assert exact(office, "印章使用办法第一条") == [(SEALS, "第一条")]


def test_for_a_replaced_rule_its_successor_is_found(office: Desk) -> None:
    assert exact(office, "来访登记办法第三条") == [(VISITS, "第三条")]
    assert exact(office, "原来访登记办法第三条") == [(VISITS_OLD, "第三条")]
    assert exact(office, "2015年的来访登记办法第五条") == [(VISITS_OLD, "第五条")]


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ("值班电话要几声之内接听", (DUTY, "第三条")),
        ("突发事件多久之内要书面报告", (DUTY, "第四条")),
        ("公章可以带出办公室吗", (SEALS, "第二条")),
        ("集体来访代表不超过几个人", (VISITS, "第三条")),
        ("会议记录保存几年", ("会议组织规则.txt", "二")),
        ("交接时急救箱要清点吗", (DUTY, "第七条（一）至（九）")),
        ("灭火器的有效日期要不要看", (DUTY, "第七条（十）至（十九）")),
        ("重要批示件几天之内要有回音", ("会议讲话.txt", "二、今年的五项重点任务›（二）抓好督促检查")),
    ],
)
def test_the_passage_that_answers_comes_first(asked: str, place: tuple[str, str], office: Desk) -> None:
    assert office.places(asked)[0] == place


@pytest.mark.parametrize(
    "asked", ["值班电话要几声之内接听", "交接班时间", "来访登记表保存几年", "使用公章由谁批准", "办法"]
)
def test_what_is_not_in_force_is_not_used_otherwise(asked: str, office: Desk) -> None:
    found = office.search(asked, count=100)
    assert found.hits
    assert {hit.unit.entry.standing.status for hit in found.hits} == {Status.IN_FORCE}
    assert found.allowed == {DUTY, VISITS, SEALS, "会议组织规则.txt", "会议讲话.txt"}


def test_without_a_name_the_older_versions_come_beside_those_in_force(office: Desk) -> None:
    assert office.search("修订前交接班是几点").allowed == RULES.keys()


def test_of_an_older_version_every_passage_is_looked_at(office: Desk) -> None:
    found = office.search("2019年的值班管理办法里电话几声之内接听")
    assert {hit.unit.document.file for hit in found.hits} == {DUTY_OLD}
    assert found.hits[0].unit.passage.locator == "第二条"
    assert len(found.hits) == 4


def test_hits_are_ranked_and_none_comes_twice(office: Desk) -> None:
    hits = office.search("值班管理办法第三条", count=100).hits
    assert [hit.exact for hit in hits[:2]] == [True, False]
    scores = [hit.score for hit in hits[1:]]
    assert scores == sorted(scores, reverse=True)
    assert len({hit.unit.place for hit in hits}) == len(hits)
    assert all(len(hit.sentences) == len(hit.unit.sentences) for hit in hits[1:])


@pytest.mark.parametrize("count", [1, 3, 12])
def test_no_more_are_returned_than_asked_for(count: int, office: Desk) -> None:
    assert len(office.search("值班电话", count=count).hits) == count


def test_a_follow_up_is_read_with_the_turn_before(office: Desk) -> None:
    assert office.places("那要几声之内接听呢", "值班电话")[0] == (DUTY, "第三条")
    assert office.places("由谁保存呢", "会议记录保存几年")[0] == ("会议组织规则.txt", "二")


def test_a_follow_up_may_name_only_the_article(office: Desk) -> None:
    assert exact(office, "第四条呢", "值班管理办法第三条") == [(DUTY, "第四条")]
    assert exact(office, "那第二条呢？", "来访登记办法第三条") == [(VISITS, "第二条")]


def test_turns_before_a_whole_question_change_nothing(office: Desk) -> None:
    asked = "公章确需带出办公室的应当由谁批准几人同行"
    turns = ("突发事件多久之内要书面报告", "值班管理办法第三条")
    assert office.places(asked, *turns) == office.places(asked)


@pytest.mark.parametrize("asked", ["公章可以带出办公室吗", "会议记录保存几年"])
def test_the_turn_before_does_not_hide_what_a_short_question_is_about(asked: str, office: Desk) -> None:
    assert office.places(asked, "突发事件多久之内要报告")[0] == office.places(asked)[0]


@pytest.mark.parametrize("asked", ["", "？", "……！", "   ", "😀", "a" * 10_000, "值班电话几声接听？" * 1_200])
def test_anything_may_be_asked(asked: str, office: Desk) -> None:
    assert len(office.search(asked).hits) == 10
    assert len(office.search(asked, "值班", "？").hits) == 10


def test_an_empty_library_has_nothing(desk: Desk) -> None:
    found = desk.search("值班电话几声之内接听", "值班管理办法第三条")
    assert (found.hits, found.allowed) == ((), frozenset())


def test_a_library_in_which_nothing_is_in_force_has_nothing_unless_asked(desk: Desk) -> None:
    desk.take_in({VISITS_OLD: RULES[VISITS_OLD]})
    assert desk.search("来访登记表保存几年").hits == ()
    assert desk.places("原来的来访登记办法里登记表保存几年")[0] == (VISITS_OLD, "第三条")


@pytest.fixture
def beside(tmp_path: Path) -> Iterator[Desk]:
    """Return a desk whose own rules stand beside the handbook's."""
    with open_desk(tmp_path, handbook="on") as desk:
        desk.take_in({"手册.txt": DUTY_2024.replace("值班管理办法", "值班制度")}, Origin.HANDBOOK)
        desk.take_in({"a.txt": DUTY_2019, "b.txt": MEETINGS})
        yield desk


def test_the_offices_own_rules_go_before_the_handbook(beside: Desk) -> None:
    assert beside.places("值班电话要几声之内接听")[0] == ("a.txt", "第二条")
    assert ("手册.txt", "第三条") in beside.places("值班电话要几声之内接听")


def plain_hits(desk: Desk) -> list[Hit]:
    return [Hit(unit, 0.0, lexical=1.0, cosine=0.9, sentences=(0.9,)) for unit in desk.snapshot().units[:6]]


def test_ranking_adds_what_a_name_the_parts_and_the_origin_are_worth(beside: Desk) -> None:
    hits = plain_hits(beside)
    scores = {hit.unit.place: hit.score for hit in rank(hits, 1.0)}
    named = {hit.unit.place: hit.score for hit in rank(hits, 1.0, Aim(named=frozenset({"手册.txt"})))}
    held = {hit.unit.place: hit.score for hit in rank(hits, 1.0, Aim(about=(("值班电话", "三声"),)))}
    for hit in hits:
        place, is_own = hit.unit.place, hit.unit.entry.record.origin is Origin.OFFICE
        assert scores[place] == pytest.approx(scores[hits[0].unit.place] + OWN * is_own)
        assert named[place] - scores[place] == pytest.approx(0 if is_own else NAMED)
        assert held[place] - scores[place] == pytest.approx(HOLDING * ("三声" in hit.unit.text))


def test_nearness_is_counted_in_spreads(office: Desk) -> None:
    near, far = plain_hits(office)[:2]
    hits = [near, replace(far, cosine=near.cosine - 0.02)]
    lead = [one.score - other.score for one, other in (rank(hits, 0.01), rank(hits, 0.02))]
    assert lead == pytest.approx([2 * NEARNESS[0], NEARNESS[0]])


def test_equal_hits_stay_in_the_order_of_the_library(office: Desk) -> None:
    assert [hit.unit.place for hit in rank(plain_hits(office)[::-1], 1.0)] == [0, 1, 2, 3, 4, 5]
    assert rank([], 1.0) == []
