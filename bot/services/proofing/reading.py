"""The text of a paper that is handed in, as it stands: by the readers' child process, past the gate of secrecy.

The file lies on the disk only while it is read. What is wrong with it is said in the words that people read.
"""

import re
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.files.errors import FileFault
from bot.services.files import BYTES, MarkedFile
from knowledge.documents import Reading
from knowledge.errors import ClassifiedDocument, UnreadableDocument
from knowledge.readers import Limits, Readers
from knowledge.secrecy import check_name, is_marked

READ = frozenset({"docx", "txt"})
# What people take for papers that can be proofread, which are not read, and what they hear.
REFUSED = {
    "doc": "旧版 .doc 文件无法校对，请用Word或WPS另存为 .docx 后再发。",
    "wps": ".wps 文件无法校对，请用WPS另存为 .docx 后再发。",
    "pdf": "PDF 里看不出段落和格式，请发原来的 .docx 文件。",
    "rtf": ".rtf 文件无法校对，请用Word或WPS另存为 .docx 后再发。",
    "ofd": "OFD 里看不出段落和格式，请发原来的 .docx 文件。",
}
PAPER = "docx"
PAPERS = frozenset({PAPER, *REFUSED})

LONGEST = 300_000  # characters
UNKNOWN = "只能校对 .docx 文件，请另存为 .docx 后再发。"
TOO_LARGE = "文件超过10MB，请删去图片等附件后再发。"
EMPTY = "文件里没有可以校对的文字，图片里的文字读不出来。"
TOO_LONG = "文件太长，请分成几份校对。"
BROKEN = "文件打不开，可能已经损坏，请重新保存为 .docx 后再发。"
# By the reader's own sentence.
_SAID = (
    ("encrypted", "文件设有密码，请去掉密码后再发。"),
    ("old binary", REFUSED["doc"]),
    ("larger than", TOO_LARGE),
    ("zip bomb", "文件内容异常，没有读取，请重新保存为 .docx 后再发。"),
    ("takes", "文件太大或者太复杂，请删去图片、表格后再发。"),
    ("is empty", EMPTY),
)


class PaperFault(FileFault):
    """A paper cannot be proofread."""


def read_paper(name: str, content: bytes, limits: Limits) -> Reading:
    """Return a paper's text; raise MarkedFile or PaperFault."""
    suffix = suffix_of(name)
    try:
        check_name(name)
        if suffix not in READ:
            raise PaperFault(REFUSED.get(suffix, UNKNOWN))
        if len(content) > BYTES:
            raise PaperFault(TOO_LARGE)
        reading = _extract(f"paper.{suffix}", content, limits)
    except ClassifiedDocument as fault:
        raise MarkedFile from fault
    except UnreadableDocument as fault:
        raise PaperFault(_said(fault)) from fault
    _check(reading)
    return reading


def _check(reading: Reading) -> None:
    """Raise MarkedFile for a mark anywhere in the text, PaperFault when there is nothing or too much to read."""
    if any(map(is_marked, (reading.text, *reading.banners))):
        raise MarkedFile
    if not re.search(r"\w", reading.text):
        raise PaperFault(EMPTY)
    if len(reading.text) > LONGEST:
        raise PaperFault(TOO_LONG)


def _said(fault: UnreadableDocument) -> str:
    return next((said for words, said in _SAID if words in fault.fault), BROKEN)


def suffix_of(name: str) -> str:
    """Return the last part of a file's name in small letters, without the dot."""
    return name.rpartition(".")[2].lower()


def _extract(name: str, content: bytes, limits: Limits) -> Reading:
    with TemporaryDirectory() as folder, Readers(replace(limits, file_bytes=BYTES)) as readers:
        path = Path(folder, name)
        path.write_bytes(content)
        return readers.extract(path)
