"""Tables as offices send them, and as they open those that they are given."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.files.errors import TableFault
from bot.files.tables import Row, Sheet, Value, cell_name, read_table, write_csv, write_table
from bot.files.tables.grid import COLUMNS, ROWS

MORNING = datetime.fromisoformat("2026-12-01T08:30")
HEADER = ("日期", "值班员", "带班领导")


def make(fill: Callable[[Worksheet], None], *, name: str = "值班表") -> bytes:
    """Return a workbook of one sheet as a spreadsheet program saves it."""
    workbook = Workbook()
    page = workbook.worksheets[0]
    page.title = name
    fill(page)
    return save(workbook)


def save(workbook: Workbook) -> bytes:
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


def change(content: bytes, part: str, *changes: tuple[str, str]) -> bytes:
    """Return the workbook with text of one part replaced, as another program would have written it."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as before, ZipFile(out, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            text = before.read(name).decode()
            for old, new in changes if name == part else ():
                assert old in text
                text = text.replace(old, new)
            after.writestr(name, text)
    return out.getvalue()


def read(fill: Callable[[Worksheet], None]) -> list[tuple[Value, ...]]:
    return [row.cells for row in read_table("值班表.xlsx", make(fill))]


def append(*rows: Sequence[object]) -> Callable[[Worksheet], None]:
    """Return what fills a page with the rows."""

    def fill(page: Worksheet) -> None:
        for row in rows:
            page.append(list(row))

    return fill


def test_a_merged_cell_gives_its_value_to_all_of_its_range() -> None:
    def fill(page: Worksheet) -> None:
        append(("2026年12月值班表",), HEADER, ("1日", "张三", "王局长"), ("2日", "李四"), ("3日", "赵六"))(page)
        page.merge_cells("A1:C1")
        page.merge_cells("C3:C5")

    assert read(fill) == [
        ("2026年12月值班表",) * 3,
        HEADER,
        ("1日", "张三", "王局长"),
        ("2日", "李四", "王局长"),
        ("3日", "赵六", "王局长"),
    ]


def test_rows_are_numbered_as_the_office_sees_them_and_are_equally_wide() -> None:
    rows = read_table("值班表.xlsx", make(append(HEADER, (), ("1日", "张三"))))
    assert rows == [Row(1, HEADER), Row(3, ("1日", "张三", ""))]


@pytest.mark.parametrize(
    ("value", "number_format", "read_as"),
    [
        (date(2026, 12, 1), "yyyy-mm-dd", date(2026, 12, 1)),
        (date(2026, 12, 1), 'yyyy"年"m"月"d"日";@', date(2026, 12, 1)),
        (MORNING, "yyyy-mm-dd hh:mm", MORNING),
        (datetime.combine(MORNING, time()), "yyyy-mm-dd hh:mm", date(2026, 12, 1)),
        (time(8, 30), "h:mm", time(8, 30)),
        (1, "h:mm", time()),
        (timedelta(hours=24), "[h]:mm", "24:00"),
        (13800138000, "General", "13800138000"),
        (1.38001380e10, "0", "13800138000"),
        (2.5, "General", "2.5"),
        (0.1 + 0.2, "General", "0.3"),
        (True, "General", "True"),
        ("　张三 ", "General", "张三"),
        ("张三\n李四", "General", "张三\n李四"),
    ],
)
def test_a_cell_is_read_as_what_it_shows(value: Value | int | float, number_format: str, read_as: Value) -> None:
    def fill(page: Worksheet) -> None:
        page["A1"] = value
        page["A1"].number_format = number_format

    [(found,)] = read(fill)
    assert (found, type(found)) == (read_as, type(read_as))


@pytest.mark.parametrize(
    ("number", "value", "read_as"),
    [(31, 46357, date(2026, 12, 1)), (58, 46357, date(2026, 12, 1)), (32, 0.3541666666666667, time(8, 30))],
)
def test_the_date_formats_of_chinese_excel_and_wps_are_known(number: int, value: float, read_as: Value) -> None:
    def fill(page: Worksheet) -> None:
        page["A1"] = value
        page["A1"].number_format = "0.0000"

    own = '<numFmts count="1"><numFmt numFmtId="164" formatCode="0.0000"/></numFmts>'
    content = change(make(fill), "xl/styles.xml", (own, ""), ('numFmtId="164"', f'numFmtId="{number}"'))
    assert read_table("值班表.xlsx", content) == [Row(1, (read_as,))]


