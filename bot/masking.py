"""Numbers of identity cards and telephones taken out of texts that others read than they were meant for. Pure."""

import re
from datetime import date

ID_CARD, PHONE = "［身份证号］", "［电话号码］"
# The weights and check signs of GB 11643-1999.
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
SIGNS = "10X98765432"

# Full-width signs as the half-width ones; none is longer than the other.
_FOLDED = str.maketrans("０１２３４５６７８９Ｘｘ＋－", "0123456789Xx+-")
_NUMBERS = re.compile(
    r"(?<!\d)(?:"
    r"(?P<card>\d{6}[ -]?\d{8}[ -]?\d{3}[\dXx])"
    r"|(?P<phone>(?:[+]?86[ -]?)?1[3-9]\d(?:[ -]?\d{4}){2}|0\d{2,3}[ -]?\d{7,8})"
    r")(?!\d)"
)


def mask(text: str) -> str:
    """Return the text without the numbers of identity cards and telephones."""
    parts, end = [], 0
    for found in _NUMBERS.finditer(text.translate(_FOLDED)):
        if put := PHONE if found["phone"] else ID_CARD if _is_card(found["card"]) else "":
            parts += [text[end : found.start()], put]
            end = found.end()
    return "".join([*parts, text[end:]])


def _is_card(number: str) -> bool:
    """Tell whether 18 signs are an identity card's: its day of birth is one, and its last sign fits the others."""
    signs = re.sub(r"[ -]", "", number).upper()
    try:
        date(int(signs[6:10]), int(signs[10:12]), int(signs[12:14]))
    except ValueError:
        return False
    total = sum(weight * int(sign) for weight, sign in zip(WEIGHTS, signs[:17], strict=True))
    return SIGNS[total % 11] == signs[17]
