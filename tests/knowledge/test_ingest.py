"""Files into the library: each with an outcome of its own, each change in one transaction, nothing of a marked one."""

import os
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import func, select

from bot.storage.database import open_database
from bot.storage.library import LibraryRecords
from bot.storage.tables import documents, passages
from knowledge.documents import Document, Kind, Passage, Span
from knowledge.ingest import GROUP, Ingest, Outcome, State, find_files, reembed
from knowledge.readers import Readers
from knowledge.records import Origin, Record, Vectors
from tests.fakes import GramEmbedder
from tests.knowledge.desk import Desk, open_desk
from tests.knowledge.samples import DUTY_2019, MEETINGS, RULES, SEALS_2020, VISITS_OLD

MARKED = f"机密★3年\n{SEALS_2020}"


def states(outcomes: Sequence[Outcome]) -> dict[str, State]:
    return {outcome.file: outcome.state for outcome in outcomes}


def rows(desk: Desk) -> tuple[int, int]:
    """Return how many documents and passages the database holds."""
    engine = open_database(f"sqlite:///{desk.folder / 'canmou.db'}")
    with engine.connect() as connection:
        counts = [connection.scalar(select(func.count()).select_from(table)) for table in (documents, passages)]
    engine.dispose()
    return counts[0] or 0, counts[1] or 0


def copy_to(folder: Path, text: str, name: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, "utf-8")
    return folder / name


def test_a_new_file_is_added_with_its_passages(desk: Desk) -> None:
    assert desk.take_in({"a.txt": DUTY_2019}) == [Outcome("a.txt", State.ADDED, passages=4)]
    (record,) = desk.records.load()
    assert record.document.title == "值班管理办法"
    assert [passage.locator for passage in record.document.passages] == ["第一条", "第二条", "第三条", "第四条"]
    assert (record.origin, record.model) == (Origin.OFFICE, "grams")


def test_what_is_loaded_is_what_was_cut(desk: Desk) -> None:
    desk.take_in(RULES)
    for record in desk.records.load():
        document, vectors = record.document, record.vectors
        assert len(vectors.passages) == len(document.passages) == len(vectors.sentences)
        assert len(vectors.sentence_rows) == sum(map(len, vectors.sentences))
        for passage, family in zip(document.passages, vectors.sentences, strict=True):
            assert all(passage.span.start <= span.start < span.end <= passage.span.end for span in family)
        assert np.allclose(np.linalg.norm(vectors.passages.astype(np.float32), axis=1), 1, atol=1e-2)


def test_ingesting_again_changes_nothing(desk: Desk) -> None:
    desk.take_in(RULES)
    before, revision, embedded = desk.records.load(), desk.records.revision(), len(desk.embedder.embedded)
    assert set(states(desk.take_in(RULES)).values()) == {State.UNCHANGED}
    assert desk.records.revision() == revision
    assert len(desk.embedder.embedded) == embedded
    assert [record.document for record in desk.records.load()] == [record.document for record in before]


def test_a_changed_file_replaces_its_passages(desk: Desk) -> None:
    desk.take_in({"a.txt": DUTY_2019, "b.txt": SEALS_2020})
    assert states(desk.take_in({"a.txt": VISITS_OLD})) == {"a.txt": State.CHANGED}
    assert rows(desk) == (2, 8)
    assert [record.document.title for record in desk.records.load()] == ["来访登记办法", "印章使用办法"]


def test_a_change_that_fails_leaves_the_former_state(desk: Desk) -> None:
    desk.take_in({"a.txt": DUTY_2019, "b.txt": SEALS_2020})
    (first, second), revision = desk.records.load(), desk.records.revision()
    changed = Record(second.document, first.origin, "new", "m", first.vectors)
    broken = replace(changed, vectors=replace(first.vectors, sentences=()))
    with pytest.raises(IndexError):
        desk.records.put([changed, broken])
    assert rows(desk) == (2, 7)
    assert [record.digest for record in desk.records.load()] == [first.digest, second.digest]
    assert desk.records.revision() == revision


