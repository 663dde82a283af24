"""The command line as it is typed: real settings, database, index and model."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import takewhile
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import COMMANDS, app
from bot.storage.answers import AnswerStore, Asker
from bot.storage.database import open_database
from knowledge.answers import Answer, Outcome
from knowledge.embedding import bundled

ROOT = Path(__file__).parents[2]
RULES = """# 用车管理办法

2023年5月1日 办公会议通过

第一条 公务用车由车队统一调派。

第二条 用车人应当提前1个工作日填写派车单，由办公室主任批准。

第三条 车辆发生故障的，驾驶员应当在30分钟内报告车队。

第四条 有下列情形之一的，不予派车：

（一）没有派车单的；

（二）办理私事的。
"""


class Office:
    """An office's command line: settings in the environment, a data dir of its own."""

    def __init__(self, folder: Path, model: Path) -> None:
        self.folder = folder
        self.environment = {
            "CANMOU_STORAGE__DATA_DIR": str(folder / "data"),
            "CANMOU_EMBEDDING__MODEL": str(model),
            "CANMOU_KNOWLEDGE__HANDBOOK": "off",
        }

    def run(self, *arguments: str, typed: str = "", **environment: str) -> Result:
        """Run one command."""
        return CliRunner().invoke(app, list(arguments), input=typed, env=self.environment | environment)

    def write(self, name: str, text: str) -> str:
        """Write a file and return its path."""
        path = self.folder / name
        path.write_text(text, "utf-8")
        return str(path)


@pytest.fixture
def office(tmp_path: Path, tiny_model: Path) -> Office:
    return Office(tmp_path, tiny_model)


@pytest.fixture
def stocked(office: Office) -> Office:
    assert office.run("ingest", office.write("用车管理办法.md", RULES)).exit_code == 0
    return office


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    result = CliRunner().invoke(app, [command, "--help"])
    assert result.exit_code == 0
    assert command in result.output


def test_ingest_says_what_became_of_each_file(office: Office) -> None:
    good, bad = office.write("用车管理办法.md", RULES), office.write("表.xls", "x")
    result = office.run("ingest", good, bad)
    assert result.exit_code == 1
    assert "表.xls: unknown type .xls" in result.stderr
    assert "1 added, 1 refused; 4 passages" in result.stdout


def test_ingest_again_changes_nothing(stocked: Office) -> None:
    result = stocked.run("ingest", str(stocked.folder / "用车管理办法.md"))
    assert result.stdout.startswith("1 unchanged; 0 passages")


def test_a_missing_path_is_one_line(office: Office) -> None:
    result = office.run("ingest", str(office.folder / "没有.md"))
    assert result.exit_code == 1
    assert result.stderr.splitlines() == ["没有.md: there is no such file"]


def test_a_dry_run_counts_articles_and_keeps_nothing(office: Office) -> None:
    result = office.run("ingest", "--dry-run", office.write("用车管理办法.md", RULES))
    assert "1 files, 0 refused, 4 passages, 0 files whose articles differ" in result.stdout
    assert json.loads(office.run("documents", "--json").stdout or "null") is None


def test_documents_lists_title_date_and_standing(stocked: Office) -> None:
    row = json.loads(stocked.run("documents", "--json").stdout)
    assert (row["title"], row["kind"], row["issued"], row["passages"]) == (
        "用车管理办法",
        "regulation",
        "2023-05-01",
        4,
    )
    assert (row["status"], row["used"]) == ("现行", True)
    assert "用车管理办法" in stocked.run("documents").stdout


def test_a_document_can_be_removed(stocked: Office) -> None:
    assert stocked.run("documents", "--remove", "用车管理办法.md").stdout == "用车管理办法.md: removed\n"
    again = stocked.run("documents", "--remove", "用车管理办法.md")
    assert (again.exit_code, again.stderr) == (1, "用车管理办法.md: not in the library\n")


def test_ask_prints_the_documented_object(stocked: Office) -> None:
    answer = json.loads(stocked.run("ask", "用车管理办法第二条", "--json").stdout)
    assert list(answer) == ["question", "refused", "answer", "citations", "nearest", "doubtful", "elapsed_ms"]
    (citation,) = answer["citations"]
    assert list(citation) == ["file", "document", "locator", "quote", "status"]
    assert (citation["file"], citation["locator"]) == ("用车管理办法.md", "第二条")
    assert citation["quote"] in RULES
    assert answer["refused"] is False


def test_ask_prints_words_for_people(stocked: Office) -> None:
    assert "——《用车管理办法》第三条（2023年）" in stocked.run("ask", "用车管理办法第3条").stdout


