"""The audit log as rows and as ``canmou audit``."""

import json
import os
import pwd
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select
from typer.testing import CliRunner, Result

from bot.__main__ import app
from bot.commands.session import operator
from bot.office.acts import LABELS, Act, Actor
from bot.storage import Engine, people
from bot.storage.audit import note_act, noted_acts
from bot.storage.database import open_database
from bot.storage.tables import audit
from tests.bot.test_duty_commands import PEOPLE, ROSTER, YEAR, Office

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
MEETING = """BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:x\r
BEGIN:VEVENT\r
UID:a@b\r
DTSTAMP:20260101T000000Z\r
DTSTART:{day}T070000Z\r
SUMMARY:党委会\r
END:VEVENT\r
END:VCALENDAR\r
"""
RULE = "值班规定\n\n第一条 值班电话应当在3声之内接听。\n"


class Canmou(Office):
    """A command line with a model, whose audit log can be read."""

    def __init__(self, folder: Path, model: Path) -> None:
        super().__init__(folder)
        self.environment = {
            "CANMOU_STORAGE__DATA_DIR": str(folder / "data"),
            "CANMOU_EMBEDDING__MODEL": str(model),
            "CANMOU_KNOWLEDGE__HANDBOOK": "off",
            "CANMOU_ACCESS__ADMINS": "[7]",
        }

    def run(self, *arguments: str) -> Result:
        """Run one command."""
        return CliRunner().invoke(app, list(arguments), env=self.environment)

    def log(self, *options: str) -> list[dict[str, Any]]:
        """Return what is printed as JSON, oldest first."""
        result = self.run("audit", "--json", *options)
        assert result.exit_code == 0, result.output
        return [json.loads(line) for line in result.stdout.splitlines()][::-1]


@pytest.fixture
def canmou(tmp_path: Path, tiny_model: Path) -> Canmou:
    return Canmou(tmp_path, tiny_model)


@pytest.fixture
def logged(canmou: Canmou) -> Canmou:
    """Return a command line with acts of three people on three days."""
    (canmou.folder / "data").mkdir()
    engine = open_database(f"sqlite:///{canmou.folder / 'data' / 'canmou.db'}")
    doers = (Actor(7, -5), Actor(0, name="root"), Actor(8, 8))
    with engine.begin() as connection:
        people.put(connection, "张三", user_id=7)
        for days, (by, act) in enumerate(zip(doers, (Act.SET_GROUP, Act.REMOVE, Act.APPROVE_SWAP), strict=True)):
            note_act(connection, act, by=by, at=NOW + timedelta(days=days), subject=days)
    engine.dispose()
    return canmou


def test_every_act_has_a_name_of_its_own() -> None:
    assert set(LABELS) == set(Act)
    assert len(set(LABELS.values())) == len(LABELS)


def test_an_act_is_kept_with_its_transaction_or_not_at_all(database: Engine) -> None:
    for keeps in (True, False):
        with database.connect() as connection:
            note_act(connection, Act.BIND, by=Actor(7, 7), at=NOW, subject=keeps)
            if keeps:
                connection.commit()
    with database.begin() as connection:
        assert [noted.subject for noted in noted_acts(connection)] == ["True"]


def test_the_command_line_is_its_user() -> None:
    assert operator() == Actor(0, name=pwd.getpwuid(os.getuid()).pw_name)


def test_an_act_is_told_with_its_name_newest_first(logged: Canmou) -> None:
    shown = logged.run("audit").stdout.splitlines()
    assert [line.split() for line in shown[1:]] == [
        ["2026-03-04", "09:00", "8", "批准换班", "8", "2"],
        ["2026-03-03", "09:00", "root", "（命令行）", "移除文件", "1"],
        ["2026-03-02", "09:00", "张三", "7", "更改群设置", "-5", "0"],
    ]
    assert logged.log()[0] == {
        "at": "2026-03-02T09:00:00+08:00",
        "user_id": 7,
        "name": "张三",
        "act": "set_group",
        "label": "更改群设置",
        "chat_id": -5,
        "subject": "0",
    }


@pytest.mark.parametrize(
    ("options", "subjects"),
    [
        (("--since", "2026-03-03"), ["1", "2"]),
        (("--since", "2026-03-05"), []),
        (("--by", "7"), ["0"]),
        (("--by", "张三"), ["0"]),
        (("--by", "root"), ["1"]),
        (("--by", "0"), ["1"]),
        (("--by", "8", "--since", "2026-03-03"), ["2"]),
        (("--by", "李四"), []),
    ],
)
def test_the_log_can_be_narrowed(logged: Canmou, options: tuple[str, ...], subjects: list[str]) -> None:
    assert [row["subject"] for row in logged.log(*options)] == subjects


def test_an_act_of_another_version_is_told_as_it_is_kept(logged: Canmou) -> None:
    engine = open_database(f"sqlite:///{logged.folder / 'data' / 'canmou.db'}")
    with engine.begin() as connection:
        connection.execute(insert(audit).values(at=NOW, user_id=7, act="dance"))
    engine.dispose()
    assert logged.log()[-1]["label"] == "dance"


def test_what_the_command_line_does_is_noted(canmou: Canmou) -> None:
    day = f"{datetime.now(UTC) + timedelta(days=3):%Y%m%d}"
    files = {"a.csv": PEOPLE, "b.csv": ROSTER, "c.csv": YEAR, "d.ics": MEETING.format(day=day), "规定.txt": RULE}
    paths = [canmou.write(name, text) for name, text in files.items()]
    commands = (
        ("people", "import", paths[0]),
        ("people", "bind", "张三", "1001"),
        ("duty", "import", paths[1]),
        ("calendar", "import", paths[2]),
        ("duty", "rotate", "--from", "2099-12-03", "--to", "2099-12-04", "--dry-run"),
        ("duty", "rotate", "--from", "2099-12-03", "--to", "2099-12-04"),
        ("meetings", "import", paths[3]),
        ("ingest", paths[4]),
        ("ingest", paths[4]),
        ("documents", "--remove", "规定.txt"),
    )
    for command in commands:
        assert canmou.run(*command).exit_code == 0, command
    kept = canmou.log()
    assert {(row["user_id"], row["name"], row["chat_id"]) for row in kept} == {(0, operator().name, None)}
    assert [(row["act"], row["subject"]) for row in kept] == [
        (Act.IMPORT_PEOPLE, "3"),
        (Act.BIND, "person:1 account:1001"),
        (Act.IMPORT_ROSTER, "2099-12-01 2099-12-02"),
        (Act.IMPORT_YEAR, "2099"),
        (Act.ROTATE, "2099-12-03 2099-12-04"),
        (Act.IMPORT_MEETINGS, "1"),
        (Act.INGEST, "规定.txt"),
        (Act.REMOVE, "规定.txt"),
    ]


def test_no_words_of_a_document_are_in_the_log(canmou: Canmou) -> None:
    canmou.run("ingest", canmou.write("规定.txt", RULE))
    engine = open_database(f"sqlite:///{canmou.folder / 'data' / 'canmou.db'}")
    with engine.begin() as connection:
        assert "接听" not in str(connection.execute(select(audit)).all())
    engine.dispose()
