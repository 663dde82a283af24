"""Regulations cut by articles or numbered paragraphs, and long articles cut by 款 and 项."""

import pytest

from knowledge.documents import Document, Kind, Passage, Reading
from knowledge.passages import article_lines, cut

HIDDEN = "---此处隐藏512字,下载后查看---"
THREE = ("第一条 甲。", "第二条 乙。", "第三条 丙。")
TWO_MORE = THREE[1:]
ITEM = (
    "值班期间发生的第{}类情况，应当登记时间、地点、经过、处置结果和报告人，"
    "并在交接班时逐项说明，不得遗漏、涂改或者事后补记；"
)
ITEMS = tuple(f"（{number}）{ITEM.format(number)}" for number in "一二三四五六七八九十")


def rule(*lines: str, title: str = "值班管理办法") -> Document:
    return cut(Reading("值班管理办法.md", "\n".join(lines), title))


def locators(found: Document) -> list[str]:
    return [passage.locator for passage in found.passages]


def texts(found: Document) -> dict[str, str]:
    return {passage.locator: passage.span.of(found.text) for passage in found.passages}


def only(found: Document, locator: str) -> Passage:
    (passage,) = (passage for passage in found.passages if passage.locator == locator)
    return passage


# --- which line begins an article


@pytest.mark.parametrize(
    ("label", "locator"),
    [
        ("第四条 ", "第四条"),
        ("第四条\u3000", "第四条"),
        ("第 四 条 ", "第四条"),
        ("第4条 ", "第4条"),
        ("第四条", "第四条"),
    ],
)
def test_an_article_begins_with_its_number(label: str, locator: str) -> None:
    found = rule(*THREE, f"{label}值班员应当在岗。", "第五条 戊。")
    assert texts(found)[locator] == f"{label}值班员应当在岗。"


def test_an_article_may_stand_on_a_line_of_its_own() -> None:
    found = rule("第一条", "值班员应当在岗。", "第二条【报告】", "应当及时报告。", "第三条 丙。")
    assert texts(found)["第一条"] == "第一条\n值班员应当在岗。"
    assert texts(found)["第二条"] == "第二条【报告】\n应当及时报告。"


def test_numbers_above_a_hundred_are_articles() -> None:
    numbers = [99, 100, 101, 106, 110, 111]
    names = ["九十九", "一百", "一百零一", "一百零六", "一百一十", "一百一十一"]
    found = rule(*(f"第{name}条 内容{number}。" for name, number in zip(names, numbers, strict=True)))
    assert locators(found) == [f"第{name}条" for name in names]


def test_an_inserted_article_follows_its_number() -> None:
    found = rule("第一条 甲。", "第二条 乙。", "第二条之一 丙。", "第二条之二 丁。", "第三条 戊。")
    assert locators(found) == ["第一条", "第二条", "第二条之一", "第二条之二", "第三条"]


@pytest.mark.parametrize(
    "line",
    [
        "第四条规定的情形，从其规定。",
        "第四条第二款所称值班，包括带班。",
        "第四条、第五条的规定除外。",
        "第四条和第五条另有规定的除外。",
        "第四条 规定的情形，从其规定。",
        "第三十条 另有规定的除外。",
        "第二条 另有规定的除外。",
        "“第四条 值班员应当在岗。”",
    ],
)
def test_a_cross_reference_is_not_a_heading(line: str) -> None:
    after = [f"第{number}条 内容。" for number in ("四", "五", "六")]
    found = rule("第一条 甲。", "第二条 乙。", "第三条 下列除外：", line, *after)
    assert locators(found) == ["第一条", "第二条", "第三条", "第四条", "第五条", "第六条"]
    assert line in texts(found)["第三条"]


def test_articles_left_out_are_a_gap() -> None:
    assert locators(rule("第一条 甲。", "第二条 乙。", "第九条 丙。", "第十条 丁。"))[2:] == ["第九条", "第十条"]


def test_articles_within_one_line_are_found() -> None:
    found = rule("第一条 甲，依照 第三条 办理。 第二条 乙。 第三条 丙，见第九条 所列。 第四条 丁。")
    assert locators(found) == ["第一条", "第二条", "第三条", "第四条"]
    assert texts(found)["第二条"] == "第二条 乙。"


def test_lines_that_begin_like_articles_are_counted_without_judgement() -> None:
    assert article_lines("# 办法\n\n**第一条** 甲，见第二条。\n第二条 乙。\n第九条规定的除外。\n 第10条 丙。") == 4


# --- what stands above, before and behind


