"""The figures of GB/T 9704-2012, each with its unit, and what follows from them for a word processor.

Owns every length, size, colour and typeface of a paper; nothing else in this package holds such a number.
"""

from math import floor

POINTS_PER_MM = 72 / 25.4
TWIPS_PER_POINT = 20
CHARACTER_SPACE_UNITS = 4096  # of a point, in which a grid says how much closer its characters stand

PAGE_WIDTH_MM, PAGE_HEIGHT_MM = 210, 297
TOP_MM = 37  # 天头, one millimetre more or less
LEFT_MM = 28  # 订口, one millimetre more or less
TEXT_WIDTH_MM, TEXT_HEIGHT_MM = 156, 225  # 版心
RIGHT_MM = PAGE_WIDTH_MM - LEFT_MM - TEXT_WIDTH_MM
BOTTOM_MM = PAGE_HEIGHT_MM - TOP_MM - TEXT_HEIGHT_MM
LINES, CHARACTERS = 22, 28  # of a page, of a line

TITLE_PT = 22  # 二号
BODY_PT = 16  # 三号
SMALL_PT = 14  # 四号: page numbers and the last lines

TITLE_FONT = "方正小标宋简体"
BODY_FONT = "仿宋_GB2312"
BOLD_FONT = "黑体"
SOFT_FONT = "楷体_GB2312"
NUMBER_FONT = "宋体"

INDENT = 2  # characters before a paragraph
SEALED_RIGHT = 4  # characters behind the date, where a seal is set over it
UNSEALED_RIGHT = 2  # characters behind a date without a signature
SEAL_LINES = 2  # left free above the signature for the seal's upper half

PAGE_NUMBER_GAP_MM = 7  # between the text and the dashes beside the number
PAGE_NUMBER_LINE_PT = 14
MARK_TOP_MM = 35  # from the top of the text to 发文机关标志
MARK_WIDEST_PT, MARK_SMALLEST_PT = 54, 26
MARK_LINE = 1.1  # of its size, at which the characters begin where their line does
HEAD_LINES = 2  # free above the number and above the title
HEAD_GAP_MM = 4  # from the number to the red line
UNDER_PT = 4  # that a line of fixed height leaves below its characters; the rest of it is above them
HEAD_LINE_PT = 1.5
RED = "FF0000"
LETTER_MARK_TOP_MM = 30  # from the top of the page to the mark of a letter
LETTER_RULE_MM = 170  # how long its double lines are, in the middle of the page
LETTER_RULE_BOTTOM_MM = 20  # from the second one to the bottom of the page
LETTER_RULE_PT = 2.25  # the thicker of the two
LETTER_NEAR = 7 / 8  # of a character, between a double line and what stands beside it
ORDER_MARK_TOP_MM = 20  # from the top of the text to the mark of an order
THICK_MM, THIN_MM = 0.35, 0.25  # the outer and the inner lines of 版记

TABLE_SIZES_PT = (14, 12, 10.5)  # the largest at which no cell breaks is taken
TABLE_BROKEN_PT = 9  # where every size breaks some
TABLE_LINE = 1.2  # of the size
TABLE_PADDING_PT = 4  # left and right in a cell
TABLE_RULE_PT = 0.5
ROW_LOW_PT, ROW_HIGH_PT = 15, 28  # how high a row is; lower ones where a table then fits a page


def points(millimetres: float) -> float:
    """Return a length in points."""
    return millimetres * POINTS_PER_MM


def twips(length_pt: float) -> int:
    """Return a length as word processors count it, in twentieths of a point."""
    return round(length_pt * TWIPS_PER_POINT)


def eighths(length_pt: float) -> int:
    """Return how thick a rule is as word processors count it, in eighths of a point."""
    return round(length_pt * 8)


TEXT_WIDTH_PT, TEXT_HEIGHT_PT = points(TEXT_WIDTH_MM), points(TEXT_HEIGHT_MM)
# The largest pitch in whole twips at which all the lines fit: 28.95 pt.
LINE_PT = floor(TEXT_HEIGHT_PT * TWIPS_PER_POINT / LINES) / TWIPS_PER_POINT
# Likewise for the characters: 15.75 pt.
CHARACTER_PT = floor(TEXT_WIDTH_PT * TWIPS_PER_POINT / CHARACTERS) / TWIPS_PER_POINT
CHARACTER_SPACE = round((CHARACTER_PT - BODY_PT) * CHARACTER_SPACE_UNITS)
# Characters are set one twip closer yet: LibreOffice keeps a little of the width for itself.
CLOSER_PT = CHARACTER_PT - BODY_PT - 1 / TWIPS_PER_POINT
FOOTER_MM = BOTTOM_MM - PAGE_NUMBER_GAP_MM - PAGE_NUMBER_LINE_PT / 2 / POINTS_PER_MM  # the dashes are half way up
LETTER_LEFT_MM = (PAGE_WIDTH_MM - LETTER_RULE_MM) / 2 - LEFT_MM  # where a double line begins, seen from the text
LETTER_RIGHT_MM = (PAGE_WIDTH_MM - LETTER_RULE_MM) / 2 - RIGHT_MM
LETTER_NEAR_PT = LETTER_NEAR * BODY_PT - (LINE_PT - BODY_PT - UNDER_PT)
HEAD_GAP_PT = round(points(HEAD_GAP_MM) - UNDER_PT)
TITLE_CHARACTERS = floor(TEXT_WIDTH_PT / TITLE_PT)
