"""Numbers of identity cards and telephones in texts, and numbers that are neither."""

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import log
from bot.masking import ID_CARD, PHONE, SIGNS, WEIGHTS, mask


def card(first: str) -> str:
    """Return 17 digits with the sign that fits them."""
    return first + SIGNS[sum(weight * int(digit) for weight, digit in zip(WEIGHTS, first, strict=True)) % 11]


GOOD = card("11010519491231002")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (f"身份证{GOOD}。", f"身份证{ID_CARD}。"),
        (f"{GOOD.lower()}", ID_CARD),
        (f"{GOOD[:6]} {GOOD[6:14]} {GOOD[14:]}", ID_CARD),
        ("电话13800000001，", f"电话{PHONE}，"),
        ("138-0000-0001 和 138 0000 0001", f"{PHONE} 和 {PHONE}"),
        ("+86 13800000001", PHONE),
        ("8613800000001", PHONE),
        ("１３８０００００００１", PHONE),
        ("0551-62600000转8001", f"{PHONE}转8001"),
        ("（010）62600000", "（010）62600000"),
        (f"{GOOD}和13800000001", f"{ID_CARD}和{PHONE}"),
    ],
)
def test_a_number_is_masked_as_it_is_written(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "突发事件2小时内上报",
        "2026-03-02T09:00:00.123+08:00",
        "chat -1001380000000",
        "账号 7123456789",
        "文号 国发〔2024〕12号",
        "12800000001",
        "1380000000",
        "138000000012",
        GOOD[:-1] + ("1" if GOOD[-1] != "1" else "2"),
        card("11010519491331002"),
        "110105194912310021234",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert mask(text) == text


@given(st.text(alphabet=st.characters(blacklist_categories=["Nd"])))
def test_a_text_without_digits_stays_as_it_is(text: str) -> None:
    assert mask(text) == text


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.text(alphabet="电话：，甲乙\n", max_size=5))
def test_no_telephone_number_gets_through(number: str, around: str) -> None:
    assert number not in mask(f"{around}{number}{around}")


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_such_number_reaches_a_log(form: str) -> None:
    formatter = log.FORMATTERS[form]()
    record = logging.LogRecord("bot", logging.ERROR, "", 0, "%s %s", (GOOD, "13800000001"), None)
    written = formatter.format(record)
    assert GOOD not in written
    assert "13800000001" not in written
    assert ID_CARD in written
