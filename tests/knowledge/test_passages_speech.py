"""Speeches cut by their own headings."""

import pytest

from knowledge.documents import Document, Reading
from knowledge.passages import cut

TITLE = "在值班工作会议上的讲话"
HIDDEN = "---此处隐藏512字,下载后查看---"
LONG = "值班员应当坚守岗位,保持电话畅通,遇有情况立即报告,不得推诿。"


def speech(*lines: str) -> Document:
    return cut(Reading("讲话.txt", "\n".join((TITLE, *lines))))


def texts(found: Document) -> list[tuple[str, str]]:
    return [(passage.locator, passage.span.of(found.text)) for passage in found.passages]


def sizes(found: Document) -> list[int]:
    return [passage.span.end - passage.span.start for passage in found.passages]


def test_a_heading_on_its_own_line_is_the_locator_and_no_text() -> None:
    found = speech("同志们:", "我讲两点。", "一、提高认识", "要重视。", "二、加强领导", "要带头。")
    assert texts(found) == [(TITLE, "同志们:\n我讲两点。"), ("一、提高认识", "要重视。"), ("二、加强领导", "要带头。")]
    assert [passage.headings for passage in found.passages] == [(), ("一、提高认识",), ("二、加强领导",)]


def test_a_subtitle_is_text_under_the_title() -> None:
    found = speech("——办公室主任在会上的讲话", "今天开会。")
    assert texts(found) == [(TITLE, "——办公室主任在会上的讲话\n今天开会。")]


@pytest.mark.parametrize(
    ("paragraph", "words"),
    [
        ("(一)思想之势:抓好值班是责任。值班工作很重要。", "(一)思想之势:抓好值班是责任"),
        ("（一）强化责任。值班工作很重要。", "（一）强化责任"),
        ("1.认识不清。部分同志不重视。", "1.认识不清"),
        ("1．认识不清。部分同志不重视。", "1．认识不清"),
        ("(1)认识不清。部分同志不重视。", "(1)认识不清"),
    ],
)
def test_a_heading_may_open_a_paragraph(paragraph: str, words: str) -> None:
    found = speech("一、提高认识", paragraph)
    assert texts(found) == [(f"一、提高认识›{words}", paragraph)]
    assert found.passages[0].headings == ("一、提高认识", words)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("一是抓值班。要在岗。", "二是抓报告。要及时。"),
        ("一要抓值班。要在岗。", "二要抓报告。要及时。"),
        ("第一,抓值班。要在岗。", "第二,抓报告。要及时。"),
        ("一要抓值班。\n要在岗。", "二要抓报告。\n要及时。"),
    ],
)
def test_a_spoken_number_begins_a_heading(one: str, two: str) -> None:
    found = speech("一、提高认识", one, two)
    words = [line.partition("。")[0] for line in (one, two)]
    assert texts(found) == [(f"一、提高认识›{words[0]}", one), (f"一、提高认识›{words[1]}", two)]


@pytest.mark.parametrize(
    "paragraph",
    [
        "工作要坚持原则:一要及时,讲求时效;二要准确,不得有误。",
        "一是值班;二是报告;三是交接。",
        "一是值班作用。二是报告作用。三是交接作用。",
        "一是要重视。没有下文。",
        "第一,要重视。没有下文。",
        "二是要重视。没有上文。",
        "2.5倍的增长。来之不易。",
        "1.5亿元已经到位。来之不易。",
    ],
)
def test_an_enumeration_in_the_text_is_not_a_heading(paragraph: str) -> None:
    found = speech("一、提高认识", "要重视。", paragraph)
    assert texts(found) == [("一、提高认识", f"要重视。\n{paragraph}")]


def test_a_list_stays_with_the_heading_above_it() -> None:
    items = ("(一)值班表;", "(二)登记簿;", "(三)交接簿。")
    found = speech("一、应当备有下列簿册", *items, "簿册应当保存。", "二、抓好落实", "1.在岗", "2.报告", "三、完")
    assert texts(found) == [
        ("一、应当备有下列簿册", "\n".join((*items, "簿册应当保存。"))),
        ("二、抓好落实", "1.在岗\n2.报告"),
    ]


def test_a_heading_that_is_all_there_is_to_say_is_text() -> None:
    found = speech("一、抓落实", "一是抓值班。", "要在岗。", "二是抓报告。", "二、抓作风", "要务实。")
    assert texts(found)[1] == ("一、抓落实›二是抓报告", "二是抓报告。")


def test_a_numbered_paragraph_is_named_by_its_number() -> None:
    paragraph = f"(一){LONG[:-1]},并且{LONG[:-1]},做到事事有着落。其他从略。"
    assert texts(speech("一、要求", paragraph)) == [("一、要求›(一)", paragraph)]


def test_numbers_begin_again_under_the_next_heading() -> None:
    found = speech("一、甲", "(一)子。子文。", "(二)丑。丑文。", "二、乙", "(一)寅。寅文。", "(二)卯。卯文。")
    paths = [passage.headings for passage in found.passages]
    assert paths == [("一、甲", "(一)子"), ("一、甲", "(二)丑"), ("二、乙", "(一)寅"), ("二、乙", "(二)卯")]


def test_a_heading_ends_those_below_the_one_before() -> None:
    found = speech("一、甲", "(一)子", "1.鼠。鼠文。", "二、乙", "乙文。", "1.牛。牛文。")
    assert [passage.locator for passage in found.passages] == ["一、甲›(一)子›1.鼠", "二、乙", "二、乙›1.牛"]


def test_nothing_is_known_to_stand_above_what_follows_an_omission() -> None:
    found = speech("一、甲", "甲文。", HIDDEN, "残文。", "(二)丑。丑文。", "(三)寅。寅文。", "三、丙", "丙文。")
    assert texts(found) == [
        ("一、甲", "甲文。"),
        (TITLE, "残文。"),
        ("(二)丑", "(二)丑。丑文。"),
        ("(三)寅", "(三)寅。寅文。"),
        ("三、丙", "丙文。"),
    ]


def test_a_heading_whose_text_was_left_out_is_not_text() -> None:
    found = speech("一、甲", "甲文。", "二、乙", HIDDEN, "三、丙", "丙文。")
    assert texts(found) == [("一、甲", "甲文。"), ("三、丙", "丙文。")]


def test_a_long_section_is_cut_between_paragraphs() -> None:
    found = speech("一、甲", *[LONG * 10] * 4)
    assert {passage.locator for passage in found.passages} == {"一、甲"}
    assert [text for _, text in texts(found)] == [LONG * 10] * 4


def test_a_long_paragraph_is_cut_between_sentences_into_even_parts() -> None:
    found = speech("一、甲", LONG * 40)
    assert 200 <= min(sizes(found)) <= max(sizes(found)) <= 450
    assert all(text.endswith("。") for _, text in texts(found))
    assert "".join(text for _, text in texts(found)) == LONG * 40


def test_short_paragraphs_are_gathered() -> None:
    found = speech("一、甲", *[LONG] * 40)
    assert 200 <= min(sizes(found)) <= max(sizes(found)) <= 450


def test_a_section_of_500_characters_is_whole() -> None:
    assert len(speech("一、甲", LONG * 15).passages) == 1


def test_a_sentence_longer_than_a_passage_stays_whole() -> None:
    sentence = "值班员应当在岗," * 80 + "完。"
    assert sentence in [text for _, text in texts(speech("一、甲", LONG * 10, sentence, LONG * 10))]
