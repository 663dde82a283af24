"""What an audience may see is all there is for it: nothing else is found, counted, named or weighed."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from knowledge.answers import Outcome
from knowledge.audience import EVERYBODY, EVERYTHING, Audience
from knowledge.documents import Status
from knowledge.ingest import State
from knowledge.library import KEPT, Snapshot
from knowledge.outlines import OutlinePart, Request
from knowledge.outlining import Outliner
from knowledge.records import Origin
from knowledge.retrieval import Found
from prompts import load_kinds
from tests.knowledge.desk import Desk, open_desk

LEADERS = Audience(frozenset({"领导资料"}))
OPEN = "车辆管理规定\n（2021年7月12日印发）\n\n第一条 公务车辆由办公室统一调度。\n\n第二条 用车应当提前1天申请。\n"
NEWER = "车辆管理规定\n（2025年3月2日印发）\n\n第一条 公务车辆由紫金阁统一调度。\n\n第二条 用车应当提前3天申请。\n"
CLOSED = "干部考察工作细则\n（2024年3月2日印发）\n\n第一条 考察谈话由紫金阁安排，谈话记录保存20年。\n"


@pytest.fixture
def mixed(desk: Desk) -> Desk:
    """Return a desk with a rule for everybody, and its newer version and another rule for the leaders."""
    desk.take_in({"车辆2021.txt": OPEN, "车辆2025.txt": NEWER, "考察.txt": CLOSED})
    assert desk.records.move("车辆2025.txt", "领导资料")
    assert desk.records.move("考察.txt", "领导资料")
    return desk


def files(snapshot: Snapshot) -> set[str]:
    return {entry.document.file for entry in snapshot.entries}


def hits(found: Found) -> set[str]:
    return {hit.unit.document.file for hit in found.hits}


@pytest.mark.parametrize(
    ("audience", "collection", "is_seen"),
    [
        (EVERYBODY, "", True),
        (EVERYBODY, "领导资料", False),
        (LEADERS, "", True),
        (LEADERS, "领导资料", True),
        (LEADERS, "人事资料", False),
        (EVERYTHING, "人事资料", True),
    ],
)
def test_an_audience_sees_its_collections_and_everybodys(audience: Audience, collection: str, is_seen: bool) -> None:
    assert audience.admits(collection) is is_seen


@pytest.mark.parametrize(
    ("audience", "present", "expected"),
    [
        (EVERYBODY, ("",), EVERYTHING),
        (EVERYBODY, ("", "甲"), EVERYBODY),
        (Audience(frozenset("甲乙")), ("", "甲"), EVERYTHING),
        (Audience(frozenset("甲乙")), ("甲", "丙"), Audience(frozenset("甲"))),
        (EVERYTHING, ("甲", "丙"), EVERYTHING),
    ],
)
def test_audiences_that_see_the_same_are_the_same(
    audience: Audience, present: Iterable[str], expected: Audience
) -> None:
    assert audience.among(present) == expected


def test_a_snapshot_holds_what_its_audience_sees_and_is_made_once(mixed: Desk) -> None:
    everybody, leaders = mixed.library.snapshot(EVERYBODY), mixed.library.snapshot(LEADERS)
    assert files(everybody) == {"车辆2021.txt"}
    assert len(files(leaders)) == 3
    assert mixed.library.snapshot(EVERYTHING) is leaders
    assert mixed.library.snapshot(EVERYBODY) is everybody
    assert mixed.library.snapshot(Audience(frozenset({"不存在"}))) is everybody
    assert [unit.place for unit in everybody.units] == list(range(len(everybody.units)))
    assert len(everybody.vectors) == len(everybody.units) == 2


def test_all_that_is_derived_is_as_if_the_rest_were_not_there(mixed: Desk, tmp_path: Path) -> None:
    seen = mixed.library.snapshot(EVERYBODY)
    folder = tmp_path / "alone"
    folder.mkdir()
    with open_desk(folder) as alone:
        alone.take_in({"车辆2021.txt": OPEN})
        own = alone.snapshot()
        assert np.array_equal(seen.vectors, own.vectors)
        assert np.array_equal(seen.sentence_vectors, own.sentence_vectors)
        assert np.array_equal(seen.lexicon.scores("紫金阁统一调度"), own.lexicon.scores("紫金阁统一调度"))
        assert (seen.names, seen.middles.keys()) == (own.names, own.middles.keys())
        for asked in ("用车要提前几天申请？", "紫金阁安排什么？", "干部考察工作细则第一条", "车辆管理规定第二条"):
            assert mixed.answerer.within(EVERYBODY).answer(asked) == alone.answerer.answer(asked)


def test_a_version_that_is_not_seen_replaces_nothing(mixed: Desk) -> None:
    (entry,) = mixed.library.entries(EVERYBODY)
    assert (entry.in_force, entry.standing.successor) == (True, "")
    old = next(entry for entry in mixed.library.entries(LEADERS) if entry.document.file == "车辆2021.txt")
    assert old.standing.status is Status.AMENDED


def test_a_rule_that_is_not_seen_is_no_name_in_a_question(mixed: Desk) -> None:
    asked = "干部考察工作细则第一条"
    assert mixed.answerer.within(LEADERS).answer(asked).outcome is Outcome.ANSWERED
    refused = mixed.answerer.within(EVERYBODY).answer(asked)
    invented = mixed.answerer.within(EVERYBODY).answer(asked.replace("考察", "巡游"))
    assert refused.refused
    assert refused.remark == invented.remark.replace("巡游", "考察")
    assert {citation.file for citation in refused.nearest} <= {"车辆2021.txt"}


def test_an_article_opens_for_who_may_see_it(mixed: Desk) -> None:
    (citation, *_) = mixed.answerer.within(LEADERS).answer("干部考察工作细则第一条").citations
    assert mixed.answerer.within(LEADERS).article(citation)
    assert mixed.answerer.within(EVERYBODY).article(citation) is None


def test_a_document_that_is_moved_is_seen_elsewhere_at_once_with_the_same_vectors(mixed: Desk) -> None:
    embedded, before = len(mixed.embedder.embedded), mixed.records.revision()
    assert mixed.records.move("考察.txt", "")
    assert mixed.records.revision() > before
    assert "考察.txt" in files(mixed.library.snapshot(EVERYBODY))
    assert len(mixed.embedder.embedded) == embedded
    assert not mixed.records.move("考察.txt", "")
    assert not mixed.records.move("没有.txt", "领导资料")


def test_a_new_text_stays_where_the_old_one_was(mixed: Desk) -> None:
    (outcome,) = mixed.take_in({"考察.txt": CLOSED.replace("20年", "30年")})
    assert outcome.state is State.CHANGED
    assert mixed.records.holdings()["考察.txt"].collection == "领导资料"
    assert "考察.txt" not in files(mixed.library.snapshot(EVERYBODY))


def test_a_record_that_is_put_again_goes_where_it_is_told_to(mixed: Desk) -> None:
    record = next(record for record in mixed.records.load() if record.document.file == "考察.txt")
    mixed.records.put([record], "人事资料")
    assert mixed.records.holdings()["考察.txt"].collection == "人事资料"
    mixed.records.put([replace(record, collection="")])
    assert mixed.records.holdings()["考察.txt"].collection == "人事资料"
    mixed.records.remove("考察.txt")
    mixed.records.put([record])
    assert mixed.records.holdings()["考察.txt"].collection == "领导资料"


def test_the_handbook_answers_those_who_see_no_document_of_the_office(desk: Desk) -> None:
    desk.take_in({"手册.txt": OPEN}, Origin.HANDBOOK)
    desk.take_in({"考察.txt": CLOSED})
    desk.records.move("考察.txt", "领导资料")
    assert not desk.answerer.within(EVERYBODY).answer("用车要提前几天申请？").refused
    assert desk.answerer.within(LEADERS).answer("用车要提前几天申请？").refused
    assert hits(desk.retriever.within(EVERYBODY).search("车辆由谁统一调度")) == {"手册.txt"}


def test_an_outline_takes_points_from_what_is_seen(mixed: Desk) -> None:
    outliner = Outliner(mixed.retriever, load_kinds())
    request = Request("通知", "公务用车管理")
    closed = {file for file in mixed.records.holdings() if file != "车辆2021.txt"}
    drawn = outliner.within(EVERYBODY).outline(request)
    assert closed.isdisjoint(cited(drawn.parts))
    full = outliner.within(LEADERS).outline(request)
    left = outliner.within(EVERYBODY).seen(full)
    assert closed.isdisjoint(cited(left.parts))
    assert "紫金阁" not in str(left)
    assert outliner.within(LEADERS).seen(full) == full


def cited(parts: Iterable[OutlinePart]) -> set[str]:
    points = (point for part in parts for point in part.points)
    return {citation.file for point in points for citation in point.citations}


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Return a desk where of twenty passages nineteen, all alike, are for the leaders alone."""
    with open_desk(tmp_path_factory.mktemp("crowded")) as desk:
        head = "{}规定\n（2021年7月12日印发）\n\n"
        article = "第{}条 公务车辆由办公室统一调度，第{}号车用车应当提前{}天申请。"
        for n in range(20):
            articles = "\n\n".join(article.format(k, n, k) for k in range(1, 96))
            desk.take_in({f"密{n}.txt": head.format(f"第{n}分队用车") + articles})
        for n in range(20):
            desk.records.move(f"密{n}.txt", "领导资料")
        desk.take_in(
            {"开.txt": head.format("公务用车") + "\n\n".join(article.format(k, "公", k) for k in range(1, 101))}
        )
        yield desk


