"""The child process that parses: its limits of time and memory, its deaths and its clean end."""

import io
import os
import subprocess
import sys
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from knowledge.errors import UnreadableDocument
from knowledge.readers import Limits, Readers, read

ROOT = Path(__file__).parents[2]
PAGE = "<h1>值班办法</h1><p>第一条 值班电话应当有人接听。</p>"


def write(folder: Path, name: str, data: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def deep(levels: int) -> bytes:
    """Return a Word document whose elements are nested so deep that walking them ends the process."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", "<a>" * levels + "</a>" * levels)
    return stream.getvalue()


def children() -> set[str]:
    return set(Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text("ascii").split())


@pytest.fixture
def page(tmp_path: Path) -> Path:
    return write(tmp_path, "值班.html", PAGE)


@pytest.fixture
def slow(tmp_path: Path) -> Path:
    return write(tmp_path, "slow.html", "<p>慢</p>" * 100_000)


def test_many_files_are_read_by_one_process_that_ends_with_the_block(page: Path) -> None:
    before = children()
    with Readers() as readers:
        assert children() == before
        assert readers.read(page).title == "值班办法"
        started = children() - before
        assert len(started) == 1
        assert readers.read(page).text == "值班办法\n第一条 值班电话应当有人接听。"
        assert children() - before == started
    assert children() == before


def test_plain_text_starts_no_process(tmp_path: Path) -> None:
    before = children()
    with Readers() as readers:
        readers.read(write(tmp_path, "a.txt", "值班电话应当有人接听。"))
        assert children() == before


def test_a_file_that_takes_too_long_is_given_up_and_the_next_is_read(slow: Path, page: Path) -> None:
    before = children()
    with Readers(Limits(seconds=0.5)) as readers:
        with pytest.raises(UnreadableDocument, match=r"takes longer than 0\.5 seconds to parse"):
            readers.read(slow)
        assert children() == before
        assert readers.read(page).title == "值班办法"


def test_a_file_that_takes_too_much_memory_is_given_up_and_the_next_is_read(slow: Path, page: Path) -> None:
    with Readers(Limits(memory_bytes=120_000_000)) as readers:
        with pytest.raises(UnreadableDocument, match="takes more than 120 MB of memory to parse"):
            readers.read(slow)
        assert readers.read(page).title == "值班办法"


def test_a_file_that_ends_the_process_is_damaged_and_the_next_is_read(tmp_path: Path, page: Path) -> None:
    with Readers() as readers:
        with pytest.raises(UnreadableDocument, match=r"is damaged or too complex to parse"):
            readers.read(write(tmp_path, "deep.docx", deep(20_000)))
        assert readers.read(page).title == "值班办法"


def test_what_a_format_finds_wrong_comes_back_as_its_sentence(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read(write(tmp_path, "a.docx", "no zip"))
    assert (caught.value.file, caught.value.fault) == ("a.docx", "is damaged")


def test_a_relative_path_is_read(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(page.parent)
    assert read(Path(page.name)).title == "值班办法"


def test_a_process_that_cannot_start_is_no_fault_of_the_file(page: Path) -> None:
    with Readers(Limits(memory_bytes=2**70)) as readers, pytest.raises(ChildProcessError):
        readers.read(page)


@pytest.mark.parametrize(
    ("module", "absent"),
    [("knowledge.readers.worker", {"torch", "numpy", "telegram"}), ("knowledge.readers", {"bs4", "pypdf", "torch"})],
)
def test_no_more_is_imported_than_needed(module: str, absent: set[str]) -> None:
    script = f"import sys, {module}; print(*{absent!r} & sys.modules.keys())"
    output = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert output.stdout.strip() == ""


@pytest.mark.parametrize("suffix", [".docx", ".html", ".pdf"])
def test_any_bytes_give_a_text_or_a_fault(tmp_path: Path, suffix: str) -> None:
    seeds = [b"%PDF-1.4\n1 0 obj\n<<", b"PK\x03\x04" + bytes(40), b"<p>\xff\xfe", bytes(range(256)), b"<" * 10_000]
    with Readers() as readers:
        for number, data in enumerate(seeds):
            with suppress(UnreadableDocument):
                assert readers.read(write(tmp_path, f"{number}{suffix}", data)).text
