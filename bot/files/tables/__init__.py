"""Tables in and out: .xlsx and .csv become rows of values, values become .xlsx and .csv.

Owns the gates that every table passes (size, kind) and openpyxl; what the columns mean is the reader's business.
"""

from bot.files.errors import TableFault
from bot.files.tables.separated import read_csv, write_csv
from bot.files.tables.workbooks import OLE, ZIP, read_workbook
from bot.files.tables.writing import Sheet, write_table
from bot.office.rows import Row, Value, cell_name

__all__ = ["Row", "Sheet", "Value", "cell_name", "read_table", "write_csv", "write_table"]

BYTES = 10_000_000  # of a file
TEXTS = (".csv", ".txt")


def read_table(name: str, content: bytes) -> list[Row]:
    """Return the rows of a file that are not empty; raise TableFault. A workbook gives its first sheet with content."""
    if len(content) > BYTES:
        raise TableFault("文件太大，请只保留需要导入的内容后再试。")
    if content.startswith(OLE):
        raise TableFault("文件打不开：它是旧版 .xls 格式或设有密码，请另存为不加密的 .xlsx 后再试。")
    rows = _read(name, content)
    if not rows:
        raise TableFault("文件里没有内容，请检查后再试。")
    return rows


def _read(name: str, content: bytes) -> list[Row]:
    if content.startswith(ZIP):
        return read_workbook(content)
    if name.lower().endswith(TEXTS):
        return read_csv(content)
    raise TableFault("文件打不开，请另存为 .xlsx 后再试。")
