"""Tables on paper: as wide as the text, headings on every page, no row broken, cells that fit."""

import time

import pytest
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table

from bot.files.papers import Grid, Paper, write_paper
from bot.files.papers.columns import fit, fold
from bot.files.papers.layout import TABLE_PADDING_PT, TEXT_WIDTH_PT
from bot.files.papers.words import width
from tests.bot.files.papers import look, read
from tests.papers.samples import ROSTER

MONTH = ROSTER.body[1]


PAIRS = ("10月31日", "周六", "李志强、赵明", "13900000002、13900000003", "王建国、李明", "13800000001、13800000002")


def table_of(grid: object) -> Table:
    assert isinstance(grid, Grid)
    return read(Paper("值班表", (grid,))).tables[0]


def test_a_roster_is_as_wide_as_the_text_in_columns_that_are_fixed() -> None:
    table = table_of(MONTH)
    properties = table._tbl.tblPr
    assert properties.find(qn("w:tblLayout")).get(qn("w:type")) == "fixed"
    assert sum(column.width.pt for column in table.columns) == pytest.approx(TEXT_WIDTH_PT, abs=1)
    assert [cell.width for cell in table.rows[3].cells] == [column.width for column in table.columns]


def test_the_headings_are_repeated_and_no_row_is_broken() -> None:
    rows = table_of(MONTH).rows
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in rows] == [True, *[False] * 31]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)


def test_headings_and_cells_have_their_typefaces() -> None:
    rows = table_of(MONTH).rows
    assert look(rows[0].cells[0].paragraphs[0]) == ("黑体", 10.5, False)
    assert look(rows[1].cells[0].paragraphs[0]) == ("仿宋_GB2312", 10.5, False)


def test_a_month_goes_on_a_page() -> None:
    heights = [row.height or Pt(0) for row in table_of(MONTH).rows]
    # The title, the empty line below it and a line about the hours stand above.
    assert sum(height.pt for height in heights) < 19 * 28.95


@pytest.mark.parametrize(
    ("row", "size"),
    [
        (("3月1日", "张三"), 14),
        (("10月31日", "周六", "李志强", "13900000002", "王建国", "13800000001"), 14),
        (("10月31日", "周六", "08:30—次日08:30", "李志强", "13900000002", "王建国", "13800000001"), 10.5),
        (("10月31日", "周六", "李志强", "13900000002", "王建国、李明", "13800000001、13800000002"), 10.5),
        (PAIRS, 12),
        (("事" * 60, "由" * 60), 9),
    ],
)
def test_letters_are_as_large_as_break_no_cell(row: tuple[str, ...], size: float) -> None:
    found = fit([row])
    assert found.size_pt == size
    assert sum(found.widths_pt) == pytest.approx(TEXT_WIDTH_PT)
    if size > 9:
        for column, text in enumerate(row):
            room = found.widths_pt[column] - 2 * TABLE_PADDING_PT
            assert all(width(line) * size <= room for line in fold(text, found, column))


def test_cells_are_broken_between_names() -> None:
    assert fold(PAIRS[5], fit([PAIRS]), 5) == ("13800000001、", "13800000002")


def test_wide_columns_leave_narrow_ones_their_width() -> None:
    widths = fit([("3月1日", "事" * 200, "由" * 100)]).widths_pt
    assert widths[0] >= 3 * 9 + 2 * TABLE_PADDING_PT
    assert widths[1] == widths[2]


@pytest.mark.parametrize(("shares", "wanted"), [((1, 3), [0.25, 0.75]), ((1, 2, 3), [0.5, 0.5]), ((0, 1), [0.5, 0.5])])
def test_given_shares_are_kept_where_they_can_be(shares: tuple[float, ...], wanted: list[float]) -> None:
    widths = fit([("甲", "乙")], shares).widths_pt
    assert [each / TEXT_WIDTH_PT for each in widths] == pytest.approx(wanted)


def test_short_rows_are_filled_up() -> None:
    rows = table_of(Grid(("日期", "值班员", "备注"), (("3月1日",), ("3月2日", "张三", "节日", "多出来的"))))
    assert [len(row.cells) for row in rows.rows] == [4, 4, 4]


def test_a_year_is_written_in_a_moment() -> None:
    began = time.perf_counter()
    write_paper(Paper("值班表", (Grid(MONTH.headings, MONTH.rows * 12),)))
    assert time.perf_counter() - began < 5
