"""The clockwork: it ticks, extends, and ends without a fault whatever is under way."""

import asyncio
import logging

import pytest

from bot.reminders.ticker import Ticker


class Works:
    """What is called, and how far it came."""

    def __init__(self) -> None:
        self.woken = asyncio.Event()
        self.begun = 0
        self.ended = 0
        self.may_end = asyncio.Event()
        self.may_end.set()

    async def extend(self) -> None:
        self.begun += 1
        await self.may_end.wait()
        self.ended += 1

    def ticker(self) -> Ticker:
        return Ticker(self.woken.set, self.extend)


def faults(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]


async def test_it_extends_at_the_start_and_wakes_again_and_again() -> None:
    works = Works()
    ticker = works.ticker()
    await ticker.start()
    assert works.ended == 1
    for _ in range(2):
        await asyncio.wait_for(works.woken.wait(), 5)
        works.woken.clear()
    await ticker.stop()


async def test_what_was_begun_comes_to_its_end_before_it_stops(caplog: pytest.LogCaptureFixture) -> None:
    works = Works()
    ticker = works.ticker()
    await ticker.start()
    works.may_end.clear()
    extending = asyncio.create_task(ticker._extend_plans())
    stopping = asyncio.create_task(ticker.stop())
    await asyncio.wait([stopping], timeout=0.3)
    assert (works.begun, works.ended, stopping.done()) == (2, 1, False)
    works.may_end.set()
    await stopping
    await extending
    assert works.ended == 2
    assert faults(caplog) == []


async def test_a_tick_that_is_due_as_it_stops_is_no_fault(caplog: pytest.LogCaptureFixture) -> None:
    works = Works()
    ticker = works.ticker()
    await ticker.start()
    # As a busy machine does it: the tick is handed out, and does not get to run before the end.
    for job in ticker._scheduler.get_jobs():
        ticker._scheduler._lookup_executor("default").submit_job(job, [job.next_run_time])
    await ticker.stop()
    await asyncio.sleep(0)
    assert works.woken.is_set()
    assert faults(caplog) == []


async def test_it_may_be_stopped_before_it_starts_and_twice() -> None:
    ticker = Works().ticker()
    await ticker.stop()
    await ticker.start()
    await ticker.stop()
    await ticker.stop()
