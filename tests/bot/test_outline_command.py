"""``canmou outline`` as it is typed: text, JSON, a document, and one line for each fault."""

import json
import re
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document as open_document
from typer.testing import CliRunner, Result

from bot.__main__ import app
from knowledge.outlines import BLANK
from tests.chats.office import DUTY_2023

TOPIC = "国庆节期间值班安排"
OWN_KIND = """# 倡议书

类别：日常
方向：公开
适用：向干部职工发出倡议。
标题：{事由}倡议书
主送：无
署名：是

## 倡议

写法：写清倡议什么。
检索：倡议
"""


class Office:
    """An office's command line with a data dir of its own."""

    def __init__(self, folder: Path, model: Path) -> None:
        self.folder = folder
        self.env = {
            "CANMOU_STORAGE__DATA_DIR": str(folder / "data"),
            "CANMOU_EMBEDDING__MODEL": str(model),
            "CANMOU_KNOWLEDGE__HANDBOOK": "off",
            "CANMOU_OFFICE__NAME": "市教育局办公室",
        }

    def run(self, *arguments: str) -> Result:
        return CliRunner().invoke(app, list(arguments), env=self.env)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, tiny_model: Path) -> Office:
    office = Office(tmp_path_factory.mktemp("office"), tiny_model)
    rules = office.folder / "值班管理规定.txt"
    rules.write_text(DUTY_2023, "utf-8")
    assert office.run("ingest", str(rules)).exit_code == 0
    return office


def test_the_text_has_all_parts_with_marks_and_sources(office: Office) -> None:
    result = office.run("outline", "通知", TOPIC, "--to", "各科室")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[:3] == [f"市教育局办公室关于{TOPIC}的通知", "", "各科室："]
    assert [line for line in lines if re.match("[一二三]、", line)] == ["一、总体要求", "二、工作安排", "三、工作要求"]
    assert lines[-1].startswith("待补：具体安排、")
    marks = {mark for line in lines[: lines.index("出处：")] for mark in re.findall("[①-⑳]", line)}
    listed = [line[0] for line in lines[lines.index("出处：") + 1 :] if re.match("[①-⑳]《值班管理规定》第.条", line)]
    assert marks == {*listed} != set()


def test_the_json_has_every_point_as_a_form_or_with_a_quote_of_its_source(office: Office) -> None:
    made = json.loads(office.run("outline", "通知", TOPIC, "--length", "详细", "--json").stdout)
    assert (made["kind"], made["addressee"], made["closing"]) == ("通知", "【待补：主送机关】", "特此通知。")
    assert [part["heading"] for part in made["parts"]][:3] == ["缘由", "总体要求", "工作安排"]
    points = [point for part in made["parts"] for point in part["points"]]
    quoted = [point for point in points if not point["form"]]
    assert quoted
    for point in quoted:
        (citation,) = point["citations"]
        assert point["text"] == citation["quote"]
        assert citation["quote"] in DUTY_2023
        assert set(citation) == {"file", "document", "locator", "quote", "status"}
    blanks = {found["what"] for point in points for found in BLANK.finditer(point["text"])}
    assert blanks | {"主送机关"} == {*made["missing"]}


def test_the_advice_comes_first(office: Office) -> None:
    result = office.run("outline", "报告", "增加值班人员编制")
    assert result.stdout.startswith("注意：请求批准的事项应当用请示")
    assert "应当用请示" in json.loads(office.run("outline", "报告", "增加值班人员编制", "--json").stdout)["advice"]


def test_the_document_opens_and_takes_the_place_of_one_that_is_there(office: Office) -> None:
    file = office.folder / "通知.docx"
    file.write_bytes(b"old")
    result = office.run("outline", "通知", TOPIC, "--docx", str(file))
    assert (result.exit_code, result.stdout) == (0, f"{file}: written\n")
    paragraphs = [each.text for each in open_document(BytesIO(file.read_bytes())).paragraphs]
    assert "一、总体要求" in paragraphs
    result = office.run("outline", "通知", TOPIC, "--docx", str(file), "--json")
    assert json.loads(result.stdout)["kind"] == "通知"


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("通之", TOPIC), r"通之: no such kind of writing; near: .*通知.*; --kinds lists all"),
        (("报高", TOPIC), r"报高: no such kind of writing; near: 报告, .*; --kinds lists all"),
        (("xyz", TOPIC), r"xyz: no such kind of writing; near: none; --kinds lists all"),
        (("通知",), r"give a kind and a topic, or --kinds"),
        ((), r"give a kind and a topic, or --kinds"),
        (("通知", TOPIC, "--docx", "/no/such/folder/a.docx"), r"/no/such/folder/a.docx: cannot be written: .+"),
        (("通知", "机密★10年"), r"内容带有密级标志.*"),
        (("通知", "长" * 100), r"事由太长了，请控制在80字以内。"),
    ],
)
def test_a_fault_is_one_line_and_status_2(office: Office, arguments: tuple[str, ...], line: str) -> None:
    result = office.run("outline", *arguments)
    assert result.exit_code == 2
    assert re.fullmatch(line, result.stderr.splitlines()[-1])
    assert result.stdout == ""


def test_the_kinds_are_listed_with_the_offices_own(office: Office) -> None:
    folder = office.folder / "data" / "kinds"
    folder.mkdir(exist_ok=True)
    (folder / "倡议书.md").write_text(OWN_KIND, "utf-8")
    listed = office.run("outline", "--kinds").stdout
    assert all(kind in listed for kind in ("决议", "纪要", "讲话提纲", "突发事件首报", "倡议书"))
    assert json.loads(office.run("outline", "倡议书", "节约用电", "--json").stdout)["title"] == "节约用电倡议书"
    (folder / "坏.md").write_text("什么都没有", "utf-8")
    result = office.run("outline", "通知", TOPIC)
    assert result.exit_code == 2
    assert result.stderr.startswith("坏.md: ")
    (folder / "坏.md").unlink()