def test_ask_takes_a_file_of_questions_with_history(stocked: Office) -> None:
    lines = ["用车管理办法第一条", json.dumps({"question": "那第四条呢？", "history": ["用车管理办法第一条"]}), ""]
    found = stocked.run("ask", "--file", stocked.write("问题.txt", "\n".join(lines))).stdout.splitlines()
    answers = [json.loads(line) for line in found]
    assert [answer["citations"][0]["locator"] for answer in answers] == ["第一条", "第四条"]


def test_history_on_the_command_line_is_read(stocked: Office) -> None:
    result = stocked.run("ask", "那第三条呢", "--history", "用车管理办法第一条", "--json")
    assert json.loads(result.stdout)["citations"][0]["locator"] == "第三条"


def test_search_prints_ranked_passages(stocked: Office) -> None:
    found = json.loads(stocked.run("search", "车辆发生故障多久报告", "-k", "2", "--json").stdout)
    assert found["question"] == "车辆发生故障多久报告"
    assert len(found["passages"]) == 2
    assert list(found["passages"][0]) == ["file", "document", "locator", "score", "text"]
    assert found["passages"][0]["score"] >= found["passages"][1]["score"]


@pytest.mark.parametrize("arguments", [("ask",), ("ask", "一问", "--file", "x.txt"), ("search",)])
def test_a_question_or_a_file_is_needed(office: Office, arguments: tuple[str, ...]) -> None:
    result = office.run(*arguments)
    assert result.exit_code == 2
    assert "give a question or --file, one of the two" in result.stderr


def test_a_faulty_line_of_a_question_file_is_named(stocked: Office) -> None:
    file = stocked.write("问题.jsonl", '{"question": "一"}\n{"frage": "二"}\n')
    result = stocked.run("ask", "--file", file)
    assert result.exit_code == 2
    assert result.stderr.strip().endswith(":2: not a JSON object with a question")


def test_an_empty_library_says_so(office: Office) -> None:
    answer = json.loads(office.run("ask", "谁批准用车", "--json").stdout)
    assert answer["refused"] is True
    assert "资料库还是空的" in answer["answer"]


def test_evaluate_prints_figures_by_kind(stocked: Office) -> None:
    case = {
        "id": "a1",
        "kind": "article",
        "question": "用车管理办法第三条",
        "answerable": True,
        "expect": [{"file": "用车管理办法.md", "locator": "第三条", "quote": "驾驶员应当在30分钟内报告车队"}],
    }
    file = stocked.write("题.jsonl", json.dumps(case))
    figures = json.loads(stocked.run("evaluate", file, "--json").stdout)
    assert [row["kind"] for row in figures] == ["article", "answerable", "all"]
    assert (figures[0]["recall_1"], figures[0]["right"], figures[0]["verbatim"]) == (1, 1, 1)
    before = stocked.write("before.json", json.dumps(figures))
    assert "(+0.000)" in stocked.run("evaluate", file, "--against", before).stdout


def write_questions(office: Office) -> str:
    """Write five questions that the rules answer and five that they do not, and return the file's path."""
    asked = ("用车由谁批准", "公务用车由谁调派", "车辆发生故障多久报告", "车队统一调派什么", "驾驶员多久报告车队")
    expected = [{"file": "用车管理办法.md", "quote": "公务用车由车队统一调派"}]
    lines = [{"id": f"a{at}", "kind": "lay", "question": words, "answerable": True} for at, words in enumerate(asked)]
    lines += [
        {"id": f"u{at}", "kind": "unanswerable", "question": f"食堂{words}", "answerable": False}
        for at, words in enumerate("一二三四五")
    ]
    for line in lines:
        line["expect"] = expected if line["answerable"] else []
    return office.write("题.jsonl", "\n".join(map(json.dumps, lines)))


def test_evaluate_prints_what_each_lever_brings(stocked: Office) -> None:
    result = stocked.run("evaluate", write_questions(stocked), "--ablate")
    table = [row.split(" | ") for row in result.stdout.splitlines()]
    assert table[0][:3] == ["| levers", "lay", "answerable"]
    assert [row[0].strip("| ") for row in table[2:]] == ["none", "mending", "thesaurus", "manner", "all"]
    assert {len(row) for row in table[2:]} == {len(table[0])}


