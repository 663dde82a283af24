"""Whether a host's bot is well, as the database tells."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from bot.storage import Engine
from bot.storage.health import SILENCE, Health, health_of
from bot.storage.reminders import ReminderStore

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ago", "is_well"),
    [(timedelta(0), True), (SILENCE, True), (SILENCE + timedelta(seconds=1), False), (timedelta(days=1), False)],
)
def test_a_loop_that_has_not_turned_for_long_is_not_well(database: Engine, ago: timedelta, is_well: bool) -> None:
    ReminderStore(database).beat("here", NOW - ago)
    health = health_of(database, "here", NOW)
    assert (health, health.is_well) == (Health(has_database=True, turned_ago=ago), is_well)


def test_a_loop_that_never_turned_here_is_not_well(database: Engine) -> None:
    ReminderStore(database).beat("elsewhere", NOW)
    health = health_of(database, "here", NOW)
    assert (health.has_database, health.turned_ago, health.is_well) == (True, None, False)


def test_a_database_that_does_not_answer_is_not_well(tmp_path: Path) -> None:
    health = health_of(create_engine(f"sqlite:///{tmp_path / 'none' / 'a.db'}"), "here", NOW)
    assert (health.has_database, health.is_well) == (False, False)
