"""The kinds of all files: their order, what an office's own files change, and how a kind is found by its name."""

from pathlib import Path

import pytest

from prompts import Category, PromptFault, find_kind, load_kinds

FIFTEEN = [
    *("决议", "决定", "命令", "公报", "公告", "通告", "意见", "通知"),
    *("通报", "报告", "请示", "批复", "议案", "函", "纪要"),
]
DAILY = [
    *("讲话提纲", "工作总结", "工作计划", "工作方案", "调研报告", "会议通知", "会议议程", "主持词", "督查通报"),
    *("突发事件首报", "突发事件续报", "突发事件终报", "简报", "制度"),
]
KINDS = load_kinds()


def own_kind(name: str, *lines: str) -> str:
    """Return the text of a small file."""
    return "\n".join(
        [f"# {name}", "类别：日常", "方向：内部", "适用：内部用。", "标题：便条", *lines, "## 正文", "待补：话"]
    )


def write(folder: Path, **texts: str) -> Path:
    """Write files by their names into a folder."""
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text, "utf-8")
    return folder


def test_the_fifteen_of_the_regulation_come_first_in_its_order() -> None:
    assert list(KINDS) == [*FIFTEEN, *DAILY]
    assert [name for name, kind in KINDS.items() if kind.category is Category.STATUTORY] == FIFTEEN


def test_a_folder_that_is_not_there_changes_nothing(tmp_path: Path) -> None:
    assert load_kinds(tmp_path / "kinds") == KINDS


def test_an_offices_file_takes_the_place_of_the_one_of_its_name_or_adds_a_kind(tmp_path: Path) -> None:
    folder = write(tmp_path, 我们的通知=own_kind("通知"), 便条=own_kind("便条", "别名：字条"), 说明="")
    (folder / "说明.md").rename(folder / "说明.txt")
    kinds = load_kinds(folder)
    assert list(kinds) == [*FIFTEEN, *DAILY, "便条"]
    assert kinds["通知"].title == "便条"
    assert {name: kind for name, kind in kinds.items() if name in KINDS and name != "通知"} == {
        name: kind for name, kind in KINDS.items() if name != "通知"
    }
    found = find_kind(kinds, "字条")
    assert found is not None
    assert found.name == "便条"


def test_the_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    folder = write(tmp_path, 甲=own_kind("甲", "语气：软"), 乙=own_kind("乙", "署名：不"), 丙=own_kind("丙"))
    (folder / "丁.md").mkdir()
    with pytest.raises(PromptFault) as caught:
        load_kinds(folder)
    assert {fault.partition(":")[0] for fault in caught.value.faults} == {"甲.md", "乙.md", "丁.md"}
    assert str(caught.value) == "\n".join(caught.value.faults)


def test_two_files_of_one_kind_are_a_fault(tmp_path: Path) -> None:
    with pytest.raises(PromptFault, match=r"2.md: another file of its folder describes 便条 too"):
        load_kinds(write(tmp_path, **{"1": own_kind("便条"), "2": own_kind("便条")}))


def test_an_alias_of_two_kinds_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(PromptFault, match="便条: its alias 年终 总结 is one of 工作总结 too"):
        load_kinds(write(tmp_path, 便条=own_kind("便条", "别名：年终 总结")))


def test_a_name_goes_before_an_alias(tmp_path: Path) -> None:
    found = find_kind(load_kinds(write(tmp_path, 复函=own_kind("复函"))), "复函")
    assert found is not None
    assert found.name == "复函"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("通知", "通知"),
        (" 通 知\n", "通知"),
        ("关于通知", "通知"),
        ("通知的", "通知"),
        ("关于 讲话 的 提纲", "讲话提纲"),
        ("令", "命令"),
        ("会议纪要", "纪要"),
        ("值班信息", "突发事件首报"),
        ("首报", "突发事件首报"),
        ("续报", "突发事件续报"),
        ("终报", "突发事件终报"),
        ("突发事件报告", "突发事件首报"),
        ("实施方案", "工作方案"),
        ("复函", "函"),
        ("情况通报", "通报"),
    ],
)
def test_a_kind_is_found_by_name_or_alias(words: str, name: str) -> None:
    found = find_kind(KINDS, words)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("words", ["", " ", "的", "关于", "通", "通知通知", "诗歌", "公文"])
def test_other_words_name_no_kind(words: str) -> None:
    assert find_kind(KINDS, words) is None