def test_the_same_text_under_another_name_is_a_duplicate(desk: Desk) -> None:
    outcomes = desk.take_in({"a.txt": DUTY_2019, "b.txt": DUTY_2019})
    assert outcomes == [
        Outcome("b.txt", State.DUPLICATE, fault="same text as a.txt"),
        Outcome("a.txt", State.ADDED, passages=4),
    ]
    assert states(desk.take_in({"c.txt": DUTY_2019})) == {"c.txt": State.DUPLICATE}


def test_the_former_text_of_a_changed_file_may_come_under_a_new_name(desk: Desk) -> None:
    desk.take_in({"办法.txt": DUTY_2019})
    outcomes = desk.take_in({"办法.txt": SEALS_2020, "办法2019.txt": DUTY_2019})
    assert states(outcomes) == {"办法.txt": State.CHANGED, "办法2019.txt": State.ADDED}


def test_a_file_given_twice_is_taken_in_once(desk: Desk) -> None:
    (path,) = desk.write({"a.txt": DUTY_2019})
    assert [outcome.state for outcome in desk.ingest([path, path])] == [State.UNCHANGED, State.ADDED]
    assert rows(desk) == (1, 4)


def test_of_two_files_with_one_name_the_first_counts_in_every_run(desk: Desk) -> None:
    here = copy_to(desk.folder / "here", DUTY_2019, "a.txt")
    there = copy_to(desk.folder / "there", SEALS_2020, "a.txt")
    for state in (State.ADDED, State.UNCHANGED, State.UNCHANGED):
        refused, kept = sorted(desk.ingest([here, there]), key=lambda outcome: outcome.state is not State.REFUSED)
        assert refused.fault == f"has the same name as {here}; rename one"
        assert kept.state is state
        assert [record.document.title for record in desk.records.load()] == ["值班管理办法"]


def test_a_fault_in_one_file_does_not_stop_the_others(desk: Desk) -> None:
    paths = desk.write({"a.txt": DUTY_2019, "空.txt": "", "图.png": "x", "c.txt": SEALS_2020})
    outcomes = desk.ingest([*paths, desk.folder / "没有.txt", desk.folder])
    assert states(outcomes) == {
        "空.txt": State.REFUSED,
        "图.png": State.REFUSED,
        "没有.txt": State.REFUSED,
        desk.folder.name: State.REFUSED,
        "a.txt": State.ADDED,
        "c.txt": State.ADDED,
    }
    assert all(outcome.fault and "\n" not in outcome.fault for outcome in outcomes if outcome.state is State.REFUSED)


def test_two_files_of_an_unknown_type_with_one_name_are_told_about_their_type(desk: Desk) -> None:
    paths = [copy_to(desk.folder / name, "x", "说明") for name in ("here", "there")]
    assert ["unknown type" in outcome.fault for outcome in desk.ingest(paths)] == [True, True]


def test_a_text_without_anything_to_cite_is_refused(desk: Desk) -> None:
    (outcome,) = desk.take_in({"题目.txt": "关于值班工作的几点想法\n"})
    assert (outcome.state, outcome.fault) == (State.REFUSED, "no text that could be cited was found")


@pytest.mark.parametrize("name", ["办法.txt", "机密★3年办法.txt"])
def test_nothing_of_a_marked_document_is_kept(name: str, desk: Desk) -> None:
    (outcome,) = desk.take_in({name: MARKED})
    assert outcome.state is State.REFUSED
    assert "nothing of it was kept" in outcome.fault
    assert rows(desk) == (0, 0)
    assert desk.snapshot().units == ()
    assert desk.index.nearest(desk.embedder.questions(["公章"])[0], 10) == []
    assert desk.embedder.embedded == []


def test_a_document_that_is_marked_later_goes_with_all_that_was_kept_of_it(desk: Desk) -> None:
    desk.take_in({"a.txt": SEALS_2020, "b.txt": DUTY_2019})
    desk.snapshot()
    assert states(desk.take_in({"a.txt": MARKED})) == {"a.txt": State.REFUSED}
    assert rows(desk) == (1, 4)
    assert {unit.document.file for unit in desk.snapshot().units} == {"b.txt"}
    assert len(desk.index.nearest(desk.embedder.questions(["公章"])[0], 10)) == 4
    assert states(desk.take_in({"c.txt": SEALS_2020})) == {"c.txt": State.ADDED}


