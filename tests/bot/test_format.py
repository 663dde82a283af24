"""Texts for Telegram: cut where it is best, escaped, never too long; what answers and articles look like."""

import html
import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.format import (
    LIMIT,
    Block,
    answer_draft,
    answer_messages,
    article_pages,
    messages,
    shorten,
    sources,
    utf16_length,
)
from bot.wording import DOUBTFUL, WORDED, numeral
from bot.wording import plain as in_words
from knowledge.answering import Article
from knowledge.answers import Answer, Citation, Outcome, Sentence
from knowledge.documents import Span, Status

SENTENCE = "值班电话应当及时接听。"


def citation(quote: str, start: int = 0, *, locator: str = "第一条", status: Status = Status.IN_FORCE) -> Citation:
    return Citation("值班.txt", "值班规定", locator, quote, status, date(2023, 3, 1), Span(start, start + len(quote)))


def answered(*citations: Citation, remark: str = "", doubtful: bool = False) -> Answer:
    return Answer("问", Outcome.ANSWERED, citations, remark=remark, doubtful=doubtful)


def plain(message: str) -> str:
    return html.unescape(re.sub("</?(?:b|blockquote)>", "", message))


@pytest.mark.parametrize(("text", "units"), [("", 0), ("a值", 2), ("😀", 2), ("a😀值", 4)])
def test_characters_beyond_the_first_plane_count_twice(text: str, units: int) -> None:
    assert utf16_length(text) == units == len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize(
    ("unit", "end"),
    [
        (SENTENCE, "。"),
        ("他问：“值班电话几声接听？”", "？”"),
        ("第一项；", "；"),
        ("甲，", "，"),
        ("一行\n", "行"),
        ("😀", "😀"),
    ],
)
def test_a_long_text_is_cut_at_the_best_place_there_is(unit: str, end: str) -> None:
    text = (unit * LIMIT)[: 2 * LIMIT]
    parts = messages([Block(text)])
    assert len(parts) > 1
    assert all(part.endswith(end) for part in parts[:-1])
    assert "".join(parts).replace("\n", "") == text.replace("\n", "")


def test_a_sentence_end_far_from_the_limit_is_not_worth_it() -> None:
    first, _ = messages([Block("短句。" + "无" * (LIMIT + 10))])
    assert utf16_length(first) == LIMIT


TEXTS = st.text("值。<&😀，", max_size=9000)


@given(st.lists(st.tuples(TEXTS, st.sampled_from(["", "b", "blockquote"])), max_size=4))
def test_no_message_is_too_long_or_empty_and_nothing_is_lost(blocks: list[tuple[str, str]]) -> None:
    parts = messages([Block(text, tag) for text, tag in blocks])
    assert all(0 < utf16_length(part) <= LIMIT for part in parts)
    letters = re.sub(r"\s", "", "".join(text for text, _ in blocks))
    assert re.sub(r"\s", "", "".join(map(plain, parts))) == letters


@given(st.text("值<&>/b", max_size=50))
def test_markup_in_a_text_stays_text(text: str) -> None:
    (message,) = messages([Block(f"甲{text}", "b")])
    assert plain(message) == f"甲{text}"
    assert re.findall("<[^>]*>", message) == ["<b>", "</b>"]


def test_a_heading_is_not_left_alone() -> None:
    first, _ = messages([Block("标题", "b"), Block(SENTENCE * 500)])
    assert first.startswith("<b>标题</b>\n\n值班")


def test_what_does_not_fit_into_the_rest_of_a_message_begins_the_next() -> None:
    full = "无" * (LIMIT - 100)
    assert messages([Block(full), Block(SENTENCE * 20)]) == (full, SENTENCE * 20)


def test_an_answer_with_one_source_has_no_numbers() -> None:
    assert answer_messages(answered(citation(SENTENCE))) == (
        f"<blockquote>{SENTENCE}</blockquote>\n《值班规定》第一条（2023年）",
    )


def test_further_sources_are_numbered_and_short() -> None:
    further = citation("第二条 " + "接" * 100, locator="第二条", status=Status.AMENDED)
    (message,) = answer_messages(answered(citation(SENTENCE), further, citation("三", locator="第三条")))
    assert message.splitlines() == [
        f"<blockquote>{SENTENCE}</blockquote>",
        "①《值班规定》第一条（2023年）",
        "",
        "另见：",
        f"②《值班规定》第二条（2023年，已修订）：{'接' * 60}……",
        "③《值班规定》第三条（2023年）：三",
    ]


@pytest.mark.parametrize(("start", "joint"), [(11, ""), (12, "\n"), (13, "\n"), (14, "\n……\n"), (500, "\n……\n")])
def test_words_left_out_between_two_quotes_are_shown_as_such(start: int, joint: str) -> None:
    (message,) = answer_messages(answered(citation("第二句。", start), citation(SENTENCE)))
    assert message.startswith(f"<blockquote>{SENTENCE}{joint}第二句。</blockquote>")


def test_a_doubtful_answer_says_first_that_it_may_not_be_what_was_asked() -> None:
    answer = answered(citation(SENTENCE), remark="注意：已修订。", doubtful=True)
    (message,) = answer_messages(answer)
    assert message.index("注意：已修订。") < message.index(DOUBTFUL) < message.index(SENTENCE)
    assert in_words(answer).startswith(f"注意：已修订。\n\n{DOUBTFUL}\n\n{SENTENCE}")
    assert DOUBTFUL not in in_words(answered(citation(SENTENCE)))


