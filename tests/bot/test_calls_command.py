"""``canmou duty calls`` as it is typed: the log of some days as a file."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import app
from bot.files.tables import read_table
from bot.office.duty.calling import Call, CallKind, Entry
from bot.storage import calls, people
from bot.storage.database import open_database

HEADINGS = ("序号", "时间", "类别", "单位", "姓名", "电话", "内容", "办理情况", "登记人")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the data dir of an office with a call late on the first of the month and one on the third."""
    engine = open_database(f"sqlite:///{tmp_path / 'canmou.db'}")
    with engine.begin() as connection:
        people.put(connection, "王", user_id=7)
        for day, content in ((1, "报送灾情"), (3, "=1+1")):
            entry = Entry("市应急局", "张科长", "13800000000", content)
            calls.add(connection, Call(0, CallKind.PHONE, datetime(2026, 3, day, 15, 30, tzinfo=UTC), entry, 7))
    engine.dispose()
    return tmp_path


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["duty", "calls", *arguments], env={"CANMOU_STORAGE__DATA_DIR": str(folder)})


def span(first: str, last: str) -> list[str]:
    return ["--from", first, "--to", last]


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_the_calls_of_the_days_are_written(folder: Path, form: str) -> None:
    file = folder / f"登记.{form}"
    result = run(folder, *span("2026-03-01", "2026-03-01"), "--as", form, str(file))
    assert (result.exit_code, result.stdout) == (0, f"{file}: written\n")
    rows = [row.cells for row in read_table(file.name, file.read_bytes())][-2:]
    assert rows[0] == HEADINGS
    assert rows[1][2:] == ("来电", "市应急局", "张科长", "13800000000", "报送灾情", "", "王")
    assert str(rows[1][1]).startswith("2026-03-01 23:30")


def test_what_a_spreadsheet_would_reckon_out_stays_text(folder: Path) -> None:
    file = folder / "登记.csv"
    run(folder, *span("2026-03-02", "2026-03-31"), "--as", "csv", str(file))
    assert "'=1+1" in file.read_text("utf-8-sig")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([*span("2026-03-02", "2026-03-01"), "--as", "csv", "x.csv"], "--to: 2026-03-01 is before --from 2026-03-02"),
        ([*span("2026-03-01", "2026-03-02"), "--as", "pdf", "x.pdf"], "--as"),
        ([*span("2026-03-01", "2026-03-02"), "--as", "csv", "/no/such/folder/x.csv"], "cannot be written"),
    ],
)
def test_what_cannot_be_done_ends_with_status_2(folder: Path, arguments: list[str], words: str) -> None:
    result = run(folder, *arguments)
    assert result.exit_code == 2
    assert words in result.stderr
