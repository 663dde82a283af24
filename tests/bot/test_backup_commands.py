"""``canmou backup`` and ``canmou restore`` as they are typed."""

import json
from pathlib import Path

import pytest

from bot.services.backup.restoring import OCCUPIED
from tests.bot.test_duty_commands import PEOPLE, ROSTER, Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    (tmp_path / "here").mkdir()
    office = Office(tmp_path / "here")
    assert office.run("people", "import", office.write("名单.csv", PEOPLE)).exit_code == 0
    assert office.run("duty", "import", office.write("值班表.csv", ROSTER)).exit_code == 0
    return office


def test_an_office_moves_to_an_empty_place(office: Office, tmp_path: Path) -> None:
    settings = office.write("config.toml", '[office]\nname = "某办"\n')
    path = tmp_path / "office.zip"
    made = office.run("backup", str(path), "--config", settings)
    assert made.exit_code == 0, made.output
    assert made.stdout.startswith(f"{path}: ")
    assert made.stdout.endswith(" rows; config.toml\n")
    there = Office(tmp_path / "there")
    restored = there.run("restore", str(path))
    assert restored.stdout == made.stdout.replace(f"{path}: ", f"{path}: restored, ")
    shown = [each.run("duty", "show", "2099-12-01", "--json").stdout for each in (office, there)]
    assert shown[0] == shown[1] != ""
    assert (tmp_path / "there" / "data" / "config.toml").read_text("utf-8") == '[office]\nname = "某办"\n'
    labels = [json.loads(line)["label"] for line in there.run("audit", "--json").stdout.splitlines()]
    assert labels == ["恢复", "导入值班表", "导入人员名单"]
    assert json.loads(office.run("audit", "--json").stdout.splitlines()[0])["label"] == "备份"


def test_what_cannot_be_restored_is_one_line(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "office.zip"
    office.run("backup", str(path))
    result = office.run("restore", str(path))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"{path}: {OCCUPIED.format('audit')}\n"
    result = office.run("restore", str(tmp_path / "none.zip"))
    assert result.stderr == f"{tmp_path / 'none.zip'}: cannot be read: No such file or directory\n"


def test_a_place_that_cannot_be_written_to_is_one_line(office: Office, tmp_path: Path) -> None:
    result = office.run("backup", str(tmp_path / "nowhere" / "a.zip"))
    assert result.exit_code == 1
    assert result.stderr == f"{tmp_path / 'nowhere' / 'a.zip'}: cannot be written: No such file or directory\n"
