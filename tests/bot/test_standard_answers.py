"""Standard answers at the command line, as it is typed."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.app import build
from bot.config import Config
from bot.config.sections import Embedding, Knowledge, Storage
from bot.office.acts import Actor
from bot.services.office import Office as Desk
from bot.services.standards import StandardService
from bot.services.wordings import Wordings
from knowledge.audience import EVERYTHING
from tests.bot.test_commands import RULES, Office

QUESTION = "怎么用车？"
OTHER = "用车要办什么手续"
ANSWER = "先填派车单，再请办公室主任批准（《用车管理办法》第二条）。"
LABEL = "标准答复（赵启明 2026年3月2日审定）"
NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@pytest.fixture
def office(tmp_path: Path, tiny_model: Path) -> Office:
    """Return a command line whose library has one standard answer with two wordings."""
    office = Office(tmp_path, tiny_model)
    assert office.run("ingest", office.write("用车管理办法.md", RULES)).exit_code == 0
    config = Config(
        storage=Storage(data_dir=tmp_path / "data"),
        embedding=Embedding(model=str(tiny_model)),
        knowledge=Knowledge(handbook="off"),
    )
    with build(config, now=lambda: NOW) as canmou:
        desk, by = Desk(config, canmou.engine, lambda: NOW), Actor(7, 7)
        service = StandardService(desk, canmou.library, canmou.answerer)
        draft = service.write(QUESTION, ANSWER, EVERYTHING, by=by)
        assert service.submit(draft)
        assert service.approve(draft, name="赵启明", by=by)
        Wordings(desk).add(draft.id, OTHER, by=by)
    return office


def said(office: Office, question: str) -> str:
    """Return what is printed for people."""
    return office.run("ask", question).stdout


@pytest.mark.parametrize("question", [QUESTION, "请问怎样用车", OTHER])
def test_it_goes_before_what_is_searched(office: Office, question: str) -> None:
    printed = said(office, question)
    assert printed.startswith(f"{LABEL}\n{ANSWER}\n")
    assert "第二条 用车人应当提前1个工作日填写派车单" in printed
    assert "——《用车管理办法》第二条（2023年）" in printed


def test_other_questions_are_searched(office: Office) -> None:
    assert "标准答复" not in said(office, "车辆发生故障怎么办？")


def test_the_object_is_the_documented_one(office: Office) -> None:
    answer = json.loads(office.run("ask", QUESTION, "--json").stdout)
    assert answer["refused"] is False
    assert answer["answer"].startswith(LABEL)
    assert [(each["file"], each["locator"]) for each in answer["citations"]] == [("用车管理办法.md", "第二条")]


def test_files_of_questions_and_talk_have_it_too(office: Office) -> None:
    found = office.run("ask", "--file", office.write("问题.txt", f"{OTHER}\n用车管理办法第三条\n")).stdout.splitlines()
    assert [LABEL in json.loads(line)["answer"] for line in found] == [True, False]
    assert LABEL in office.run("chat", typed=f"{QUESTION}\n\n").stdout


def change(office: Office) -> None:
    """Take in the rules with other words in the article that the answer rests on."""
    changed = RULES.replace("提前1个工作日", "提前2个工作日")
    assert office.run("ingest", office.write("用车管理办法.md", changed)).exit_code == 0


def remove(office: Office) -> None:
    """Remove the rules."""
    assert office.run("documents", "--remove", "用车管理办法.md").exit_code == 0


@pytest.mark.parametrize("happens", [change, remove])
def test_it_is_shown_only_while_its_sources_say_what_they_said(
    office: Office, happens: Callable[[Office], None]
) -> None:
    happens(office)
    assert "标准答复" not in said(office, QUESTION)
    assert "标准答复" not in said(office, OTHER)