def test_a_removed_document_is_gone_and_may_come_again(desk: Desk) -> None:
    desk.take_in({"a.txt": DUTY_2019, "b.txt": SEALS_2020})
    assert desk.records.remove("a.txt")
    assert not desk.records.remove("a.txt")
    assert rows(desk) == (1, 3)
    assert states(desk.take_in({"a.txt": DUTY_2019})) == {"a.txt": State.ADDED}


def test_every_change_raises_the_revision(desk: Desk) -> None:
    revisions = [desk.records.revision()]
    for change in (
        lambda: desk.take_in({"a.txt": DUTY_2019}),
        lambda: desk.take_in({"a.txt": SEALS_2020}),
        lambda: desk.records.remove("a.txt"),
    ):
        change()
        revisions.append(desk.records.revision())
    assert revisions == sorted(set(revisions))
    desk.records.remove("a.txt")
    assert desk.records.revision() == revisions[-1]


def test_what_was_kept_stays_when_a_later_file_fails(tmp_path: Path) -> None:
    rule = "第一条 {0}号的办法。\n" + "".join(f"第{number}条 这件事由{{0}}号负责。\n" for number in range(2, 160))
    texts = {f"{number}.txt": f"第{number}号办法\n\n" + rule.format(number) for number in range(1, 6)}
    with open_desk(tmp_path, embedder=GramEmbedder(fails_after=2 * GROUP)) as desk:
        with Readers() as readers:
            run = Ingest(desk.records, desk.embedder, readers).outcomes(desk.write(texts))
            told = [next(run) for _ in range(2)]
            with pytest.raises(RuntimeError, match="told to fail"):
                list(run)
        assert [record.document.file for record in desk.records.load()] == [outcome.file for outcome in told]


def test_progress_counts_the_texts_that_go_before_the_model(desk: Desk) -> None:
    done: list[int] = []
    with Readers() as readers:
        list(Ingest(desk.records, desk.embedder, readers).outcomes(desk.write({"a.txt": DUTY_2019}), done.append))
    assert sum(done) == len(desk.embedder.embedded) == 8


def test_another_model_makes_all_vectors_anew(desk: Desk) -> None:
    desk.take_in(RULES)
    other = GramEmbedder("wider", dimension=640)
    assert reembed(desk.records, other) == len(RULES)
    assert reembed(desk.records, other) == 0
    assert {record.model for record in desk.records.load()} == {"wider"}
    assert {record.vectors.passages.shape[1] for record in desk.records.load()} == {640}
    assert {record.vectors.sentence_rows.shape[1] for record in desk.records.load()} == {640}


def test_the_handbook_is_cut_without_its_annex(desk: Desk) -> None:
    text = f"{MEETINGS}\n附件\n上面的天数从别处来。\n"
    desk.take_in({"a.txt": text}, Origin.OFFICE)
    desk.take_in({"b.txt": text.replace("十年", "九年")}, Origin.HANDBOOK)
    found = {record.document.file: record.document.passages[-1].locator for record in desk.records.load()}
    assert found == {"a.txt": "附件", "b.txt": "三"}


def test_a_file_of_the_handbook_becomes_the_offices_own_by_being_taken_in(desk: Desk) -> None:
    desk.take_in({"值班.txt": DUTY_2019}, Origin.HANDBOOK)
    assert states(desk.take_in({"值班.txt": DUTY_2019})) == {"值班.txt": State.ADDED}
    (record,) = desk.records.load()
    assert record.origin is Origin.OFFICE


