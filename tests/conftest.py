"""What tests of every part share."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
pytest_plugins = ["tests.postgres"]


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of real documents and questions that stands beside the repository."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip(f"the real documents are not here: no folder {folder}")
    return folder