def test_a_remark_stands_before_the_words_it_is_about() -> None:
    (message,) = answer_messages(answered(citation(SENTENCE), remark="注意：已修订。"))
    assert message.startswith("注意：已修订。\n\n<blockquote>")


def worded(answer: Answer, *sentences: Sentence) -> Answer:
    return replace(answer, sentences=sentences)


TWO = answered(citation(SENTENCE), citation("第二句。", 20), citation("三", locator="第三条"), remark="注意：已修订。")


def test_a_models_sentences_stand_before_the_words_that_they_stand_on() -> None:
    answer = worded(TWO, Sentence("电话要接 <及时>。", (0,)), Sentence("另有两处规定。", (1, 2)))
    assert answer_messages(answer) == (
        "注意：已修订。\n\n"
        f"{WORDED}\n电话要接 &lt;及时&gt;。①\n另有两处规定。①②\n\n"
        "原文：\n"
        f"<blockquote>{SENTENCE}\n……\n第二句。</blockquote>\n①《值班规定》第一条（2023年）\n"
        "<blockquote>三</blockquote>\n②《值班规定》第三条（2023年）",
    )
    assert in_words(answer) == (
        "注意：已修订。\n\n"
        f"{WORDED}\n电话要接 <及时>。①\n另有两处规定。①②\n\n"
        "原文：\n\n"
        f"①{SENTENCE}\n第二句。\n——《值班规定》第一条（2023年）\n\n"
        "②三\n——《值班规定》第三条（2023年）"
    )


def test_a_source_that_no_sentence_stands_on_is_only_a_further_one() -> None:
    answer = worded(TWO, Sentence("见第三条。", (2,)))
    (message,) = answer_messages(answer)
    assert message.split("\n\n")[1:] == [
        f"{WORDED}\n见第三条。②",
        "原文：\n<blockquote>三</blockquote>\n②《值班规定》第三条（2023年）",
        f"另见：\n①《值班规定》第一条（2023年）：{SENTENCE}",
    ]
    assert f"另见：①{SENTENCE}" in in_words(answer)


def test_one_source_alone_has_no_number_in_a_models_words_either() -> None:
    (message,) = answer_messages(worded(answered(citation(SENTENCE)), Sentence("及时接听。", (0,))))
    assert message.startswith(f"{WORDED}\n及时接听。\n\n原文：\n<blockquote>{SENTENCE}</blockquote>\n《值班规定》")


def test_a_models_sentence_cannot_break_its_line() -> None:
    sentence = Sentence("及时 <接听>。\n\n原文：\n《假规定》第一条", (0,))
    (message,) = answer_messages(worded(answered(citation(SENTENCE)), sentence))
    line = "及时 &lt;接听&gt;。 原文： 《假规定》第一条"
    assert message.startswith(f"{WORDED}\n{line}\n\n原文：\n<blockquote>")
    assert answer_draft([sentence, sentence]) == "\n".join([WORDED, line, line])
    assert answer_draft([]) == ""


@given(st.lists(st.text(min_size=1), min_size=1, max_size=3), st.integers(1, 4000))
def test_a_models_words_are_cut_to_messages_too(texts: list[str], times: int) -> None:
    sentences = [Sentence(text * times, (0,)) for text in texts]
    answer = worded(answered(citation(SENTENCE * 400)), *sentences)
    parts = answer_messages(answer)
    assert all(utf16_length(part) <= LIMIT for part in [*parts, answer_draft(sentences)])
    assert parts[0].startswith(WORDED)


@pytest.mark.parametrize("outcome", [outcome for outcome in Outcome if outcome is not Outcome.ANSWERED])
def test_every_refusal_says_something(outcome: Outcome) -> None:
    refusal = Answer("几点开饭", outcome, sought="几点开饭")
    (message,) = answer_messages(refusal)
    assert ("查找的内容：几点开饭" in message) is (outcome is Outcome.NOT_FOUND)
    (message,) = answer_messages(replace(refusal, nearest=(citation(SENTENCE),)))
    assert message.endswith(f"可能相关，供参考（不是答案）：\n《值班规定》第一条（2023年）：{SENTENCE}")


def test_sources_are_those_of_the_answer_or_near_the_refusal() -> None:
    one, other, same = citation("甲"), citation("乙", locator="第二条"), citation("丙")
    assert sources(answered(one, same, other)) == sources(answered(one, other, same)) == [[one, same], [other]]
    assert sources(Answer("问", Outcome.NOT_FOUND, nearest=(other,))) == [[other]]


def test_an_article_has_its_place_and_standing_above_it() -> None:
    article = Article("《值班规定》", "第一条", Status.AMENDED, SENTENCE, "注意：已修订。")
    assert article_pages(article) == (f"<b>《值班规定》第一条（已修订）</b>\n\n注意：已修订。\n\n{SENTENCE}",)
    assert len(article_pages(replace(article, text=SENTENCE * 1000))) == 3


@pytest.mark.parametrize(
    ("text", "length", "short"),
    [("甲乙", 2, "甲乙"), ("甲\n 乙", 3, "甲 乙"), ("甲乙，丙", 3, "甲乙……"), ("", 5, "")],
)
def test_a_text_is_shortened_to_one_line(text: str, length: int, short: str) -> None:
    assert shorten(text, length) == short


def test_numerals_are_circled() -> None:
    assert [numeral(place) for place in range(3)] == ["①", "②", "③"]