def test_chapters_and_sections_are_headings() -> None:
    found = rule(
        "第一编 通则",
        "第一章 总 则",
        "第一条 甲。",
        "第二章 值班",
        "第一节 带班",
        "第二条 乙。",
        "第二节\u3000交接",
        "第三条 丙。",
        "第三章",
        "附则",
        "第四条 丁。",
    )
    assert [passage.headings for passage in found.passages] == [
        ("第一编 通则", "第一章 总则"),
        ("第一编 通则", "第二章 值班", "第一节 带班"),
        ("第一编 通则", "第二章 值班", "第二节 交接"),
        ("第一编 通则", "第三章 附则"),
    ]


def test_a_chapters_title_may_take_two_lines() -> None:
    found = rule("第一章 登记和", "报告", *THREE)
    assert {passage.headings for passage in found.passages} == {("第一章 登记和报告",)}


def test_a_paragraph_that_names_a_chapter_is_text() -> None:
    found = rule("第一章 总则", "第一条 甲。", "第二章规定的值班，包括带班。", *TWO_MORE)
    assert texts(found)["第一条"] == "第一条 甲。\n第二章规定的值班，包括带班。"


def test_a_list_of_contents_yields_no_passages() -> None:
    contents = ["目\u3000录", "第一章 总则", "第二章 值班"]
    found = rule("值班管理办法", *contents, "第一章 总则", "第一条 甲。", "第二条 乙。", "第二章 值班", "第三条 丙。")
    assert locators(found) == ["第一条", "第二条", "第三条"]
    assert only(found, "第三条").headings == ("第二章 值班",)


def test_title_and_history_are_no_passages() -> None:
    found = rule(
        "值班管理办法",
        "2020年1月1日 市政府第5次常务会议通过",
        "（2021年5月1日办公室修订）",
        "2021年6月1日 施行",
        "市政办发〔2021〕5号",
        "第一条 甲。",
        "第二条 乙。",
        "第三条 丙。",
    )
    assert locators(found) == ["第一条", "第二条", "第三条"]


def test_a_preamble_is_a_passage() -> None:
    found = rule("值班管理办法", "2020年1月1日 办公室发布", "为了做好值班工作，现规定如下：", *THREE)
    assert texts(found)["前言"] == "为了做好值班工作，现规定如下："


def test_a_preamble_that_begins_with_a_date_is_a_passage() -> None:
    found = rule("2020年1月1日办公室印发了《值班规定》，现予补充。", *THREE)
    assert locators(found)[0] == "前言"


def test_a_titled_preamble_keeps_its_name_and_stands_above_nothing() -> None:
    found = rule("序 言", "值班是办公室的基本职责。", "第一章 总则", *THREE)
    assert texts(found)["序言"] == "值班是办公室的基本职责。"
    assert only(found, "第一条").headings == ("第一章 总则",)


def test_what_is_annexed_is_not_part_of_the_last_article() -> None:
    found = rule(*THREE, "附件1：值班表", "一、样式。", "附件 2", "二、说明。", "附：", "略")
    assert locators(found)[3:] == ["附件1", "附件2", "附件"]
    assert texts(found)["第三条"] == "第三条 丙。"


def test_a_table_behind_the_last_article_is_annexed() -> None:
    found = rule(*THREE, "第二款。", "值班安排一览表", "周一 张三")
    assert texts(found)["第三条"] == "第三条 丙。\n第二款。"
    assert texts(found)["附件"] == "值班安排一览表\n周一 张三"


def test_an_annexed_rule_has_articles_of_its_own() -> None:
    found = rule(
        "第一章 总则", "第一条 甲。", "第二条 乙。", "第三条 丙。", "附件1：带班细则", "第一条 带班。", "第二条 交接。"
    )
    assert locators(found)[3:] == ["附件1", "附件1›第一条", "附件1›第二条"]
    assert only(found, "附件1›第二条").headings == ()


def test_headings_within_an_annex_stand_under_it() -> None:
    found = rule(*THREE, "附件：物品清单", "说明。", "第一部分", "一、打印机", "第二部分 文具", "二、信封")
    assert [(passage.locator, passage.headings) for passage in found.passages[3:]] == [
        ("附件", ()),
        ("附件", ("第一部分",)),
        ("附件", ("第二部分 文具",)),
    ]


def test_a_second_rule_in_the_document_brings_its_title() -> None:
    found = rule("第一条 甲。", "第二条 乙。", "第三条 丙", "带班实施细则", "第一章 总则", "第一条 丁。", "第二条 戊。")
    again = rule(*THREE, "带班实施细则", "第一条 丁。", "第二条 戊。")
    assert locators(found) == ["第一条", "第二条", "第三条", "第一条", "第二条"]
    assert [passage.headings for passage in again.passages][-1] == ("带班实施细则",)


def test_a_signature_is_no_passage() -> None:
    found = rule(*THREE, "市政府办公室", "2024年5月1日", "市政府办公室2024年5月2日印发")
    assert texts(found)["第三条"] == "第三条 丙。"
    assert locators(found) == ["第一条", "第二条", "第三条"]


