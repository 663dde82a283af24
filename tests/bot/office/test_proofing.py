"""Proofreading as a whole: what is sound stays untouched, whatever is handed in is read to the end."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.office.proofing import Grade, proofread, take_apart
from bot.office.proofing.findings import QUOTE, Finding, merged
from tests.bot.office.proofs import KINDS, SOUND, context, findings, musts

ALPHABET = (
    "一二三十、（）()《》〈〉“”‘’【】〔〕，。；：,.;:!…. \u3000\t\n0123456789年月日号周星期县市省委办关于的通知请示"
    "报告妥否批青山清张健建国书记同志"
)
PIECES = st.sampled_from(
    [
        "青山县",
        "关于",
        "的通知",
        "妥否，请批示",
        "2026年2月30日",
        "（星期三）",
        "一、",
        "（一）",
        "1.",
        "《",
        "》",
        "\n",
    ]
)
HOSTILE = [
    "（" * 50_000,
    "“" * 50_000,
    "》" * 50_000,
    "青山县" * 20_000,
    "3月5日" + " " * 50_000,
    "“" * 500 + "\n" * 500,
]


def test_a_sound_paper_has_no_finding() -> None:
    assert findings(SOUND) == ()


def test_a_sound_paper_is_taken_apart() -> None:
    paper = take_apart(SOUND, KINDS)
    assert (paper.title.text, paper.kind) == ("青山县人民政府办公室关于做好2026年清明节期间值班工作的通知", "通知")
    assert paper.addressee
    assert paper.addressee.text == "各乡镇人民政府，县政府各部门："
    assert (paper.signature and paper.signature.text, paper.date and paper.date.text) == (
        "青山县人民政府办公室",
        "2026年3月20日",
    )
    places = [line.place for line in paper.lines]
    assert places[:5] == ["文头", "文头", "标题", "标题", "主送机关"]
    assert places[-4:] == ["第12段", "落款", "落款", "文末"]


@pytest.mark.parametrize(
    "head",
    [
        "国务院办公厅关于优化服务的通知\n国办发〔2026〕5号",
        "北京市人民政府\n京政发〔2026〕5号\n国务院办公厅关于优化服务的通知",
        "000001\n特急\n国务院办公厅文件\n国办发〔2026〕5号　签发人：张三\n国务院办公厅\n关于优化服务的通知",
        "国务院办公厅关于优化\n服务的通知\n（2026年3月2日）",
        "国办发〔2026〕5 号\n国务院办公厅关于优化服务的通知",
        "国办发〔2026〕【待补：发文序号】号\n国务院办公厅关于优化服务的通知",
        "国务院办公厅关于优化服务的通知\n国办发〔 2026 〕 × 号",
    ],
)
def test_the_title_is_found_beside_a_letterhead_and_a_number(head: str) -> None:
    paper = take_apart(f"{head}\n各省、自治区、直辖市人民政府：\n现将有关事项通知如下。", KINDS)
    assert paper.title.text == "国务院办公厅关于优化服务的通知"
    assert paper.addressee
    assert [line.text for line in paper.body] == ["现将有关事项通知如下。"]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("青山县教育局关于召开会议的通知", "通知"),
        ("青山县教育局会议通知", "通知"),
        ("在全县大会上的讲话", "讲话提纲"),
        ("关于乡村振兴的调研报告", "调研报告"),
        ("青山县值班管理办法（试行）", "办法"),
        ("青山县见闻", ""),
    ],
)
def test_the_last_words_of_a_title_name_the_kind(title: str, kind: str) -> None:
    assert take_apart(f"{title}\n正文在此。", KINDS).kind == kind


def test_equal_findings_are_counted_and_grades_come_first() -> None:
    soft = Finding(Grade.SHOULD, "第1段", "甲", "请核对。")
    hard = Finding(Grade.MUST, "第2段", "乙", "有错。")
    found = merged([soft, hard, replace(hard, place="第1段", quote="丙")], ["第1段", "第2段"])
    assert found == (replace(hard, count=2), soft)


def test_findings_stand_in_the_order_of_the_paper() -> None:
    text = (
        SOUND.replace("专人在岗", "专人在岗,")
        .replace("2026年3月20日", "2026.3.20")
        .replace("工作的通知", "工作的通知。")
    )
    assert [finding.place for finding in findings(text)] == ["标题", "第3段", "落款"]


@given(st.text(ALPHABET, max_size=400) | st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=200))
def test_any_text_is_read_to_the_end(text: str) -> None:
    for finding in proofread(text, context(people=("张建国",))):
        assert len(finding.quote) <= QUOTE
        assert finding.sentence.endswith(("。", "”"))
        assert finding.count >= 1


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_takes_long(text: str) -> None:
    findings(text)


def test_the_handbook_has_nothing_to_mend() -> None:
    folder = Path(__file__).parents[3] / "knowledge" / "handbook"
    for path in folder.glob("*.md"):
        assert musts(_plain(path)) == [], path.name


def test_real_laws_have_few_faults_and_those_are_in_the_text(shared: Path) -> None:
    """Half-width marks, brackets that are not closed and old spellings are all that the copies really hold."""
    copied = re.compile("全角|成对|应为“账|标点重复|省略号|数字和字母|段末|六角括号|小圆点")
    paths = sorted((shared / "laws").rglob("*.md"))[::10] + sorted((shared / "corpus" / "regulations").glob("*.md"))
    false = {path.name: [said for said in musts(_plain(path)) if not copied.search(said)] for path in paths}
    assert {name: said for name, said in false.items() if said} == {}


def _plain(path: Path) -> str:
    text = re.sub("<!--.*?-->", "", path.read_text("utf-8"))
    return re.sub(r"^#+\s*|\*\*", "", text, flags=re.MULTILINE)
