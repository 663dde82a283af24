"""``canmou proofread`` as it is typed, without any model."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import app
from tests.bot.office.proofs import SOUND
from tests.bot.services.papers import docx

ROOT = Path(__file__).parents[2]
FAULTY = SOUND.replace("一、落实", "一.落实")


class Desk:
    """A command line with a data dir of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, *arguments: str) -> Result:
        env = {"CANMOU_STORAGE__DATA_DIR": str(self.folder / "data")}
        return CliRunner().invoke(app, ["proofread", *arguments], env=env)

    def write(self, name: str, text: str) -> str:
        path = self.folder / name
        path.write_bytes(docx(text))
        return str(path)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_nothing_to_mend_ends_with_0(desk: Desk) -> None:
    result = desk.run(desk.write("通知.docx", SOUND))
    assert result.exit_code == 0
    assert result.output.splitlines()[-1].endswith("的通知: 0 to mend, 1 suggestions")


def test_something_to_mend_ends_with_1(desk: Desk) -> None:
    result = desk.run(desk.write("通知.docx", FAULTY))
    assert result.exit_code == 1
    assert result.output.splitlines()[0] == (
        "必改 第2段 〔一.落实值班责任〕 汉字序号后应用顿号，如“一、”。（GB/T 9704—2012第7.3.3条）"
    )


@pytest.mark.parametrize(
    ("name", "said"), [("通知.docx", "文件打不开"), ("通知.pdf", "PDF"), ("秘密★3年.docx", "密级标志")]
)
def test_what_cannot_be_read_ends_with_2(desk: Desk, name: str, said: str) -> None:
    (desk.folder / name).write_bytes(b"x")
    result = desk.run(str(desk.folder / name))
    assert (result.exit_code, said in result.output) == (2, True)


def test_a_file_that_is_not_there_ends_with_2(desk: Desk) -> None:
    assert desk.run(str(desk.folder / "没有.docx")).exit_code == 2


def test_no_file_is_left_behind(desk: Desk) -> None:
    temporary, data = desk.folder / "temporary", desk.folder / "data"
    temporary.mkdir()
    environment = os.environ | {"TMPDIR": str(temporary), "CANMOU_STORAGE__DATA_DIR": str(data)}
    command = [sys.executable, "-m", "bot", "proofread", desk.write("通知.docx", SOUND)]
    subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True)
    assert list(temporary.iterdir()) == []
    assert {path.suffix for path in data.rglob("*.*")} <= {".db", ".db-wal", ".db-shm"}


def test_json_holds_the_findings_and_the_earlier_paper(desk: Desk) -> None:
    last = desk.write("去年.docx", SOUND.replace("2026年", "2025年"))
    result = desk.run(desk.write("通知.docx", FAULTY), "--last", last, "--json")
    row = json.loads(result.output)
    assert (row["file"], row["kind"], row["earlier"]["year"]) == ("通知.docx", "通知", 2025)
    assert row["findings"][0] == {
        "grade": "必改",
        "place": "第2段",
        "quote": "一.落实值班责任",
        "sentence": "汉字序号后应用顿号，如“一、”。",
        "ground": "GB/T 9704—2012第7.3.3条",
        "count": 1,
    }
    assert row["findings"][1]["place"] == "全文"
