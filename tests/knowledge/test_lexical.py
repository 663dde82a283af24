"""BM25 over characters and their pairs, and how much of a question a text covers."""

import pytest

from knowledge.lexical import Lexicon, grams

TEXTS = ("值班电话应当在三声之内接听。", "公章不得带出办公室。", "值班记录保存三年。")


def test_grams_are_characters_and_pairs_without_punctuation() -> None:
    assert grams("值班，A b！_") == ["值", "班", "a", "b", "值班", "班a", "ab"]


def test_the_text_with_the_words_asked_for_scores_best() -> None:
    scores = Lexicon(TEXTS).scores("公章可以带出去吗")
    assert scores.argmax() == 1
    assert scores.shape == (3,)


def test_a_text_that_shares_nothing_scores_nothing() -> None:
    assert Lexicon(TEXTS).scores("公章")[0] == 0


@pytest.mark.parametrize("question", ["", "？！……", "qwerty", "_"])
def test_a_question_without_known_characters_scores_nothing(question: str) -> None:
    assert Lexicon(TEXTS).scores(question).tolist() == [0, 0, 0]


@pytest.mark.parametrize("texts", [(), ("",), ("。。。", "？")])
def test_texts_without_characters_can_be_searched(texts: tuple[str, ...]) -> None:
    assert Lexicon(texts).scores("值班").tolist() == [0] * len(texts)


def test_one_text_alone_is_found() -> None:
    assert Lexicon(TEXTS[:1]).scores("值班")[0] > 0


def test_a_rare_pair_weighs_more_than_a_common_one() -> None:
    lexicon = Lexicon(TEXTS)
    assert lexicon.weight("公章") > lexicon.weight("值班") > 0
    assert lexicon.weight("没有") > lexicon.weight("公章")


def test_what_stands_in_no_text_is_not_in_the_lexicon() -> None:
    lexicon = Lexicon(TEXTS)
    assert "值班" in lexicon
    assert "班电" in lexicon
    assert "食堂" not in lexicon


def test_coverage_is_the_weighted_share_of_what_is_there() -> None:
    lexicon = Lexicon(TEXTS)
    assert lexicon.coverage(["值班", "电话"], TEXTS[0]) == 1
    assert lexicon.coverage(["公章"], TEXTS[0]) == 0
    assert 0 < lexicon.coverage(["值班", "公章"], TEXTS[0]) < 0.5
    assert lexicon.coverage([], TEXTS[0]) == 0
