"""Which articles are read in passing, and which documents are news, from a real library."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.app import Canmou, build, prepare_library
from bot.config import Config
from bot.config.sections import Storage
from bot.services.articles import articles, own_documents
from knowledge.ingest import Ingest
from knowledge.readers import Readers
from tests.fakes import Clock, GramEmbedder

MIDDLING = "值班人员应当在岗在位，遇有突发事件立即报告带班领导，并做好记录，不得迟报、漏报、瞒报。"
OLD = f"值班规定\n（2019年5月6日印发）\n\n第一条 {MIDDLING}旧。\n"
NEW = f"""值班规定
（2023年3月1日印发）

第一条 短。

第二条 {MIDDLING}

第三条 {MIDDLING * 6}

第四条 值班电话应当在3声之内接听，并做好来电登记；来电登记一式两份：
（一）一份留存；
（二）一份报送。
"""
SPEECH = f"在全市办公室主任会议上的讲话\n（2024年1月5日）\n\n同志们：\n\n一、讲政治\n\n{MIDDLING}\n"


@pytest.fixture
def canmou(tmp_path: Path) -> Iterator[Canmou]:
    config = Config(storage=Storage(data_dir=tmp_path / "data"))
    with build(config, now=Clock().now, embedder=GramEmbedder()) as canmou:
        prepare_library(canmou)
        yield canmou


def take_in(canmou: Canmou, folder: Path, **texts: str) -> None:
    paths = [folder / f"{name}.txt" for name in texts]
    for path, text in zip(paths, texts.values(), strict=True):
        path.write_text(text, "utf-8")
    with Readers(canmou.limits) as readers:
        outcomes = list(Ingest(canmou.records, canmou.embedder, readers).outcomes(paths))
    assert [outcome.fault for outcome in outcomes] == [""] * len(paths)


def test_whole_articles_of_middling_length_of_rules_in_force(canmou: Canmou, tmp_path: Path) -> None:
    take_in(canmou, tmp_path, old=OLD, new=NEW, speech=SPEECH)
    found = articles(canmou.library.snapshot())
    assert [article.source for article in found] == ["《值班规定》第二条（2023年）", "《值班规定》第四条（2023年）"]
    assert all(article.text in NEW for article in found)


def test_the_starter_handbook_is_read_until_the_office_has_documents(canmou: Canmou, tmp_path: Path) -> None:
    starter = articles(canmou.library.snapshot())
    assert len(starter) > 50
    assert own_documents(canmou.library.snapshot()) == {}
    take_in(canmou, tmp_path, new=NEW)
    snapshot = canmou.library.snapshot()
    assert not {article.key for article in starter} & {article.key for article in articles(snapshot)}
    assert [seen.title for seen in own_documents(snapshot).values()] == ["值班规定"]


def test_an_article_is_known_again_by_its_words(canmou: Canmou, tmp_path: Path) -> None:
    take_in(canmou, tmp_path, new=NEW)
    before = articles(canmou.library.snapshot())
    take_in(canmou, tmp_path, new=NEW.replace("3声", "5声"))
    after = articles(canmou.library.snapshot())
    assert [one.key == other.key for one, other in zip(before, after, strict=True)] == [True, False]
