"""What tests of every part share."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.embedding import bundled

ROOT = Path(__file__).parents[1]
pytest_plugins = ["tests.postgres"]


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of real documents and questions that stands beside the repository."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip(f"the real documents are not here: no folder {folder}")
    return folder


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return a folder with the bundled model unpacked, where what was left of a broken one stood."""
    folder = tmp_path_factory.mktemp("models")
    (folder / bundled.NAME).mkdir()
    (folder / bundled.NAME / "model.safetensors").write_text("broken")
    assert bundled.unpack(folder) == folder / bundled.NAME
    yield folder
    shutil.rmtree(folder)
