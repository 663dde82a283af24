"""Numbers as office texts write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.numerals import ArticleNumber, article_number, chinese, parse

FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("九", 9),
        ("十", 10),
        ("十一", 11),
        ("廿", 20),
        ("廿一", 21),
        ("卅五", 35),
        ("两百", 200),
        ("一百零六", 106),
        ("一百〇六", 106),
        ("一百一十", 110),
        ("一百十", 110),
        ("一千零六", 1006),
        ("一千二百三十四", 1234),
        ("三万零五", 30_005),
        ("二十万", 200_000),
        ("二〇二四", 2024),
        ("一九九0", 1990),
        ("零", 0),
        ("106", 106),
        ("１０６", 106),
        (" 七 ", 7),
    ],
)
def test_a_numeral_is_read(text: str, number: int) -> None:
    assert parse(text) == number


@pytest.mark.parametrize("text", ["", " ", "十百", "百", "万", "万万", "第", "一条", "1.5", "三四十", "½", "九" * 5000])
def test_what_is_no_numeral_is_not_read(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "零"),
        (2, "二"),
        (10, "十"),
        (18, "十八"),
        (20, "二十"),
        (106, "一百零六"),
        (110, "一百一十"),
        (1006, "一千零六"),
        (1060, "一千零六十"),
        (10_000, "一万"),
        (10_010, "一万零一十"),
        (2_000_300, "二百万零三百"),
    ],
)
def test_a_number_is_written(number: int, text: str) -> None:
    assert chinese(number) == text


@pytest.mark.parametrize("number", [-1, 10**8])
def test_a_number_that_is_too_large_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        chinese(number)


@given(st.integers(0, 10**8 - 1))
def test_what_is_written_is_read_again(number: int) -> None:
    assert parse(chinese(number)) == parse(str(number)) == parse(str(number).translate(FULL_WIDTH)) == number


@given(st.text(alphabet="〇零一二两九十百千万廿0９点 第", max_size=8))
def test_any_text_is_a_number_or_none(text: str) -> None:
    number = parse(text)
    assert number is None or number >= 0


@pytest.mark.parametrize(
    ("locator", "number"),
    [
        ("第三十四条", ArticleNumber(34)),
        ("第一百零六条", ArticleNumber(106)),
        ("第106条", ArticleNumber(106)),
        ("第１０６条", ArticleNumber(106)),
        ("第 34 条", ArticleNumber(34)),
        ("三十四条", ArticleNumber(34)),
        ("§34", ArticleNumber(34)),
        ("第六十条之一", ArticleNumber(60, 1)),
        ("第九条（一）至（八）", ArticleNumber(9)),
        ("第九条第二款", ArticleNumber(9)),
    ],
)
def test_a_locator_names_an_article(locator: str, number: ArticleNumber) -> None:
    assert article_number(locator) == number


@pytest.mark.parametrize("locator", ["", "前言", "二十五", "34", "二十条例", "第三章", "第条", "本法第三条"])
def test_other_locators_name_no_article(locator: str) -> None:
    assert article_number(locator) is None


def test_articles_are_in_the_order_of_the_text() -> None:
    written = ["第九条", "第六十条", "第六十条之一", "第六十一条"]
    assert sorted(map(article_number, reversed(written))) == [article_number(locator) for locator in written]


@given(st.integers(1, 2000), st.integers(0, 30))
def test_an_articles_number_is_written_as_it_is_read(number: int, inserted: int) -> None:
    assert article_number(str(ArticleNumber(number, inserted))) == ArticleNumber(number, inserted)


@pytest.mark.parametrize("locator", ["第100000000条", f"第{'九' * 30}条", "第三条之999999999"])
def test_no_article_has_a_number_beyond_all(locator: str) -> None:
    assert article_number(locator) is None
