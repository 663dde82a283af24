"""``canmou people``, ``canmou duty`` and ``canmou calendar`` as they are typed, without any model."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import GROUPS, app
from bot.files.tables import read_table

PEOPLE = "姓名,电话,岗位\n张三,13800000001,值班员\n李四,,值班员\n赵六,13900000006,带班领导\n"
ROSTER = "日期,值班员,电话,带班领导\n2099-12-01,张三,13800000001,赵六\n2099-12-02,李四,,赵六\n"
YEAR = (
    "日期,类型,名称\n2099-01-01,放假,元旦\n2099-01-21,放假,春节\n2099-01-24,上班,春节\n2099-04-05,放假,清明节\n"
    "2099-05-01,放假,劳动节\n2099-06-23,放假,端午节\n2099-09-29,放假,中秋节\n2099-10-01,放假,国庆节\n"
)
SPAN = ("--from", "2099-12-01", "--to", "2099-12-31")


class Office:
    """An office's command line with a data dir of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, *arguments: str) -> Result:
        """Run one command."""
        return CliRunner().invoke(app, list(arguments), env={"CANMOU_STORAGE__DATA_DIR": str(self.folder / "data")})

    def write(self, name: str, text: str) -> str:
        """Write a file and return its path."""
        path = self.folder / name
        path.write_text(text, "utf-8")
        return str(path)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


@pytest.fixture
def rostered(office: Office) -> Office:
    assert office.run("people", "import", office.write("名单.csv", PEOPLE)).exit_code == 0
    assert office.run("duty", "import", office.write("值班表.csv", ROSTER)).exit_code == 0
    assert office.run("calendar", "import", office.write("2099.csv", YEAR)).exit_code == 0
    return office


@pytest.mark.parametrize(
    ("group", "command"),
    [(name, command.name or "") for name, group in GROUPS.items() for command in group.registered_commands],
)
def test_every_command_explains_itself(group: str, command: str) -> None:
    result = CliRunner().invoke(app, [group, command, "--help"])
    assert result.exit_code == 0
    assert command in result.output


def test_people_are_taken_in_listed_and_bound(rostered: Office) -> None:
    assert rostered.run("people", "bind", "张三", "1001").stdout == "张三: 1001\n"
    rows = [json.loads(line) for line in rostered.run("people", "list", "--json").stdout.splitlines()]
    assert rows[0] == {"name": "张三", "phone": "13800000001", "position": "", "user_id": 1001}
    assert [row["name"] for row in rows] == ["张三", "李四", "赵六"]
    assert "张三  13800000001" in rostered.run("people", "list").stdout


def test_whoever_is_not_on_the_list_is_not_bound(office: Office) -> None:
    result = office.run("people", "bind", "张三", "1001")
    assert (result.exit_code, result.stderr) == (1, "张三: not on the list of people\n")


def test_a_day_is_shown_as_json(rostered: Office) -> None:
    shown = json.loads(rostered.run("duty", "show", "2099-12-01", "--json").stdout)
    assert shown == {
        "date": "2099-12-01",
        "working_day": True,
        "shifts": [
            {
                "start": "2099-12-01T08:30:00+08:00",
                "end": "2099-12-02T08:30:00+08:00",
                "officer": "张三",
                "leader": "赵六",
                "phones": {"张三": "13800000001", "赵六": "13900000006"},
            }
        ],
    }
    assert "张三" in rostered.run("duty", "show", "2099-12-01").stdout
    assert rostered.run("duty", "show", "2099-11-01").stdout == "2099-11-01: no roster\n"


@pytest.mark.parametrize(("day", "working"), [("2099-12-05", False), ("2099-01-24", True), ("2098-12-01", None)])
def test_a_day_is_worked_or_not_or_nobody_knows(rostered: Office, day: str, working: bool | None) -> None:
    assert json.loads(rostered.run("duty", "show", day, "--json").stdout)["working_day"] is working


def test_a_roster_with_faults_is_refused_whole(rostered: Office) -> None:
    table = "日期,值班员,带班领导\n2099-12-01,李四,赵六\n2099-12-02（周一）,李四,赵六\n2099-13-03,李四,\n"
    result = rostered.run("duty", "import", rostered.write("坏.csv", table))
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "第3行 A列（A3）：星期与日期不符，12月2日是周三",
        "第4行 A列（A4）：没有这一天：2099-13-03",
        "第4行 C列（C4）：缺少带班领导",
    ]
    assert json.loads(rostered.run("duty", "show", "2099-12-01", "--json").stdout)["shifts"][0]["officer"] == "张三"


def test_a_roster_says_what_it_changes(rostered: Office) -> None:
    table = "日期,值班员,带班领导\n2099-12-01,李四,赵六\n2099-12-02,李四,赵六\n2099-12-04,王五,赵六\n"
    result = rostered.run("duty", "import", rostered.write("新.csv", table))
    assert result.stdout.splitlines() == [
        "added: 2099年12月4日（周五）08:30—次日08:30 值班员王五 带班领导赵六",
        "changed: 2099年12月1日（周二）08:30—次日08:30 值班员李四 带班领导赵六, was 值班员张三 带班领导赵六",
        "note: 没有12月3日的安排，原有安排保留",
        "new people: 王五",
        "without an account, not reached in private: 李四、赵六、王五",
        "1 added, 1 changed, 1 unchanged, 0 removed",
    ]


