"""Desks to work at: an empty one for each test that changes the library, one with all samples for those that ask."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.ingest import State
from tests.knowledge.desk import Desk, open_desk
from tests.knowledge.samples import RULES


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Return a desk with an empty library."""
    with open_desk(tmp_path) as desk:
        yield desk


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Return a desk with all the samples, which no test may change."""
    with open_desk(tmp_path_factory.mktemp("office")) as desk:
        outcomes = desk.take_in(RULES)
        assert {outcome.state for outcome in outcomes} == {State.ADDED}
        yield desk
