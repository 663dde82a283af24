"""Which words are shown: whole lists, items with what opens them, short paragraphs; always word for word."""

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answering.quoting import (
    FURTHER,
    LIST,
    QUOTE,
    Choice,
    best_sentence,
    is_item,
    list_around,
    list_in_parts,
    quote,
    short_quote,
)
from knowledge.cleaning import clean, is_omission
from knowledge.documents import Reading, Span, Status
from knowledge.expectation import Expectation, Kind, expect
from knowledge.lexical import Lexicon
from knowledge.library import Entry, Unit
from knowledge.passages import cut
from knowledge.records import Origin, Record, Vectors
from knowledge.retrieval import Hit
from knowledge.sentences import split
from knowledge.versions import Standing
from tests.knowledge.samples import DUTY_2024, SPEECH

ANY, LISTED = Expectation(Kind.OTHER), Expectation(Kind.LIST)


@dataclass(frozen=True)
class Text:
    """A document's passages, as they stand in a snapshot."""

    text: str
    units: tuple[Unit, ...]

    def choose(self, words: str) -> Choice:
        """Return the choice of the sentence that begins with ``words``."""
        for unit in self.units:
            for place, span in enumerate(unit.sentences):
                if span.of(self.text).startswith(words):
                    return Choice(Hit(unit, 0.0), place, 0.0)
        raise AssertionError(f"no sentence begins with {words}")

    def quote(self, words: str, expectation: Expectation = ANY) -> list[str]:
        """Return what is shown for the sentence that begins with ``words``."""
        return [span.of(self.text) for span in quote(self.choose(words), expectation)]


def read(text: str) -> Text:
    document = cut(Reading("a.txt", clean(text)))
    families = tuple(split(document.text, passage.span.start, passage.span.end) for passage in document.passages)
    none = np.zeros((0, 0), np.float16)
    record = Record(document, Origin.OFFICE, "digest", "model", Vectors(none, families, none))
    entry = Entry(record, Standing(Status.IN_FORCE), active=True)
    return Text(document.text, tuple(Unit(place, entry, place, 0) for place in range(len(document.passages))))


DUTY, TALK = read(DUTY_2024), read(SPEECH)
LONG_ITEM = "，".join(f"第{number}样东西要逐件看过" for number in "甲乙丙丁戊己庚辛壬癸")
RULE = f"""来文办理办法

第一条 来文应当当日登记。登记以后送主任批示。急件随到随办。
第二条 办理来文分下列几步：
（一）登记。写明来文单位和收到的时间；
（二）批示。由主任提出意见；
（三）归档。
前款所称来文包括传真。
第三条 来文有下列情形之一的：（一）缺页；（二）没有盖章，应当退回。
第四条 {LONG_ITEM}。{LONG_ITEM}。
第五条 经办人调走的，应当交接。
主任监督交接。
"""
MAIL = read(RULE)


def test_a_short_paragraph_of_a_rule_is_shown_whole() -> None:
    paragraph = ["第一条 来文应当当日登记。登记以后送主任批示。急件随到随办。"]
    assert MAIL.quote("第一条") == MAIL.quote("登记以后") == MAIL.quote("急件") == paragraph


def test_a_long_paragraph_is_shown_as_far_as_it_stays_short() -> None:
    (shown,) = MAIL.quote("第四条")
    assert shown == f"第四条 {LONG_ITEM}。"
    assert len(shown) <= QUOTE < 2 * len(shown)


def test_a_short_article_of_paragraphs_is_shown_whole() -> None:
    whole = ["第五条 经办人调走的，应当交接。\n主任监督交接。"]
    assert MAIL.quote("第五条") == MAIL.quote("主任监督") == whole


def test_a_paragraph_does_not_bring_a_list_before_it() -> None:
    assert MAIL.quote("前款所称") == ["前款所称来文包括传真。"]


