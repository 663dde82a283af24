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


def test_words_beside_the_question_count_less_and_only_as_pairs() -> None:
    lexicon = Lexicon(TEXTS)
    assert lexicon.scores("公章").argmax() == 1
    beside = lexicon.scores("？", ["公章", "值"])
    assert beside[1] > 0 == beside[0] == beside[2]
    assert beside[1] < lexicon.scores("公章")[1]
    assert lexicon.scores("公章", ["公章"]).tolist() == lexicon.scores("公章").tolist()


def test_it_is_counted_where_a_gram_stands_and_how_closely_two_letters_belong_together() -> None:
    lexicon = Lexicon(TEXTS)
    assert [lexicon.count(gram) for gram in ("值班", "公章", "章公", "室")] == [2, 1, 0, 1]
    assert lexicon.bond("公章") == 1
    assert 0 < lexicon.bond("值班") <= 1
    assert lexicon.bond("三年") == pytest.approx(0.5**0.5)
    assert lexicon.bond("章公") == lexicon.bond("猫狗") == 0


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