def test_an_office_without_a_date_is_text() -> None:
    found = rule("第一条 甲。", "第二条 乙。", "第三条 报送", "市政府办公室")
    assert texts(found)["第三条"] == "第三条 报送\n市政府办公室"


def test_nothing_spans_an_omission() -> None:
    before, after = ("第一条 甲。", "第二条 乙，包括"), ("（九）其他。", "第三十条 丙。", "第三十一条 丁。")
    found = rule("第一章 总则", *before, HIDDEN, *after)
    assert locators(found) == ["第一条", "第二条", "值班管理办法", "第三十条", "第三十一条"]
    assert only(found, "第三十条").headings == ()


def test_an_omission_behind_the_last_provision_is_no_annex() -> None:
    found = rule("第一条 甲。", "第二条 乙。", "（此处隐藏900字）")
    assert locators(found) == ["第一条", "第二条"]


# --- numbered paragraphs


def test_numbered_paragraphs_are_named_by_their_number() -> None:
    items = ("一、印章由专人保管。", "用印须登记。", "二、用印须经批准。", "二十五、丙。")
    found = rule("为加强管理，规定如下：", *items, "附件：样式(略)")
    assert found.kind is Kind.REGULATION
    assert locators(found) == ["前言", "一", "二", "二十五", "附件"]
    assert texts(found)["一"] == "一、印章由专人保管。\n用印须登记。"


def test_a_numbered_title_is_named_in_full() -> None:
    found = rule("一、保管", "印章由专人保管。", "二、使用", "用印须经批准。", "三、本规定由办公室解释。")
    assert locators(found) == ["一、保管", "二、使用", "三"]
    assert texts(found)["一、保管"] == "印章由专人保管。"


def test_the_highest_numbering_counts() -> None:
    found = rule("(一) 印章由专人保管：", "1.公章；", "2.专用章。", "(二) 用印须经批准。")
    assert locators(found) == ["(一)", "(二)"]


# --- long articles


def test_an_article_of_600_characters_is_whole() -> None:
    found = rule("第一条 " + "值班员应当在岗。" * 73, *TWO_MORE)
    assert [len(passage.span.of(found.text)) for passage in found.passages][:1] == [588]


def test_a_long_article_is_cut_at_its_items() -> None:
    found = rule("第一条 值班员应当登记下列情况：", *ITEMS, *TWO_MORE)
    assert locators(found)[:2] == ["第一条（一）至（五）", "第一条（六）至（十）"]
    first, second = found.passages[:2]
    assert first.lead is None
    assert second.lead is not None
    assert second.lead.of(found.text) == "值班员应当登记下列情况："
    assert second.span.of(found.text).startswith("（六）")


def test_a_long_article_is_cut_at_its_paragraphs() -> None:
    paragraph = "值班员应当坚守岗位，保持电话畅通，遇有情况立即报告。" * 12
    found = rule(f"第一条 {paragraph}", paragraph, "前款所称情况，包括：", f"（一）{paragraph}", *TWO_MORE)
    assert locators(found)[:3] == ["第一条第一款", "第一条第二款", "第一条第三款（一）"]
    assert [passage.lead is None for passage in found.passages[:3]] == [True, False, False]


def test_items_depend_on_the_paragraph_above_them() -> None:
    opening = "值班员应当在岗。下列情况应当登记："
    found = rule("第一条 值班实行专人负责。", opening, *ITEMS, *TWO_MORE)
    (part,) = (passage for passage in found.passages if passage.locator.endswith("至（十）"))
    assert part.locator == "第一条第二款（六）至（十）"
    assert part.lead is not None
    assert part.lead.of(found.text) == "下列情况应当登记："


def test_a_part_may_reach_from_items_into_the_next_paragraph() -> None:
    found = rule("第一条 值班员应当登记：", *ITEMS, "前款规定适用于带班领导。", *TWO_MORE)
    assert locators(found)[1] == "第一条第一款（六）至第二款"


def test_subitems_stay_with_their_item() -> None:
    subitems = [f"{n}.{ITEM.format(n)}" for n in range(1, 13)]
    found = rule("第一条 登记包括：", "（一）情况：", *subitems, *TWO_MORE)
    assert {locator for locator in locators(found) if locator.startswith("第一条")} == {"第一条（一）"}


def test_parts_of_an_article_are_of_a_readable_size() -> None:
    found = rule("第一条 登记包括：", *(f"（{n}）{ITEM.format(n)}" for n in range(1, 60)), *TWO_MORE)
    parts = [passage.span for passage in found.passages if passage.locator.startswith("第一条")]
    sizes = [part.end - part.start for part in parts]
    assert 200 <= min(sizes) <= max(sizes) <= 500
