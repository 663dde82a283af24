"""The layout of a .docx against GB/T 9704-2012: page, margins, typeface, size and line pitch, each only a 建议."""

from collections.abc import Iterator

from bot.files.papers.layout import (
    BODY_PT,
    BOTTOM_MM,
    LEFT_MM,
    PAGE_HEIGHT_MM,
    PAGE_WIDTH_MM,
    RIGHT_MM,
    TOP_MM,
)
from bot.files.papers.measuring import Measures
from bot.office.proofing import Finding, Grade

GROUND = "GB/T 9704—2012第5章"
NEAR_MM = 2.0
NEAR_PT = 0.6
PITCHES = (27.0, 30.5)  # points between which 22 lines a page are about right
BODY_FONT = "仿宋"


def check_layout(measures: Measures) -> Iterator[Finding]:
    """Yield where the layout differs from the standard; what the file does not say is left alone."""
    if _differs(measures.width, PAGE_WIDTH_MM) or _differs(measures.height, PAGE_HEIGHT_MM):
        yield _finding(f"纸张不是A4型（{PAGE_WIDTH_MM}毫米×{PAGE_HEIGHT_MM}毫米）。")
    margins = list(_margins(measures))
    if margins:
        yield _finding(f"页边距与公文版心不符：{'，'.join(margins)}。")
    yield from _text(measures)


def _margins(measures: Measures) -> Iterator[str]:
    for found, side, wanted in (
        (measures.top, "上", TOP_MM),
        (measures.bottom, "下", BOTTOM_MM),
        (measures.left, "左", LEFT_MM),
        (measures.right, "右", RIGHT_MM),
    ):
        if _differs(found, wanted):
            yield f"{side}{found:.0f}毫米（应为{wanted}毫米）"


def _text(measures: Measures) -> Iterator[Finding]:
    if measures.font is not None and BODY_FONT not in measures.font:
        yield _finding(f"正文字体是{measures.font}，一般用仿宋。")
    if measures.size is not None and abs(measures.size - BODY_PT) > NEAR_PT:
        yield _finding(f"正文字号是{measures.size:g}磅，一般用3号（16磅）。")
    if measures.pitch is not None and not PITCHES[0] <= measures.pitch <= PITCHES[1]:
        yield _finding(f"行距是固定值{measures.pitch:g}磅，一般用28磅至29磅，每面22行。")


def _differs(found: float | None, wanted: float) -> bool:
    return found is not None and abs(found - wanted) > NEAR_MM


def _finding(sentence: str) -> Finding:
    return Finding(Grade.SHOULD, "版式", "", sentence, GROUND)
