"""A hundred of the arrangements; ``make leaks`` plays a thousand."""

import pytest

from tests.leaks.run import lines, run


@pytest.fixture(autouse=True)
def durations_are_timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the library tell durations as it will in its next version; the old way is a warning each time."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.mark.parametrize("seed", range(5))
async def test_nothing_is_seen_that_is_not_for_those_who_see_it(seed: int) -> None:
    verdict = await run(20, seed)
    assert verdict.slips == [], "\n".join(lines(verdict))
    assert verdict.rightly > 20
