"""``canmou calibrate``: weights fitted and written, over the library or over laws of one's own."""

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from bot.__main__ import app
from knowledge.numerals import ArticleNumber
from knowledge.training.articles import Asked
from knowledge.training.lessons import is_held_out

MATTERS = ("会议室借用", "公务用车调派", "办公用品领取", "访客登记", "灭火器检查", "钥匙保管", "报刊订阅")
FIELDS = ("mean", "deviation", "weights", "bias", "limit")


def family(matter: str, *, held_out: bool = True) -> str:
    """Return the name of a law that the adapter did not learn from, or of one that it did."""
    names = (f"内部管理/{matter}办法{number}.md" for number in range(1000))
    return next(name for name in names if is_held_out(Asked(name, ArticleNumber(1), "", "")) is held_out)


@pytest.fixture
def laws(tmp_path: Path) -> Path:
    """Return a folder of laws that are held out, and a table of questions over them beside one that is learned from."""
    folder, table = tmp_path / "laws", ["file\tarticle\tstyle\tquestion"]
    (folder / "内部管理").mkdir(parents=True)
    for matter in MATTERS:
        articles = f"第一条 {matter}由综合科负责办理。\n第二条 {matter}每月清点一次。\n"
        (folder / family(matter)).write_text(f"{matter}办法\n（2023年5月1日印发）\n\n{articles}", "utf-8")
        table.append(f"{family(matter)}\t第一条\tterm\t{matter}由谁负责办理")
    table.append(f"{family(MATTERS[0], held_out=False)}\t第一条\tterm\t这一问不算")
    (tmp_path / "questions.tsv").write_text("\n".join(table), "utf-8")
    return folder


def run(folder: Path, model: Path, *arguments: str) -> Result:
    environment = {
        "CANMOU_STORAGE__DATA_DIR": str(folder / "data"),
        "CANMOU_EMBEDDING__MODEL": str(model),
        "CANMOU_KNOWLEDGE__HANDBOOK": "off",
    }
    return CliRunner().invoke(app, ["calibrate", *arguments], env=environment)


def test_the_doubt_is_fitted_over_laws_that_were_held_out(laws: Path, tmp_path: Path, tiny_model: Path) -> None:
    written = tmp_path / "doubt.json"
    table = str(tmp_path / "questions.tsv")
    result = run(tmp_path, tiny_model, table, "--laws", str(laws), "--write", str(written))
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith(f"{3 * len(MATTERS)} questions, held out in folds: AUC ")
    assert tuple(json.loads(written.read_text("utf-8"))) == FIELDS


def test_a_law_that_is_not_there_is_named(laws: Path, tmp_path: Path, tiny_model: Path) -> None:
    result = run(tmp_path, tiny_model, str(tmp_path / "questions.tsv"), "--laws", str(laws / "nowhere"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith(": no such file\n")


def test_too_few_questions_are_one_line(tmp_path: Path, tiny_model: Path) -> None:
    (tmp_path / "none.jsonl").write_text("", "utf-8")
    result = run(tmp_path, tiny_model, str(tmp_path / "none.jsonl"))
    assert result.exit_code != 0
    assert result.stderr.splitlines() == ["at least 5 questions of each side are needed: answerable and not"]