@pytest.mark.parametrize("words", ["第二条", "（一）登记", "写明来文", "（二）批示", "由主任", "（三）归档"])
@pytest.mark.parametrize("expectation", [ANY, LISTED])
def test_a_short_list_is_shown_whole_from_any_of_its_sentences(words: str, expectation: Expectation) -> None:
    (shown,) = MAIL.quote(words, expectation)
    assert shown.startswith("第二条 办理来文分下列几步：\n（一）登记。")
    assert shown.endswith("（二）批示。由主任提出意见；\n（三）归档。")


def test_items_in_one_line_are_one_sentence() -> None:
    assert MAIL.quote("第三条") == ["第三条 来文有下列情形之一的：（一）缺页；（二）没有盖章，应当退回。"]


def test_a_list_of_a_passage_is_shown_with_its_opening() -> None:
    (shown,) = DUTY.quote("（八）")
    assert shown.startswith("第七条 交接班时应当清点下列物品：\n（一）")
    assert shown.count("\n") == 9


def test_an_item_of_a_later_part_is_shown_with_the_words_that_open_the_list() -> None:
    lead, item = DUTY.quote("（十七）")
    assert lead == "交接班时应当清点下列物品："
    assert item == "（十七）灭火器的压力和有效日期，数量不符的当场查清并写入记录，由交接双方签字；"


@pytest.mark.parametrize("words", ["第七条", "（三）传真机", "（十二）", "（十九）"])
def test_a_list_in_several_parts_is_whole(words: str) -> None:
    parts = list_in_parts(DUTY.choose(words), DUTY.units)
    shown = "\n".join(span.of(DUTY.text) for _, span in parts)
    assert [unit.passage.locator for unit, _ in parts] == ["第七条（一）至（九）", "第七条（十）至（十九）"]
    assert [line[: line.index("）") + 1] for line in shown.split("\n")[1:]] == [
        f"（{number}）" for number in (*"一二三四五六七八九十", *(f"十{unit}" for unit in "一二三四五六七八九"))
    ]


@pytest.mark.parametrize("words", ["第五条", "（二）酒后", "第六条", "第三条"])
def test_what_stands_in_one_passage_has_no_parts(words: str) -> None:
    assert list_in_parts(DUTY.choose(words), DUTY.units) == []


def test_a_speech_is_quoted_by_the_sentence() -> None:
    assert TALK.quote("每个科室") == ["每个科室全年至少完成两篇调研报告，报告要有数据、有对策。"]


def test_a_short_sentence_of_a_speech_is_shown_with_its_neighbours() -> None:
    text = read(
        "工作会议上的讲话\n\n一、几点要求\n\n会风要改。讲话一般不超过三十分钟，汇报材料不超过五页纸，都要先写好。\n"
    )
    assert text.quote("会风") == ["会风要改。讲话一般不超过三十分钟，汇报材料不超过五页纸，都要先写好。"]
    assert text.quote("讲话一般") == ["讲话一般不超过三十分钟，汇报材料不超过五页纸，都要先写好。"]


def test_nothing_is_quoted_across_an_omission() -> None:
    omission = next(line for line in TALK.text.splitlines() if is_omission(line))
    for unit in TALK.units:
        for place in range(len(unit.sentences)):
            for expectation in (ANY, LISTED):
                shown = quote(Choice(Hit(unit, 0.0), place, 0.0), expectation)
                assert not any(omission in span.of(TALK.text) for span in shown)


def test_a_further_source_is_one_sentence_and_never_a_long_one() -> None:
    assert [span.of(DUTY.text) for span in short_quote(DUTY.choose("接班人员"))] == [
        "接班人员迟到的，交班人员不得离岗。"
    ]
    text = read(f"某办法\n\n第一条 {LONG_ITEM}，{LONG_ITEM}。\n第二条 短。\n第三条 短。\n")
    assert text.choose("第一条").span.end > FURTHER
    assert short_quote(text.choose("第一条")) == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "（一）登记",
        "(2)登记",
        "1.登记",
        "1、登记",
        "一、登记",
        "十二、登记",
        "一是登记",
        "二要登记",
        "第一，登记",
    ],
)
def test_an_item_begins_with_a_number(sentence: str) -> None:
    assert is_item(sentence)