def test_those_who_see_a_twentieth_find_all_that_is_near_of_it(crowded: Desk) -> None:
    snapshot = crowded.library.snapshot(EVERYBODY)
    assert len(snapshot.units) * 20 == len(crowded.library.snapshot().units)
    vector = crowded.embedder.questions(["公号车用车应当提前几天申请？"])[0]
    found = crowded.index.nearest_among(snapshot.by_key, vector, 80)
    exact = np.sort(snapshot.vectors @ vector)[::-1]
    assert len(set(found)) == 80
    near = [snapshot.vectors[snapshot.by_key[key].place] @ vector for key in found]
    assert near == pytest.approx(exact[:80], abs=1e-5)


def test_a_question_among_many_hidden_ones_is_answered_from_what_is_seen(crowded: Desk) -> None:
    found = crowded.retriever.within(EVERYBODY).search("用车提前几天申请", count=50)
    assert hits(found) == {"开.txt"}
    assert len(found.hits) == 50


def test_snapshots_of_many_audiences_do_not_pile_up(desk: Desk) -> None:
    desk.take_in({f"{n}.txt": CLOSED.replace("干部考察", f"第{n}项考察") for n in range(KEPT + 3)})
    for n in range(KEPT + 3):
        desk.records.move(f"{n}.txt", f"类{n}")
    first = desk.library.snapshot(Audience(frozenset({"类0"})))
    for n in range(KEPT + 3):
        assert files(desk.library.snapshot(Audience(frozenset({f"类{n}"})))) == {f"{n}.txt"}
    assert desk.library.snapshot(Audience(frozenset({"类0"}))) is not first
