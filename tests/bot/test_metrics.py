"""What is counted, in Prometheus' words."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.metrics import Metrics
from bot.reminders.model import Delivery, Kind, Outcome, Reminder, State
from knowledge.errors import ModelLate
from knowledge.model import Prompt
from tests.fakes import ScriptedModel

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
PROMPT = Prompt("写一句话。", "材料")


def lines(metrics: Metrics) -> list[str]:
    return metrics.text().decode().splitlines()


def test_each_bot_counts_for_itself() -> None:
    first, second = Metrics(), Metrics()
    first.note_update("message")
    assert 'canmou_updates_total{kind="message"} 1.0' in lines(first)
    assert not any(line.startswith("canmou_updates_total") for line in lines(second))


def test_calls_of_the_model_are_counted_with_their_tokens_and_faults() -> None:
    metrics = Metrics()
    model = metrics.counted(ScriptedModel("一", ModelLate("late")))
    assert model
    assert (model.name, model.reply(PROMPT, {}).text) == ("模型", "一")
    with pytest.raises(ModelLate):
        model.reply(PROMPT, {})
    assert metrics.counted(None) is None
    assert {
        'canmou_model_calls_total{outcome="replied"} 1.0',
        'canmou_model_calls_total{outcome="ModelLate"} 1.0',
        "canmou_model_tokens_total 100.0",
    } <= set(lines(metrics))


def delivery(due_at: datetime) -> Delivery:
    return Delivery(
        id=1,
        reminder=Reminder("duty:1:eve", Kind.DUTY_EVE),
        subject=1,
        due_at=due_at,
        expires_at=due_at + timedelta(hours=1),
        chat_id=-5,
        note="",
        tries=1,
    )


def test_only_what_went_out_has_been_late() -> None:
    metrics = Metrics()
    for seconds, state in ((0, State.SENT), (3, State.SENT), (-1, State.SENT), (50, State.PENDING), (9, State.FAILED)):
        metrics.note_delivery(delivery(NOW - timedelta(seconds=seconds)), Outcome(state), NOW)
    counted = lines(metrics)
    assert 'canmou_deliveries_total{outcome="sent"} 3.0' in counted
    assert 'canmou_deliveries_total{outcome="pending"} 1.0' in counted
    assert 'canmou_delivery_lateness_seconds_bucket{le="2.0"} 2.0' in counted
    assert "canmou_delivery_lateness_seconds_sum 3.0" in counted
