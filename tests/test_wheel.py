"""What an installation holds: every file that the code reads goes into the wheel."""

import subprocess
import sys
from pathlib import Path
from shutil import copytree, ignore_patterns
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("bot", "knowledge", "prompts")
# Read from a checkout alone: what the adapter was trained on, and the log of its training.
LEFT_OUT = {
    "knowledge/embedding/adapter.jsonl",
    "knowledge/training/questions.tsv",
    "knowledge/training/speeches.jsonl",
}
BUILD = "import sys; from setuptools.build_meta import build_wheel; print(build_wheel(sys.argv[1]))"


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of what a wheel is built from, since building leaves files behind."""
    folder = tmp_path_factory.mktemp("source")
    for name in PACKAGES:
        copytree(ROOT / name, folder / name, ignore=ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "LICENSE"):
        (folder / name).write_bytes((ROOT / name).read_bytes())
    return folder


def test_the_wheel_holds_every_file_that_is_read(source: Path, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", BUILD, str(tmp_path)], cwd=source, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if name.startswith(PACKAGES)}
    there = {path.relative_to(source).as_posix() for name in PACKAGES for path in (source / name).rglob("*.*")}
    assert {name for name in there if not (source / name).is_dir()} - held == LEFT_OUT
