"""Waiting for Telegram: as long as it says, not for ever, and never with a token in the words."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError

from bot.chat.patience import Patience
from bot.errors import TokenRefused
from bot.reminders.pace import Limits, Pace


@pytest.fixture(autouse=True)
def durations_are_timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the library tell durations as it will in its next version; the old way is a warning each time."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@dataclass
class Telegram:
    """Refuses in turn, then agrees; ``slept`` are the waits between."""

    refusals: list[TelegramError]
    slept: list[float] = field(default_factory=list)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    async def take(self, _method: str, *, read_timeout: float) -> bool:
        if self.refusals:
            raise self.refusals.pop(0)
        return True

    async def call(self, method: str = "sendMessage") -> object:
        patience = Patience(Pace(Limits()), sleep=self.sleep)
        await patience.initialize()
        result = await patience.process_request(
            callback=self.take,
            args=(method,),
            kwargs={"read_timeout": 5},
            endpoint=method,
            data={},
            rate_limit_args=None,
        )
        await patience.shutdown()
        return result


@pytest.mark.parametrize("waits", [[], [1], [3, 60]])
async def test_a_call_waits_as_long_as_it_is_told(waits: list[int]) -> None:
    telegram = Telegram([RetryAfter(timedelta(seconds=seconds)) for seconds in waits])
    assert await telegram.call() is True
    assert telegram.slept == waits


@pytest.mark.parametrize(
    ("method", "waits", "slept"),
    [("sendMessage", [1, 1, 1], [1, 1]), ("sendMessage", [61], []), ("sendChatAction", [1], [])],
)
async def test_some_waits_are_not_worth_it(method: str, waits: list[int], slept: list[float]) -> None:
    telegram = Telegram([RetryAfter(timedelta(seconds=seconds)) for seconds in waits])
    with pytest.raises(RetryAfter):
        await telegram.call(method)
    assert telegram.slept == slept


async def test_seconds_may_come_as_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PTB_TIMEDELTA")
    telegram = Telegram([])
    with pytest.warns(DeprecationWarning, match="retry_after"):
        telegram.refusals.append(RetryAfter(2))
    with pytest.warns(DeprecationWarning, match="retry_after"):
        await telegram.call()
    assert telegram.slept == [2]


async def test_other_refusals_are_passed_on() -> None:
    with pytest.raises(BadRequest):
        await Telegram([BadRequest("chat not found")]).call()


async def test_a_refused_token_is_a_fault_without_the_token() -> None:
    with pytest.raises(TokenRefused) as raised:
        await Telegram([InvalidToken("123:SECRET")]).call()
    assert "SECRET" not in str(raised.value)
    assert raised.value.__suppress_context__