def test_a_formula_gives_what_it_came_to_last() -> None:
    content = make(append(("=1+1",)))
    content = change(content, "xl/worksheets/sheet1.xml", ("<v></v>", "<v>2</v>"))
    assert read_table("值班表.xlsx", content) == [Row(1, ("2",))]


def test_the_first_visible_sheet_with_content_is_read() -> None:
    workbook = Workbook()
    hidden, _, wanted, other = workbook.worksheets[0], *(workbook.create_sheet(name) for name in "空表他")
    hidden.sheet_state = "hidden"
    for page, text in ((hidden, "选项"), (wanted, "张三"), (other, "李四")):
        page["A1"] = text
    assert read_table("值班表.xlsx", save(workbook)) == [Row(1, ("张三",))]


def test_the_size_that_a_sheet_claims_is_not_believed() -> None:
    content = make(append(HEADER, ("1日", "张三", "王局长")))
    content = change(content, "xl/worksheets/sheet1.xml", ('ref="A1:C2"', 'ref="A1"'))
    assert len(read_table("值班表.xlsx", content)) == 2


def test_a_border_drawn_far_below_does_not_make_a_table_long() -> None:
    def fill(page: Worksheet) -> None:
        page["A1"] = "张三"
        page["A1048576"].number_format = "0.00"

    assert read(fill) == [("张三",)]


CSV = '日期,值班员\n2026-12-01,张三\n\n2026-12-02,"李四, 王五"\n'
CSV_ROWS = [Row(1, ("日期", "值班员")), Row(2, ("2026-12-01", "张三")), Row(4, ("2026-12-02", "李四, 王五"))]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_text_table_is_read_in_every_usual_encoding(encoding: str) -> None:
    assert read_table("值班表.CSV", CSV.encode(encoding)) == CSV_ROWS


@pytest.mark.parametrize("separator", ["\t", ";", ","])
def test_a_text_table_is_read_with_every_usual_separator(separator: str) -> None:
    text = f"日期{separator}值班员\r\n12月1日{separator}张三\r\n"
    assert [row.cells for row in read_table("a.csv", text.encode())] == [("日期", "值班员"), ("12月1日", "张三")]


def bomb(ref: str) -> bytes:
    """Return a small workbook with one merged range, which no program would draw."""
    content = make(append(("甲", "乙")))
    merged = f'</sheetData><mergeCells count="1"><mergeCell ref="{ref}" /></mergeCells>'
    return change(content, "xl/worksheets/sheet1.xml", ("</sheetData>", merged))


