"""Reading files: plain text and Markdown, the gates in their order, and one sentence for each fault."""

import codecs
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from knowledge.errors import ClassifiedDocument, UnreadableDocument
from knowledge.readers import PARSED, PLAIN, Limits, Readers, is_known, read, worker

TEXT = "值班工作办法\n第一条 为了加强值班工作，制定本办法。\n第二条 值班电话应当有人接听。"


def write(folder: Path, name: str, data: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def fault(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(UnreadableDocument) as caught:
        read(path, limits)
    assert caught.value.file == path.name
    assert "\n" not in caught.value.fault
    return caught.value.fault


@contextmanager
def without_privileges() -> Iterator[None]:
    """Be somebody whom file permissions bind, should the tests run as root."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("gb18030"),
        TEXT.replace("\n", "\r\n").encode("gbk"),
        TEXT.replace("\n", "\r").encode(),
    ],
    ids=["utf-8", "utf-8 with a mark", "utf-16", "utf-16 big-endian", "gb18030", "gbk with crlf", "carriage returns"],
)
def test_chinese_text_is_read_in_the_usual_encodings(tmp_path: Path, data: bytes) -> None:
    reading = read(write(tmp_path, "值班.txt", data))
    assert (reading.file, reading.text, reading.title, reading.banners) == ("值班.txt", TEXT, "", ())


def test_a_rare_character_of_gb18030_is_kept(tmp_path: Path) -> None:
    assert read(write(tmp_path, "a.txt", "本县䶮镇𠮷村。".encode("gb18030"))).text == "本县䶮镇𠮷村。"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (TEXT.encode() + b"\xff", "is damaged UTF-8 text"),
        (TEXT.encode()[:-1], "is damaged UTF-8 text"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8\x00\xd8", "is damaged UTF-16-LE text"),
        ("關於加強值班工作的規定".encode("big5"), "is neither UTF-8, UTF-16 nor GB18030 text"),
        (
            "当直に関する規則を定めるものとする。".encode("euc-jp") + b"\x8e",
            "is neither UTF-8, UTF-16 nor GB18030 text",
        ),
        ("Décision déjà approuvée à l'été".encode("latin-1"), "is neither UTF-8, UTF-16 nor GB18030 text"),
        (bytes(range(256)) * 8, "is neither UTF-8, UTF-16 nor GB18030 text"),
        (TEXT.encode("utf-16-le"), "is neither UTF-8, UTF-16 nor GB18030 text"),
        (b"plain\0text", "is not a text file"),
        (b" \r\n\t\n", "holds no text"),
        ("登录 | 立即注册".encode(), "holds no text"),
        (b"", "is empty"),
    ],
)
def test_what_is_no_chinese_text_is_a_fault(tmp_path: Path, data: bytes, sentence: str) -> None:
    assert fault(write(tmp_path, "a.txt", data)) == sentence


def test_markdown_loses_its_marks_and_keeps_its_text(tmp_path: Path) -> None:
    source = (
        "# 值班**工作**办法\n\n2024年1月1日 发布\n\n<!-- 一个\n注释 -->\n## 第一章 总则 ##\n"
        "**第一条** 为了加强[值班](http://a.b/c)工作，制定本办法。\n![图](a.png)\n\n- 一般事项；\n* 特别事项。\n\n"
        "> 引用的话。\n\n| 时间 | 人员 |\n|---|:--|\n| 白天 | 两人 |\n\n---\n第二条 5\\*3以上的，报告。\n"
        "```\n代码\n```\n"
    )
    reading = read(write(tmp_path, "a.md", source))
    assert reading.title == "值班工作办法"
    assert reading.text.splitlines() == [
        "值班工作办法",
        "2024年1月1日 发布",
        "第一章 总则",
        "第一条 为了加强值班工作，制定本办法。",
        "一般事项；",
        "特别事项。",
        "引用的话。",
        "时间\t人员",
        "白天\t两人",
        "第二条 5*3以上的，报告。",
        "代码",
    ]


def test_markdown_keeps_a_mark_of_omission_a_footnote_star_and_a_hash_sign(tmp_path: Path) -> None:
    source = "# 标题\n\n第一句。\n\n---此处隐藏10字---\n\n麻黄素*、盐酸*\n\n#1号库房由专人管理。\n"
    assert read(write(tmp_path, "a.md", source)).text.splitlines() == [
        "标题",
        "第一句。",
        "---此处隐藏10字---",
        "麻黄素*、盐酸*",
        "#1号库房由专人管理。",
    ]


@pytest.mark.parametrize(
    "piece",
    [
        "《",
        "[",
        "![",
        "**",
        "__a",
        "<!--",
        "# " + " " * 99,
        "-",
        "|",
        "| " + " " * 99,
        "> ",
        "摘要一\n",
        "没有句号\n",
        "（",
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_a_hostile_text_is_read_in_no_time(tmp_path: Path, name: str, piece: str) -> None:
    assert read(write(tmp_path, name, f"第一句。\n{piece * 20_000}x\n第二句。")).text.startswith("第一句。")


def test_an_unknown_type_is_a_fault_that_names_the_known_ones(tmp_path: Path) -> None:
    sentence = fault(write(tmp_path, "a.xls", "x"))
    assert sentence == "unknown type .xls; known are .docx, .htm, .html, .md, .pdf, .txt"
    assert fault(write(tmp_path, "a", "x")).startswith("unknown type (none)")


def test_the_type_is_told_in_any_case(tmp_path: Path) -> None:
    assert is_known(Path("A.TXT"))
    assert not is_known(Path("a.doc"))
    assert read(write(tmp_path, "A.TXT", TEXT)).text == TEXT


def test_every_known_type_has_one_extractor() -> None:
    assert worker.EXTRACTORS.keys() == PARSED
    assert not PARSED & PLAIN.keys()


@pytest.mark.parametrize("name", ["a.txt", "a.docx"])
def test_a_file_that_is_missing_or_no_file_is_a_fault(tmp_path: Path, name: str) -> None:
    assert fault(tmp_path / name) == "there is no such file"
    (tmp_path / name).mkdir()
    assert fault(tmp_path / name) == "is not a file"
    os.mkfifo(tmp_path / f"b{name}")
    assert fault(tmp_path / f"b{name}") == "is not a file"


def test_a_file_that_may_not_be_read_is_a_fault(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", TEXT)
    path.chmod(0)
    with without_privileges():
        assert fault(path) == "there is no permission to read it"


def test_a_name_that_the_system_refuses_is_a_fault(tmp_path: Path) -> None:
    assert fault(tmp_path / f"{'长' * 200}.txt") == "cannot be opened (File name too long)"


@pytest.mark.parametrize("name", ["a\nb.txt", os.fsdecode(b"\xff\xfe.txt")])
def test_a_name_that_cannot_be_printed_is_a_fault(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(TEXT, "utf-8")
    with pytest.raises(UnreadableDocument, match="has a name that cannot be printed") as caught:
        read(path)
    assert str(caught.value).isascii()


@pytest.mark.parametrize("name", ["a.txt", "a.pdf"])
def test_a_huge_file_is_refused_by_its_size_alone(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with path.open("wb") as file:
        file.truncate(200_000_000)
    assert fault(path) == "is larger than 50 MB"
    assert fault(path, Limits(file_bytes=1_500_000)) == "is larger than 1.5 MB"


def test_a_marked_file_name_is_refused_before_the_file_is_looked_at(tmp_path: Path) -> None:
    with pytest.raises(ClassifiedDocument):
        read(tmp_path / "机密★1年 某事.txt")
    with pytest.raises(ClassifiedDocument):
        read(write(tmp_path, "【秘密】某事.xls", "x"))


@pytest.mark.parametrize(
    "text",
    [
        "机密★1年\n关于某事的通知\n正文。",
        "密级：秘密 页数：3 大小：5KB\n关于某事的通知\n正文。",
        "登录 | 立即注册\n" * 20 + "绝密\n正文。",
    ],
    ids=["head", "in a line of furniture", "under furniture"],
)
def test_a_marked_text_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ClassifiedDocument) as caught:
        read(write(tmp_path, "a.txt", text))
    assert "正文" not in str(caught.value)


def test_one_bad_file_does_not_stop_the_next(tmp_path: Path) -> None:
    bad, good = write(tmp_path, "bad.txt", b"\0"), write(tmp_path, "good.txt", TEXT)
    with Readers() as readers:
        with pytest.raises(UnreadableDocument):
            readers.read(bad)
        assert readers.read(good).text == TEXT


def test_every_real_document_is_read_with_its_title(shared: Path) -> None:
    files = [*(shared / "corpus").rglob("*.*"), *sorted((shared / "laws").rglob("*.md"))[::10]]
    with Readers() as readers:
        readings = [readers.read(path) for path in files]
    assert all(reading.text for reading in readings)
    titled = [reading for reading in readings if reading.file.endswith(".md")]
    assert all(reading.text.startswith(reading.title) and reading.title for reading in titled)
    assert not [reading.file for reading in readings if "<!--" in reading.text or "\n#" in reading.text]
