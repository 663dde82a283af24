"""The thesaurus: what it makes of a question, how an office adds to it, and that its own lines are sound."""

import tomllib
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest

from knowledge.errors import KnowledgeError
from knowledge.thesaurus import FILE, GAP, Expansion, Thesaurus, load_thesaurus

LINES = {
    "老板": ("单位负责人", "主要负责人"),
    "大老板": ("法定代表人",),
    "盖…章": ("用印",),
    "U盘": ("存储介质",),
    "要批": ("批准",),
    "交接": ("交接班", "移交"),
    "几天": ("期限",),
}
FIELDS = tomllib.loads(files("knowledge").joinpath(FILE).read_text("utf-8"))


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        ("老板说了算", "单位负责人说了算", ("单位负责人", "主要负责人")),
        ("大老板说了算", "法定代表人说了算", ("法定代表人",)),
        ("老板和老板", "单位负责人和单位负责人", ("单位负责人", "主要负责人")),
        ("盖个公章找谁", "用印找谁", ("用印",)),
        ("盖章找谁", "用印找谁", ("用印",)),
        ("盖好几层楼的章", "盖好几层楼的章", ()),
        ("u盘能用吗", "存储介质能用吗", ("存储介质",)),
        ("交接班是几点", "交接班是几点", ("交接班", "移交")),
        ("İ要批", "İ批准", ("批准",)),
        ("几天办完", "期限办完", ("期限",)),
        ("这几天谁值班", "这几天谁值班", ()),
        ("", "", ()),
    ],
)
def test_a_question_is_put_in_official_words(question: str, text: str, words: tuple[str, ...]) -> None:
    assert Thesaurus(LINES).expand(question) == Expansion(text, words)


def test_nothing_is_cut_out_of_a_word() -> None:
    thesaurus = Thesaurus(LINES)
    assert thesaurus.expand("重要批示").words == ("批准",)
    assert thesaurus.expand("重要批示", {"重要", "批示"}.__contains__).words == ()
    assert thesaurus.expand("这事要批吗", {"重要", "批示"}.__contains__).words == ("批准",)


def test_a_thesaurus_without_lines_changes_nothing() -> None:
    assert Thesaurus({}).expand("老板说了算") == Expansion("老板说了算")


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("厂里出事死了人老板多久得报", "单位负责人"),
        ("厂里出事死了人老板多久得报", "事故"),
        ("集体上访选几个代表", "走访"),
        ("压着不报会怎么样", "迟报"),
        ("过节收了红包咋办", "礼金"),
        ("两口子能在一个单位吗", "夫妻"),
        ("旧文件能用碎纸机打掉吗", "销毁"),
        ("他把公款挪用了", "公共资金"),
        ("请客吃饭能报销吗", "公务接待"),
        ("没打卡怎么办", "补签"),
        ("怀孕了做体检", "健康检查"),
        ("国庆值班怎么算钱", "法定节假日"),
        ("欠工资找谁", "拖欠工资"),
        ("煤气罐放哪", "瓶装燃气"),
        ("卫生证丢了", "卫生许可证"),
    ],
)
def test_plain_words_find_their_official_ones(question: str, word: str) -> None:
    assert word in load_thesaurus().expand(question).words


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("仓库里能放几天", "放假"),
        ("采购合同几天签", "劳动合同"),
        ("住院能报销吗", "病假"),
        ("给钱还是给东西", "礼金"),
        ("工资给几倍", "罚款"),
    ],
)
def test_plain_words_of_many_meanings_are_not_taken_for_one(question: str, word: str) -> None:
    assert not any(word in official for official in load_thesaurus().expand(question).words)


def test_an_office_adds_lines_and_replaces_ours(tmp_path: Path) -> None:
    own = tmp_path / FILE
    own.write_text('["本局"]\n"大院 院里" = "机关大院"\n"老板" = "局长"\n"红包" = ""\n', "utf-8")
    thesaurus = load_thesaurus(own)
    assert thesaurus.expand("院里老板收红包").text == "机关大院局长收红包"
    assert thesaurus.expand("盖章").words == load_thesaurus().expand("盖章").words
    assert load_thesaurus(tmp_path / "没有.toml").ways == load_thesaurus().ways


@pytest.mark.parametrize("text", ["老板 = 负责人", '"老板" = "负责人"', '["一"]\n"老板" = 3', "[[一]]"])
def test_a_file_that_is_no_thesaurus_is_named(text: str, tmp_path: Path) -> None:
    own = tmp_path / FILE
    own.write_text(text, "utf-8")
    with pytest.raises(KnowledgeError, match=r"thesaurus\.toml: not a thesaurus"):
        load_thesaurus(own)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "gbk.toml").write_bytes("老板".encode("gbk"))
    for name in ("gbk.toml", "."):
        with pytest.raises(KnowledgeError, match="not a thesaurus"):
            load_thesaurus(tmp_path / name)


def test_no_way_of_saying_stands_twice() -> None:
    counts = Counter(way for lines in FIELDS.values() for ways in lines for way in ways.split())
    assert not [way for way, count in counts.items() if count > 1]
    assert len(counts) > 3300


def test_every_line_leads_somewhere_else() -> None:
    lines = [
        (way, official.split()) for field in FIELDS.values() for ways, official in field.items() for way in ways.split()
    ]
    assert not [way for way, official in lines if not official or official == [way] or not way.strip(GAP)]
