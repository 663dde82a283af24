"""What people hand in, past the gates that everything passes: not too large, and no classification mark."""

from bot.files.errors import FileFault
from bot.files.tables import Row, read_table
from knowledge.errors import ClassifiedDocument
from knowledge.secrecy import check_name, is_marked

BYTES = 10_000_000  # of a file
ENCODINGS = ("utf-8-sig", "gb18030")
MARKED = "文件带有密级标志，没有导入，也没有保存。涉密内容不得在此处理，请通过规定的渠道办理。"


class MarkedFile(FileFault):
    """A file bears a classification mark; nothing of it is kept."""

    def __init__(self) -> None:
        super().__init__(MARKED)


def rows_of(name: str, content: bytes) -> list[Row]:
    """Return the rows of a table; raise FileFault."""
    _check_name(name)
    rows = read_table(name, content)
    _check_text("\n".join(str(cell) for row in rows for cell in row.cells if cell != ""))
    return rows


def text_of(name: str, content: bytes) -> str:
    """Return a file's text; raise FileFault."""
    _check_name(name)
    if len(content) > BYTES:
        raise FileFault("文件太大，请只保留需要导入的内容后再试。")
    text = _decoded(content)
    _check_text(text)
    return text


def _decoded(content: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileFault("文件打不开，请另存为文本文件（UTF-8）后再试。")


def _check_name(name: str) -> None:
    try:
        check_name(name)
    except ClassifiedDocument as fault:
        raise MarkedFile from fault


def _check_text(text: str) -> None:
    if is_marked(text):
        raise MarkedFile
