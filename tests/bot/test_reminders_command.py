"""``canmou reminders`` and what ``canmou check`` says of the delivery loop."""

import json
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import app
from bot.commands.reminders import LABELS
from bot.reminders.model import Delivery, Kind, Occurrence, Outcome, Reminder, State
from bot.reminders.outcomes import EXPIRED
from bot.storage import Engine
from bot.storage.database import open_database
from bot.storage.deliveries import DeliveryStore
from bot.storage.reminders import ReminderStore, plan

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
SECRET = "nobody but the group reads this"


@dataclass(frozen=True)
class Desk:
    """An office's command line and its database."""

    engine: Engine
    environment: dict[str, str]

    def run(self, *arguments: str) -> Result:
        """Run one command."""
        return CliRunner().invoke(app, list(arguments), env=self.environment)

    def plan(self, key: str, kind: Kind, *, hours: int) -> None:
        """Plan a reminder in so many hours."""
        occurrence = Occurrence(7, NOW + hours * HOUR, NOW + 9 * HOUR, (-5,), SECRET)
        with self.engine.begin() as connection:
            plan(connection, Reminder(key, kind), [occurrence], now=NOW)

    def end(self, state: State, reason: str = "") -> Delivery:
        """Let what is due first come to an end."""
        store = DeliveryStore(self.engine, "here")
        delivery = store.claim(NOW + 8 * HOUR)
        assert delivery
        store.end(delivery, Outcome(state, reason), NOW + 8 * HOUR)
        return delivery


@pytest.fixture
def desk(tmp_path: Path, tiny_model: Path) -> Iterator[Desk]:
    engine = open_database(f"sqlite:///{tmp_path / 'canmou.db'}")
    environment = {
        "CANMOU_STORAGE__DATA_DIR": str(tmp_path),
        "CANMOU_EMBEDDING__MODEL": str(tiny_model),
        "CANMOU_KNOWLEDGE__HANDBOOK": "off",
    }
    yield Desk(engine, environment)
    engine.dispose()


def keys(result: Result) -> list[str]:
    return [json.loads(line)["key"] for line in result.stdout.splitlines()]


def test_every_kind_has_a_name() -> None:
    assert set(LABELS) == set(Kind)
    assert len(set(LABELS.values())) == len(LABELS)


def test_what_is_coming_is_listed_soonest_first(desk: Desk) -> None:
    for hours in (3, 1, 2):
        desk.plan(f"k{hours}", Kind.MEETING_LEAD, hours=hours)
    assert keys(desk.run("reminders", "--json")) == ["k1", "k2", "k3"]
    assert keys(desk.run("reminders", "--json", "--limit", "2")) == ["k1", "k2"]


def test_a_row_says_what_to_whom_and_when_but_not_the_words(desk: Desk) -> None:
    desk.plan("duty:7:eve", Kind.DUTY_EVE, hours=3)
    table, row = desk.run("reminders").stdout, json.loads(desk.run("reminders", "--json").stdout)
    assert "2026-03-02 12:00" in table
    assert "值班前一晚提醒" in table
    assert SECRET not in table
    assert SECRET not in json.dumps(row)
    assert (row["kind"], row["label"], row["chat_id"], row["state"], row["due_at"]) == (
        "duty_eve",
        "值班前一晚提醒",
        -5,
        "pending",
        (NOW + 3 * HOUR).isoformat(),
    )


def test_what_failed_or_came_too_late_is_listed_with_the_reason(desk: Desk) -> None:
    ends = {"refused": (State.FAILED, "Bad Request"), "late": (State.SKIPPED, EXPIRED)}
    ends |= {"unwanted": (State.SKIPPED, "cancelled"), "sent": (State.SENT, "")}
    for hours, (key, end) in enumerate(ends.items()):
        desk.plan(key, Kind.MEETING_LEAD, hours=hours)
        desk.end(*end)
    desk.plan("coming", Kind.MEETING_LEAD, hours=4)
    failed = [json.loads(line) for line in desk.run("reminders", "--failed", "--json").stdout.splitlines()]
    assert {(row["key"], row["reason"]) for row in failed} == {("refused", "Bad Request"), ("late", EXPIRED)}
    assert keys(desk.run("reminders", "--sent", "--json")) == ["sent"]
    assert keys(desk.run("reminders", "--json")) == ["coming"]
    assert len(keys(desk.run("reminders", "--failed", "--json", "--limit", "1"))) == 1


def test_two_lists_at_once_are_refused(desk: Desk) -> None:
    result = desk.run("reminders", "--failed", "--sent")
    assert (result.exit_code, result.stderr) == (2, "give --failed or --sent, one of the two\n")


def test_check_says_that_the_loop_never_ran_here(desk: Desk) -> None:
    ReminderStore(desk.engine).beat("elsewhere", datetime.now(UTC) - HOUR)
    result = desk.run("check")
    assert result.exit_code == 0
    assert "delivery: has not run yet here" in result.stdout


@pytest.mark.parametrize(("seconds", "status"), [(5, 0), (50, 0), (90, 1), (3600, 1)])
def test_check_fails_when_the_loop_has_stopped(desk: Desk, seconds: int, status: int) -> None:
    ReminderStore(desk.engine).beat(socket.gethostname(), datetime.now(UTC) - timedelta(seconds=seconds))
    result = desk.run("check")
    assert result.exit_code == status
    assert "delivery: turned " in result.stdout
    assert result.stdout.rstrip().endswith("seconds ago")
