"""``canmou meetings`` as it is typed, without any model."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import app
from bot.config import Config
from bot.files.calendars import read_calendar

DAY = (datetime.now(Config().office.timezone) + timedelta(days=10)).date()
PEOPLE = "姓名,岗位,Telegram编号\n张三,值班员,11\n李四,值班员,\n"
SPAN = ("--from", f"{DAY}", "--to", f"{DAY}")


class Office:
    """An office's command line with a data dir of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, *arguments: str, admins: str = "[7]") -> Result:
        env = {
            "CANMOU_STORAGE__DATA_DIR": str(self.folder / "data"),
            "CANMOU_ACCESS__ADMINS": admins,
            "CANMOU_ACCESS__CHATS": "[-1001]",
        }
        return CliRunner().invoke(app, ["meetings", *arguments], env=env)

    def write(self, name: str, text: str) -> str:
        path = self.folder / name
        path.write_text(text, "utf-8")
        return str(path)


def calendar(*titles: str) -> str:
    events = "".join(
        f"BEGIN:VEVENT\r\nUID:{title}\r\nDTSTAMP:20260301T000000Z\r\nDTSTART:{DAY:%Y%m%d}T090000\r\n"
        f"DTEND:{DAY:%Y%m%d}T103000\r\nSUMMARY:{title}\r\nLOCATION:三楼会议室\r\nEND:VEVENT\r\n"
        for title in titles
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{events}END:VCALENDAR\r\n"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_meetings_are_taken_in_listed_and_written(office: Office) -> None:
    taken = office.run("import", office.write("a.ics", calendar("党委会", "协调会")), "--chat", "-1001")
    assert (taken.exit_code, taken.output) == (0, "2 added, 0 changed, 0 cancelled, 0 known\n")
    rows = [json.loads(line) for line in office.run("list", "--json", *SPAN).output.splitlines()]
    assert rows[0] == {
        "title": "党委会",
        "start": f"{DAY}T09:00:00+08:00",
        "end": f"{DAY}T10:30:00+08:00",
        "room": "三楼会议室",
        "people": "",
        "notes": "",
        "repeated": False,
        "organizer": 7,
        "chat": -1001,
    }
    assert [row["title"] for row in rows] == ["党委会", "协调会"]
    assert "三楼会议室" in office.run("list").output
    file = office.folder / "out.ics"
    assert office.run("export", str(file)).output == f"{file}: written\n"
    zone = Config().office.timezone
    since = datetime.combine(DAY, datetime.min.time(), zone)
    entries = read_calendar(file.read_bytes(), since=since, until=since + timedelta(days=1), zone=zone)
    assert [entry.title for entry in entries] == ["党委会", "协调会"]


def test_a_file_that_is_taken_in_twice_adds_nothing(office: Office) -> None:
    path = office.write("a.ics", calendar("党委会"))
    office.run("import", path)
    assert office.run("import", path).output == "0 added, 0 changed, 0 cancelled, 1 known\n"


def test_the_organizer_is_named_by_name(office: Office) -> None:
    env = {"CANMOU_STORAGE__DATA_DIR": str(office.folder / "data")}
    CliRunner().invoke(app, ["people", "import", office.write("名单.csv", PEOPLE)], env=env)
    path = office.write("a.ics", calendar("党委会"))
    office.run("import", path, "--organizer", "张三")
    (row,) = map(json.loads, office.run("list", "--json", *SPAN).output.splitlines())
    assert row["organizer"] == 11


@pytest.mark.parametrize(
    ("arguments", "admins", "said"),
    [
        (("--organizer", "李四"), "[7]", "李四: not on the list of people, or without a Telegram account"),
        (("--chat", "-5"), "[7]", "-5: not one of access.chats"),
        ((), "[]", "no administrator: give --organizer NAME"),
    ],
)
def test_what_cannot_be_taken_in_is_said(office: Office, arguments: tuple[str, ...], admins: str, said: str) -> None:
    result = office.run("import", office.write("a.ics", calendar("党委会")), *arguments, admins=admins)
    assert (result.exit_code, result.stderr) == (1, f"{said}\n")
    assert office.run("list", "--json", *SPAN).output == ""


@pytest.mark.parametrize("text", ["no calendar", calendar("机密★10年 专题会")], ids=["broken", "marked"])
def test_a_file_that_is_broken_or_marked_is_refused(office: Office, text: str) -> None:
    result = office.run("import", office.write("a.ics", text))
    assert result.exit_code == 1
    assert office.run("list", "--json", *SPAN).output == ""