def test_windows_line_ends_are_the_same_text(desk: Desk) -> None:
    folder = desk.folder / "files"
    folder.mkdir()
    (folder / "a.txt").write_bytes(SEALS_2020.replace("\n", "\r\n").encode("gb18030"))
    desk.ingest([folder / "a.txt"])
    desk.take_in({"b.txt": SEALS_2020})
    windows, unix = (record.document for record in desk.records.load())
    assert (windows.text, windows.passages) == (unix.text, unix.passages)


@pytest.mark.parametrize(
    "name",
    [
        "带 空格 的.txt",
        "a'; DROP TABLE documents;--.txt",
        "%s{0}$HOME.txt",
        "《办法》（2024-03-01）.TXT",
        "文件😀.txt",
        "-rf.txt",
    ],
)
def test_a_file_may_have_an_odd_name(name: str, desk: Desk) -> None:
    assert states(desk.take_in({name: DUTY_2019})) == {name: State.ADDED}
    assert desk.snapshot().by_file[name][0].document.file == name
    assert desk.records.remove(name)


def test_a_name_that_is_no_text_is_refused(desk: Desk) -> None:
    folder = desk.folder / "files"
    folder.mkdir()
    path = Path(os.fsdecode(bytes(folder) + b"/\xff\xfe.txt"))
    path.write_text(DUTY_2019, "utf-8")
    (outcome,) = desk.ingest([path])
    assert outcome.state is State.REFUSED
    assert rows(desk) == (0, 0)


def test_folders_are_searched_in_a_steady_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.txt", "a.txt", ".hidden.txt", "~$lock.docx", "b/.x"):
        copy_to((tmp_path / name).parent, "x", (tmp_path / name).name)
    missing = tmp_path / "没有.txt"
    found = list(find_files([tmp_path, missing]))
    assert [str(path.relative_to(tmp_path)) for path in found] == ["a.txt", "b/1.txt", "b/2.txt", "没有.txt"]


def numbered(file: str, count: int) -> Record:
    """Return a document of ``count`` passages, which its digest tells."""
    text = "字" * count
    cut = tuple(Passage(f"第{number}条", (), Span(number, number + 1)) for number in range(count))
    document = Document(file, "办法", Kind.REGULATION, None, None, text, cut)
    vectors = np.zeros((count, 4), np.float16)
    families = tuple((passage.span,) for passage in cut)
    return Record(document, Origin.OFFICE, str(count), "m", Vectors(vectors, families, vectors))


def test_a_document_without_passages_or_sentences_can_be_kept(desk: Desk) -> None:
    bare = Vectors(np.zeros((1, 4), np.float16), ((),), np.zeros((0, 4), np.float16))
    silent = Record(numbered("b.txt", 1).document, Origin.OFFICE, "b", "m", bare)
    desk.records.put([numbered("a.txt", 0), silent])
    empty, kept = desk.records.load()
    assert empty.document.passages == ()
    assert (kept.vectors.sentences, len(kept.vectors.sentence_rows)) == (((),), 0)


def test_what_is_read_while_another_process_writes_is_of_one_piece(desk: Desk) -> None:
    engine = open_database(f"sqlite:///{desk.folder / 'canmou.db'}")
    writer, sizes = LibraryRecords(engine), [3 + number % 7 for number in range(150)]
    writer.put([numbered("a.txt", 3)])

    def write() -> None:
        for size in sizes:
            writer.put([numbered("a.txt", size)])

    thread = threading.Thread(target=write)
    thread.start()
    torn = 0
    while thread.is_alive():
        torn += sum(str(len(record.document.passages)) != record.digest for record in desk.records.load())
    thread.join()
    engine.dispose()
    assert torn == 0


def test_two_processes_may_keep_the_same_new_file(desk: Desk) -> None:
    start, faults = threading.Barrier(3), []

    def write() -> None:
        engine = open_database(f"sqlite:///{desk.folder / 'canmou.db'}")
        records = LibraryRecords(engine)
        for number in range(25):
            start.wait()
            try:
                records.put([numbered(f"{number}.txt", 2)])
            except Exception as fault:
                faults.append(fault)
        engine.dispose()

    threads = [threading.Thread(target=write) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert rows(desk) == (25, 50)
    assert desk.records.revision() == 75
