"""A kind's file: what becomes of its lines, and that every fault in it is named with its place."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prompts import Category, Direction, Kind, Part, PromptFault
from prompts.kinds.reading import KIND_LABELS, LARGEST_FILE, PART_LABELS, read_kind

HEAD = "# 便条\n类别：日常\n方向：内部\n适用：留话。\n标题：关于{事由}的便条\n"
PART = "## 正文\n待补：要说的话\n"
KNOWN = "写法、检索、条数、句式、备用、待补、编号"
WHOLE = """\ufeff# 便条

类别：日常
方向: 内部
别名：字条、留言条、字条
适用：留话。
依据：《公文条例》第八条、《档案、印章条例》第二十一条
标题：{机关}关于{事由}的便条
主送：无
结语：此致。
署名：否

## 开头
编号：否
写法：一句话。
句式：{主送}：
句式：就{事由}说【待补：要说的话】。

##正文
检索：规定 应当
条数：2
待补：地点、 时间
"""


def joined(lines: list[str]) -> bytes:
    """Return lines as a file."""
    return "\n".join(lines).encode()


def outcome_of(content: bytes) -> Kind | tuple[str, ...]:
    """Return the kind of a file, or what is wrong with it."""
    try:
        return read_kind("便条.md", content)
    except PromptFault as fault:
        return fault.faults


def faults(text: str | bytes) -> tuple[str, ...]:
    """Return what is wrong with a file."""
    outcome = outcome_of(text.encode() if isinstance(text, str) else text)
    assert not isinstance(outcome, Kind)
    return outcome


def test_every_line_has_its_place() -> None:
    assert read_kind("便条.md", WHOLE.encode()) == Kind(
        name="便条",
        category=Category.DAILY,
        direction=Direction.INTERNAL,
        use="留话。",
        title="{机关}关于{事由}的便条",
        aliases=("字条", "留言条"),
        grounds=("《公文条例》第八条", "《档案、印章条例》第二十一条"),
        addressee="无",
        closing="此致。",
        signed=False,
        parts=(
            Part(
                "开头",
                guidance="一句话。",
                phrases=("{主送}：", "就{事由}说【待补：要说的话】。"),
                count=0,
                numbered=False,
            ),
            Part("正文", query="规定 应当", blanks=("地点", "时间"), count=2),
        ),
    )


def test_a_short_file_is_enough() -> None:
    kind = read_kind("便条.md", (HEAD + PART).encode())
    assert (kind.aliases, kind.grounds, kind.addressee, kind.closing, kind.signed) == ((), (), "", "", True)
    assert kind.parts == (Part("正文", blanks=("要说的话",), count=0),)


def test_a_part_with_retrieval_has_three_points_unless_it_says_otherwise() -> None:
    assert read_kind("便条.md", (HEAD + "## 正文\n检索：规定").encode()).parts[0].count == 3


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "便条.md: it is empty"),
        ("\n \n", "便条.md: it is empty"),
        (HEAD.encode("gb18030"), "便条.md: it is not UTF-8 text"),
        (b" " * (LARGEST_FILE + 1), "便条.md: it is larger than 64 KB"),
        ("便条\n" + HEAD + PART, "便条.md: line 1: the first line must be “# kind”"),
        ("#" + HEAD + PART, "便条.md: line 1: a line of the form “# kind” is expected"),
        (HEAD.replace("便条\n", "\n", 1) + PART, "便条.md: line 1: a line of the form “# kind” is expected"),
        (HEAD + "# 正文\n待补：话", "便条.md: line 6: a line of the form “## part” is expected"),
        (HEAD + "### 正文\n待补：话", "便条.md: line 6: a line of the form “## part” is expected"),
        (HEAD + "## {事由}\n待补：话", "便条.md: line 6: {} and 【】 have no place in a heading: {事由}"),
        (HEAD, "便条.md: it has no part (“## heading”)"),
        (HEAD + PART + PART, "便条.md: the part 正文 stands 2 times"),
        (HEAD + "## 正文\n写法：随意。", "便条.md: line 6: the part 正文 has none of 检索, 句式, 待补"),
        (HEAD + PART + "条数：3", "便条.md: line 6: the part 正文 has 条数 without 检索"),
        (HEAD + PART + "备用：请抓好落实。", "便条.md: line 6: the part 正文 has 备用 without 检索"),
        (HEAD + PART + "随便写写", "便条.md: line 8: neither a heading nor a label with its value: 随便写写"),
        (HEAD + PART + "- 编号：否", "便条.md: line 8: neither a heading nor a label with its value: - 编号：否"),
        (
            HEAD + PART + "语气：软",
            f"便条.md: line 8: unknown label 语气; known here are {KNOWN}",
        ),
        (
            HEAD + PART + "标题：便条",
            f"便条.md: line 8: unknown label 标题; known here are {KNOWN}",
        ),
        (HEAD + PART + "待补：时间", "便条.md: line 8: 待补 stands twice under 正文"),
        (HEAD + "适用：留话。\n" + PART, "便条.md: line 6: 适用 stands twice under 便条"),
        (HEAD.replace("适用：留话。", "适用：") + PART, "便条.md: line 1: 适用 is missing"),
        (HEAD.replace("类别：日常\n", "") + PART, "便条.md: line 1: 类别 is missing"),
        (HEAD.replace("日常", "平常") + PART, "便条.md: line 2: 类别 must be one of 法定、日常: 平常"),
        (
            HEAD.replace("内部", "外部") + PART,
            f"便条.md: line 3: 方向 must be one of {'、'.join(Direction)}: 外部",
        ),
        (HEAD + "署名：不\n" + PART, "便条.md: line 6: 署名 must be 是 or 否: 不"),
        (HEAD + PART + "编号：0", "便条.md: line 8: 编号 must be 是 or 否: 0"),
        (HEAD + "依据：公文条例第八条\n" + PART, "便条.md: line 6: 依据 must look like 《…》第八条: 公文条例第八条"),
        (
            HEAD + "依据：《甲法》第一条，《乙法》第二条\n" + PART,
            "便条.md: line 6: 依据 must look like 《…》第八条: 《甲法》第一条，《乙法》第二条",
        ),
        (
            HEAD + PART + "句式：就{题目}说。",
            "便条.md: line 8: unknown placeholder {题目}; known are {事由}、{目的}、{机关}、{主送}、{日期}",
        ),
        (HEAD + PART + "句式：就{事由说。", "便条.md: line 8: a brace without its partner: 就{事由说。"),
        (HEAD + PART + "句式：【待补】。", "便条.md: line 8: 【】 is for 【待补：…】 only: 【待补】。"),
        (HEAD + PART + "写法：写{事由}。", "便条.md: line 8: {} and 【】 have no place in 写法: 写{事由}。"),
        (HEAD + "## 正文\n待补：【话】", "便条.md: line 7: {} and 【】 have no place in 待补: 【话】"),
        (HEAD + "## 正文\n待补：" + "长" * 41, "便条.md: line 7: 待补 must be at most 40 characters: " + "长" * 41),
        *(
            (
                HEAD + f"## 正文\n检索：规定\n条数：{count}",
                f"便条.md: line 8: 条数 must be a number from 1 to 9: {count}",
            )
            for count in ("0", "10", "-1", "三", "2.5")
        ),
    ],
)
def test_a_fault_is_named_with_its_place(text: str | bytes, fault: str) -> None:
    assert faults(text) == (fault,)


def test_all_faults_of_a_file_are_told_at_once() -> None:
    text = HEAD.replace("内部", "外部") + "## 正文\n语气：软\n句式：{题目}\n"
    assert [fault.split(": ")[1] for fault in faults(text)] == ["line 3", "line 7", "line 8"]


def test_the_example_of_the_document_is_a_kind() -> None:
    page = (Path(__file__).parents[2] / "docs" / "kinds.md").read_text("utf-8")
    example = page.split("```markdown\n")[1].split("```")[0]
    kind = read_kind("值班交接单.md", example.encode())
    assert [part.heading for part in kind.parts] == ["导语", "未办结事项", "注意事项"]
    for label in (*KIND_LABELS, *PART_LABELS):
        assert f"| {label} |" in page


@given(st.one_of(st.binary(), st.lists(st.sampled_from([*WHOLE.splitlines(), "##", "句式：{", "条数：٣"])).map(joined)))
def test_a_file_is_a_kind_or_its_faults_are_told(content: bytes) -> None:
    outcome = outcome_of(content)
    if isinstance(outcome, Kind):
        assert outcome.name
        assert outcome.parts
    else:
        assert outcome
        assert all(line.startswith("便条.md: ") for line in outcome)
