"""A part of what ``make malice`` sends."""

import pytest

from tests.malice.run import lines, run


@pytest.fixture(autouse=True)
def durations_are_timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the library tell durations as it will in its next version; the old way is a warning each time."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


async def test_ill_will_does_no_harm() -> None:
    verdict = await run(100, seed=1)
    assert verdict.faults == [], "\n".join(lines(verdict))
