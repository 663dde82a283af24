"""A short run of ``python -m tests.chaos``: the real bot is killed and nothing is lost."""

from pathlib import Path

from tests.chaos.run import Size, run


async def test_a_bot_that_is_killed_loses_nothing(tmp_path: Path) -> None:
    verdict = await run(f"sqlite:///{tmp_path / 'a.db'}", tmp_path, Size(60, 20, kills=5, seconds=2, hurries=True))
    assert verdict.is_well
    assert (verdict.arrived, verdict.kills) == (48, 5)
