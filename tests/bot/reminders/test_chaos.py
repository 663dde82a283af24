"""A short run of ``python -m tests.chaos``: the real bot is killed and nothing is lost."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.chaos.run import NEAR, Arrival, Size, is_near, run

CAME = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TAKEN = CAME + timedelta(seconds=0.4)
MOMENT = timedelta(milliseconds=1)


async def test_a_bot_that_is_killed_loses_nothing(tmp_path: Path) -> None:
    verdict = await run(f"sqlite:///{tmp_path / 'a.db'}", tmp_path, Size(60, 20, kills=5, seconds=2, hurries=True))
    assert verdict.is_well
    assert (verdict.arrived, verdict.kills) == (48, 5)


@pytest.mark.parametrize(
    ("kill", "explains"),
    [
        (CAME - MOMENT, False),
        (CAME, True),
        (TAKEN - MOMENT, True),
        (TAKEN + NEAR, True),
        (TAKEN + NEAR + MOMENT, False),
    ],
    ids=["before it was sent", "when it came", "while Telegram took its time", "soon after", "too late"],
)
def test_a_kill_explains_a_double_while_and_soon_after_a_message_is_taken(kill: datetime, explains: bool) -> None:
    assert is_near(Arrival("提醒1。", TAKEN, CAME, is_marked=False), [kill]) is explains
