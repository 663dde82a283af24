"""Numbers in expressions of time, digits or Chinese numerals."""

NUMBER = r"(?:\d{1,4}|[零〇一二两三四五六七八九十]{1,4})"
COUNT = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
_DIGITS = {**{digit: value for value, digit in enumerate("零一二三四五六七八九")}, "〇": 0, "两": 2}


def number(written: str) -> int:
    """Return the value of digits, of Chinese numerals up to 99, or of numerals read one by one (二〇二六)."""
    if written.isdecimal():
        return int(written)
    if "十" not in written:
        return int("".join(str(_DIGITS[each]) for each in written))
    tens, _, ones = written.partition("十")
    return (number(tens) if tens else 1) * 10 + (number(ones) if ones else 0)