def test_run_without_a_token_opens_the_page_and_ctrl_c_ends_it(stocked: Office) -> None:
    command = [sys.executable, "-u", "-m", "bot", "run"]
    environment = os.environ | stocked.environment | {"CANMOU_TELEGRAM__TOKEN": ""}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout
        told = list(takewhile(lambda line: "http://" not in line, process.stdout))
        assert "telegram.token: missing" in told[0]
        process.send_signal(signal.SIGINT)
        try:
            assert process.communicate(timeout=60)[0] == ""
        finally:
            process.kill()
    assert process.returncode == 0


def test_the_adapter_of_the_bundled_model_is_a_lever_too(office: Office, models: Path) -> None:
    office.environment |= {"CANMOU_EMBEDDING__MODEL": bundled.NAME, "CANMOU_EMBEDDING__MODEL_DIR": str(models)}
    (office.folder / "data").mkdir()
    office.write("data/thesaurus.toml", '["本局"]\n"小车班" = "车队"\n')
    office.run("ingest", office.write("用车管理办法.md", RULES))
    rows = office.run("evaluate", write_questions(office), "--ablate").stdout.splitlines()[2:]
    levers = ["none", "mending", "thesaurus", "manner", "adapter", "all but the adapter", "all"]
    assert [row.split(" | ")[0].strip("| ") for row in rows] == levers


def test_chat_reads_a_follow_up(stocked: Office) -> None:
    result = stocked.run("chat", typed="用车管理办法第一条\n那第二条呢\n\n")
    assert "由办公室主任批准" in result.stdout


def test_check_names_what_it_finds(stocked: Office) -> None:
    result = stocked.run("check")
    assert result.exit_code == 0
    assert "database: 1 documents, 4 passages" in result.stdout
    assert "language model: not set" in result.stdout


def test_check_tells_of_the_language_model_no_more_than_its_name_and_host(stocked: Office) -> None:
    settings = {"NAME": "qwen3", "BASE_URL": "http://someone:secret@models.office.test:8000/v1", "API_KEY": "sk-secret"}
    result = stocked.run("check", **{f"CANMOU_MODEL__{name}": value for name, value in settings.items()})
    assert "language model: set, qwen3 at models.office.test\n" in result.stdout
    assert "secret" not in result.stdout


def test_feedback_is_empty_at_first(stocked: Office) -> None:
    assert stocked.run("feedback").stdout == ""


def test_feedback_tells_no_number_of_a_telephone_or_an_identity_card(stocked: Office) -> None:
    question = "13800000001和11010519491231002X要登记吗"
    engine = open_database(f"sqlite:///{stocked.folder / 'data' / 'canmou.db'}")
    answers, at = AnswerStore(engine), datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
    number = answers.keep(Asker(7, None, 7), Answer(question, Outcome.NOT_FOUND), at=at)
    answers.vote(number, 7, useful=False, at=at)
    engine.dispose()
    for form in ((), ("--json",)):
        told = stocked.run("feedback", *form).stdout
        assert "［电话号码］和［身份证号］要登记吗" in told
        assert "13800000001" not in told


def test_wrong_settings_are_one_line_each_and_status_2(office: Office) -> None:
    result = office.run("check", CANMOU_OFFICE__TIMEZONE="Mars/Base", CANMOU_CHAT__QUESTIONS_PER_MINUTE="many")
    assert result.exit_code == 2
    assert {line.split(":")[0] for line in result.stderr.splitlines()} == {
        "office.timezone",
        "chat.questions_per_minute",
    }


def test_a_database_that_cannot_be_opened_is_one_line(office: Office) -> None:
    result = office.run("check", CANMOU_STORAGE__DATABASE_URL="sqlite:////no/such/folder/canmou.db")
    assert result.exit_code == 2
    assert result.stderr.startswith("storage.database_url: ")
    assert len(result.stderr.splitlines()) == 1


def test_a_model_that_is_not_there_is_one_line(stocked: Office) -> None:
    result = stocked.run("ask", "谁批准用车", CANMOU_EMBEDDING__MODEL=str(stocked.folder / "nowhere"))
    assert result.exit_code == 2
    assert result.stderr.startswith("the embedding model ")
    assert len(result.stderr.splitlines()) == 1


def test_the_database_may_be_a_postgresql(stocked: Office, fresh_postgres: Callable[[], str]) -> None:
    place = {"CANMOU_STORAGE__DATABASE_URL": fresh_postgres()}
    assert "database: 0 documents" in stocked.run("check", **place).stdout
    path = stocked.write("车辆管理.md", RULES)
    assert stocked.run("ingest", path, **place).exit_code == 0
    assert "database: 1 documents, 4 passages" in stocked.run("check", **place).stdout
