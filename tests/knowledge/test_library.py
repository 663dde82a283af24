"""The library as it is searched: what is active, in step with the records, whoever changes them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from threading import Thread

import numpy as np
import pytest

from knowledge.documents import Document, Kind, Passage, Span, Status
from knowledge.errors import ModelFault
from knowledge.ingest import reembed
from knowledge.library import HandbookSetting, Snapshot
from knowledge.records import Origin, Record, Vectors
from tests.fakes import Clock, GramEmbedder
from tests.knowledge.desk import Desk, open_desk
from tests.knowledge.samples import DUTY_2019, DUTY_2024, MEETINGS, RULES, SEALS_2020, SEALS_2026


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    """Return two desks over one folder, as two processes have them."""
    with open_desk(tmp_path) as one, open_desk(tmp_path) as other:
        yield one, other


def files(snapshot: Snapshot) -> set[str]:
    return {unit.document.file for unit in snapshot.units}


def nearest(desk: Desk, text: str) -> str:
    """Return the first words of the passage whose vector is nearest."""
    snapshot = desk.snapshot()
    (key,) = desk.index.nearest(desk.embedder.questions([text])[0], 1)
    return snapshot.by_key[key].text


def test_an_empty_library_has_a_snapshot(desk: Desk) -> None:
    snapshot = desk.snapshot()
    assert (snapshot.units, snapshot.entries, snapshot.by_file) == ((), (), {})
    assert snapshot.vectors.shape == snapshot.sentence_vectors.shape == (0, 0)


def test_every_passage_has_its_vector_and_its_sentences(office: Desk) -> None:
    snapshot = office.snapshot()
    assert snapshot.vectors.shape == (len(snapshot.units), 512)
    assert len(snapshot.sentence_vectors) == sum(len(unit.sentences) for unit in snapshot.units)
    for place, unit in enumerate(snapshot.units):
        assert unit.place == place
        own = unit.entry.record.vectors
        assert np.array_equal(snapshot.vectors[place].astype(np.float16), own.passages[unit.number])
        first = sum(map(len, own.sentences[: unit.number]))
        rows = own.sentence_rows[first : first + len(unit.sentences)]
        there = snapshot.sentence_vectors[unit.first_sentence : unit.first_sentence + len(unit.sentences)]
        assert np.array_equal(there, rows)


def test_the_middle_of_each_kind_is_the_mean_of_its_passages(office: Desk) -> None:
    snapshot = office.snapshot()
    assert snapshot.middles.keys() == {Kind.REGULATION, Kind.SPEECH}
    speech = [unit.place for unit in snapshot.units if unit.document.kind is Kind.SPEECH]
    assert snapshot.middles[Kind.SPEECH] == pytest.approx(snapshot.vectors[speech].mean(0))


def test_a_unit_knows_its_words(office: Desk) -> None:
    part = next(unit for unit in office.snapshot().units if unit.lead)
    assert part.passage.locator == "第七条（十）至（十九）"
    assert part.lead == "交接班时应当清点下列物品："
    assert part.text.startswith("（十）")
    assert part.document.text[part.sentences[0].start :].startswith("（十）")


def test_the_index_agrees_with_the_snapshot(office: Desk) -> None:
    snapshot = office.snapshot()
    everything = office.index.nearest(snapshot.vectors[0], 1000)
    assert set(everything) == set(snapshot.by_key)
    assert len(snapshot.by_key) == len(snapshot.units)


def test_a_snapshot_is_kept_until_something_changes(desk: Desk) -> None:
    desk.take_in({"a.txt": DUTY_2019})
    first = desk.snapshot()
    assert desk.snapshot() is first
    desk.take_in({"b.txt": SEALS_2020})
    assert files(desk.snapshot()) == {"a.txt", "b.txt"}
    assert files(first) == {"a.txt"}


def test_changes_of_another_process_are_seen(two: tuple[Desk, Desk]) -> None:
    one, other = two
    one.take_in({"a.txt": DUTY_2019})
    assert files(other.snapshot()) == {"a.txt"}
    one.take_in({"b.txt": SEALS_2020, "a.txt": MEETINGS})
    assert files(other.snapshot()) == files(one.snapshot()) == {"a.txt", "b.txt"}
    assert nearest(other, "会议记录由综合科保存十年") == nearest(one, "会议记录由综合科保存十年")
    assert nearest(other, "会议记录由综合科保存十年").startswith("二、")
    other.records.remove("a.txt")
    assert files(one.snapshot()) == {"b.txt"}
    assert len(one.index.nearest(one.snapshot().vectors[0], 100)) == 3


def test_the_index_keeps_step_when_everything_is_removed(desk: Desk) -> None:
    desk.take_in({"a.txt": DUTY_2019})
    desk.snapshot()
    desk.records.remove("a.txt")
    assert desk.snapshot().units == ()
    desk.take_in({"b.txt": SEALS_2020})
    assert nearest(desk, "公章不得带出办公室").startswith("第二条 公章")


def test_a_library_opened_again_has_the_same_snapshot(tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk:
        desk.take_in(RULES)
        before = desk.snapshot()
    with open_desk(tmp_path) as desk:
        after = desk.snapshot()
        assert [unit.key for unit in after.units] == [unit.key for unit in before.units]
        assert np.array_equal(after.vectors, before.vectors)


@pytest.mark.parametrize(
    ("setting", "has_own", "used"),
    [
        ("auto", False, {"手册.txt"}),
        ("auto", True, {"a.txt"}),
        ("on", False, {"手册.txt"}),
        ("on", True, {"手册.txt", "a.txt"}),
        ("off", False, set()),
        ("off", True, {"a.txt"}),
    ],
)
def test_the_handbook_steps_back_as_it_is_set(
    setting: HandbookSetting, has_own: bool, used: set[str], tmp_path: Path
) -> None:
    with open_desk(tmp_path, handbook=setting) as desk:
        desk.take_in({"手册.txt": MEETINGS}, Origin.HANDBOOK)
        if has_own:
            desk.take_in({"a.txt": DUTY_2019})
        snapshot = desk.snapshot()
        assert files(snapshot) == used
        assert {entry.document.file for entry in snapshot.entries if entry.active} == used
        assert len(desk.library.entries()) == 1 + has_own


def test_the_handbook_comes_back_when_the_last_own_document_goes(desk: Desk) -> None:
    desk.take_in({"手册.txt": MEETINGS}, Origin.HANDBOOK)
    desk.take_in({"a.txt": DUTY_2019})
    assert files(desk.snapshot()) == {"a.txt"}
    desk.records.remove("a.txt")
    assert files(desk.snapshot()) == {"手册.txt"}


def test_a_version_of_the_handbook_does_not_amend_an_own_rule(tmp_path: Path) -> None:
    with open_desk(tmp_path, handbook="on") as desk:
        desk.take_in({"手册.txt": DUTY_2024}, Origin.HANDBOOK)
        desk.take_in({"a.txt": DUTY_2019})
        assert {entry.standing.status for entry in desk.library.entries()} == {Status.IN_FORCE}


def test_one_text_held_by_the_office_and_the_handbook_has_two_keys(tmp_path: Path) -> None:
    with open_desk(tmp_path, handbook="on") as desk:
        desk.take_in({"手册.txt": MEETINGS}, Origin.HANDBOOK)
        desk.take_in({"规则.txt": MEETINGS})
        assert len(desk.snapshot().by_key) == len(desk.snapshot().units) == 6


def test_a_document_comes_into_force_at_midnight(tmp_path: Path) -> None:
    clock = Clock()
    with open_desk(tmp_path, clock=clock) as desk:
        desk.take_in({"2020.txt": SEALS_2020, "2026.txt": SEALS_2026})

        def statuses() -> dict[str, Status]:
            return {entry.document.file: entry.standing.status for entry in desk.snapshot().entries}

        assert statuses() == {"2020.txt": Status.IN_FORCE, "2026.txt": Status.PENDING}
        clock.pass_by(days=(date(2026, 7, 1) - clock.today()).days)
        assert statuses() == {"2020.txt": Status.AMENDED, "2026.txt": Status.IN_FORCE}


def test_vectors_of_another_model_are_not_searched_but_listed(tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk:
        desk.take_in({"a.txt": DUTY_2019})
    with open_desk(tmp_path, embedder=GramEmbedder("wider", dimension=640)) as desk:
        desk.take_in({"b.txt": SEALS_2020})
        assert [entry.document.file for entry in desk.library.entries()] == ["a.txt", "b.txt"]
        with pytest.raises(ModelFault, match="1 documents have vectors of another model"):
            desk.snapshot()
        reembed(desk.records, desk.embedder)
        assert desk.snapshot().vectors.shape == (7, 640)
        assert nearest(desk, "公章不得带出办公室").startswith("第二条 公章")


def test_an_index_of_another_model_is_made_anew(tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk:
        desk.take_in(RULES)
        desk.snapshot()
    with open_desk(tmp_path, embedder=GramEmbedder("wider", dimension=640)) as desk:
        reembed(desk.records, desk.embedder)
        assert nearest(desk, "公章不得带出办公室").startswith("第二条 公章")
        assert set(desk.index.nearest(desk.snapshot().vectors[0], 1000)) == set(desk.snapshot().by_key)


def test_documents_without_passages_or_sentences_do_not_shift_the_others(desk: Desk) -> None:
    def bare(file: str, text: str) -> Record:
        cut = (Passage("第一条", (), Span(0, len(text))),) if text else ()
        document = Document(file, "空办法", Kind.REGULATION, None, None, text, cut)
        rows = desk.embedder.questions([text] * len(cut)).astype(np.float16) if cut else np.zeros((0, 0), np.float16)
        vectors = Vectors(rows, ((),) * len(cut), np.zeros((0, 0), np.float16))
        return Record(document, Origin.OFFICE, f"{file}digest", "grams", vectors)

    desk.records.put([bare("a.txt", ""), bare("b.txt", "食堂")])
    assert desk.search("食堂").hits[0].sentences == ()
    assert desk.answer("食堂几点开门").refused
    desk.take_in({"c.txt": SEALS_2020})
    hit = desk.search("公章不得带出办公室").hits[0]
    assert hit.unit.text.startswith("第二条 公章")
    assert max(hit.sentences) > 0.9


def test_several_threads_get_the_same_snapshot_while_documents_come_in(desk: Desk) -> None:
    desk.take_in({"a.txt": DUTY_2019})
    faults: list[Exception] = []

    def ask() -> None:
        for _ in range(40):
            try:
                found = desk.search("公章可以带出办公室吗")
                assert all(hit.unit in found.snapshot.units for hit in found.hits)
            except Exception as fault:
                faults.append(fault)

    threads = [Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(4):
        desk.take_in({"b.txt": SEALS_2020 if number % 2 else MEETINGS, f"{number}.txt": f"第{number}号\n{SEALS_2026}"})
        desk.records.remove(f"{number}.txt")
    for thread in threads:
        thread.join()
    assert faults == []
    assert desk.snapshot() is desk.snapshot()
