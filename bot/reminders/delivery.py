"""The loop that delivers: one delivery that is due, again and again, and what became of it written down.

``Deliverer.deliver_one`` is the step; lanes repeat it while there is work, and ``wake`` starts one. What a try came to
is an Outcome (``outcomes``); nothing that fails in a way that nobody thought of costs more than that one try.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.log import report
from bot.reminders import outcomes
from bot.reminders.faults import DeliveryFault, Moved, ShutOut, StoreAway, TooMany, Unreachable
from bot.reminders.marks import mark
from bot.reminders.model import Delivery, Later, Outcome, Outgoing, Skip, State
from bot.reminders.outcomes import Try
from bot.reminders.pace import Pace
from bot.storage.deliveries import DeliveryStore
from bot.storage.reminders import ReminderStore

logger = logging.getLogger(__name__)

# At thirty messages a second, so many are under way when Telegram takes half a second for each.
LANES = 16
BEAT = timedelta(seconds=10)
# What a try may take; both together are less than the time for which a claim holds.
WORDING_SECONDS = 8
SENDING_SECONDS = 20
# Between two looks whether the database is there again.
RETRY_SECONDS = 0.5
HELD = "quiet hours"

Send = Callable[[int, Outgoing], Awaitable[int]]
Render = Callable[[Delivery], Awaitable[Outgoing | Skip | Later]]


@dataclass(frozen=True, slots=True)
class Outside:
    """What the loop is given: the clocks, how a message is worded and sent, who mends a chat, what to do on a move.

    ``send`` returns the message's id and raises a DeliveryFault; ``now`` tells people's time, ``steady`` seconds;
    ``note`` is told what each try came to.
    """

    now: Callable[[], datetime]
    steady: Callable[[], float]
    zone: ZoneInfo
    render: Render
    send: Send
    admins: Callable[[], Awaitable[frozenset[int]]]
    move: Callable[[int, int], Awaitable[None]]
    note: Callable[[Delivery, Outcome, datetime], None]
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep


class Deliverer:
    """Delivers what is due; ``host`` is whose health the loop's turning tells of."""

    def __init__(
        self, store: DeliveryStore, reminders: ReminderStore, pace: Pace, *, outside: Outside, host: str
    ) -> None:
        self._store = store
        self._reminders = reminders
        self._pace = pace
        self._outside = outside
        self._host = host
        self._gate = asyncio.Lock()
        self._lanes: set[asyncio.Task[None]] = set()
        # Chats that a message is on its way to: the next one waits, or the two might change places.
        self._written_to: set[int] = set()
        self._beaten: datetime | None = None
        self._is_stopping = False
        self._is_in_trouble = False

    def wake(self) -> None:
        """Look for work, beside the lanes that are at work already."""
        if len(self._lanes) < LANES and not self._is_stopping:
            lane = asyncio.get_running_loop().create_task(self._run_lane())
            self._lanes.add(lane)
            lane.add_done_callback(self._lanes.discard)

    async def settle(self) -> None:
        """Deliver all that is due and can go out now."""
        self.wake()
        while self._lanes:
            await asyncio.wait(self._lanes)

    async def stop(self) -> None:
        """Take no more; wait for what is under way."""
        self._is_stopping = True
        if self._lanes:
            await asyncio.wait(self._lanes)

    async def deliver_one(self) -> bool:
        """Deliver one message that is due; tell whether there was one."""
        delivery = await self._next()
        if delivery is None:
            return False
        self.wake()
        try:
            await self._end(delivery, await self._try(delivery))
        finally:
            self._written_to.discard(delivery.chat_id)
        return True

    async def _run_lane(self) -> None:
        try:
            while await self.deliver_one():
                pass
        except Exception as fault:
            # The next wake looks again.
            self._note_trouble(fault)

    async def _next(self) -> Delivery | None:
        """Take what is due next, as soon as one more message may go out; nothing any more once told to stop."""
        async with self._gate, self._pace.turn(self._outside.steady, self._outside.sleep):
            if self._is_stopping:
                return None
            now, busy = self._outside.now(), self._pace.busy(self._outside.steady()) | self._written_to
            await self._beat(now)
            delivery = await asyncio.to_thread(self._store.claim, now, busy=busy)
            if delivery is not None:
                self._written_to.add(delivery.chat_id)
                self._pace.note(delivery.chat_id, self._outside.steady())
            self._note_recovery()
            return delivery

    async def _beat(self, now: datetime) -> None:
        if self._beaten is None or abs(now - self._beaten) >= BEAT:
            await asyncio.to_thread(self._reminders.beat, self._host, now)
            self._beaten = now

    async def _try(self, delivery: Delivery) -> Outcome:
        """Try to deliver; return what is to be written down, whatever happens."""
        each = Try(delivery, self._outside.now(), self._outside.zone, frozenset())
        try:
            return await self._attempt(replace(each, admins=await self._outside.admins()))
        except DeliveryFault as fault:
            return outcomes.refused(each, fault)
        except Exception as fault:
            report(logger, "a delivery broke", fault)
            return outcomes.broken(each, fault)

    async def _attempt(self, each: Try) -> Outcome:
        if each.now >= each.delivery.expires_at:
            return outcomes.expired(each)
        async with asyncio.timeout(WORDING_SECONDS):
            outgoing = await self._outside.render(each.delivery)
        if isinstance(outgoing, Skip):
            return Outcome(State.SKIPPED, outgoing.reason)
        if isinstance(outgoing, Later):
            return Outcome(State.PENDING, HELD, try_at=outgoing.until)
        worded = replace(each, then=outgoing.then)
        if each.delivery.is_shut:
            return outcomes.refused(worded, ShutOut())
        return await self._send(worded, outgoing)

    async def _send(self, each: Try, outgoing: Outgoing) -> Outcome:
        """Send; from here on every fault is an outcome, for a message may have arrived."""
        delivery = each.delivery
        text = mark(outgoing.text, delivery, each.now, each.zone, held_until=outgoing.held_until)
        try:
            async with asyncio.timeout(SENDING_SECONDS):
                message_id = await self._outside.send(delivery.chat_id, Outgoing(text, outgoing.buttons))
        except Moved as fault:
            # Moves the row too, and those that wait beside it.
            await self._outside.move(delivery.chat_id, fault.chat_id)
            return outcomes.refused(each, fault)
        except TooMany as fault:
            self._pace.hold(delivery.chat_id, self._outside.steady() + fault.pause.total_seconds())
            return outcomes.refused(each, fault)
        except DeliveryFault as fault:
            return outcomes.refused(each, fault)
        except Exception as fault:
            report(logger, "sending broke", fault)
            return outcomes.refused(each, Unreachable(type(fault).__name__, may_have_arrived=True))
        return Outcome(State.SENT, message_id=message_id, then=outgoing.then)

    async def _end(self, delivery: Delivery, outcome: Outcome) -> None:
        """Write an outcome down; what is to follow may be broken, that the message went out is kept all the same."""
        now = self._outside.now()
        self._outside.note(delivery, outcome, now)
        try:
            await self._keep(delivery, outcome, now)
        except Exception as fault:
            report(logger, "what follows a delivery broke", fault)
            await self._keep(delivery, replace(outcome, then=(), notice=None), now)

    async def _keep(self, delivery: Delivery, outcome: Outcome, now: datetime) -> None:
        """Write an outcome down however long the database is away, so that what went out does not go out again."""
        while True:
            try:
                await asyncio.to_thread(self._store.end, delivery, outcome, now)
                return
            except StoreAway as fault:
                self._note_trouble(fault)
            if self._is_stopping:
                return
            await self._outside.sleep(RETRY_SECONDS)

    def _note_trouble(self, fault: Exception) -> None:
        """Log that the database is away, once until it is there again."""
        if not self._is_in_trouble:
            self._is_in_trouble = True
            report(logger, "reminders wait", fault)

    def _note_recovery(self) -> None:
        if self._is_in_trouble:
            self._is_in_trouble = False
            logger.warning("reminders go out again")