def test_turns_are_shared_out_and_can_be_looked_at_first(rostered: Office) -> None:
    span = ("--from", "2099-12-03", "--to", "2099-12-04")
    rehearsed = rostered.run("duty", "rotate", *span, "--dry-run")
    assert rehearsed.stdout.endswith("2 added, 0 changed, 0 unchanged, 0 removed\n")
    assert rostered.run("duty", "show", "2099-12-03").stdout == "2099-12-03: no roster\n"
    assert rostered.run("duty", "rotate", *span).stdout == rehearsed.stdout
    assert "张三" in rostered.run("duty", "show", "2099-12-03").stdout


def test_turns_of_an_unknown_year_are_not_shared_out(rostered: Office) -> None:
    result = rostered.run("duty", "rotate", "--from", "2098-01-01", "--to", "2098-01-02")
    assert result.exit_code == 1
    assert result.stderr.startswith("2098年的放假调休安排还没有导入")


def test_the_roster_goes_out_in_every_form(rostered: Office) -> None:
    out = {form: rostered.folder / f"表.{form}" for form in ("xlsx", "csv", "ics", "png")}
    for form, path in out.items():
        assert rostered.run("duty", "export", *SPAN, "--as", form, str(path)).exit_code == 0
    for form in ("xlsx", "csv"):
        again = rostered.run("duty", "import", str(out[form]))
        assert again.stdout.splitlines()[-1] == "0 added, 0 changed, 2 unchanged, 0 removed"
    assert len(read_table("表.xlsx", out["xlsx"].read_bytes())) == 4
    assert "SUMMARY:值班：张三（带班 赵六）" in out["ics"].read_text("utf-8")
    assert out["png"].read_bytes().startswith(b"\x89PNG")


def test_shares_are_counted_and_drawn(rostered: Office) -> None:
    chart = rostered.folder / "图.png"
    result = rostered.run("duty", "stats", *SPAN, "--json", "--chart", str(chart))
    shares = json.loads(result.stdout.splitlines()[0])["shares"]
    assert {share["name"]: share["turns"] for share in shares} == {"张三": 1, "李四": 1, "赵六": 2}
    assert chart.read_bytes().startswith(b"\x89PNG")
    assert "带班领导" in rostered.run("duty", "stats", *SPAN).stdout


def test_a_year_is_taken_in_and_shown(rostered: Office) -> None:
    shown = rostered.run("calendar", "show", "2099")
    assert shown.stdout.endswith("2099: 7 days off, 1 weekend days worked\n")
    rows = [json.loads(line) for line in rostered.run("calendar", "show", "2099", "--json").stdout.splitlines()]
    assert rows[2] == {"date": "2099-01-24", "working": True, "holiday": "春节"}
    assert "2026-10-01" in rostered.run("calendar", "show", "2026").stdout
    assert rostered.run("calendar", "show", "2098").exit_code == 1


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("表.csv", "日期,类型,名称\n2098-01-01,放假,元旦\n", "缺少春节"),
        ("通知.txt", "通知", "看不出是哪一年的安排"),
        ("机密★3年.txt", "通知", "文件带有密级标志"),
        ("通知.txt", "机密★3年\n2098年部分节假日安排", "文件带有密级标志"),
    ],
)
def test_a_year_that_is_doubtful_is_refused(office: Office, name: str, text: str, fault: str) -> None:
    result = office.run("calendar", "import", office.write(name, text))
    assert result.exit_code == 1
    assert fault in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("duty", "show", "12月1日"),
        ("duty", "import", "没有这个文件.csv"),
        ("duty", "rotate", "--from", "2099-12-02", "--to", "2099-12-01"),
        ("duty", "export", *SPAN, "--as", "doc", "a.doc"),
        ("duty", "export", *SPAN, "--as", "csv", "/没有/这个/文件夹.csv"),
        ("people", "bind", "张三", "x"),
        ("calendar", "show", "去年"),
    ],
)
def test_wrong_arguments_end_with_two(rostered: Office, arguments: tuple[str, ...]) -> None:
    assert rostered.run(*arguments).exit_code == 2


def test_a_person_is_forgotten_after_asking_back(office: Office) -> None:
    assert office.run("people", "import", office.write("名单.csv", PEOPLE)).exit_code == 0
    assert office.run("people", "forget", "张三").exit_code == 1
    assert "张三" in office.run("people", "list").stdout
    forgotten = office.run("people", "forget", "张三", "--yes")
    assert "backups made before still hold it" in forgotten.stdout
    assert "张三" not in office.run("people", "list").stdout
    assert office.run("people", "forget", "张三", "--yes").exit_code == 1
    assert json.loads(office.run("audit", "--json").stdout.splitlines()[0])["act"] == "forget"


def test_a_person_with_turns_to_come_is_not_forgotten(rostered: Office) -> None:
    refused = rostered.run("people", "forget", "张三", "--yes")
    assert (refused.exit_code, refused.stderr) == (1, "还有没有值完的班次，请先换班或者导入新的值班表，再清除。\n")
