"""The composition root: what it opens and closes, and the handbook that it brings and leaves alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.app import Canmou, build, prepare_library
from bot.config import Config
from bot.config.sections import Knowledge, Office, Storage
from bot.errors import ConfigFault, DatabaseFault
from bot.storage.library import LibraryRecords
from knowledge.answers import Outcome
from knowledge.audience import EVERYBODY
from knowledge.errors import IndexFault
from knowledge.ingest import Ingest, State
from knowledge.library import HandbookSetting
from knowledge.readers import Readers
from knowledge.records import Origin
from tests.fakes import Clock, GramEmbedder

RULE = "值班管理制度\n（2025年1月2日印发）\n\n第一条 值班电话响七声才接。\n第二条 无。\n第三条 无。\n"
OWN = "值班管理制度.md"


@contextmanager
def opened(folder: Path, handbook: HandbookSetting = "auto", embedder: GramEmbedder | None = None) -> Iterator[Canmou]:
    config = Config(storage=Storage(data_dir=folder / "data"), knowledge=Knowledge(handbook=handbook))
    with build(config, now=Clock().now, embedder=embedder or GramEmbedder()) as canmou:
        yield canmou


def take_in(canmou: Canmou, path: Path) -> State:
    with Readers(canmou.limits) as readers:
        (outcome,) = Ingest(canmou.records, canmou.embedder, readers).outcomes([path])
    return outcome.state


def origins(canmou: Canmou) -> set[Origin]:
    return {holding.origin for holding in canmou.records.holdings().values()}


def test_an_office_without_documents_is_answered_from_the_handbook(tmp_path: Path) -> None:
    with opened(tmp_path) as canmou:
        assert canmou.answerer.answer("值班").outcome is Outcome.EMPTY_LIBRARY
        assert prepare_library(canmou) == len(canmou.records.holdings()) > 5
        assert prepare_library(canmou) == 0
        assert origins(canmou) == {Origin.HANDBOOK}
        assert not canmou.answerer.answer("值班管理制度第一条").refused


def test_documents_for_some_alone_leave_the_others_the_handbook(tmp_path: Path) -> None:
    path = tmp_path / "考察细则.txt"
    path.write_text("干部考察工作细则\n（2024年3月2日印发）\n\n第一条 谈话记录保存20年。\n", "utf-8")
    with opened(tmp_path) as canmou:
        take_in(canmou, path)
        LibraryRecords(canmou.engine).move(path.name, "领导资料")
        assert prepare_library(canmou) > 5
        assert not canmou.answerer.within(EVERYBODY).answer("值班管理制度第一条").refused
        assert canmou.answerer.answer("值班管理制度第一条").refused


def test_the_offices_own_words_are_read_from_the_data_dir(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "thesaurus.toml").write_text('["本局"]\n"老黄历" = "值班日志"\n', "utf-8")
    with opened(tmp_path) as canmou:
        prepare_library(canmou)
        assert canmou.retriever.search("老黄历谁写").question.words[0] == "值班日志"


def test_the_handbook_is_left_alone_where_it_is_not_used(tmp_path: Path) -> None:
    with opened(tmp_path, "off") as canmou:
        assert prepare_library(canmou) == 0
        assert canmou.records.holdings() == {}


def test_a_rule_that_the_office_edited_is_not_overwritten_by_the_handbook(tmp_path: Path) -> None:
    (tmp_path / OWN).write_text(RULE, "utf-8")
    with opened(tmp_path, "on") as canmou:
        prepare_library(canmou)
        assert take_in(canmou, tmp_path / OWN) is State.ADDED
        for _ in range(2):
            assert prepare_library(canmou) == 0
            assert canmou.records.holdings()[OWN].origin is Origin.OFFICE
        assert "七声" in canmou.answerer.answer("值班管理制度第一条").citations[0].quote


def test_another_model_makes_the_vectors_anew(tmp_path: Path) -> None:
    with opened(tmp_path) as canmou:
        count = prepare_library(canmou)
    with opened(tmp_path, embedder=GramEmbedder("wider", dimension=640)) as canmou:
        assert prepare_library(canmou) == count
        assert canmou.library.snapshot().vectors.shape[1] == 640


def test_the_offices_own_midnight_counts(tmp_path: Path) -> None:
    rule = RULE.replace("第三条 无。", "第三条 本制度自2026年3月3日起施行。")
    (tmp_path / OWN).write_text(rule, "utf-8")
    clock, seen = Clock(), []
    clock.pass_by(hours=14)  # 15:00 UTC, 23:00 in Shanghai
    config = Config(storage=Storage(data_dir=tmp_path / "data"), office=Office(timezone=ZoneInfo("Asia/Shanghai")))
    with build(config, now=clock.now, embedder=GramEmbedder()) as canmou:
        take_in(canmou, tmp_path / OWN)
        for _ in range(2):
            seen.append(canmou.library.snapshot().entries[0].in_force)
            clock.pass_by(hours=2)
    assert seen == [False, True]


def test_what_cannot_be_opened_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(ConfigFault, match=r"^storage\.data_dir: .+ cannot be made: "), opened(tmp_path / "file"):
        pass
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "index").write_text("not a folder")
    with pytest.raises(IndexFault, match="the vector index cannot be used: "), opened(tmp_path):
        pass
    (tmp_path / "data" / "index").unlink()
    (tmp_path / "data" / "canmou.db").mkdir()
    with pytest.raises(DatabaseFault, match=r"^storage\.database_url: "), opened(tmp_path):
        pass
    (tmp_path / "data" / "canmou.db").rmdir()
    with opened(tmp_path) as canmou:
        assert canmou.library.snapshot().units == ()


def test_two_processes_may_open_one_folder(tmp_path: Path) -> None:
    with opened(tmp_path) as one, opened(tmp_path) as other:
        prepare_library(one)
        asked = "值班管理制度第一条"
        assert one.answerer.answer(asked) == other.answerer.answer(asked)
