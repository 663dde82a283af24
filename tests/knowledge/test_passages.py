"""What every cut document keeps to, and how a document is named, dated and sorted."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.documents import Document, Kind, Reading, Span
from knowledge.passages import canonical_name, cut
from knowledge.passages.outline import omissions, pack

HIDDEN = "---此处隐藏512字,下载后查看---"
RULE = "第一条 为了做好值班，制定本办法。\n第二条 值班员应当在岗。\n第三条 本办法自2024年5月1日起施行。"


def document(text: str, *, file: str = "文件.txt", title: str = "") -> Document:
    return cut(Reading(file, text, title))


def uncovered(found: Document) -> list[str]:
    """Return the lines that no passage holds."""
    ends = [0, *(passage.span.end for passage in found.passages)]
    starts = [*(passage.span.start for passage in found.passages), len(found.text)]
    between = (found.text[end:start] for end, start in zip(ends, starts, strict=True))
    return [line.strip() for part in between for line in part.split("\n") if line.strip()]


def assert_sound(found: Document) -> None:
    """Hold a document against the contract of `cut`."""
    gaps, end = omissions(found.text), 0
    for passage in found.passages:
        text = passage.span.of(found.text)
        assert end <= passage.span.start < passage.span.end <= len(found.text)
        assert text == text.strip()
        assert passage.locator
        assert not any(passage.span.start < gap.end and gap.start < passage.span.end for gap in gaps)
        assert passage.lead is None or passage.lead.of(found.text)
        end = passage.span.end


LINES = st.sampled_from(
    [
        "关于加强值班工作的办法",
        "目录",
        "第一章 总 则",
        "第二章 值班",
        "序言",
        "第一条 值班员应当在岗。",
        "第二条",
        "第三条 下列情况应当报告：",
        "第五条规定的情形除外。",
        "（一）突发事件；",
        "（二）信访；",
        "一、认清形势",
        "二、明确责任。各部门要落实责任。",
        "(一)值班",
        "1.带班领导在岗",
        "一是抓值班。要在岗。",
        "二是抓报告。要及时。",
        "第一，靠自觉。",
        "各部门要高度重视，抓好落实。" * 20,
        "普通的一段话，没有编号。",
        "附件：值班表",
        "附件2",
        HIDDEN,
        "值班室",
        "市政府办公室",
        "2024年5月1日",
    ]
)


@given(st.lists(LINES, max_size=25), st.sampled_from(["", "值班办法", "在值班工作会议上的讲话"]))
def test_any_order_of_lines_is_cut_soundly(chosen: list[str], title: str) -> None:
    found = document("\n".join(chosen), title=title)
    assert_sound(found)
    assert sum(line.startswith("普通的一段话") for line in uncovered(found)) == 0


@given(st.text(alphabet="第一二十条章（）()、。；：\n 附件目录甲1.是要", max_size=120))
def test_any_text_is_cut_soundly(text: str) -> None:
    assert_sound(document(text))


def test_blank_lines_without_end_do_no_harm() -> None:
    found = document(f"第一条 甲。{chr(10) * 500}第一条 乙。\n第二条 丙。", title="值班办法")
    assert [passage.locator for passage in found.passages] == ["第一条", "第一条", "第二条"]


@pytest.mark.parametrize("text", ["", "\n\n", "一句话。"])
def test_a_text_of_almost_nothing_is_cut(text: str) -> None:
    assert [passage.span.of(text) for passage in document(text).passages] == [text.strip()] * bool(text.strip())


# --- the title


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["关于做好值班工作的意见", "各部门："], "关于做好值班工作的意见"),
        (["在值班会上的讲话稿", "在值班会上的讲话", "同志们："], "在值班会上的讲话"),
        (["做好值班工作", "做好值班工作确保政令畅通", "——主任在会上的讲话"], "做好值班工作确保政令畅通"),
        (["市政府办公室", "关于做好值班工作的通知", "各科室："], "市政府办公室关于做好值班工作的通知"),
        (["市政府办公室文件", "市政办发〔2024〕5号", "关于做好值班工作的通知"], "关于做好值班工作的通知"),
        (["做好值班工作", "张三 李四", "值班工作很重要。"], "做好值班工作"),
        (["同志们：", "今天开会。"], "值班工作"),
        (["今天开会，讲三点意见。"], "值班工作"),
    ],
)
def test_the_title_is_the_line_above_the_text(lines: list[str], expected: str) -> None:
    assert document("\n".join(lines), file="值班工作(2024-05-01).txt").title == expected


def test_the_title_that_a_format_names_counts() -> None:
    assert document("第一条 甲。", title="值班 办法").title == "值班 办法"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("《中华人民共和国档案法》", "档案法"),
        ("值班办法（2024年修订）", "值班办法"),
        ("值班办法(试行)", "值班办法"),
        ("值班暂行办法", "值班暂行办法"),
        ("党委办公厅(室)工作规则", "党委办公厅(室)工作规则"),
        ("（试行）", "（试行）"),
    ],
)
def test_all_versions_of_a_rule_share_a_name(title: str, name: str) -> None:
    assert canonical_name(title) == name


# --- the kind


@pytest.mark.parametrize(
    ("title", "text", "kind"),
    [
        ("值班工作须知", RULE, Kind.REGULATION),
        ("印章规定", "一、印章由办公室保管。\n二、用印须经批准。", Kind.REGULATION),
        ("重大事项报告制度", "一、重大事项应当报告。\n二、报告应当及时。", Kind.REGULATION),
        ("浅谈落实值班规定", "一、提高认识\n要重视。\n二、加强领导\n要带头。", Kind.SPEECH),
        ("印章规定", "印章由办公室保管。", Kind.SPEECH),
        ("在会上的讲话", "一、提高认识\n要重视。\n二、加强领导\n要带头。", Kind.SPEECH),
        ("学习体会", "第一条 很好。\n我很受教育。", Kind.SPEECH),
    ],
)
def test_articles_or_a_rules_name_make_a_regulation(title: str, text: str, kind: Kind) -> None:
    assert document(text, title=title).kind is kind


# --- the dates


@pytest.mark.parametrize(
    ("file", "head", "issued"),
    [
        ("值班办法(2024-02-27).md", "2020年1月1日 办公室发布", date(2024, 2, 27)),
        ("值班办法（2024-02-27）.md", "", date(2024, 2, 27)),
        ("值班办法.md", "2019年3月1日 办公室发布\n2021年6月1日 办公室修订", date(2021, 6, 1)),
        ("值班办法.md", "（二〇二一年六月一日印发）", date(2021, 6, 1)),
        ("值班办法.md", "（2023年10月26日）", date(2023, 10, 26)),
        ("值班办法.md", "2022年5月1日 施行", None),
        ("值班办法(2024-02-30).md", "", None),
        ("值班办法.md", "", None),
    ],
)
def test_the_day_of_issue_is_the_last_one_told(file: str, head: str, issued: date | None) -> None:
    assert document(f"值班办法\n{head}\n{RULE}", file=file).issued == issued


@pytest.mark.parametrize(
    ("clause", "effective"),
    [
        ("本办法自2024年5月1日起施行。", date(2024, 5, 1)),
        ("本办法自二〇二四年五月一日起施行。", date(2024, 5, 1)),
        ("本办法从2024年5月1日起正式实施。2019年5月1日起施行的《旧办法》同时废止。", date(2024, 5, 1)),
        ("本办法自公布之日起施行。", date(2024, 2, 27)),
        ("本办法自发布之日起实行。", date(2024, 2, 27)),
        ("本办法由办公室解释。", None),
    ],
)
def test_the_day_of_coming_into_force_is_read(clause: str, effective: date | None) -> None:
    text = f"第一条 甲。\n第二条 乙。\n第三条 {clause}"
    assert document(text, file="值班办法(2024-02-27).md").effective == effective


def test_the_head_may_tell_the_day_of_coming_into_force() -> None:
    assert document("值班办法\n2022年5月1日 施行\n第一条 甲。\n第二条 乙。\n第三条 丙。").effective == date(2022, 5, 1)


def test_a_speech_that_mentions_a_rules_day_has_none() -> None:
    assert document("在会上的讲话\n新办法自2024年5月1日起施行，要抓好学习。").effective is None


# --- packing


@given(st.lists(st.integers(1, 80), max_size=30), st.integers(50, 120))
def test_parts_hold_all_units_and_keep_to_the_limit(sizes: list[int], limit: int) -> None:
    ends = [sum(sizes[: count + 1]) for count in range(len(sizes))]
    units = [Span(end - size, end) for end, size in zip(ends, sizes, strict=True)]
    parts = pack(units, [0] * len(units), limit=limit)
    assert [index for part in parts for index in part] == [*range(len(units))]
    assert all(len(part) == 1 or units[part[-1]].end - units[part[0]].start <= limit for part in parts)


def test_parts_are_even() -> None:
    units = [Span(start, start + 100) for start in range(0, 600, 100)]
    assert pack(units, [0] * 6, limit=500) == [range(0, 3), range(3, 6)]