@pytest.mark.parametrize(
    "sentence", ["登记", "第一条 登记", "一般要登记", "十分钟以内", "2024年登记", "（登记）", "①登记", ""]
)
def test_other_sentences_are_no_items(sentence: str) -> None:
    assert not is_item(sentence)


def spans(text: str) -> tuple[Span, ...]:
    return split(text, 0, len(text))


@pytest.mark.parametrize(
    ("text", "place", "found"),
    [
        ("如下：\n（一）甲；\n（二）乙。", 0, (0, 2)),
        ("如下：\n（一）甲；\n（二）乙。", 2, (0, 2)),
        ("先说。如下：\n（一）甲。又甲。\n（二）乙。\n完。", 3, (0, 4)),
        ("如下：\n（一）甲。\n完。", 2, None),
        ("如下：\n甲。", 0, None),
        ("如下。\n（一）甲；\n（二）乙。", 1, None),
        ("（一）甲；\n（二）乙。", 1, None),
        ("如下：", 0, None),
    ],
)
def test_a_list_is_a_colon_and_the_numbered_lines_below_it(
    text: str, place: int, found: tuple[int, int] | None
) -> None:
    assert list_around(text, spans(text), place) == found


def best(unit: Unit, asked: str, cosines: tuple[float, ...]) -> str:
    lexicon = Lexicon([unit.text for unit in MAIL.units])
    found = best_sentence(Hit(unit, 0.0, sentences=cosines), asked, expect(asked), lexicon)
    assert found is not None
    return found.span.of(MAIL.text)


def test_the_best_sentence_is_near_and_holds_what_is_asked_for() -> None:
    first, second = MAIL.units[0], MAIL.units[1]
    assert best(first, "批示", (0.9, 0.9, 0.9)) == "登记以后送主任批示。"
    assert best(first, "批示", (0.9, 0.9, 1.1)) == "急件随到随办。"
    assert best(first, "什么时候", (0.9, 0.9, 0.9)) == "第一条 来文应当当日登记。"
    assert not best(second, "怎么办", (0.9,) * len(second.sentences)).endswith("：")


def test_a_hit_without_sentences_has_no_best_one() -> None:
    lexicon = Lexicon([])
    assert best_sentence(Hit(MAIL.units[0], 100.0, exact=True), "批示", ANY, lexicon) is None


PIECES = (
    "登记。",
    "送主任批示，",
    "如下：",
    "\n（一）甲；",
    "\n（二）乙。又乙。",
    "\n第一条 ",
    "\n第二条 ",
    "\n第三条 ",
    "\n",
)
MARKS = (
    "\n一、开头\n",
    "\n二、后来\n",
    "\n……\n",
    "\n（此处隐藏900字）\n",
    "“引文。”",
    "《名》",
    "3.5",
    LONG_ITEM + "。",
)


@given(st.lists(st.sampled_from(PIECES + MARKS), max_size=40), st.sampled_from(["某办法", "某会上的讲话"]))
def test_every_quote_is_a_slice_of_its_own_passage(pieces: list[str], title: str) -> None:
    text = read(f"{title}\n\n{''.join(pieces)}")
    for unit in text.units:
        assert not any(is_omission(line) for line in unit.text.splitlines())
        for place in range(len(unit.sentences)):
            choice = Choice(Hit(unit, 0.0), place, 0.0)
            for expectation in (ANY, LISTED):
                shown = quote(choice, expectation)
                assert 0 < len(shown) <= 2
                assert choice.span.of(text.text) in "".join(span.of(text.text) for span in shown)
                assert all(within(span, unit) and span.start < span.end for span in shown)
                assert all(span.end - span.start <= LIST for span in shown) or expectation is LISTED or long(choice)
            for other, span in list_in_parts(choice, text.units):
                assert within(span, other)


def within(span: Span, unit: Unit) -> bool:
    lead = unit.passage.lead
    return span == lead or unit.passage.span.start <= span.start <= span.end <= unit.passage.span.end


def long(choice: Choice) -> bool:
    return choice.span.end - choice.span.start > QUOTE
