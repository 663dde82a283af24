"""The command line with a language model at an address of its own: real libraries, a real connection, a script."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.__main__ import app
from bot.wording import WORDED
from tests.fakes import offer
from tests.model_server import ModelServer, Says, running_model

RULES = """# 用车管理办法

2023年5月1日 办公会议通过

第一条 公务用车由车队统一调派。

第二条 用车人应当提前1个工作日填写派车单，由办公室主任批准。

第三条 车辆发生故障的，驾驶员应当在30分钟内报告车队。

第四条 有下列情形之一的，不予派车：

（一）没有派车单的；

（二）办理私事的。
"""
QUESTION = "车辆发生故障的，驾驶员应当在多少分钟内报告车队？"
GOOD = offer(("车辆发生故障的，驾驶员应当在30分钟内报告车队。", 1))
QUOTE = "第三条 车辆发生故障的，驾驶员应当在30分钟内报告车队。"
CASES = [
    {"id": "a", "kind": "lay", "question": QUESTION, "answerable": True, "expect": [{"file": "a.md", "quote": QUOTE}]},
    {"id": "b", "kind": "term", "question": "用车管理办法第一条", "answerable": True, "expect": []},
    {"id": "c", "kind": "none", "question": "食堂一份饭多少元", "answerable": False, "expect": []},
]


class Terminal:
    """A command line whose office has a rule and a language model."""

    def __init__(self, folder: Path, embedder: Path, server: ModelServer) -> None:
        self.server = server
        self._environment = {
            "CANMOU_STORAGE__DATA_DIR": str(folder / "data"),
            "CANMOU_EMBEDDING__MODEL": str(embedder),
            "CANMOU_KNOWLEDGE__HANDBOOK": "off",
            "CANMOU_MODEL__NAME": "scripted",
            "CANMOU_MODEL__BASE_URL": server.base_url,
            "CANMOU_MODEL__RETRIES": "0",
        }

    def run(self, *arguments: str, typed: str = "", **environment: str) -> str:
        """Run a command and return what it prints."""
        done = CliRunner().invoke(app, list(arguments), input=typed, env=self._environment | environment)
        assert done.exit_code == 0, done.output
        return done.stdout

    def ask(self, **environment: str) -> dict[str, Any]:
        """Ask the question and return the answer as JSON."""
        answer: dict[str, Any] = json.loads(self.run("ask", QUESTION, "--json", **environment))
        return answer


@pytest.fixture
def terminal(tmp_path: Path, tiny_model: Path) -> Iterator[Terminal]:
    with running_model() as server:
        terminal = Terminal(tmp_path, tiny_model, server)
        (tmp_path / "a.md").write_text(RULES, "utf-8")
        terminal.run("ingest", str(tmp_path / "a.md"))
        yield terminal


def test_an_answer_has_sentences_and_the_same_quotes_below(terminal: Terminal) -> None:
    plain = terminal.ask(CANMOU_MODEL__NAME="")
    terminal.server.say(GOOD)
    answer = terminal.ask()
    assert answer["sentences"] == [{"text": "车辆发生故障的，驾驶员应当在30分钟内报告车队。", "sources": [0]}]
    assert answer["citations"] == plain["citations"]
    assert answer["answer"].startswith(WORDED)
    assert "sentences" not in plain
    assert plain["citations"][0]["quote"] == QUOTE


def test_the_terminal_chat_words_its_answers_too(terminal: Terminal) -> None:
    terminal.server.say(GOOD)
    said = terminal.run("chat", typed=f"{QUESTION}\n\n")
    assert "原文：\n\n" in said
    assert WORDED in said


@pytest.mark.parametrize(
    "says",
    [
        Says(offer(("驾驶员应当在60分钟内报告车队。", 1))),
        Says('{"sentences": ['),
        Says("不知道"),
        Says(status=401),
        Says(status=500),
        Says(GOOD[:40], breaks=True),
    ],
    ids=["invented", "broken", "refusal", "wrong key", "fault", "hung up"],
)
def test_whatever_fails_the_answer_is_the_one_without_a_model(terminal: Terminal, says: Says) -> None:
    terminal.server.say(says)
    with_model, without = terminal.ask(), terminal.ask(CANMOU_MODEL__NAME="")
    assert {**with_model, "elapsed_ms": 0} == {**without, "elapsed_ms": 0}
    assert len(terminal.server.asked) == 1


def test_only_the_days_budget_counts_at_the_command_line(terminal: Terminal) -> None:
    terminal.server.say(Says(GOOD, usage=500))
    limits = {"CANMOU_MODEL__PERSON_TOKENS": "0", "CANMOU_MODEL__DAILY_TOKENS": "1000"}
    assert ["sentences" in terminal.ask(**limits) for _ in range(3)] == [True, True, False]


def test_no_figure_is_worse_with_a_model(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text("\n".join(json.dumps(case, ensure_ascii=False) for case in CASES), "utf-8")
    figures = []
    for name, says in (("", GOOD), ("scripted", GOOD), ("scripted", offer(("驾驶员应当在60分钟内报告车队。", 1)))):
        terminal.server.say(says)
        rows = json.loads(terminal.run("evaluate", str(file), "--json", CANMOU_MODEL__NAME=name))
        figures.append([{key: value for key, value in row.items() if not key.endswith("_ms")} for row in rows])
    assert figures[0] == figures[1] == figures[2]
    assert len(terminal.server.asked) >= 2