def swollen() -> bytes:
    out = BytesIO(make(append(("甲",))))
    with ZipFile(out, "a", ZIP_DEFLATED) as package:
        package.writestr("xl/media/image1.bin", bytes(50_000_000))
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.xlsx", b"", "请另存为 .xlsx 后再试"),
        ("a.xlsx", b"PK\x03\x04 no workbook", "可能已损坏"),
        ("a.xlsx", make(append(("甲",)))[:-100], "可能已损坏"),
        ("a.xlsx", make(append()), "没有内容"),
        ("a.xls", bytes.fromhex("d0cf11e0a1b11ae1"), "不加密的 .xlsx"),
        ("a.pdf", b"%PDF-1.7", "请另存为 .xlsx 后再试"),
        ("a.csv", b"", "没有内容"),
        ("a.csv", b"\xff\xfe\x00\x01", "请另存为 .xlsx 后再试"),
        ("a.csv", b"a\x00b", "请另存为 .xlsx 后再试"),
        ("a.csv", b"a" * 200_000, "请另存为 .xlsx 后再试"),
        ("a.csv", b"a\n" * (ROWS + 1), "表格太大"),
        ("a.csv", b"," * COLUMNS + b"a", "表格太大"),
        ("a.csv", b"a" * 10_000_001, "文件太大"),
        ("a.xlsx", swollen(), "表格太大"),
        ("a.xlsx", make(append(*[("甲",)] * (ROWS + 1))), "表格太大"),
        ("a.xlsx", make(append([""] * COLUMNS + ["甲"])), "表格太大"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_a_sentence(name: str, content: bytes, words: str) -> None:
    with pytest.raises(TableFault, match=words):
        read_table(name, content)


@pytest.mark.parametrize("ref", ["A1:XFD1048576", "A1:A1048576"])
def test_a_range_merged_over_all_of_a_sheet_takes_no_memory(ref: str) -> None:
    assert len(read_table("a.xlsx", bomb(ref))) == 1


@pytest.mark.parametrize(
    ("column", "name"), [(0, "A7"), (2, "C7"), (25, "Z7"), (26, "AA7"), (701, "ZZ7"), (702, "AAA7")]
)
def test_a_cell_is_named_as_in_the_spreadsheet(column: int, name: str) -> None:
    assert cell_name(Row(7, ()), column) == name


SHEET = Sheet(
    "2026/12",
    "2026年12月值班统计",
    ("姓名", "日期", "到岗", "时间", "次数"),
    [("张三", date(2026, 12, 1), time(8, 30), MORNING, 3), ("李四", "", "", "", 2.5)],
)


def test_what_is_written_reads_back() -> None:
    assert read_table("a.xlsx", write_table([SHEET])) == [
        Row(1, ("2026年12月值班统计",) * 5),
        Row(2, tuple(SHEET.header)),
        Row(3, ("张三", date(2026, 12, 1), time(8, 30), MORNING, "3")),
        Row(4, ("李四", "", "", "", "2.5")),
    ]


def test_sheets_are_named_as_spreadsheets_allow() -> None:
    names = ["2026/12", "统计", "统计", "[]", "很长" * 30]
    content = write_table(Sheet(name, "题", ("姓名",), ()) for name in names)
    assert load_workbook(BytesIO(content)).sheetnames == ["2026 12", "统计", "统计1", "表", ("很长" * 30)[:31]]


def test_a_sheet_is_ready_to_print_and_wide_enough() -> None:
    wide = Sheet("宽", "题", tuple("甲乙丙"), [("一" * 15, "二" * 16, "三" * 100)])
    narrow, page = load_workbook(BytesIO(write_table([SHEET, wide]))).worksheets
    assert (narrow.page_setup.orientation, page.page_setup.orientation) == ("portrait", "landscape")
    setup = page.page_setup
    assert (setup.paperSize, setup.fitToWidth, setup.fitToHeight) == (9, 1, 0)
    assert page.sheet_properties.pageSetUpPr is not None
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert [page.column_dimensions[letter].width for letter in "ABC"] == [32, 34, 42]
    assert str(page.merged_cells) == "A1:C1"
    assert page["A3"].border.left.style == "thin"
    assert page.freeze_panes == "A3"


@pytest.mark.parametrize("text", ["=1+1", "+86 138", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "-", "#N/A"])
def test_text_stays_text_whatever_it_begins_with(text: str) -> None:
    content = write_table([Sheet("表", text, (text,), [(text,)])])
    page = load_workbook(BytesIO(content)).worksheets[0]
    assert {page.cell(row, 1).data_type for row in (1, 2, 3)} == {"s"}
    assert [row.cells for row in read_table("a.xlsx", content)] == [(text,)] * 3
    line = write_csv([[text]]).decode("utf-8-sig")
    assert len(text) == 1 or text[0] == "#" or line.lstrip('"').startswith("'")
    assert read_table("a.csv", write_csv([[text]])) == [Row(1, (text,))]


def test_a_text_table_opens_right_in_excel() -> None:
    content = write_csv([("日期", "时间"), (date(2026, 12, 1), time(8, 30)), (MORNING, 3)])
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig") == "日期,时间\r\n2026-12-01,08:30\r\n2026-12-01 08:30,3\r\n"


texts = st.text(st.characters(codec="utf-8"), max_size=8)


@given(st.lists(st.lists(texts, min_size=1, max_size=4), min_size=1, max_size=4))
def test_any_text_can_be_written_to_a_workbook(rows: list[list[str]]) -> None:
    content = write_table([Sheet("表", "题", ("甲",), rows)])
    assert read_table("a.xlsx", content)[0].cells[0] == "题"
